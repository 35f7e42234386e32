-- What specialists offer, and the words by which it is found.
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
create index services_price on services (price_minor, id) where active;
create index services_category on services (category, price_minor, id) where active;

-- One row for each word stem in an active service's name, with the price: a search by word and price band reads
-- just the rows that it answers with, whether they are wanted by price (the key) or newest first (the index).
create table service_stems (
    stem text not null,
    price_minor bigint not null,
    service_id bigint not null references services (id) on delete cascade,
    primary key (stem, price_minor, service_id)
) without rowid;
create index service_stems_newest on service_stems (stem, service_id);
create index service_stems_service on service_stems (service_id);

-- Every word met so far and its stem: what a search for the beginning or for a part of a word means.
create table vocabulary (
    word text primary key,
    stem text not null
) without rowid;
