//! The record of security events is sealed as it grows, and can be held against its seals.

use std::ops::ControlFlow::{self, Break, Continue};

use frontdesk_kit::db::{DbError, Tx};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::desk::Desk;
use crate::error::AccountError;
use crate::keys::hex;
use crate::store::audit::{self, SealedEvent};
use crate::store::facts;

/// Events sealed, or read again, in one transaction.
const BATCH: i64 = 500;
/// Under which the mark of the chain's end is kept, so that its last rows cannot go unnoticed.
const END_FACT: &str = "audit_end";

/// Seals what has no seal yet; tells how many events.
pub async fn seal_events(desk: &Desk) -> Result<usize, DbError> {
    // Most of the time there is none, and nobody shall wait for the writer because of that.
    if desk.db.read(async |tx| audit::unsealed(tx, 1).await).await?.is_empty() {
        return Ok(0);
    }
    let mut count = 0;
    loop {
        let shared = desk.clone();
        let sealed = desk.db.write(async move |tx| seal_some(tx, &shared).await).await?;
        count += sealed;
        if sealed < BATCH as usize {
            return Ok(count);
        }
    }
}

async fn seal_some(tx: &mut Tx, desk: &Desk) -> Result<usize, DbError> {
    let events = audit::unsealed(tx, BATCH).await?;
    if events.is_empty() {
        return Ok(0);
    }
    let (mut position, mut last) = audit::head(tx).await?;
    if !ends_at(tx, &desk.audit_key, position, &last).await? {
        tracing::error!(position, "the record of security events was cut off; it goes on behind a gap");
        // Sealed without a gap, the record would look whole again.
        position += 1;
    }
    for event in &events {
        position += 1;
        last = mac(&desk.audit_key, position, &last, event);
        audit::seal(tx, event.id, position, &last).await?;
    }
    facts::set(tx, END_FACT, &end(&desk.audit_key, position, &last)).await?;
    Ok(events.len())
}

/// What holding the record against its seals has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    /// Rows whose seal is right, up to the first that is not.
    pub good: i64,
    /// Rows that came a moment ago and have no seal yet.
    pub unsealed: i64,
    /// The first thing that is wrong.
    pub fault: Option<AuditFault>,
}

/// What is wrong with the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditFault {
    /// The row with this number is not as it was sealed.
    Changed { id: i64 },
    /// Rows are missing before the one with this number.
    Missing { before: i64 },
    /// Rows are missing at the end, or the mark of the end is.
    CutOff,
}

/// Holds every sealed event against its seal, batch by batch: each has its own time limit, however long the record is.
pub async fn verify_events(desk: &Desk) -> Result<AuditReport, AccountError> {
    let mut reached = Reached { position: 0, last: Vec::new() };
    loop {
        let (shared, from) = (desk.clone(), reached);
        match desk.db.report(async move |tx| verify_some(tx, &shared.audit_key, from).await).await? {
            Continue(further) => reached = further,
            Break(report) => return Ok(report),
        }
    }
}

/// How far everything is as it was sealed: the place, and the seal there.
#[derive(Clone)]
struct Reached {
    position: i64,
    last: Vec<u8>,
}

/// Goes on from `reached`; the report, where that comes to an end.
async fn verify_some(
    tx: &mut Tx,
    key: &[u8; 32],
    reached: Reached,
) -> Result<ControlFlow<AuditReport, Reached>, AccountError> {
    let Reached { mut position, mut last } = reached;
    let unsealed = audit::unsealed(tx, BATCH).await?.len() as i64;
    let report = |good, fault| AuditReport { good, unsealed, fault };
    let events = audit::sealed(tx, position, BATCH).await?;
    for event in &events {
        if event.position != Some(position + 1) {
            return Ok(Break(report(position, Some(AuditFault::Missing { before: event.id }))));
        }
        let expected = mac(key, position + 1, &last, event);
        if event.seal.as_deref() != Some(&expected[..]) {
            return Ok(Break(report(position, Some(AuditFault::Changed { id: event.id }))));
        }
        (position, last) = (position + 1, expected);
    }
    if events.len() == BATCH as usize {
        return Ok(Continue(Reached { position, last }));
    }
    let is_whole = ends_at(tx, key, position, &last).await?;
    Ok(Break(report(position, (!is_whole).then_some(AuditFault::CutOff))))
}

/// Whether the end is marked where it is.
async fn ends_at(tx: &mut Tx, key: &[u8; 32], position: i64, last: &[u8]) -> Result<bool, DbError> {
    let marked = facts::find(tx, END_FACT).await?;
    Ok(if position == 0 { marked.is_none() } else { marked == Some(end(key, position, last)) })
}

/// The seal of an event behind the seal `before`: under a key that is not in the database, so that whoever writes there
/// cannot make it anew.
fn mac(key: &[u8; 32], position: i64, before: &[u8], event: &SealedEvent) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    let number = |id: Option<crate::model::UserId>| id.map_or(-1, |id| id.0);
    for number in [position, event.id, event.at.0, number(event.actor_id), number(event.subject_id)] {
        mac.update(&number.to_be_bytes());
    }
    for text in [event.event.as_bytes(), event.address.as_bytes(), event.request_id.as_bytes(), event.detail.as_bytes()]
    {
        mac.update(&(text.len() as u64).to_be_bytes());
        mac.update(text);
    }
    mac.update(before);
    mac.finalize().into_bytes().to_vec()
}

fn end(key: &[u8; 32], position: i64, last: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(b"end");
    mac.update(&position.to_be_bytes());
    mac.update(last);
    hex(&mac.finalize().into_bytes())
}
