-- What somebody wants to hear about bookings; whoever has no row wants everything.
create table notice_preferences (
    user_id bigint primary key references users (id) on delete cascade,
    bookings boolean not null,
    reminders boolean not null,
    sms boolean not null
);

-- Letters that are to come some time before a booking begins: one for each booking and kind.
create table reminders (
    booking_id bigint not null references bookings (id) on delete cascade,
    -- How many hours before the start.
    hours bigint not null,
    -- The start that it is about; a booking that has moved gets another.
    starts_at bigint not null,
    due_at bigint not null,
    sent_at bigint,
    primary key (booking_id, hours)
) without rowid;
create index reminders_due on reminders (due_at) where sent_at is null;

-- Where other programs hear what becomes of bookings.
create table webhooks (
    id integer primary key autoincrement,
    public_id blob not null unique,
    url text not null,
    -- The events that it wants, in a row; empty for all.
    kinds text not null,
    -- How often its secret was changed. The secret is computed: it stands nowhere.
    secret_version bigint not null,
    -- Since when nothing has arrived there.
    failing_since bigint,
    disabled_at bigint,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);

-- What each of them is to hear, and what became of it. What is told is read when it is sent: nothing personal stands here.
create table webhook_deliveries (
    id integer primary key autoincrement,
    -- The same for every attempt: the receiver knows it by this.
    public_id blob not null unique,
    webhook_id bigint not null references webhooks (id) on delete cascade,
    booking_id bigint not null references bookings (id) on delete cascade,
    seq bigint not null,
    kind text not null,
    -- When it happened.
    at bigint not null,
    due_at bigint not null,
    attempts bigint not null default 0,
    delivered_at bigint,
    gave_up_at bigint,
    -- What the receiver answered last, and why that was not enough.
    status bigint,
    error text not null default '',
    constraint webhook_deliveries_seq_key unique (webhook_id, booking_id, seq)
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, due_at) where delivered_at is null and gave_up_at is null;
create index webhook_deliveries_booking on webhook_deliveries (booking_id);
