-- Where specialists work. Dates are days since 1970-01-01, minutes are counted from local midnight.
create table locations (
    id integer primary key autoincrement,
    public_id blob not null unique,
    owner_id bigint not null references users (id) on delete cascade,
    name text not null,
    city text not null,
    address text not null,
    -- Never changed: hours are told by it, and what is booked stands by it.
    time_zone text not null,
    -- The zone's standard offset when the location was made, in ticks of five minutes.
    anchor_ticks bigint not null constraint locations_anchor_check check (anchor_ticks between -288 and 288),
    works_on_holidays boolean not null,
    -- In millionths of a degree.
    latitude bigint constraint locations_latitude_check check (latitude between -90000000 and 90000000),
    longitude bigint constraint locations_longitude_check check (longitude between -180000000 and 180000000),
    -- Counts the changes of the location itself, and those of its hours and days.
    version bigint not null,
    hours_version bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    constraint locations_point_check check ((latitude is null) = (longitude is null))
);
create index locations_owner on locations (owner_id, id);

-- Hours that come again.
create table schedule_rules (
    location_id bigint not null references locations (id) on delete cascade,
    position bigint not null,
    kind text not null constraint schedule_rules_kind_check check (kind in ('open', 'break')),
    cycle_days bigint not null constraint schedule_rules_cycle_days_check check (cycle_days between 1 and 28),
    cycle_day bigint not null constraint schedule_rules_cycle_day_check check (0 <= cycle_day and cycle_day < cycle_days),
    -- A week begins on a Monday; 1970-01-05 was one.
    cycle_anchor bigint not null
        constraint schedule_rules_cycle_anchor_check check (cycle_days <> 7 or (cycle_anchor - 4) % 7 = 0),
    start_min bigint not null
        constraint schedule_rules_start_check check (start_min between 0 and 1439 and start_min % 5 = 0),
    end_min bigint not null constraint schedule_rules_end_check
        check (start_min < end_min and end_min <= start_min + 1440 and end_min % 5 = 0),
    valid_from bigint not null,
    valid_to bigint constraint schedule_rules_valid_check check (valid_from <= valid_to),
    primary key (location_id, position)
);

-- What is different on one date: it is closed, or has these hours instead, or also.
create table schedule_overrides (
    location_id bigint not null references locations (id) on delete cascade,
    local_date bigint not null,
    position bigint not null,
    change text not null constraint schedule_overrides_change_check check (change in ('closed', 'replace', 'add')),
    start_min bigint constraint schedule_overrides_start_check check (
        (start_min is null) = (change = 'closed') and (start_min is null or start_min between 0 and 1439 and start_min % 5 = 0)),
    end_min bigint constraint schedule_overrides_end_check check (
        (end_min is null) = (change = 'closed')
        and (end_min is null or start_min < end_min and end_min <= start_min + 1440 and end_min % 5 = 0)),
    primary key (location_id, local_date, position)
);

-- When somebody is away, whatever the hours say.
create table time_off (
    id integer primary key autoincrement,
    public_id blob not null unique,
    location_id bigint not null references locations (id) on delete cascade,
    starts_at bigint not null,
    ends_at bigint not null constraint time_off_ends_check check (starts_at < ends_at),
    reason text not null,
    created_at bigint not null
);
create index time_off_location on time_off (location_id, ends_at, id);

-- Dates on which nobody works, but who says so.
create table holidays (
    local_date bigint not null primary key,
    name text not null
);
