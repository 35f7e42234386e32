//! The doctor looks whether claims, bits and bookings say the same.

use std::collections::BTreeMap;
use std::fmt;

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::{DayBits, Tick};

use crate::model::{BookingId, ResourceId};
use crate::store::soundness;

/// Something that cannot be if this program is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Two bookings have claimed the same time.
    Overlap { one: BookingId, other: BookingId },
    /// Bits are set that nobody claims: time that cannot be booked.
    Orphan { resource: ResourceId, day: i64 },
    /// Bits are not set that somebody claims: time that could be booked twice.
    Missing { resource: ResourceId, day: i64 },
    /// A booking that needs time has claimed none.
    Unclaimed { booking: BookingId },
    /// A booking that needs no time any more still claims some.
    Kept { booking: BookingId },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Overlap { one, other } => write!(f, "bookings {one} and {other} overlap"),
            Finding::Orphan { resource, day } => write!(f, "resource {resource}, day {day}: taken by nobody"),
            Finding::Missing { resource, day } => write!(f, "resource {resource}, day {day}: claimed, but not taken"),
            Finding::Unclaimed { booking } => write!(f, "booking {booking} has claimed no time"),
            Finding::Kept { booking } => write!(f, "booking {booking} is over and still claims time"),
        }
    }
}

/// Everything that is wrong; nothing, if the program is right. Reads all claims: for a report, not for a request.
pub async fn examine(tx: &mut Tx) -> Result<Vec<Finding>, DbError> {
    let mut findings = Vec::new();
    findings.extend(soundness::unclaimed(tx).await?.into_iter().map(|booking| Finding::Unclaimed { booking }));
    findings.extend(soundness::kept(tx).await?.into_iter().map(|booking| Finding::Kept { booking }));
    for resource in soundness::resources(tx).await? {
        let mut claimed: BTreeMap<i64, DayBits> = BTreeMap::new();
        let mut last: Option<(BookingId, Tick)> = None;
        for (booking, ticks) in soundness::claims(tx, resource.id).await? {
            if let Some((one, _)) = last.filter(|(_, end)| ticks.start < *end) {
                findings.push(Finding::Overlap { one, other: booking });
            }
            if last.is_none_or(|(_, end)| end < ticks.end) {
                last = Some((booking, ticks.end));
            }
            for (day, bits) in resource.anchor.split(ticks) {
                let known = claimed.entry(day).or_default();
                *known = known.union(bits);
            }
        }
        for (day, taken) in crate::store::days::taken(tx, resource.id, i64::MIN..=i64::MAX).await? {
            let claimed = claimed.remove(&day).unwrap_or_default();
            if !claimed.covers(taken) {
                findings.push(Finding::Orphan { resource: resource.id, day });
            }
            if !taken.covers(claimed) {
                findings.push(Finding::Missing { resource: resource.id, day });
            }
        }
        findings.extend(claimed.into_keys().map(|day| Finding::Missing { resource: resource.id, day }));
    }
    Ok(findings)
}
