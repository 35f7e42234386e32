//! The outbox: rows that say what is to be sent.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::row;
use serde_json::{Map, Value};

/// The channel of e-mail.
pub const MAIL: &str = "mail";
/// The channel of text messages.
pub const SMS: &str = "sms";

/// A message before it has words: whom, by what, which text with which values.
#[derive(Clone, Debug)]
pub struct Letter {
    /// [`MAIL`] or [`SMS`].
    pub channel: &'static str,
    pub recipient: String,
    /// `ru` or `en`; letters without a known reader's choice go out in both.
    pub lang: &'static str,
    pub template: &'static str,
    pub values: Map<String, Value>,
}

impl Letter {
    /// An e-mail to `recipient`, a stored address, with the text called `template`.
    pub fn mail(recipient: &str, template: &'static str) -> Self {
        Self { channel: MAIL, recipient: recipient.to_owned(), lang: "ru", template, values: Map::new() }
    }
}

row! {
    /// A letter that waits for delivery.
    #[derive(Clone, Debug)]
    pub struct Due {
        pub id: i64,
        pub channel: String,
        pub recipient: String,
        pub lang: String,
        pub template: String,
        pub payload: String,
        pub created_at: Timestamp,
        pub attempts: i64,
    }
}

/// Queues a letter; it goes out only if the transaction commits.
pub async fn enqueue(tx: &mut Tx, letter: &Letter, now: Timestamp) -> Result<(), DbError> {
    let payload = Value::Object(letter.values.clone()).to_string();
    tx.run(
        "insert into outbox (channel, recipient, lang, template, payload, created_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
        &[&letter.channel, &letter.recipient, &letter.lang, &letter.template, &payload, &now],
    )
    .await
    .map(|_| ())
}

/// Letters whose time has come, the oldest first.
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Due>, DbError> {
    tx.all(
        "select id, channel, recipient, lang, template, payload, created_at, attempts from outbox
         where delivered_at is null and gave_up_at is null and due_at <= $1 order by due_at, id limit $2",
        &[&now, &limit],
    )
    .await
}

/// Takes a letter for delivery by moving its next try; `false` when another node was faster.
pub async fn take(tx: &mut Tx, letter: &Due, next_try: Timestamp) -> Result<bool, DbError> {
    let sql = "update outbox set attempts = attempts + 1, due_at = $1
               where id = $2 and attempts = $3 and delivered_at is null";
    Ok(tx.run(sql, &[&next_try, &letter.id, &letter.attempts]).await? == 1)
}

/// Marks a letter as delivered.
pub async fn delivered(tx: &mut Tx, id: i64, now: Timestamp) -> Result<(), DbError> {
    tx.run("update outbox set delivered_at = $1 where id = $2", &[&now, &id]).await.map(|_| ())
}

/// Marks a letter as undeliverable.
pub async fn gave_up(tx: &mut Tx, id: i64, now: Timestamp) -> Result<(), DbError> {
    tx.run("update outbox set gave_up_at = $1 where id = $2", &[&now, &id]).await.map(|_| ())
}

/// Removes letters that were settled before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from outbox where delivered_at < $1 or gave_up_at < $1", &[&before]).await
}
