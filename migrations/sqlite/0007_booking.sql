-- Rooms and equipment that services need.
create table things (
    id integer primary key autoincrement,
    public_id blob not null unique,
    owner_id bigint not null references users (id) on delete cascade,
    name text not null,
    -- How many there are of it.
    units bigint not null constraint things_units_check check (units between 1 and 32),
    created_at bigint not null
);
create index things_owner on things (owner_id, id);

create table service_things (
    service_id bigint not null references services (id) on delete cascade,
    thing_id bigint not null references things (id) on delete cascade,
    primary key (service_id, thing_id)
) without rowid;
create index service_things_thing on service_things (thing_id);

-- Whose time is booked: a specialist's, wherever they work, because nobody is in two places at once; or a thing's, unit by
-- unit.
create table resources (
    id integer primary key autoincrement,
    specialist_id bigint unique references users (id) on delete cascade,
    thing_id bigint references things (id) on delete cascade,
    unit bigint,
    -- How many ticks of five minutes their service days lie before those of UTC. Never changes, so that a claim stays in
    -- the row where it was made.
    anchor_ticks bigint not null,
    unique (thing_id, unit),
    constraint resources_whose_check
        check ((specialist_id is null) = (thing_id is not null) and (thing_id is null) = (unit is null))
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

-- The starts of group services for which somebody has booked, each with its seats: another number of seats of the service
-- changes no session that is there.
create table group_sessions (
    id integer primary key autoincrement,
    -- Whatever becomes of the service, those who have booked meet.
    service_id bigint references services (id) on delete set null,
    specialist_id bigint not null references users (id) on delete cascade,
    location_id bigint references locations (id) on delete set null,
    starts_at bigint not null,
    ends_at bigint not null,
    seats bigint not null constraint group_sessions_seats_check check (seats between 1 and 200),
    -- How many bookings have a seat. Seats are taken by a conditional update, and given back by whatever lets the booking go.
    taken bigint not null,
    constraint group_sessions_taken_check check (taken between 0 and seats),
    constraint group_sessions_time_check check (starts_at < ends_at and starts_at % 300 = 0 and ends_at % 300 = 0),
    constraint group_sessions_start_key unique (specialist_id, starts_at)
);
create index group_sessions_service on group_sessions (service_id, starts_at);
create index group_sessions_location on group_sessions (location_id);

create table bookings (
    id integer primary key autoincrement,
    public_id blob not null unique,
    -- Whoever and whatever goes, the booking stays, with what was agreed on.
    service_id bigint references services (id) on delete set null,
    location_id bigint references locations (id) on delete set null,
    specialist_id bigint references users (id) on delete set null,
    client_id bigint references users (id) on delete set null,
    status text not null constraint bookings_status_check check (status in ('held', 'requested', 'confirmed', 'arrived',
        'completed', 'no_show', 'declined', 'expired', 'cancelled_by_client', 'cancelled_by_business')),
    -- From this second on a hold holds no more, whether it has been cleared away yet or not.
    hold_expires_at bigint,
    -- Who made it: the client with an account, the business for somebody, or a guest without an account.
    source text not null default 'app' constraint bookings_source_check check (source in ('app', 'staff', 'guest')),
    -- Where somebody without an account can be reached; empty when it is not known, or when they have an account.
    guest_name text not null default '',
    guest_email text not null default '',
    guest_phone text not null default '',
    -- The digest of the secret with which a guest manages it.
    manage_hash blob unique,
    -- Where it has a seat; the session claims the time then, and not the booking.
    session_id bigint references group_sessions (id) on delete set null,
    -- Made by the business although the time was taken: it claims nothing.
    forced boolean not null default false,
    starts_at bigint not null,
    ends_at bigint not null,
    time_zone text not null,
    -- The date that the clocks of the location show at the start, in days since 1970-01-01.
    local_date bigint not null,
    -- And the minutes since midnight that they show: where the law of the zone changes afterwards, they show others.
    local_start_minutes bigint not null
        constraint bookings_local_start_check check (local_start_minutes between 0 and 1439),
    -- Of a visit with several services: the first one's number, all names, the sum of all prices.
    service_name text not null,
    price_minor bigint not null constraint bookings_price_check check (price_minor between 0 and 99999999990),
    currency text not null,
    -- The terms of the day on which it was booked, as JSON.
    terms text not null,
    reschedules bigint not null,
    note text not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint bookings_time_check check (starts_at < ends_at and starts_at % 300 = 0 and ends_at % 300 = 0),
    constraint bookings_hold_check check ((status = 'held') = (hold_expires_at is not null))
);
create index bookings_start on bookings (starts_at, id);
create index bookings_client on bookings (client_id, starts_at, id);
create index bookings_specialist on bookings (specialist_id, starts_at, id);
create index bookings_service on bookings (service_id, local_date);
create index bookings_location on bookings (location_id, starts_at);
create index bookings_requested on bookings (starts_at) where status = 'requested';
create index bookings_held on bookings (specialist_id, hold_expires_at) where status = 'held';
create index bookings_forced on bookings (specialist_id, starts_at) where forced;
-- Those of whom something personal is kept, until some time after the end.
create index bookings_guest on bookings (ends_at) where guest_name <> '';
create index bookings_guest_email on bookings (guest_email) where guest_email <> '';
create index bookings_guest_phone on bookings (guest_phone) where guest_phone <> '';
-- Nobody sits in a session twice.
create unique index bookings_session_id_client_id_key on bookings (session_id, client_id) where session_id is not null;
create unique index bookings_session_id_guest_email_key on bookings (session_id, guest_email)
    where session_id is not null and source = 'guest' and guest_email <> '';
create unique index bookings_session_id_guest_phone_key on bookings (session_id, guest_phone)
    where session_id is not null and source = 'guest' and guest_phone <> '';

-- The services of a visit that has several, one after another, the first included. A visit to one has no rows here.
create table booking_items (
    booking_id bigint not null references bookings (id) on delete cascade,
    seq bigint not null constraint booking_items_seq_check check (seq between 1 and 10),
    service_id bigint references services (id) on delete set null,
    name text not null,
    duration_minutes bigint not null,
    price_minor bigint not null constraint booking_items_price_check check (price_minor between 0 and 9999999999),
    starts_at bigint not null,
    ends_at bigint not null constraint booking_items_time_check check (ends_at = starts_at + duration_minutes * 60),
    primary key (booking_id, seq)
) without rowid;
create index booking_items_service on booking_items (service_id, starts_at);

-- What each booking, or each session of a group, has taken, buffers included: the words can be made anew from it, and are
-- given back by it.
create table claims (
    booking_id bigint references bookings (id) on delete cascade,
    session_id bigint references group_sessions (id) on delete cascade,
    resource_id bigint not null references resources (id) on delete cascade,
    start_tick bigint not null,
    end_tick bigint not null,
    constraint claims_whose_check check ((booking_id is null) = (session_id is not null)),
    -- A day and two buffers of four hours.
    constraint claims_length_check check (end_tick between start_tick + 1 and start_tick + 384),
    primary key (resource_id, start_tick)
) without rowid;
create index claims_booking on claims (booking_id) where booking_id is not null;
create index claims_session on claims (session_id) where session_id is not null;

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

-- What became of a booking; `seq` is the version that it had then. Whoever is to hear of it is told by a worker.
create table booking_events (
    -- In the order in which it happened.
    position integer primary key autoincrement,
    booking_id bigint not null references bookings (id) on delete cascade,
    seq bigint not null,
    kind text not null,
    -- Nobody: it came about by itself.
    actor_id bigint references users (id) on delete set null,
    starts_at bigint not null,
    at bigint not null,
    -- When letters, reminders and webhooks were seen to.
    noticed_at bigint,
    constraint booking_events_seq_key unique (booking_id, seq)
);
create index booking_events_actor on booking_events (actor_id) where actor_id is not null;
create index booking_events_pending on booking_events (position) where noticed_at is null;

-- What each claim has taken of the words of each of its days.
create view claimed_words as
select taken.booking_id, taken.session_id, taken.resource_id, taken.day,
    (1 << max(0, min(48, taken.ends))) - (1 << max(0, min(48, taken.starts))) as w0,
    (1 << max(0, min(48, taken.ends - 48))) - (1 << max(0, min(48, taken.starts - 48))) as w1,
    (1 << max(0, min(48, taken.ends - 96))) - (1 << max(0, min(48, taken.starts - 96))) as w2,
    (1 << max(0, min(48, taken.ends - 144))) - (1 << max(0, min(48, taken.starts - 144))) as w3,
    (1 << max(0, min(48, taken.ends - 192))) - (1 << max(0, min(48, taken.starts - 192))) as w4,
    (1 << max(0, min(48, taken.ends - 240))) - (1 << max(0, min(48, taken.starts - 240))) as w5
from (
    select c.booking_id, c.session_id, d.resource_id, d.day, c.start_tick + r.anchor_ticks - 288 * d.day as starts,
        c.end_tick + r.anchor_ticks - 288 * d.day as ends
    from claims c join resources r on r.id = c.resource_id
    join resource_days d on d.resource_id = r.id
        and d.day between (c.start_tick + r.anchor_ticks) / 288 and (c.end_tick - 1 + r.anchor_ticks) / 288
) taken;

-- A session gives back what it has claimed, and ends when the last one leaves it, however they leave.
create trigger group_sessions_ended before delete on group_sessions begin
    update resource_days set
        w0 = resource_days.w0 & ~freed.w0,
        w1 = resource_days.w1 & ~freed.w1,
        w2 = resource_days.w2 & ~freed.w2,
        w3 = resource_days.w3 & ~freed.w3,
        w4 = resource_days.w4 & ~freed.w4,
        w5 = resource_days.w5 & ~freed.w5
        from (
            select w.resource_id, w.day, sum(w.w0) as w0, sum(w.w1) as w1, sum(w.w2) as w2,
                sum(w.w3) as w3, sum(w.w4) as w4, sum(w.w5) as w5
            from claimed_words w where w.session_id = old.id group by w.resource_id, w.day
        ) freed
        where resource_days.resource_id = freed.resource_id and resource_days.day = freed.day;
    delete from claims where session_id = old.id;
end;
create trigger bookings_seat_left after update of session_id on bookings
when old.session_id is not null and new.session_id is not old.session_id
begin
    update group_sessions set taken = taken - 1 where id = old.session_id;
    delete from group_sessions where id = old.session_id and taken = 0;
end;
create trigger bookings_seat_gone after delete on bookings when old.session_id is not null begin
    update group_sessions set taken = taken - 1 where id = old.session_id;
    delete from group_sessions where id = old.session_id and taken = 0;
end;

-- A specialist who goes leaves nobody waiting; a client who goes frees the time to come, and leaves nothing personal.
create trigger users_booked before delete on users begin
    update resource_days set
        w0 = resource_days.w0 & ~freed.w0,
        w1 = resource_days.w1 & ~freed.w1,
        w2 = resource_days.w2 & ~freed.w2,
        w3 = resource_days.w3 & ~freed.w3,
        w4 = resource_days.w4 & ~freed.w4,
        w5 = resource_days.w5 & ~freed.w5
        from (
            select w.resource_id, w.day, sum(w.w0) as w0, sum(w.w1) as w1, sum(w.w2) as w2,
                sum(w.w3) as w3, sum(w.w4) as w4, sum(w.w5) as w5
            from claimed_words w join bookings b on b.id = w.booking_id join resources r on r.id = w.resource_id
            where b.specialist_id = old.id and r.thing_id is not null
            group by w.resource_id, w.day
        ) freed
        where resource_days.resource_id = freed.resource_id and resource_days.day = freed.day;
    delete from claims where booking_id in (select id from bookings where specialist_id = old.id);
    delete from group_sessions where specialist_id = old.id;
    delete from bookings where specialist_id = old.id and status = 'held';
    insert into booking_events (booking_id, seq, kind, starts_at, at)
        select id, version + 1, 'cancelled_by_business', starts_at, unixepoch() from bookings
        where specialist_id = old.id and status in ('requested', 'confirmed', 'arrived') and ends_at > unixepoch();
    update bookings set status = 'cancelled_by_business', updated_at = unixepoch(), version = version + 1
        where specialist_id = old.id and status in ('requested', 'confirmed', 'arrived') and ends_at > unixepoch();
    update resource_days set
        w0 = resource_days.w0 & ~freed.w0,
        w1 = resource_days.w1 & ~freed.w1,
        w2 = resource_days.w2 & ~freed.w2,
        w3 = resource_days.w3 & ~freed.w3,
        w4 = resource_days.w4 & ~freed.w4,
        w5 = resource_days.w5 & ~freed.w5
        from (
            select w.resource_id, w.day, sum(w.w0) as w0, sum(w.w1) as w1, sum(w.w2) as w2,
                sum(w.w3) as w3, sum(w.w4) as w4, sum(w.w5) as w5
            from claimed_words w join bookings b on b.id = w.booking_id
            where b.client_id = old.id and b.status in ('held', 'requested', 'confirmed') and b.starts_at > unixepoch()
            group by w.resource_id, w.day
        ) freed
        where resource_days.resource_id = freed.resource_id and resource_days.day = freed.day;
    delete from claims where booking_id in (
        select id from bookings
        where client_id = old.id and status in ('held', 'requested', 'confirmed') and starts_at > unixepoch()
    );
    update bookings set session_id = null where client_id = old.id and session_id is not null
        and status in ('held', 'requested', 'confirmed') and starts_at > unixepoch();
    delete from bookings where client_id = old.id and status = 'held' and starts_at > unixepoch();
    insert into booking_events (booking_id, seq, kind, starts_at, at)
        select id, version + 1, 'cancelled_by_client', starts_at, unixepoch() from bookings
        where client_id = old.id and status in ('requested', 'confirmed') and starts_at > unixepoch();
    update bookings set status = 'cancelled_by_client', updated_at = unixepoch(), version = version + 1
        where client_id = old.id and status in ('requested', 'confirmed') and starts_at > unixepoch();
    update bookings set note = '' where client_id = old.id;
end;

-- A location stays while somebody is to come there.
create trigger locations_booked before delete on locations
when exists (
    select 1 from bookings where location_id = old.id and ends_at > unixepoch()
        and (status in ('requested', 'confirmed', 'arrived') or status = 'held' and hold_expires_at > unixepoch())
)
begin
    select raise(abort, 'locations_booked');
end;

-- What the operator decides and the database must know.
create table booking_settings (
    key text primary key not null,
    value text not null
) without rowid;

-- Whoever is suspended, specialist or client, meets nobody in the time to come, unless the operator wants it kept.
create trigger users_suspended after update of suspended_at on users
when old.suspended_at is null and new.suspended_at is not null
    and not exists (select 1 from booking_settings where key = 'on_suspension' and value = 'keep')
begin
    update resource_days set
        w0 = resource_days.w0 & ~freed.w0,
        w1 = resource_days.w1 & ~freed.w1,
        w2 = resource_days.w2 & ~freed.w2,
        w3 = resource_days.w3 & ~freed.w3,
        w4 = resource_days.w4 & ~freed.w4,
        w5 = resource_days.w5 & ~freed.w5
        from (
            select w.resource_id, w.day, sum(w.w0) as w0, sum(w.w1) as w1, sum(w.w2) as w2,
                sum(w.w3) as w3, sum(w.w4) as w4, sum(w.w5) as w5
            from claimed_words w join bookings b on b.id = w.booking_id
            where (b.client_id = new.id or b.specialist_id = new.id)
                and b.status in ('held', 'requested', 'confirmed') and b.starts_at > unixepoch()
            group by w.resource_id, w.day
        ) freed
        where resource_days.resource_id = freed.resource_id and resource_days.day = freed.day;
    delete from claims where booking_id in (
        select id from bookings where (client_id = new.id or specialist_id = new.id)
            and status in ('held', 'requested', 'confirmed') and starts_at > unixepoch()
    );
    update bookings set session_id = null where (client_id = new.id or specialist_id = new.id) and session_id is not null
        and status in ('held', 'requested', 'confirmed') and starts_at > unixepoch();
    delete from bookings where (client_id = new.id or specialist_id = new.id)
        and status = 'held' and starts_at > unixepoch();
    insert into booking_events (booking_id, seq, kind, starts_at, at)
        select id, version + 1,
            case when specialist_id = new.id then 'cancelled_by_business' else 'cancelled_by_client' end,
            starts_at, unixepoch()
        from bookings where (client_id = new.id or specialist_id = new.id)
            and status in ('requested', 'confirmed') and starts_at > unixepoch();
    update bookings set
        status = case when specialist_id = new.id then 'cancelled_by_business' else 'cancelled_by_client' end,
        updated_at = unixepoch(), version = version + 1
        where (client_id = new.id or specialist_id = new.id)
            and status in ('requested', 'confirmed') and starts_at > unixepoch();
end;
