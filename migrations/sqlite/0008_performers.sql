-- Who performs a service besides its owner, who always does.
create table service_performers (
    service_id bigint not null references services (id) on delete cascade,
    specialist_id bigint not null references users (id) on delete cascade,
    -- What is said here differs from what the service says.
    price_minor bigint constraint service_performers_price_check check (price_minor between 0 and 9999999999),
    duration_minutes bigint constraint service_performers_duration_check
        check (duration_minutes between 5 and 1440 and duration_minutes % 5 = 0),
    invited_at bigint not null,
    -- Before that nobody can book them for it.
    accepted_at bigint,
    primary key (service_id, specialist_id)
) without rowid;
create index service_performers_specialist on service_performers (specialist_id, service_id);
