-- Who can sign in, their profiles, their sessions, and what happened to them.
create table users (
    -- AUTOINCREMENT: the number of a deleted account never comes back to open something with an old token.
    id integer primary key autoincrement,
    public_id blob not null unique,
    -- Absent where the model knows no user names.
    username text,
    username_key text unique,
    email text,
    email_key text unique,
    email_verified_at bigint,
    phone text,
    phone_key text,
    phone_verified_at bigint,
    password_hash text,
    password_changed_at bigint not null,
    role text not null,
    created_at bigint not null,
    updated_at bigint not null,
    suspended_at bigint
);
create index users_phone on users (phone_key) where phone_key is not null;
create index users_role on users (role);
create index users_by_name on users (coalesce(username_key, ''), id);
create index users_suspended on users (id) where suspended_at is not null;

create table profiles (
    id integer primary key autoincrement,
    public_id blob not null unique,
    user_id bigint not null unique references users (id) on delete cascade,
    -- The declared fields as one JSON object: which there are is the model file's business.
    fields text not null,
    avatar text,
    version bigint not null,
    updated_at bigint not null
);

-- The declared fields that can be filtered by, folded; kept beside `fields` in the same transaction.
create table profile_values (
    field text not null,
    value text not null,
    user_id bigint not null references users (id) on delete cascade,
    primary key (field, value, user_id)
) without rowid;
create index profile_values_user on profile_values (user_id);

-- The declared fields whose values no two profiles share, folded; kept beside `fields` in the same transaction.
create table profile_unique (
    field text not null,
    value text not null,
    user_id bigint not null references users (id) on delete cascade,
    primary key (field, value)
) without rowid;
create index profile_unique_user on profile_unique (user_id);

-- A session is also its family of refresh tokens: `generation` counts the rotations.
create table sessions (
    id integer primary key autoincrement,
    public_id blob not null unique,
    user_id bigint not null references users (id) on delete cascade,
    wire text not null,
    generation bigint not null,
    device_name text not null,
    user_agent text not null,
    address text not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    rotated_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    end_reason text
);
create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

-- Refresh tokens of the old backend that were exchanged for a session of ours: each works once.
create table spent_tokens (
    jti text primary key,
    expires_at bigint not null
) without rowid;

-- What has been sent out to be shown again: a link, and a code that says the same. A newer one for the same purpose takes
-- the place of the older. Hashes only: whoever reads this table can follow no link.
create table proofs (
    user_id bigint not null references users (id) on delete cascade,
    purpose text not null,
    -- The address or number that it proves.
    target text not null,
    link_hash blob not null unique,
    code_hash blob not null,
    tries bigint not null,
    expires_at bigint not null,
    primary key (user_id, purpose)
) without rowid;

-- Append-only: who did what to whom, when and from where. Names no table, so that it outlives deletions.
create table security_events (
    id integer primary key autoincrement,
    at bigint not null,
    event text not null,
    actor_id bigint,
    subject_id bigint,
    address text not null,
    request_id text not null,
    detail text not null,
    -- Its place in the chain of seals, given a moment later: each seal covers the row and the seal before it.
    position bigint unique,
    seal blob
);
create index security_events_subject on security_events (subject_id, id);
create index security_events_unsealed on security_events (id) where position is null;

-- Counters of attempts, by what is counted and whose attempts they are.
create table attempts (
    bucket text not null,
    subject text not null,
    window_start bigint not null,
    count bigint not null,
    primary key (bucket, subject)
) without rowid;
create index attempts_window on attempts (window_start);

-- Answers already given to a create that carried an Idempotency-Key, kept for 24 hours.
create table idempotent_answers (
    user_id bigint not null references users (id) on delete cascade,
    key text not null,
    request_hash blob not null,
    resource blob not null,
    created_at bigint not null,
    primary key (user_id, key)
) without rowid;
create index idempotent_answers_age on idempotent_answers (created_at);

-- Small facts about this installation.
create table facts (
    name text primary key,
    value text not null
) without rowid;
