-- What clients say of a visit that took place, once for each.
create table reviews (
    id integer primary key autoincrement,
    public_id blob not null unique,
    booking_id bigint not null unique references bookings (id) on delete cascade,
    specialist_id bigint not null references users (id) on delete cascade,
    -- Null once they have left: their words go with them, what they gave stays.
    client_id bigint references users (id) on delete set null,
    rating bigint not null constraint reviews_rating_check check (rating between 1 and 5),
    text text not null,
    -- The specialist's answer; empty as long as there is none.
    reply text not null,
    replied_at bigint,
    -- Since when only its author and those who manage bookings see it; it counts no more.
    hidden_at bigint,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null,
    constraint reviews_reply_check check ((reply = '') = (replied_at is null))
);
create index reviews_specialist on reviews (specialist_id, created_at, id);
create index reviews_client on reviews (client_id, created_at, id);

-- The totals are kept by the database, so that they are right whoever writes.
create trigger reviews_added after insert on reviews begin
    insert into specialist_ratings (specialist_id, rating_sum, rating_count)
        values (new.specialist_id, iif(new.hidden_at is null, new.rating, 0), iif(new.hidden_at is null, 1, 0))
        on conflict (specialist_id) do update set
            rating_sum = specialist_ratings.rating_sum + excluded.rating_sum,
            rating_count = specialist_ratings.rating_count + excluded.rating_count;
end;
create trigger reviews_changed after update of rating, hidden_at on reviews begin
    update specialist_ratings set
        rating_sum = rating_sum + iif(new.hidden_at is null, new.rating, 0) - iif(old.hidden_at is null, old.rating, 0),
        rating_count = rating_count + iif(new.hidden_at is null, 1, 0) - iif(old.hidden_at is null, 1, 0)
        where specialist_id = new.specialist_id;
end;
create trigger reviews_removed after delete on reviews when old.hidden_at is null begin
    update specialist_ratings set rating_sum = rating_sum - old.rating, rating_count = rating_count - 1
        where specialist_id = old.specialist_id;
end;

-- A client who goes leaves nothing personal: neither what they wrote nor what was written to them.
create trigger users_reviewed before delete on users begin
    update reviews set text = '', reply = '', replied_at = null where client_id = old.id;
end;

-- Specialists whom somebody likes to go to.
create table favourites (
    user_id bigint not null references users (id) on delete cascade,
    specialist_id bigint not null references users (id) on delete cascade,
    created_at bigint not null,
    primary key (user_id, specialist_id)
) without rowid;
create index favourites_specialist on favourites (specialist_id);
