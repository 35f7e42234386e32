//! The record of security events: append-only.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};

use crate::address::Origin;
use crate::model::UserId;

/// What happened. The texts are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    AccountCreated,
    SignedIn,
    SignInFailed,
    RefreshReused,
    SessionEnded,
    PasswordChanged,
    PasswordProofFailed,
    KnownAddressUsed,
    AccountImported,
    AccountChanged,
    RoleChanged,
    AccountSuspended,
    AccountRestored,
    AccountDeleted,
    ResetAsked,
    PasswordReset,
    EmailChangeAsked,
    EmailChanged,
    EmailVerified,
    PhoneChanged,
    PhoneVerified,
    ProofRefused,
    DataExported,
    InvitationSent,
    InvitationRevoked,
    InvitationAccepted,
    NewDevice,
    SignInDisowned,
}

impl Event {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Event::AccountCreated => "account.created",
            Event::SignedIn => "session.began",
            Event::SignInFailed => "session.refused",
            Event::RefreshReused => "session.token_reused",
            Event::SessionEnded => "session.ended",
            Event::PasswordChanged => "password.changed",
            Event::PasswordProofFailed => "password.proof_failed",
            Event::KnownAddressUsed => "account.known_address_used",
            Event::AccountImported => "account.imported",
            Event::AccountChanged => "account.changed",
            Event::RoleChanged => "account.role_changed",
            Event::AccountSuspended => "account.suspended",
            Event::AccountRestored => "account.restored",
            Event::AccountDeleted => "account.deleted",
            Event::ResetAsked => "password.reset_asked",
            Event::PasswordReset => "password.reset",
            Event::EmailChangeAsked => "email.change_asked",
            Event::EmailChanged => "email.changed",
            Event::EmailVerified => "email.verified",
            Event::PhoneChanged => "phone.changed",
            Event::PhoneVerified => "phone.verified",
            Event::ProofRefused => "proof.refused",
            Event::DataExported => "data.exported",
            Event::InvitationSent => "invitation.sent",
            Event::InvitationRevoked => "invitation.revoked",
            Event::InvitationAccepted => "invitation.accepted",
            Event::NewDevice => "session.new_device",
            Event::SignInDisowned => "session.disowned",
        }
    }
}

/// Adds the same event for some hundreds of accounts, each with its detail.
pub async fn record_all(
    tx: &mut Tx,
    event: Event,
    actor: Option<UserId>,
    subjects: &[(UserId, String)],
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbError> {
    if subjects.is_empty() {
        return Ok(());
    }
    let actor = actor.filter(|actor| actor.0 > 0);
    let mut query =
        Query::new("insert into security_events (at, event, actor_id, subject_id, address, request_id, detail) values");
    for (index, (subject, detail)) in subjects.iter().enumerate() {
        let row = if index == 0 { "(?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?)" };
        let values: Vec<Box<dyn Param + Send>> = vec![
            Box::new(now),
            Box::new(event.name()),
            Box::new(actor),
            Box::new(*subject),
            Box::new(origin.address.to_string()),
            Box::new(origin.request_id.clone()),
            Box::new(detail.clone()),
        ];
        query.bind(row, values);
    }
    tx.run(&query, &query.params()).await.map(|_| ())
}

/// Adds one event. `actor` did it, `subject` it was done to; `detail` holds no secret.
pub async fn record(
    tx: &mut Tx,
    event: Event,
    (actor, subject): (Option<UserId>, Option<UserId>),
    origin: &Origin,
    detail: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    // The operator has no account.
    let actor = actor.filter(|actor| actor.0 > 0);
    tx.run(
        "insert into security_events (at, event, actor_id, subject_id, address, request_id, detail)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[&now, &event.name(), &actor, &subject, &origin.address.to_string(), &origin.request_id, &detail],
    )
    .await
    .map(|_| ())
}
