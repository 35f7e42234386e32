-- Who would come if a time came free.
create table waitlist (
    id integer primary key autoincrement,
    public_id blob not null unique,
    client_id bigint not null references users (id) on delete cascade,
    service_id bigint not null references services (id) on delete cascade,
    -- By whom, and where; without, anybody who performs it, and wherever that is.
    specialist_id bigint references users (id) on delete cascade,
    location_id bigint references locations (id) on delete cascade,
    -- Between which moments the visit may begin, both included.
    from_at bigint not null,
    to_at bigint not null,
    status text not null
        constraint waitlist_status_check check (status in ('waiting', 'offered', 'booked', 'ended')),
    -- Since when they stand in line; who lets an offer lapse goes to its end.
    queued_at bigint not null,
    -- When it is looked for a free time next.
    look_at bigint not null,
    -- What was offered last.
    hold_id bigint references bookings (id) on delete set null,
    offered_start bigint,
    offered_until bigint,
    offers bigint not null default 0,
    created_at bigint not null,
    updated_at bigint not null,
    constraint waitlist_window_check check (from_at <= to_at),
    constraint waitlist_offer_check check (status <> 'offered' or offered_until is not null)
);
create index waitlist_client on waitlist (client_id, id);
create index waitlist_service on waitlist (service_id, queued_at) where status = 'waiting';
create index waitlist_specialist on waitlist (specialist_id) where specialist_id is not null;
create index waitlist_location on waitlist (location_id) where location_id is not null;
create index waitlist_hold on waitlist (hold_id) where hold_id is not null;
create index waitlist_look on waitlist (look_at) where status = 'waiting';
create index waitlist_over on waitlist (to_at) where status = 'waiting';
create index waitlist_offered on waitlist (offered_until) where status = 'offered';
create index waitlist_settled on waitlist (updated_at) where status in ('booked', 'ended');

-- Whoever is suspended waits for nothing, and nobody waits for them.
create trigger users_awaited after update of suspended_at on users
when old.suspended_at is null and new.suspended_at is not null
begin
    update waitlist set status = 'ended', updated_at = unixepoch()
        where status in ('waiting', 'offered') and (client_id = new.id or specialist_id = new.id
            or service_id in (select id from services where specialist_id = new.id));
end;
-- Nor for what is not offered any more; what is held already can be booked.
create trigger services_awaited after update of active on services
when old.active and not new.active
begin
    update waitlist set status = 'ended', updated_at = unixepoch() where status = 'waiting' and service_id = new.id;
end;
-- Other hours, or less time off: it is looked anew for everybody who waits for whoever works there.
create trigger locations_awaited after update on locations begin
    update waitlist set look_at = 0
        where status = 'waiting' and look_at > 0 and service_id in (
            select id from services where specialist_id = new.owner_id
            union select service_id from service_performers where specialist_id = new.owner_id
        );
end;
