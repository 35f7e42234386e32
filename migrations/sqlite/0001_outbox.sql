-- What is to be sent once its transaction has committed; the worker of the notify room delivers it.
create table outbox (
    id integer primary key autoincrement,
    channel text not null,
    recipient text not null,
    -- Empty: nobody knows which language the reader wants.
    lang text not null,
    template text not null,
    -- Links and codes: emptied by the statement that settles the letter.
    payload text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts bigint not null default 0,
    delivered_at bigint,
    gave_up_at bigint,
    -- Names the letter to the outside, so that one that goes out twice can be told to be one; counts nothing.
    dedupe_id text not null default (lower(hex(randomblob(16))))
);
-- By channel: a crowd of letters that cannot be delivered must not stand before the text messages.
create index outbox_due on outbox (channel, due_at) where delivered_at is null and gave_up_at is null;
