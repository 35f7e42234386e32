//! The outbox: rows that say what is to be sent.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::locale::Lang;
use frontdesk_kit::row;
use serde_json::{Map, Value, json};

use crate::words::Values;

/// The channel of e-mail.
pub const MAIL: &str = "mail";
/// The channel of text messages.
pub const SMS: &str = "sms";

/// The value that is no word of a letter, but comes along with it.
pub(crate) const CALENDAR: &str = "calendar";

/// A message before it has words: whom, by what, which text with which values.
///
/// `letters.rs` has a constructor for each; the values may be secrets (links, codes) and are never logged.
#[derive(Clone)]
pub struct Letter {
    /// [`MAIL`] or [`SMS`].
    pub channel: &'static str,
    /// An e-mail address, or a telephone number in international form.
    pub recipient: String,
    /// What the reader chose; a letter without it goes out in both languages, the operator's first.
    pub lang: Option<Lang>,
    /// Which of the templates.
    pub template: &'static str,
    /// What stands in it.
    pub values: Map<String, Value>,
}

impl Letter {
    /// An e-mail to `recipient`, a stored address, with the text called `template`.
    pub fn mail(recipient: &str, template: &'static str) -> Self {
        Self { channel: MAIL, recipient: recipient.to_owned(), lang: None, template, values: Map::new() }
    }

    /// A text message to `recipient`, a number in international form, with the text called `template`.
    pub fn sms(recipient: &str, template: &'static str) -> Self {
        Self { channel: SMS, ..Self::mail(recipient, template) }
    }

    /// The same letter in the reader's language only; `None` leaves it in both.
    pub fn with_lang(self, lang: impl Into<Option<Lang>>) -> Self {
        Self { lang: lang.into(), ..self }
    }

    /// The same letter with one more value.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// The same letter with a `text` for the reader's calendar, iCalendar, which is sent for `method`: a mail's alone.
    pub fn with_calendar(self, method: &str, text: String) -> Self {
        self.with(CALENDAR, json!({ "method": method, "text": text }))
    }
}

row! {
    /// A letter that waits for delivery.
    #[derive(Clone)]
    pub struct Due {
        pub id: i64,
        pub channel: String,
        pub recipient: String,
        pub lang: String,
        pub template: String,
        pub payload: String,
        pub created_at: Timestamp,
        pub attempts: i64,
        /// The same for every attempt to deliver this letter, and no other's.
        pub dedupe_id: String,
    }
}

impl Due {
    /// From when on it tells nobody anything, because the code or link in it has expired.
    pub fn expires_at(&self) -> Option<Timestamp> {
        let minutes = Values::read(&self.payload).minutes()?;
        Some(self.created_at.plus(minutes.saturating_mul(60)))
    }
}

/// Queues a letter; it goes out only if the transaction commits.
pub async fn enqueue(tx: &mut Tx, letter: &Letter, now: Timestamp) -> Result<(), DbError> {
    let payload = Value::Object(letter.values.clone()).to_string();
    let lang = letter.lang.map_or("", Lang::code);
    tx.run(
        "insert into outbox (channel, recipient, lang, template, payload, created_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
        &[&letter.channel, &letter.recipient, &lang, &letter.template, &payload, &now],
    )
    .await
    .map(|_| ())
}

/// Queues some hundreds of letters.
pub async fn enqueue_all(tx: &mut Tx, letters: &[Letter], now: Timestamp) -> Result<(), DbError> {
    if letters.is_empty() {
        return Ok(());
    }
    let mut query =
        Query::new("insert into outbox (channel, recipient, lang, template, payload, created_at, due_at) values");
    for (index, letter) in letters.iter().enumerate() {
        let values: Vec<Box<dyn Param + Send>> = vec![
            Box::new(letter.channel),
            Box::new(letter.recipient.clone()),
            Box::new(letter.lang.map_or("", Lang::code)),
            Box::new(letter.template),
            Box::new(Value::Object(letter.values.clone()).to_string()),
            Box::new(now),
            Box::new(now),
        ];
        query.bind(if index == 0 { "(?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?)" }, values);
    }
    tx.run(&query, &query.params()).await.map(|_| ())
}

/// Letters of `channel` whose time has come, the longest due first, at most `limit`.
pub async fn due(tx: &mut Tx, channel: &str, now: Timestamp, limit: i64) -> Result<Vec<Due>, DbError> {
    tx.all(
        "select id, channel, recipient, lang, template, payload, created_at, attempts, dedupe_id from outbox
         where channel = $1 and delivered_at is null and gave_up_at is null and due_at <= $2
         order by due_at, id limit $3",
        &[&channel, &now, &limit],
    )
    .await
}

/// Takes a letter for delivery by moving its next try; `false` when another node was faster.
pub async fn take(tx: &mut Tx, letter: &Due, next_try: Timestamp) -> Result<bool, DbError> {
    let sql = "update outbox set attempts = attempts + 1, due_at = $1
               where id = $2 and attempts = $3 and delivered_at is null and gave_up_at is null";
    Ok(tx.run(sql, &[&next_try, &letter.id, &letter.attempts]).await? == 1)
}

/// Marks a letter as delivered, and forgets what stood in it.
pub async fn delivered(tx: &mut Tx, id: i64, now: Timestamp) -> Result<(), DbError> {
    tx.run("update outbox set delivered_at = $1, payload = '{}' where id = $2", &[&now, &id]).await.map(|_| ())
}

/// Marks a letter as undeliverable, and forgets what stood in it.
pub async fn gave_up(tx: &mut Tx, id: i64, now: Timestamp) -> Result<(), DbError> {
    tx.run("update outbox set gave_up_at = $1, payload = '{}' where id = $2", &[&now, &id]).await.map(|_| ())
}

/// Removes letters that were settled before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from outbox where delivered_at < $1 or gave_up_at < $1", &[&before]).await
}
