//! The room over throw-away databases of both engines, with a clock that the test holds; the program's own tests do the
//! same over HTTP.

mod bounds;
mod changes;
mod guards;
mod holds;
mod invitations;
mod life;
mod notices;
mod others;
mod seats;
mod sessions;
mod sound;
mod stranded;
mod sweeps;
mod waitlist;
mod waitlist_ends;
mod webhooks;

use std::sync::Arc;

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::{Model, RoleKey};
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::{Permission, Permissions};
use frontdesk_catalogue::model::{NewService, ServiceTerms};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{Db, DbError, Tx, migrate};
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_schedule::flow::NewRules;
use frontdesk_schedule::{Cycle, Hours, NewLocation, Rule, RuleKind, Zone};
use frontdesk_testkit::{Database, Engine};
use jiff::civil::date;

use crate::error::BookingError;
use crate::flow;
use crate::model::{Booking, Visit, Wish};

/// A booking of user 2 with user 1, of which most is of no account.
pub(crate) fn sample() -> Booking {
    Booking {
        id: crate::model::BookingId(1),
        public_id: PublicId(uuid::Uuid::nil()),
        service_id: None,
        location_id: None,
        specialist_id: Some(UserId(1)),
        client_id: Some(UserId(2)),
        status: crate::model::Status::Confirmed,
        hold_expires_at: None,
        source: crate::model::Source::App,
        guest_name: String::new(),
        guest_email: String::new(),
        guest_phone: String::new(),
        forced: false,
        starts_at: NOW,
        ends_at: NOW.plus(HOUR),
        time_zone: "UTC".to_owned(),
        service_name: "Массаж".to_owned(),
        price: Minor(150_000),
        currency: "RUB".to_owned(),
        terms: String::new(),
        reschedules: 0,
        note: String::new(),
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

/// 2030-05-05T06:00:00Z, a Sunday.
const NOW: Timestamp = Timestamp(1_904_191_200);
const HOUR: i64 = 3_600;

/// Noor at work from 0:00 to 24:00 UTC, with an hour's massage; Ada, who books it.
struct Salon {
    db: Db,
    model: Arc<Model>,
    noor: Caller,
    ada: Caller,
    location: PublicId,
    service: PublicId,
    _database: Database,
}

impl Salon {
    async fn open(engine: Engine, terms: ServiceTerms) -> Self {
        let database = engine.database().await;
        let db = Db::open(database.url()).await.expect("a database");
        let steps = [
            frontdesk_notify::MIGRATIONS,
            frontdesk_accounts::MIGRATIONS,
            frontdesk_catalogue::MIGRATIONS,
            frontdesk_schedule::MIGRATIONS,
            crate::MIGRATIONS,
        ];
        migrate(&db, &steps.concat(), NOW).await.expect("migrated");
        let works = [Permission::ManageOwnServices, Permission::ManageOwnSchedule];
        let noor = person(&db, "noor", &works).await;
        let ada = person(&db, "ada", &[Permission::MakeBookings]).await;
        let (location, service) = furnished(&db, noor.clone(), terms).await.expect("a salon");
        let model = Arc::new(Model::load("marketplace").expect("a model that comes with the program"));
        Self { db, model, noor, ada, location, service, _database: database }
    }

    /// Ada books for the time `hours` after [`NOW`].
    async fn book(&self, hours: i64, now: Timestamp) -> Result<Booking, BookingError> {
        self.book_at(self.location, hours, now).await
    }

    /// The same at another of Noor's locations.
    async fn book_at(&self, location: PublicId, hours: i64, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller, service) = (self.model.clone(), self.ada.clone(), self.service);
        let visit = Visit { service, then: Vec::new(), specialist: None, location: Some(location) };
        let wish = Wish { visit, starts_at: NOW.plus(hours * HOUR), note: "Тихо".to_owned() };
        self.db.write(async move |tx: &mut Tx| flow::book(tx, &model, &caller, &wish, new_id(), now).await).await
    }

    async fn cancel(&self, caller: &Caller, booking: &Booking, now: Timestamp) -> Result<Booking, BookingError> {
        let (caller, id) = (caller.clone(), booking.public_id);
        self.db.write(async move |tx: &mut Tx| flow::cancel(tx, &caller, id, None, now).await).await
    }

    /// Ada moves a booking to the time `hours` after [`NOW`].
    async fn shift(&self, booking: &Booking, hours: i64, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller, id) = (self.model.clone(), self.ada.clone(), booking.public_id);
        let to = NOW.plus(hours * HOUR);
        let shift = async move |tx: &mut Tx| flow::reschedule(tx, &model, &caller, (id, None), to, now).await;
        self.db.write(shift).await
    }

    async fn get(&self, booking: &Booking) -> Booking {
        let (caller, id) = (self.ada.clone(), booking.public_id);
        self.db.read(async move |tx: &mut Tx| flow::get(tx, &caller, id).await).await.expect("it is there")
    }

    /// Runs a statement past everything that this room knows.
    async fn run(&self, sql: &'static str) -> Result<u64, DbError> {
        self.db.write(async move |tx: &mut Tx| tx.run(sql, &[]).await).await
    }

    async fn outlook(&self) -> String {
        let told = self.db.write(async |tx| flow::look_ahead(tx, NOW).await).await.expect("read");
        told.to_string()
    }

    async fn findings(&self) -> Vec<String> {
        let found = self.db.write(async |tx| flow::examine(tx).await).await.expect("read");
        found.iter().map(flow::Finding::to_string).collect()
    }
}

fn new_id() -> PublicId {
    PublicId(Entropy::system().uuid(NOW))
}

async fn person(db: &Db, name: &'static str, permissions: &[Permission]) -> Caller {
    let id = new_id();
    let sql = "insert into users (public_id, username, username_key, password_changed_at, role, created_at, updated_at)
               values ($1, $2, $2, 0, $3, 0, 0) returning id";
    let mut held = Permissions::default();
    permissions.iter().for_each(|permission| held.insert(*permission));
    let role = if held.has(Permission::ManageOwnSchedule) { "specialist" } else { "client" };
    let profile = "insert into profiles (public_id, user_id, fields, version, updated_at) values ($1, $2, '{}', 1, 0)";
    let add = async move |tx: &mut Tx| {
        let made: (UserId,) = tx.one(sql, &[&id, &name, &role]).await?;
        tx.run(profile, &[&id, &made.0]).await?;
        Ok(made)
    };
    let made: Result<(UserId,), DbError> = db.write(add).await;
    Caller {
        user_id: made.expect("a person").0,
        user_public_id: id,
        role: RoleKey::new(role),
        permissions: held,
        session: None,
    }
}

/// A location of `noor`'s that never closes, and a service.
async fn furnished(db: &Db, noor: Caller, terms: ServiceTerms) -> Result<(PublicId, PublicId), BookingError> {
    let new = NewService {
        name: "Массаж".to_owned(),
        description: String::new(),
        category: None,
        price: Minor(150_000),
        currency: frontdesk_catalogue::Currency::default(),
        duration_minutes: 60,
        active: true,
        terms,
    };
    let location = open_location(db, noor.clone(), "UTC").await?;
    let publish = async move |tx: &mut Tx| {
        let service = frontdesk_catalogue::flow::publish(tx, &noor, &new, new_id(), NOW).await;
        service.map_err(|error| DbError::Bug(error.to_string()).into())
    };
    let service: Result<_, BookingError> = db.write(publish).await;
    Ok((location, service?.public_id))
}

/// A location of `noor`'s in `zone` that never closes.
async fn open_location(db: &Db, noor: Caller, zone: &str) -> Result<PublicId, BookingError> {
    let zone = Zone::named(zone).expect("a zone");
    let place =
        NewLocation {
            name: "Салон".to_owned(), city: "Казань".to_owned(), address: String::new(), point: None, zone
        };
    let rule = |day| Rule {
        kind: RuleKind::Open,
        cycle: Cycle { days: 7, day, anchor: date(2001, 1, 1) },
        hours: Hours { start_min: 0, end_min: 1_440 },
        valid_from: date(2001, 1, 1),
        valid_to: None,
    };
    let rules = NewRules { rules: (0..7).map(rule).collect(), works_on_holidays: true };
    let open = async move |tx: &mut Tx| {
        let location = frontdesk_schedule::flow::add_location(tx, &noor, &place, new_id(), NOW).await?;
        frontdesk_schedule::flow::replace_rules(tx, &noor, location.public_id, &rules, None).await?;
        Ok::<_, BookingError>(location.public_id)
    };
    db.write(open).await
}
