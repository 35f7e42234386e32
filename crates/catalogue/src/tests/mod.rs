//! The room over throw-away databases of both engines; the program's own tests do the same over HTTP.

mod complete;
mod manage;
mod search;

use std::sync::Arc;

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::{MARKETPLACE, RoleKey};
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::{Permission, Permissions};
use frontdesk_accounts::words::fold;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{Db, DbError, migrate};
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_kit::revision::Revision;
use frontdesk_testkit::{Database, Engine};

use crate::cards::{Cards, Shows};
use crate::category::Category;
use crate::currency::Currency;
use crate::error::ServiceError;
use crate::flow::{self, Sources};
use crate::model::{NewService, Service, ServiceTerms};
use crate::search_index::SearchIndex;

const NOW: Timestamp = Timestamp(1_900_000_000);

/// An empty catalogue.
struct Shop {
    db: Db,
    sources: Sources,
    /// Counts, as the program does, what the shop has changed.
    services: Revision,
    people: Revision,
    _database: Database,
}

impl Shop {
    async fn open(engine: Engine) -> Self {
        let database = engine.database().await;
        let db = Db::open(database.url()).await.expect("a database");
        let steps: Vec<_> = [frontdesk_accounts::MIGRATIONS, crate::MIGRATIONS].concat();
        migrate(&db, &steps, NOW).await.expect("migrated");
        let (services, people) = (Revision::default(), Revision::default());
        let cards = Arc::new(Cards::new(Shows::of(&MARKETPLACE), people.clone()));
        let sources = Sources { index: Arc::new(SearchIndex::new(services.clone())), cards };
        Self { db, sources, services, people, _database: database }
    }

    /// Somebody who may offer services.
    async fn specialist(&self, name: &str, city: &str) -> Caller {
        self.person(name, city, &[Permission::ManageOwnServices]).await
    }

    async fn person(&self, name: &str, city: &str, permissions: &[Permission]) -> Caller {
        let (id, profile) = (new_id(), new_id());
        let fields = serde_json::json!({"full_name": name, "bio": "…", "city": city}).to_string();
        let (name, city) = (name.to_owned(), fold(city));
        let work = async move |tx: &mut frontdesk_kit::db::Tx| {
            let (user,): (UserId,) = tx
                .one(
                    "insert into users (public_id, username, username_key, password_changed_at, role, created_at, updated_at)
                     values ($1, $2, $2, 0, 'specialist', 0, 0) returning id",
                    &[&id, &name],
                )
                .await?;
            let sql =
                "insert into profiles (public_id, user_id, fields, version, updated_at) values ($1, $2, $3, 1, 0)";
            tx.run(sql, &[&profile, &user, &fields]).await?;
            let sql = "insert into profile_values (field, value, user_id) values ('city', $1, $2)";
            tx.run(sql, &[&city, &user]).await?;
            Ok::<_, DbError>(user)
        };
        let user_id = self.db.write(work).await.expect("a person");
        let mut held = Permissions::default();
        permissions.iter().for_each(|permission| held.insert(*permission));
        Caller { user_id, user_public_id: id, role: RoleKey::new("specialist"), permissions: held, session: None }
    }

    async fn suspend(&self, caller: &Caller) {
        let user = caller.user_id;
        let sql = "update users set suspended_at = 1 where id = $1";
        self.db.write(async move |tx| tx.run(sql, &[&user]).await).await.map_err(|e: DbError| e).expect("suspended");
        self.people.bump();
    }

    async fn offer(&self, caller: &Caller, new: NewService) -> Service {
        self.try_offer(caller, new).await.expect("published")
    }

    async fn try_offer(&self, caller: &Caller, new: NewService) -> Result<Service, ServiceError> {
        let caller = caller.clone();
        let made = self.db.write(async move |tx| flow::publish(tx, &caller, &new, new_id(), NOW).await).await;
        self.services.bump();
        made
    }
}

fn new_id() -> PublicId {
    PublicId(Entropy::system().uuid(NOW))
}

/// A service at the price of `rubles`.
fn service(name: &str, rubles: i64) -> NewService {
    NewService {
        name: name.to_owned(),
        description: String::new(),
        category: Category::parse("other"),
        price: Minor(rubles * 100),
        currency: Currency::default(),
        duration_minutes: 60,
        active: true,
        terms: ServiceTerms::default(),
    }
}

/// Runs `work` to its end from inside a property, which is no async function.
fn wait_for<F: Future>(work: F) -> F::Output {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(work))
}

/// A property on PostgreSQL takes a new database for each case.
fn cases(engine: Engine) -> proptest::test_runner::Config {
    let cases = if engine == Engine::Sqlite { 40 } else { 8 };
    proptest::test_runner::Config { cases, ..Default::default() }
}
