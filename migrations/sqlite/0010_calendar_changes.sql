-- Whose time, hours or offers changed of late: every node reads on from where it stood and keeps its index of free times in
-- step. A change of hours is one of its location, which counts them.
create table calendar_changes (
    id integer primary key autoincrement,
    -- Everybody, if it is null.
    specialist_id bigint,
    -- What is taken of their time is all that changed.
    only_time boolean not null,
    at bigint not null
);
create index calendar_changes_at on calendar_changes (at);

create trigger resource_days_taken after insert on resource_days begin
    insert into calendar_changes (specialist_id, only_time, at)
        select specialist_id, 1, unixepoch() from resources where id = new.resource_id and specialist_id is not null;
end;
create trigger resource_days_changed after update on resource_days begin
    insert into calendar_changes (specialist_id, only_time, at)
        select specialist_id, 1, unixepoch() from resources where id = new.resource_id and specialist_id is not null;
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
