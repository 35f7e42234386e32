-- Who was invited to have an account, and as what. Hashes only: whoever reads this table can accept nothing.
create table invitations (
    id integer primary key autoincrement,
    public_id blob not null unique,
    email text not null,
    email_key text not null,
    role text not null,
    -- What the profile begins with: the declared fields that were written, as one JSON object.
    fields text not null,
    link_hash blob not null unique,
    -- Absent: the operator. Invitations of whoever is gone are void.
    invited_by bigint references users (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    accepted_at bigint,
    revoked_at bigint,
    -- Whose account it became. It goes with the account: nothing is kept of whoever leaves.
    account_id bigint references users (id) on delete cascade
);
-- A newer one for the same address takes the place of the older.
create unique index invitations_email_key_key on invitations (email_key) where accepted_at is null and revoked_at is null;
create index invitations_inviter on invitations (invited_by);
create index invitations_account on invitations (account_id);
