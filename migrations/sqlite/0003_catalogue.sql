-- What specialists offer.
create table services (
    id integer primary key autoincrement,
    public_id blob not null unique,
    specialist_id bigint not null references users (id) on delete cascade,
    name text not null,
    -- The name in folded letters (case, ё = е), for searches by a part of it and for the order by name.
    name_fold text not null,
    description text not null,
    category text,
    price_minor bigint not null constraint services_price_check check (price_minor between 0 and 9999999999),
    currency text not null,
    duration_minutes bigint not null constraint services_duration_check check (duration_minutes >= 0),
    active boolean not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);
create index services_specialist on services (specialist_id, id);

-- Services that changed of late: every node reads on from where it stood and keeps its search index in step.
create table service_changes (
    position integer primary key autoincrement,
    service_id bigint not null,
    at bigint not null
);

-- Also those that go with their owner's account.
create trigger services_deleted after delete on services begin
    insert into service_changes (service_id, at) values (old.id, unixepoch());
end;
