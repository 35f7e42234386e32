//! What is on record about somebody, room by room.

use frontdesk_accounts::device::KnownDevice;
use frontdesk_accounts::model::{Person, SessionEntry, UserId};
use frontdesk_accounts::store::audit::{self, EventEntry, EventSearch};
use frontdesk_accounts::store::{devices, sessions, users};
use frontdesk_catalogue::model::{Service, ServiceId};
use frontdesk_catalogue::store::services;
use frontdesk_kit::db::{DbError, Tx};

/// Rows of one kind that an archive holds at most.
const MOST: i64 = 100_000;

/// All of it.
#[derive(Clone)]
pub struct OwnData {
    pub person: Person,
    pub sessions: Vec<SessionEntry>,
    pub devices: Vec<KnownDevice>,
    pub events: Vec<EventEntry>,
    pub services: Vec<Service>,
}

/// Reads it in one view of the database.
pub async fn gather(tx: &mut Tx, user: UserId) -> Result<OwnData, DbError> {
    let gone = || DbError::Bug("an account went while its owner asked for its data".to_owned());
    let search = EventSearch { account: Some(user), before: i64::MAX, limit: MOST, ..EventSearch::default() };
    Ok(OwnData {
        person: users::person(tx, user).await?.ok_or_else(gone)?,
        sessions: sessions::every(tx, user).await?,
        devices: devices::of(tx, user).await?,
        events: audit::events(tx, &search).await?,
        services: services::own(tx, user, ServiceId(i64::MAX), MOST).await?,
    })
}
