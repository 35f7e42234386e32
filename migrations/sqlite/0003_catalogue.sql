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
    -- On which terms it can be booked. Times are kept in steps of five minutes, as claims are.
    buffer_before_minutes bigint not null
        constraint services_buffer_before_check check (buffer_before_minutes between 0 and 240 and buffer_before_minutes % 5 = 0),
    buffer_after_minutes bigint not null
        constraint services_buffer_after_check check (buffer_after_minutes between 0 and 240 and buffer_after_minutes % 5 = 0),
    lead_minutes bigint not null constraint services_lead_check check (lead_minutes between 0 and 43200),
    horizon_days bigint not null constraint services_horizon_check check (horizon_days between 1 and 366),
    grid_minutes bigint not null constraint services_grid_check check (grid_minutes in (5, 10, 15, 20, 30, 60)),
    grid_from text not null constraint services_grid_from_check check (grid_from in ('clock', 'opening')),
    daily_limit bigint constraint services_daily_limit_check check (daily_limit between 1 and 100),
    confirmation text not null constraint services_confirmation_check check (confirmation in ('auto', 'manual')),
    cancel_until_minutes bigint not null constraint services_cancel_check check (cancel_until_minutes between 0 and 43200),
    reschedule_until_minutes bigint not null
        constraint services_reschedule_check check (reschedule_until_minutes between 0 and 43200),
    max_reschedules bigint not null constraint services_reschedules_check check (max_reschedules between 0 and 100),
    -- How many clients come to it at once.
    seats bigint not null default 1 constraint services_seats_check check (seats between 1 and 200),
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);
create index services_specialist on services (specialist_id, id);

-- What clients think of specialists, added up: kept by whoever collects what they say.
create table specialist_ratings (
    specialist_id bigint primary key references users (id) on delete cascade,
    rating_sum bigint not null,
    rating_count bigint not null,
    constraint specialist_ratings_check check (rating_sum between rating_count and 5 * rating_count)
) without rowid;

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
