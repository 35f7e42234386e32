-- Secret links under which calendars elsewhere read somebody's bookings; kept are only hashes.
create table calendar_feeds (
    user_id bigint primary key references users (id) on delete cascade,
    secret_hash blob not null unique,
    created_at bigint not null
) without rowid;

-- Whoever changes their password, or ends their sessions all at once, wants nobody to read on.
create trigger users_feed_ended after update of password_changed_at on users begin
    delete from calendar_feeds where user_id = new.id;
end;
create trigger sessions_feed_ended after update of ended_at on sessions
    when new.end_reason in ('signed_out_elsewhere', 'ended_by_administration', 'disowned') begin
    delete from calendar_feeds where user_id = new.user_id;
end;

-- Calendars that specialists keep elsewhere. Their addresses are often secrets.
create table external_calendars (
    id integer primary key autoincrement,
    public_id blob not null unique,
    owner_id bigint not null references users (id) on delete cascade,
    url text not null,
    -- What its server called what it sent last; empty if it did not.
    etag text not null,
    read_at bigint,
    tried_at bigint,
    -- Why asking was in vain the last time; empty if it was not.
    error text not null,
    skipped bigint not null,
    -- How often asking was in vain since it was read.
    failures bigint not null,
    due_at bigint not null,
    created_at bigint not null
);
create index external_calendars_owner on external_calendars (owner_id, id);
create index external_calendars_due on external_calendars (due_at, id);

-- When they keep their owners busy, and nothing else of them, for a year ahead: in pieces of a day at most, so that the
-- key bounds what is read for some dates.
create table external_busy (
    calendar_id bigint not null references external_calendars (id) on delete cascade,
    starts_at bigint not null,
    ends_at bigint not null,
    constraint external_busy_check check (ends_at between starts_at + 1 and starts_at + 86400),
    primary key (calendar_id, starts_at)
) without rowid;

-- The index of free times follows.
create trigger external_calendars_read after update of read_at on external_calendars begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.owner_id, 1, unixepoch());
end;
create trigger external_calendars_removed after delete on external_calendars begin
    insert into calendar_changes (specialist_id, only_time, at) values (old.owner_id, 1, unixepoch());
end;
