-- What is to be sent once its transaction has committed; the worker of the notify room delivers it.
create table outbox (
    id integer primary key autoincrement,
    channel text not null,
    recipient text not null,
    lang text not null,
    template text not null,
    payload text not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts bigint not null default 0,
    delivered_at bigint,
    gave_up_at bigint
);
create index outbox_due on outbox (due_at) where delivered_at is null and gave_up_at is null;
