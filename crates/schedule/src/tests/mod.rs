//! The room over throw-away databases of both engines; the program's own tests do the same over HTTP.

mod caps;
mod changes;
mod constraints;
mod loading;
mod locations;

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::RoleKey;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::{Permission, Permissions};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{Db, DbError, Tx, migrate};
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::ids::PublicId;
use frontdesk_testkit::{Database, Engine};
use jiff::civil::{Date, date};

use crate::*;

/// 2026-07-01T00:00:00Z.
const NOW: Timestamp = Timestamp(1_782_864_000);

/// A house without locations.
struct House {
    db: Db,
    _database: Database,
}

impl House {
    async fn open(engine: Engine) -> Self {
        let database = engine.database().await;
        let db = Db::open(database.url()).await.expect("a database");
        let steps: Vec<_> = [frontdesk_accounts::MIGRATIONS, MIGRATIONS].concat();
        migrate(&db, &steps, NOW).await.expect("migrated");
        Self { db, _database: database }
    }

    async fn specialist(&self, name: &str) -> Caller {
        self.person(name, &[Permission::ManageOwnSchedule]).await
    }

    async fn person(&self, name: &str, permissions: &[Permission]) -> Caller {
        let (id, name) = (new_id(), name.to_owned());
        let sql =
            "insert into users (public_id, username, username_key, password_changed_at, role, created_at, updated_at)
                   values ($1, $2, $2, 0, 'specialist', 0, 0) returning id";
        let insert = async move |tx: &mut Tx| tx.one::<(UserId,)>(sql, &[&id, &name]).await;
        let (user_id,) = self.db.write(insert).await.map_err(|error: DbError| error).expect("a person");
        let mut held = Permissions::default();
        permissions.iter().for_each(|permission| held.insert(*permission));
        Caller { user_id, user_public_id: id, role: RoleKey::new("specialist"), permissions: held, session: None }
    }

    async fn location(&self, caller: &Caller, zone: &str) -> Location {
        let (caller, new) = (caller.clone(), new_location(zone));
        let add = async move |tx: &mut Tx| flow::add_location(tx, &caller, &new, new_id(), NOW).await;
        self.db.write(add).await.expect("added")
    }

    async fn rules(&self, caller: &Caller, location: &Location, rules: &[Rule]) -> Result<Location, ScheduleError> {
        let new = flow::NewRules { rules: rules.to_vec(), works_on_holidays: false };
        let (caller, id) = (caller.clone(), location.public_id);
        self.db.write(async move |tx| flow::replace_rules(tx, &caller, id, &new, None).await).await
    }

    async fn date(
        &self,
        caller: &Caller,
        location: &Location,
        date: Date,
        changes: &[Change],
    ) -> Result<Location, ScheduleError> {
        let (caller, id, changes) = (caller.clone(), location.public_id, changes.to_vec());
        self.db.write(async move |tx| flow::change_date(tx, &caller, id, (date, &changes), None, NOW).await).await
    }

    async fn time_off(
        &self,
        caller: &Caller,
        location: &Location,
        (from, until): (&str, &str),
    ) -> Result<(Location, Absence), ScheduleError> {
        let at = |text: &str| Timestamp::from(text.parse::<jiff::Timestamp>().expect("a moment"));
        let new = NewAbsence { starts_at: at(from), ends_at: at(until), reason: "Отпуск".to_owned() };
        let (caller, id) = (caller.clone(), location.public_id);
        let take = async move |tx: &mut Tx| flow::take_time_off(tx, &caller, id, &new, new_id(), NOW).await;
        self.db.write(take).await
    }

    /// The ticks at which an hour's service can begin on a date.
    async fn starts(&self, location: &Location, first: Date) -> Vec<String> {
        let dates = Dates::only(first).expect("a date");
        let location = location.clone();
        let load = async move |tx: &mut Tx| flow::load_schedule(tx, &location, dates).await;
        let open = Open::lay_out(&self.db.read(load).await.expect("a schedule"), dates);
        let now = first.to_zoned(jiff::tz::TimeZone::UTC).expect("a moment").timestamp()
            - jiff::SignedDuration::from_hours(72);
        let found = starts(hour(), &open, &Busy::nothing(&open), Span::ALL, now);
        found.iter().map(|tick| tick.moment().to_string()).collect()
    }
}

fn new_id() -> PublicId {
    PublicId(Entropy::system().uuid(NOW))
}

fn new_location(zone: &str) -> NewLocation {
    let zone = Zone::named(zone).expect("a zone");
    NewLocation {
        name: "Студия".to_owned(), city: "Казань".to_owned(), address: String::new(), point: None, zone
    }
}

/// An hour, on the hour.
fn hour() -> Offer {
    let terms = Terms {
        duration_min: 60,
        buffer_before_min: 0,
        buffer_after_min: 0,
        lead_seconds: 0,
        horizon_days: 366,
        grid: Grid { minutes: 60, mode: GridMode::Clock },
        day_limit: None,
    };
    Offer::new(terms).expect("sound terms")
}

/// Open on a day of the week, 0 being Monday.
fn weekly(day: i64, start_min: i64, end_min: i64) -> Rule {
    Rule {
        kind: RuleKind::Open,
        cycle: Cycle { days: 7, day, anchor: date(2026, 1, 5) },
        hours: Hours { start_min, end_min },
        valid_from: Dates::EARLIEST,
        valid_to: None,
    }
}
