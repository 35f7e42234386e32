//! What webhooks hear when something changes or breaks meanwhile.

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::outbound::{Outbound, Reach};
use frontdesk_testkit::{Provider, both_engines};

use super::notices::Office;
use super::{NOW, new_id};
use crate::flow::{self, Courier};
use crate::store::webhooks;
use crate::webhook::{Webhook, WebhookId};

fn url(provider: &Provider) -> String {
    format!("http://127.0.0.1:{}/hook", provider.port())
}

impl Office {
    /// A webhook that leads to `provider`, which is to hear of bookings so many hours from now.
    async fn tells(&self, provider: &Provider, hours: std::ops::Range<i64>) -> Webhook {
        let new = Webhook {
            id: WebhookId(0),
            public_id: new_id(),
            url: url(provider),
            kinds: String::new(),
            secret_version: 1,
            failing_since: None,
            disabled_at: None,
            created_at: NOW,
            updated_at: NOW,
            version: 1,
        };
        let add = async move |tx: &mut Tx| {
            webhooks::insert(tx, &new, 20).await?;
            Ok::<_, DbError>(webhooks::all(tx).await?.remove(0))
        };
        let webhook = self.salon.db.write(add).await.expect("a webhook");
        for hour in hours {
            self.salon.book(hour, NOW).await.expect("free");
        }
        self.announce(NOW).await;
        webhook
    }

    async fn deliver(&self, webhook: &Webhook, now: Timestamp) -> usize {
        let courier = Courier { catalogue: self.catalogue.clone(), outbound: Outbound::new(Reach::Anywhere, 8) };
        flow::deliver_due(&courier, webhook.id, now).await.expect("the database answers")
    }
}

both_engines! {
    async fn a_webhook_that_was_changed_or_switched_off_is_told_accordingly_at_once(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let (old, new) = (Provider::start(None).await, Provider::start(None).await);
        let webhook = office.tells(&old, 30..36).await;
        assert_eq!((office.deliver(&webhook, NOW).await, old.asked().len()), (4, 4));
        office.salon.run("update webhooks set disabled_at = 1").await.expect("switched off");
        assert_eq!(office.deliver(&webhook, NOW).await, 0);
        let changed = Webhook { url: url(&new), secret_version: 2, ..webhook.clone() };
        let change = async move |tx: &mut Tx| webhooks::update(tx, &changed).await;
        assert!(office.salon.db.write(change).await.map_err(|error: DbError| error).expect("changed"));
        assert_eq!(office.deliver(&webhook, NOW).await, 2);
        assert_eq!((old.asked().len(), new.asked().len()), (4, 2));
        office.salon.run("delete from webhooks").await.expect("gone");
        assert_eq!(office.deliver(&webhook, NOW).await, 0);
    }

    async fn a_booking_that_cannot_be_read_keeps_no_other_waiting_and_is_given_up(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let provider = Provider::start(None).await;
        let webhook = office.tells(&provider, 30..34).await;
        office.salon.run("update bookings set terms = 'odd' where id = (select min(id) from bookings)").await.expect("odd");
        assert_eq!((office.deliver(&webhook, NOW).await, provider.asked().len()), (4, 3));
        let noted = "update webhook_deliveries set due_at = 0 where attempts = 1 and error = 'the booking cannot be read'";
        assert_eq!(office.salon.run(noted).await.expect("read"), 1);
        let mut attempts = 1;
        while office.deliver(&webhook, NOW).await > 0 {
            attempts += 1;
            office.salon.run("update webhook_deliveries set due_at = 0").await.expect("no pause");
            assert!(attempts < 20, "it is never given up");
        }
        assert_eq!(office.salon.run("delete from webhook_deliveries where gave_up_at is null and delivered_at is null").await.expect("read"), 0);
        assert_eq!(office.salon.run("delete from webhook_deliveries where gave_up_at is not null").await.expect("read"), 1);
    }
}
