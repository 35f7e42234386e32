-- Whose time, hours or offers changed of late: every node reads on from where it stood and keeps its index of free times in
-- step. A change of hours is one of its location, which counts them.
create table calendar_changes (
    id integer primary key autoincrement,
    -- Everybody, if it is null and it is not about a thing.
    specialist_id bigint,
    -- The thing of which time is taken.
    thing_id bigint,
    -- What is taken of their time is all that changed.
    only_time boolean not null,
    at bigint not null
);
create index calendar_changes_at on calendar_changes (at);

create trigger resource_days_taken after insert on resource_days begin
    insert into calendar_changes (specialist_id, thing_id, only_time, at)
        select specialist_id, thing_id, 1, unixepoch() from resources where id = new.resource_id;
end;
create trigger resource_days_changed after update on resource_days begin
    insert into calendar_changes (specialist_id, thing_id, only_time, at)
        select specialist_id, thing_id, 1, unixepoch() from resources where id = new.resource_id;
end;
-- What claims nothing changes no day.
create trigger bookings_forced_made after insert on bookings
when new.forced and new.specialist_id is not null
begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 1, unixepoch());
end;
create trigger bookings_forced_changed after update on bookings
when (old.forced or new.forced) and new.specialist_id is not null
begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 1, unixepoch());
end;
-- Until when a time is held is known to every index, and the hour at which it is free again needs no telling.
create trigger bookings_hold_changed after update of hold_expires_at on bookings
when old.hold_expires_at is not new.hold_expires_at
begin
    insert into calendar_changes (specialist_id, thing_id, only_time, at)
        select r.specialist_id, r.thing_id, 1, unixepoch() from claims c join resources r on r.id = c.resource_id
        where c.booking_id = new.id or c.session_id = new.session_id;
end;
-- Who joins a session changes no day either, but whether others can.
create trigger group_sessions_joined after update of taken on group_sessions begin
    insert into calendar_changes (specialist_id, thing_id, only_time, at)
        select r.specialist_id, r.thing_id, 1, unixepoch() from claims c join resources r on r.id = c.resource_id
        where c.session_id = new.id;
end;
-- A unit more, or one less.
create trigger things_counted after update of units on things when old.units <> new.units begin
    insert into calendar_changes (thing_id, only_time, at) values (new.id, 1, unixepoch());
end;
create trigger service_things_added after insert on service_things begin
    insert into calendar_changes (specialist_id, only_time, at)
        select specialist_id, 0, unixepoch() from services where id = new.service_id;
end;
create trigger service_things_removed after delete on service_things begin
    insert into calendar_changes (specialist_id, only_time, at)
        select specialist_id, 0, unixepoch() from services where id = old.service_id;
end;
-- Whoever performs a service is read again with its owner; here they come and go.
create trigger service_performers_added after insert on service_performers begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 0, unixepoch());
    insert into calendar_changes (specialist_id, only_time, at)
        select specialist_id, 0, unixepoch() from services where id = new.service_id;
end;
create trigger service_performers_changed after update on service_performers begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 0, unixepoch());
    insert into calendar_changes (specialist_id, only_time, at)
        select specialist_id, 0, unixepoch() from services where id = new.service_id;
end;
create trigger service_performers_removed after delete on service_performers begin
    insert into calendar_changes (specialist_id, only_time, at) values (old.specialist_id, 0, unixepoch());
    insert into calendar_changes (specialist_id, only_time, at)
        select specialist_id, 0, unixepoch() from services where id = old.service_id;
end;
create trigger locations_added after insert on locations begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.owner_id, 0, unixepoch());
end;
create trigger locations_changed after update on locations begin
    insert into calendar_changes (specialist_id, only_time, at) values (old.owner_id, 0, unixepoch());
    insert into calendar_changes (specialist_id, only_time, at)
        select new.owner_id, 0, unixepoch() where new.owner_id <> old.owner_id;
end;
create trigger locations_removed after delete on locations begin
    insert into calendar_changes (specialist_id, only_time, at) values (old.owner_id, 0, unixepoch());
end;
create trigger holidays_added after insert on holidays begin
    insert into calendar_changes (specialist_id, only_time, at) values (null, 0, unixepoch());
end;
create trigger holidays_removed after delete on holidays begin
    insert into calendar_changes (specialist_id, only_time, at) values (null, 0, unixepoch());
end;
create trigger users_working after update of role, suspended_at on users
when old.role <> new.role or old.suspended_at is not new.suspended_at
begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.id, 0, unixepoch());
end;
create trigger services_offered after insert on services begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 0, unixepoch());
end;
create trigger services_altered after update on services begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 0, unixepoch());
end;
create trigger services_withdrawn after delete on services begin
    insert into calendar_changes (specialist_id, only_time, at) values (old.specialist_id, 0, unixepoch());
end;
create trigger specialist_ratings_added after insert on specialist_ratings begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 0, unixepoch());
end;
create trigger specialist_ratings_changed after update on specialist_ratings begin
    insert into calendar_changes (specialist_id, only_time, at) values (new.specialist_id, 0, unixepoch());
end;
