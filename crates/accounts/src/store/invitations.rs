//! Invitations: sent out, until they are accepted, revoked or too old.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::row;

use crate::identifier::Email;
use crate::model::UserId;

row! {
    /// An invitation, without its secret.
    #[derive(Clone, Debug)]
    pub struct Invitation {
        pub id: i64,
        pub public_id: PublicId,
        pub email: String,
        pub role: String,
        /// The declared fields that the profile begins with: one JSON object.
        pub fields: String,
        /// `None`: the operator.
        pub invited_by: Option<UserId>,
        pub inviter: Option<PublicId>,
        pub inviter_name: Option<String>,
        pub created_at: Timestamp,
        pub expires_at: Timestamp,
        pub accepted_at: Option<Timestamp>,
        pub revoked_at: Option<Timestamp>,
        /// Whose it became.
        pub account: Option<PublicId>,
    }
}

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can be accepted.
    Waiting,
    Accepted,
    Revoked,
    /// Nobody accepted it in time.
    Expired,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Accepted, Self::Revoked, Self::Expired];

    /// The name in requests and answers.
    pub fn name(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Accepted => "accepted",
            State::Revoked => "revoked",
            State::Expired => "expired",
        }
    }
}

impl Invitation {
    /// What has become of it by `now`.
    pub fn state(&self, now: Timestamp) -> State {
        match (self.accepted_at, self.revoked_at) {
            (Some(_), _) => State::Accepted,
            (None, Some(_)) => State::Revoked,
            (None, None) if self.expires_at <= now => State::Expired,
            (None, None) => State::Waiting,
        }
    }
}

/// What a new row needs.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub public_id: PublicId,
    pub email: Email,
    pub role: String,
    /// One JSON object.
    pub fields: String,
    pub link_hash: Vec<u8>,
    pub invited_by: Option<UserId>,
    pub expires_at: Timestamp,
}

const SELECT: &str = "select i.id, i.public_id, i.email, i.role, i.fields, i.invited_by, u.public_id, u.username,
            i.created_at, i.expires_at, i.accepted_at, i.revoked_at, a.public_id
     from invitations i left join users u on u.id = i.invited_by left join users a on a.id = i.account_id";

/// Adds an invitation in the place of one that waits for the same address; `invitations_email_key_key` decides races.
pub async fn insert(tx: &mut Tx, new: &NewInvitation, now: Timestamp) -> Result<(), DbError> {
    let replaced = "update invitations set revoked_at = $1
                    where email_key = $2 and accepted_at is null and revoked_at is null";
    tx.run(replaced, &[&now, &new.email.key()]).await?;
    tx.run(
        "insert into invitations (public_id, email, email_key, role, fields, link_hash, invited_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &new.public_id,
            &new.email.as_str(),
            &new.email.key(),
            &new.role,
            &new.fields,
            &new.link_hash,
            &new.invited_by,
            &now,
            &new.expires_at,
        ],
    )
    .await
    .map(|_| ())
}

/// The invitation called `public_id`.
pub async fn find(tx: &mut Tx, public_id: PublicId) -> Result<Option<Invitation>, DbError> {
    let mut query = Query::new(SELECT);
    query.filter("i.public_id = ?", vec![Box::new(public_id)]);
    tx.opt(&query, &query.params()).await
}

/// The invitation that the link accepts, if it waits.
pub async fn look(tx: &mut Tx, link: &[u8], now: Timestamp) -> Result<Option<Invitation>, DbError> {
    let mut query = Query::new(SELECT);
    query.filter("i.link_hash = ?", vec![Box::new(link.to_vec())]);
    let found: Option<Invitation> = tx.opt(&query, &query.params()).await?;
    Ok(found.filter(|invitation| invitation.state(now) == State::Waiting))
}

/// What invitations are looked for, joined by AND.
#[derive(Clone, Debug, Default)]
pub struct InvitationSearch {
    pub state: Option<State>,
    /// The key of the address.
    pub email: Option<String>,
    /// Only rows before this one.
    pub before: i64,
    pub limit: i64,
}

/// The invitations that `search` means, the newest first.
pub async fn list(tx: &mut Tx, search: &InvitationSearch, now: Timestamp) -> Result<Vec<Invitation>, DbError> {
    let mut query = Query::new(SELECT);
    query.filter("i.id < ?", vec![Box::new(search.before)]);
    if let Some(email) = &search.email {
        query.filter("i.email_key = ?", vec![Box::new(email.clone())]);
    }
    let waits = "i.accepted_at is null and i.revoked_at is null";
    match search.state {
        None => {}
        Some(State::Accepted) => drop(query.filter("i.accepted_at is not null", vec![])),
        Some(State::Revoked) => drop(query.filter("i.revoked_at is not null", vec![])),
        Some(State::Waiting) => drop(query.filter(waits, vec![]).filter("i.expires_at > ?", vec![Box::new(now)])),
        Some(State::Expired) => drop(query.filter(waits, vec![]).filter("i.expires_at <= ?", vec![Box::new(now)])),
    }
    query.bind("order by i.id desc limit ?", vec![Box::new(search.limit)]);
    tx.all(&query, &query.params()).await
}

/// Notes that the invitation became the account `account`; `false` when it no longer waits. Of a hundred who try at once,
/// one has it.
pub async fn accept(tx: &mut Tx, id: i64, account: UserId, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update invitations set accepted_at = $1, account_id = $2
               where id = $3 and accepted_at is null and revoked_at is null and expires_at > $1";
    Ok(tx.run(sql, &[&now, &account, &id]).await? == 1)
}

/// Takes the invitation back; `false` when it was accepted, or taken back before.
pub async fn revoke(tx: &mut Tx, id: i64, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update invitations set revoked_at = $1 where id = $2 and accepted_at is null and revoked_at is null";
    Ok(tx.run(sql, &[&now, &id]).await? == 1)
}

/// Removes invitations that ended before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from invitations where expires_at < $1", &[&before]).await
}
