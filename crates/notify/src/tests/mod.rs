//! The room over throw-away databases, a real mail server and a provider on loopback, and a clock that is moved.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

mod mail;
mod outbound;
mod outbox;
mod refusals;
mod sms;

use frontdesk_kit::clock::{Clock, Timestamp};
use frontdesk_kit::db::{Db, Tx, migrate};
use frontdesk_kit::locale::Lang;
use frontdesk_testkit::{Authority, Database, Engine, SmtpServer};

use crate::mail::{SmtpAddress, SmtpSender, SmtpSettings, parse_mailbox};
use crate::outbox::{Letter, MAIL, SMS, enqueue};
use crate::sender::{MailWay, Sender, SmsWay};
use crate::worker::Worker;
use crate::{MIGRATIONS, Secret};

const NOW: Timestamp = Timestamp(1_900_000_000);

/// An outbox with its worker.
struct Office {
    worker: Worker,
    _database: Database,
}

/// A letter's row.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    attempts: i64,
    delivered: bool,
    gave_up: bool,
    payload: String,
}

impl Office {
    async fn open(engine: Engine, mail: MailWay, sms: SmsWay) -> Self {
        let database = engine.database().await;
        let db = Db::open(database.url()).await.expect("a database");
        migrate(&db, MIGRATIONS, NOW).await.expect("migrated");
        let sender = Sender::new(mail, sms, Lang::Ru);
        Self { worker: Worker { db, clock: Clock::fixed(NOW), sender }, _database: database }
    }

    /// One whose e-mail goes to `way`, and whose text messages nowhere.
    async fn with_mail(way: MailWay) -> Self {
        Self::open(Engine::Sqlite, way, SmsWay::Files("/nowhere".into())).await
    }

    async fn queue(&self, letter: Letter) {
        let now = self.worker.clock.now();
        self.worker.db.write(async move |tx: &mut Tx| enqueue(tx, &letter, now).await).await.expect("queued");
    }

    /// Tries what is due, and how many letters that was.
    async fn deliver(&self) -> usize {
        let mail = self.worker.deliver_due(MAIL).await.expect("the database answers");
        mail + self.worker.deliver_due(SMS).await.expect("the database answers")
    }

    /// Tries what is due after the longest first pause.
    async fn deliver_later(&self) -> usize {
        self.worker.clock.advance(31);
        self.deliver().await
    }

    async fn rows(&self) -> Vec<Kept> {
        let sql = "select attempts, delivered_at, gave_up_at, payload from outbox order by id";
        let rows: Vec<(i64, Option<i64>, Option<i64>, String)> =
            self.worker.db.read(async move |tx: &mut Tx| tx.all(sql, &[]).await).await.expect("rows");
        let kept = |(attempts, delivered, gave_up, payload): (i64, Option<i64>, Option<i64>, String)| Kept {
            attempts,
            delivered: delivered.is_some(),
            gave_up: gave_up.is_some(),
            payload,
        };
        rows.into_iter().map(kept).collect()
    }
}

/// Sends to `server` under the name `host`, trusting `authority` too.
fn smtp(server: &SmtpServer, scheme: &str, host: &str, authority: &Authority) -> MailWay {
    let url = format!("{scheme}://desk@{host}:{}?ca={}", server.port(), authority.certificate().display());
    let address = SmtpAddress::parse(&url).expect("an address");
    let from = parse_mailbox("Студия <desk@example.com>").expect("a mailbox");
    let settings = SmtpSettings::new(address, from, Some(Secret::new(SmtpServer::PASSWORD)));
    MailWay::Smtp(Box::new(SmtpSender::new(settings.expect("settings"))))
}
