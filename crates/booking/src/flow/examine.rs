//! The doctor looks whether claims, bits and bookings say the same.

use std::collections::BTreeMap;
use std::fmt;

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::{DayBits, Tick};

use crate::group::{Owner, SessionId};
use crate::model::{BookingId, ResourceId};
use crate::store::soundness;

/// Something that cannot be if this program is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Two have claimed the same time.
    Overlap { one: Owner, other: Owner },
    /// Bits are set that nobody claims: time that cannot be booked.
    Orphan { resource: ResourceId, day: i64 },
    /// Bits are not set that somebody claims: time that could be booked twice.
    Missing { resource: ResourceId, day: i64 },
    /// A booking or a session that needs time has claimed none.
    Unclaimed { owner: Owner },
    /// A booking that needs no time any more still claims some.
    Kept { booking: BookingId },
    /// Time is claimed by what is not there.
    Ownerless { resource: ResourceId },
    /// A session says that other than those who sit there do, or nobody sits there.
    Miscounted { session: SessionId, taken: i64, sitting: i64 },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Overlap { one, other } => write!(f, "{one} and {other} overlap"),
            Finding::Orphan { resource, day } => write!(f, "resource {resource}, day {day}: taken by nobody"),
            Finding::Missing { resource, day } => write!(f, "resource {resource}, day {day}: claimed, but not taken"),
            Finding::Unclaimed { owner } => write!(f, "{owner} has claimed no time"),
            Finding::Kept { booking } => write!(f, "booking {booking} is over and still claims time"),
            Finding::Ownerless { resource } => write!(f, "resource {resource}: claimed by what is not there"),
            Finding::Miscounted { session, taken, sitting } => {
                write!(f, "session {session}: {taken} seats are taken, {sitting} bookings have one")
            }
        }
    }
}

/// Everything that is wrong; nothing, if the program is right. Reads all claims: for a report, not for a request.
pub async fn examine(tx: &mut Tx) -> Result<Vec<Finding>, DbError> {
    let mut findings = Vec::new();
    let unclaimed = soundness::unclaimed(tx).await?.into_iter().map(Owner::Booking);
    let timeless = soundness::timeless(tx).await?.into_iter().map(Owner::Session);
    findings.extend(unclaimed.chain(timeless).map(|owner| Finding::Unclaimed { owner }));
    findings.extend(soundness::kept(tx).await?.into_iter().map(|booking| Finding::Kept { booking }));
    findings.extend(soundness::ownerless(tx).await?.into_iter().map(|resource| Finding::Ownerless { resource }));
    let miscounted = soundness::miscounted(tx).await?.into_iter();
    findings.extend(miscounted.map(|(session, taken, sitting)| Finding::Miscounted { session, taken, sitting }));
    for resource in soundness::resources(tx).await? {
        let mut claimed: BTreeMap<i64, DayBits> = BTreeMap::new();
        let mut last: Option<(Owner, Tick)> = None;
        for (owner, ticks) in soundness::claims(tx, resource.id).await? {
            if let Some((one, _)) = last.filter(|(_, end)| ticks.start < *end) {
                findings.push(Finding::Overlap { one, other: owner });
            }
            if last.is_none_or(|(_, end)| end < ticks.end) {
                last = Some((owner, ticks.end));
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
