//! What is on record about somebody, room by room.

use frontdesk_accounts::device::KnownDevice;
use frontdesk_accounts::model::{Person, SessionEntry, UserId};
use frontdesk_accounts::store::audit::{self, EventEntry, EventSearch};
use frontdesk_accounts::store::{devices, sessions, users};
use frontdesk_booking::external::ExternalCalendar;
use frontdesk_booking::model::{Booking, Preferences, Sight, Thing};
use frontdesk_booking::review::Review;
use frontdesk_booking::store::lists::{self, Listing, When, Whose};
use frontdesk_booking::store::{external, favourites, preferences, reviews, things, waitlist};
use frontdesk_booking::waiting::{Entry, EntryId};
use frontdesk_catalogue::model::{Performance, Service, ServiceId};
use frontdesk_catalogue::store::{performers, services};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::store::{hours, locations, time_off};
use frontdesk_schedule::{Absence, AbsenceId, DayNumber, Location, LocationId, Override, Rule};

/// Rows of one kind that an archive holds at most.
const MOST: i64 = 100_000;

/// All of it.
#[derive(Clone)]
pub struct OwnData {
    pub person: Person,
    /// What they want to hear about bookings.
    pub wanted: Preferences,
    pub sessions: Vec<SessionEntry>,
    pub devices: Vec<KnownDevice>,
    pub events: Vec<EventEntry>,
    pub services: Vec<Service>,
    /// Others' services that they perform, or are asked to.
    pub performances: Vec<Performance>,
    pub things: Vec<Thing>,
    pub workplaces: Vec<Workplace>,
    /// What they have booked.
    pub bookings: Vec<Booking>,
    /// What others have booked with them.
    pub agenda: Vec<Booking>,
    /// What they have said of others' work.
    pub reviews: Vec<Review>,
    /// What they have answered to what others said of theirs.
    pub replies: Vec<Review>,
    /// The profiles of those whom they like to go to, since when.
    pub favourites: Vec<(PublicId, Timestamp)>,
    pub calendars: Vec<ExternalCalendar>,
    /// For what they wait.
    pub waitlist: Vec<Entry>,
}

/// A location with all that is said of its hours.
#[derive(Clone)]
pub struct Workplace {
    pub location: Location,
    pub rules: Vec<Rule>,
    pub overrides: Vec<Override>,
    pub time_off: Vec<Absence>,
}

/// Reads it in one view of the database.
pub async fn gather(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<OwnData, DbError> {
    let gone = || DbError::Bug("an account went while its owner asked for its data".to_owned());
    let search = EventSearch { account: Some(user), before: i64::MAX, limit: MOST, ..EventSearch::default() };
    Ok(OwnData {
        person: users::person(tx, user).await?.ok_or_else(gone)?,
        wanted: preferences::of(tx, user).await?,
        sessions: sessions::every(tx, user).await?,
        devices: devices::of(tx, user).await?,
        events: audit::events(tx, &search).await?,
        performances: performers::by(tx, user, MOST).await?,
        services: services::own(tx, user, ServiceId(i64::MAX), MOST).await?,
        things: things::of_owner(tx, user).await?,
        workplaces: workplaces(tx, user).await?,
        bookings: bookings(tx, Whose::MadeBy(user), now).await?,
        agenda: bookings(tx, Whose::For(user), now).await?,
        reviews: reviews::by_client(tx, user, MOST).await?,
        replies: reviews::answered(tx, user, MOST).await?,
        favourites: favourites::every(tx, user).await?,
        calendars: external::of_owner(tx, user).await?,
        waitlist: waitlist::page(tx, Sight::Of(user), EntryId(i64::MAX), MOST).await?,
    })
}

async fn workplaces(tx: &mut Tx, user: UserId) -> Result<Vec<Workplace>, DbError> {
    let mut all = Vec::new();
    for location in locations::of_owner(tx, user, LocationId(0), MOST).await? {
        let id = location.id;
        all.push(Workplace {
            rules: hours::rules(tx, id).await?,
            overrides: hours::overrides(tx, id, DayNumber(i64::MIN), DayNumber(i64::MAX)).await?,
            time_off: time_off::list(tx, id, (Timestamp(i64::MIN), AbsenceId(0)), MOST).await?,
            location,
        });
    }
    Ok(all)
}

async fn bookings(tx: &mut Tx, whose: Whose, now: Timestamp) -> Result<Vec<Booking>, DbError> {
    let mut all = Vec::new();
    for when in [When::Upcoming, When::Past] {
        all.extend(lists::page(tx, Listing { whose, when, status: None, after: None, limit: MOST }, now).await?);
    }
    Ok(all)
}
