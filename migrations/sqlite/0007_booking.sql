-- Whose time is booked: a specialist's, wherever they work, because nobody is in two places at once.
create table resources (
    id integer primary key autoincrement,
    specialist_id bigint not null unique references users (id) on delete cascade,
    -- How many ticks of five minutes their service days lie before those of UTC. Never changes, so that a claim stays in
    -- the row where it was made.
    anchor_ticks bigint not null
);

-- What is taken of a service day: 288 ticks in six words of 48 bits. A day without a row is free.
create table resource_days (
    resource_id bigint not null references resources (id) on delete cascade,
    day bigint not null,
    w0 bigint not null constraint resource_days_w0_check check (w0 between 0 and 281474976710655),
    w1 bigint not null constraint resource_days_w1_check check (w1 between 0 and 281474976710655),
    w2 bigint not null constraint resource_days_w2_check check (w2 between 0 and 281474976710655),
    w3 bigint not null constraint resource_days_w3_check check (w3 between 0 and 281474976710655),
    w4 bigint not null constraint resource_days_w4_check check (w4 between 0 and 281474976710655),
    w5 bigint not null constraint resource_days_w5_check check (w5 between 0 and 281474976710655),
    primary key (resource_id, day)
) without rowid;

create table bookings (
    id integer primary key autoincrement,
    public_id blob not null unique,
    -- Whoever and whatever goes, the booking stays, with what was agreed on.
    service_id bigint references services (id) on delete set null,
    location_id bigint references locations (id) on delete set null,
    specialist_id bigint references users (id) on delete set null,
    client_id bigint references users (id) on delete set null,
    status text not null constraint bookings_status_check check (status in ('requested', 'confirmed', 'arrived', 'completed',
        'no_show', 'declined', 'expired', 'cancelled_by_client', 'cancelled_by_business')),
    starts_at bigint not null,
    ends_at bigint not null,
    time_zone text not null,
    -- The date that the clocks of the location show at the start, in days since 1970-01-01.
    local_date bigint not null,
    service_name text not null,
    price_minor bigint not null constraint bookings_price_check check (price_minor between 0 and 9999999999),
    currency text not null,
    -- The terms of the day on which it was booked, as JSON.
    terms text not null,
    reschedules bigint not null,
    note text not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint bookings_time_check check (starts_at < ends_at and starts_at % 300 = 0 and ends_at % 300 = 0)
);
create index bookings_start on bookings (starts_at, id);
create index bookings_client on bookings (client_id, starts_at, id);
create index bookings_specialist on bookings (specialist_id, starts_at, id);
create index bookings_service on bookings (service_id, local_date);
create index bookings_location on bookings (location_id, starts_at);
create index bookings_requested on bookings (starts_at) where status = 'requested';

-- What each booking has taken, buffers included: the words can be made anew from it, and are given back by it.
create table claims (
    booking_id bigint not null references bookings (id) on delete cascade,
    resource_id bigint not null references resources (id) on delete cascade,
    start_tick bigint not null,
    end_tick bigint not null,
    -- A day and two buffers of four hours.
    constraint claims_length_check check (end_tick between start_tick + 1 and start_tick + 384),
    primary key (booking_id, resource_id, start_tick)
) without rowid;
create index claims_resource on claims (resource_id, start_tick);

-- The words have decided already; should they ever be wrong, this holds.
create trigger claims_overlap before insert on claims
when exists (
    select 1 from claims c where c.resource_id = new.resource_id
        and c.start_tick > new.start_tick - 384 and c.start_tick < new.end_tick and c.end_tick > new.start_tick
)
begin
    select raise(abort, 'claims_overlap');
end;
create trigger claims_stay before update on claims begin
    select raise(abort, 'claims_overlap');
end;

-- What became of a booking; `seq` is the version that it had then.
create table booking_events (
    booking_id bigint not null references bookings (id) on delete cascade,
    seq bigint not null,
    kind text not null,
    -- Nobody: it came about by itself.
    actor_id bigint references users (id) on delete set null,
    starts_at bigint not null,
    at bigint not null,
    primary key (booking_id, seq)
) without rowid;
create index booking_events_actor on booking_events (actor_id);

-- A specialist who goes leaves nobody waiting, a client who goes nothing personal.
create trigger users_booked before delete on users begin
    delete from claims where booking_id in (select id from bookings where specialist_id = old.id);
    update bookings set status = 'cancelled_by_business', updated_at = unixepoch(), version = version + 1
        where specialist_id = old.id and status in ('requested', 'confirmed', 'arrived') and ends_at > unixepoch();
    update bookings set note = '' where client_id = old.id;
end;

-- A location stays while somebody is to come there.
create trigger locations_booked before delete on locations
when exists (
    select 1 from bookings where location_id = old.id and ends_at > unixepoch()
        and status in ('requested', 'confirmed', 'arrived')
)
begin
    select raise(abort, 'locations_booked');
end;
