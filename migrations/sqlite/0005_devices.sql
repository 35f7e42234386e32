-- On what somebody has signed in with the password: strangers' guesses do not hold up a device that is known, and its
-- owner is told of one that is not.
create table known_devices (
    user_id bigint not null references users (id) on delete cascade,
    -- A hash of the token that the device was given to keep.
    mark blob not null,
    -- When it showed that token; until then it may be one that keeps none, and is known again by the two below.
    shown_at bigint,
    -- Which program it is, in plain words; empty when it does not say.
    agent text not null,
    -- From where it came last: an IPv4 address or an IPv6 network.
    source text not null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    primary key (user_id, mark)
) without rowid;
create index known_devices_age on known_devices (last_seen_at);
