//! Services move in from another backend, with their numbers.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::ServiceError;
use crate::model::{NewService, ServiceId};
use crate::store::{arrivals, changes};

/// A service that is to move in; lengths and ranges have been checked.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub id: ServiceId,
    pub public_id: PublicId,
    pub specialist: UserId,
    pub service: NewService,
    pub created_at: Timestamp,
}

/// Why a service cannot move in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It did already.
    Here,
    /// Another specialist's service has its number.
    Number,
    /// There is no account of its specialist.
    Specialist,
}

/// What stands in the way of each.
pub async fn hindrances(tx: &mut Tx, arrivals: &[Arrival]) -> Result<Vec<Option<Hindrance>>, ServiceError> {
    let mut found = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        let (owner, specialist) = arrivals::neighbours(tx, arrival.id, arrival.specialist).await?;
        found.push(match (owner, specialist) {
            (Some(owner), _) if owner == arrival.specialist => Some(Hindrance::Here),
            (Some(_), _) => Some(Hindrance::Number),
            (None, None) => Some(Hindrance::Specialist),
            (None, Some(_)) => None,
        });
    }
    Ok(found)
}

/// Lets all of them in, or none, findable at once; numbers go on behind `highest`.
pub async fn import_services(
    tx: &mut Tx,
    arrivals: &[Arrival],
    highest: i64,
    now: Timestamp,
) -> Result<(), ServiceError> {
    for Arrival { id, public_id, specialist, service, created_at } in arrivals {
        arrivals::insert(tx, (*id, *public_id), *specialist, service, *created_at).await?;
        changes::note(tx, *id, now).await?;
    }
    if !arrivals.is_empty() {
        arrivals::climb(tx, highest).await?;
    }
    Ok(())
}
