//! People move in from Django, with their numbers, their hashes and their age.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use serde_json::{Map, Value as Json};

use crate::address::Origin;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::{ProfileId, UserId};
use crate::picture::MediaName;
use crate::store::arrivals::{self, FROM_DJANGO, Neighbours};
use crate::store::events::{Event, record};
use crate::store::users::NewUser;
use crate::store::{profiles, sessions};

/// Somebody who is to move in; what is told of them has been read and is fit to be stored.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub id: UserId,
    pub user: NewUser,
    pub created_at: Timestamp,
    /// The profile's number, if it had one.
    pub profile_id: Option<ProfileId>,
    pub profile_public_id: PublicId,
    /// The declared fields, as stored.
    pub fields: Map<String, Json>,
    pub avatar: Option<MediaName>,
}

/// Why somebody cannot move in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// They did already.
    Here,
    /// They did already, and their account has been deleted since.
    Gone,
    /// Somebody else has their number.
    Number,
    /// This account has their user name, in whatever spelling.
    Username(UserId),
    /// This account has their address, in whatever spelling.
    Email(UserId),
}

/// What stands in the way of somebody, and what they have to leave behind.
#[derive(Clone, Debug, Default)]
pub struct Prospect {
    pub hindrance: Option<Hindrance>,
    /// Another profile has the profile's number.
    pub profile_number_taken: bool,
    /// Unique fields whose values are other people's.
    pub taken_fields: Vec<String>,
}

/// Looks what stands in the way of each.
pub async fn prospects(desk: &Desk, arrivals: &[Arrival]) -> Result<Vec<Prospect>, AccountError> {
    let (arrivals, shared) = (arrivals.to_vec(), desk.clone());
    let look = async move |tx: &mut Tx| {
        let mut found = Vec::with_capacity(arrivals.len());
        for arrival in &arrivals {
            found.push(prospect(tx, &shared, arrival).await?);
        }
        Ok::<_, AccountError>(found)
    };
    desk.db.read(look).await
}

async fn prospect(tx: &mut Tx, desk: &Desk, arrival: &Arrival) -> Result<Prospect, AccountError> {
    let Arrival { id, user, profile_id, .. } = arrival;
    let names = (user.username.as_ref(), user.email.as_ref());
    let there = arrivals::neighbours(tx, *id, names, *profile_id).await?;
    let hindrance = hindrance(&there);
    let mut taken_fields = Vec::new();
    if hindrance.is_none() {
        for (field, value) in desk.model.keys(&arrival.fields).unique {
            if profiles::is_found_by(tx, &field, &value).await? {
                taken_fields.push(field);
            }
        }
    }
    Ok(Prospect { hindrance, profile_number_taken: there.profile.is_some(), taken_fields })
}

fn hindrance(there: &Neighbours) -> Option<Hindrance> {
    match (there.number, there.imported) {
        (Some(_), Some(_)) => Some(Hindrance::Here),
        (Some(_), None) => Some(Hindrance::Number),
        (None, Some(_)) => Some(Hindrance::Gone),
        (None, None) => {
            let username = there.username.map(Hindrance::Username);
            username.or_else(|| there.email.map(Hindrance::Email))
        }
    }
}

/// Lets everybody in, or nobody; those whom something hinders must not be among them.
pub async fn import_people(desk: &Desk, arrivals: Vec<Arrival>) -> Result<(), AccountError> {
    let shared = desk.clone();
    let import = async move |tx: &mut Tx| {
        let now = shared.clock.now();
        for arrival in &arrivals {
            let Arrival { id, user, created_at, profile_id, profile_public_id, fields, avatar } = arrival;
            arrivals::insert_user(tx, *id, user, *created_at, now).await?;
            let text = Json::Object(fields.clone()).to_string();
            let profile = (*profile_id, *profile_public_id);
            let shown = (text.as_str(), avatar.as_ref().map(MediaName::as_str));
            arrivals::insert_profile(tx, profile, *id, shown, now).await?;
            profiles::index(tx, *id, &shared.model.keys(fields)).await?;
            let who = (None, Some(*id));
            record(tx, Event::AccountImported, who, &Origin::local(), FROM_DJANGO, now).await?;
        }
        Ok::<_, AccountError>(())
    };
    desk.db.write(import).await?;
    desk.people.bump();
    Ok(())
}

/// Sees to it that no number up to `user` and `profile` is given to anybody new.
pub async fn reserve_numbers(desk: &Desk, user: i64, profile: i64) -> Result<(), AccountError> {
    Ok(desk.db.write(async move |tx| arrivals::climb(tx, user, profile).await).await?)
}

/// Marks refresh tokens that the old backend took back, by name and end; tells how many were not marked yet.
pub async fn spend_tokens(desk: &Desk, tokens: Vec<(String, Timestamp)>) -> Result<u64, AccountError> {
    let spend = async move |tx: &mut Tx| {
        let mut spent = 0;
        for (jti, expires_at) in &tokens {
            spent += u64::from(sessions::spend_foreign(tx, jti, *expires_at).await?);
        }
        Ok::<_, AccountError>(spent)
    };
    desk.db.write(spend).await
}
