//! Sessions, each also the chain of its refresh tokens.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::address::Origin;
use crate::declared::RoleKey;
use crate::live::Standing;
use crate::model::{LiveSession, SessionEntry, SessionId, UserId};
use crate::token::{Bearer, IDLE_SECONDS, Refresh, Wire};

/// What a new session needs.
#[derive(Clone, Debug)]
pub struct NewSession {
    pub public_id: PublicId,
    pub user_id: UserId,
    pub wire: Wire,
    pub device_name: String,
    pub expires_at: Timestamp,
}

/// Begins a session at link 0 of its chain.
pub async fn insert(tx: &mut Tx, new: &NewSession, origin: &Origin, now: Timestamp) -> Result<(), DbError> {
    tx.run(
        "insert into sessions (public_id, user_id, wire, generation, device_name, user_agent, address,
                               created_at, last_seen_at, rotated_at, expires_at)
         values ($1, $2, $3, 0, $4, $5, $6, $7, $7, $7, $8)",
        &[
            &new.public_id,
            &new.user_id,
            &new.wire.name(),
            &new.device_name,
            &origin.user_agent,
            &origin.address.to_string(),
            &now,
            &new.expires_at,
        ],
    )
    .await
    .map(|_| ())
}

/// What the database says about whoever shows `bearer`; `None` when that ended.
pub async fn standing(tx: &mut Tx, bearer: Bearer) -> Result<Option<Standing>, DbError> {
    match bearer {
        Bearer::Session(session) => {
            let found = find(tx, session).await?.filter(|session| session.ended_at.is_none());
            Ok(found.map(|session| Standing {
                user_id: session.user_id,
                user_public_id: session.user_public_id,
                role: RoleKey::new(&session.role),
                suspended: session.suspended_at.is_some(),
                session: Some((session.id, session.public_id)),
                ends_at: session.expires_at,
            }))
        }
        Bearer::User { id, issued_at } => {
            // A token of the old backend that is older than the account was another person's with the same number.
            let sql = "select id, public_id, role, suspended_at from users
                       where id = $1 and $2 >= created_at and $2 >= password_changed_at";
            let found: Option<(UserId, PublicId, String, Option<Timestamp>)> = tx.opt(sql, &[&id, &issued_at]).await?;
            Ok(found.map(|(user_id, user_public_id, role, suspended_at)| Standing {
                user_id,
                user_public_id,
                role: RoleKey::new(&role),
                suspended: suspended_at.is_some(),
                session: None,
                ends_at: Timestamp(i64::MAX),
            }))
        }
    }
}

/// The session called `public_id`, ended or not.
pub async fn find(tx: &mut Tx, public_id: PublicId) -> Result<Option<LiveSession>, DbError> {
    tx.opt(
        "select s.id, s.public_id, s.user_id, u.public_id, u.role, u.suspended_at, s.generation, s.rotated_at,
                s.expires_at, s.ended_at
         from sessions s join users u on u.id = s.user_id where s.public_id = $1",
        &[&public_id],
    )
    .await
}

/// Goes on to the next link, if `link` is the newest of a living session; one conditional write.
pub async fn rotate(
    tx: &mut Tx,
    link: Refresh,
    now: Timestamp,
) -> Result<Option<(UserId, PublicId, Timestamp)>, DbError> {
    tx.opt(
        "update sessions set generation = generation + 1, rotated_at = $1, last_seen_at = $1
         where public_id = $2 and generation = $3 and ended_at is null and expires_at > $1 and rotated_at > $4
           and exists (select 1 from users u where u.id = sessions.user_id and u.suspended_at is null)
         returning user_id, (select u.public_id from users u where u.id = sessions.user_id), expires_at",
        &[&now, &link.session, &link.generation, &now.plus(-IDLE_SECONDS)],
    )
    .await
}

/// Ends a session of `user`; `false` when it had ended already or is not theirs.
pub async fn end(tx: &mut Tx, user: UserId, session: PublicId, reason: &str, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update sessions set ended_at = $1, end_reason = $2
               where public_id = $3 and user_id = $4 and ended_at is null";
    Ok(tx.run(sql, &[&now, &reason, &session, &user]).await? == 1)
}

/// Ends all sessions of `user` but `except`; tells how many.
pub async fn end_all(
    tx: &mut Tx,
    user: UserId,
    except: Option<SessionId>,
    reason: &str,
    now: Timestamp,
) -> Result<u64, DbError> {
    let except = except.unwrap_or(SessionId(0));
    let sql = "update sessions set ended_at = $1, end_reason = $2 where user_id = $3 and id <> $4 and ended_at is null";
    tx.run(sql, &[&now, &reason, &user, &except]).await
}

/// Ends the sessions of `user` that a wire began; tells how many lived.
pub async fn end_of_wire(tx: &mut Tx, user: UserId, wire: Wire, reason: &str, now: Timestamp) -> Result<u64, DbError> {
    let sql = "update sessions set ended_at = $1, end_reason = $2
               where user_id = $3 and wire = $4 and ended_at is null and expires_at > $1";
    tx.run(sql, &[&now, &reason, &user, &wire.name()]).await
}

/// The newest living session of `user` that a wire began.
pub async fn live_of_wire(tx: &mut Tx, user: UserId, wire: Wire, now: Timestamp) -> Result<Option<PublicId>, DbError> {
    let sql = "select public_id from sessions
               where user_id = $1 and wire = $2 and ended_at is null and expires_at > $3 order by id desc limit 1";
    Ok(tx.opt::<(PublicId,)>(sql, &[&user, &wire.name(), &now]).await?.map(|(id,)| id))
}

/// Makes every refresh token of a session a spent one; the session itself goes on.
///
/// Two links further, because the link before the newest may be one whose answer was lost.
pub async fn spend_link(tx: &mut Tx, session: SessionId) -> Result<(), DbError> {
    tx.run("update sessions set generation = generation + 2 where id = $1", &[&session]).await.map(|_| ())
}

/// The living sessions of `user`, the newest first, `limit` of them below the row `before`.
pub async fn list(
    tx: &mut Tx,
    user: UserId,
    before: SessionId,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<SessionEntry>, DbError> {
    tx.all(
        "select id, public_id, device_name, user_agent, address, created_at, last_seen_at from sessions
         where user_id = $1 and id < $2 and ended_at is null and expires_at > $3 order by id desc limit $4",
        &[&user, &before, &now, &limit],
    )
    .await
}

/// Every session of `user` that is still on record, living or not, the newest first.
pub async fn every(tx: &mut Tx, user: UserId) -> Result<Vec<SessionEntry>, DbError> {
    tx.all(
        "select id, public_id, device_name, user_agent, address, created_at, last_seen_at from sessions
         where user_id = $1 order by id desc",
        &[&user],
    )
    .await
}

/// Marks a token of the old backend as used; `false` when it was already.
pub async fn spend_foreign(tx: &mut Tx, jti: &str, expires_at: Timestamp) -> Result<bool, DbError> {
    let sql = "insert into spent_tokens (jti, expires_at) values ($1, $2) on conflict (jti) do nothing";
    Ok(tx.run(sql, &[&jti, &expires_at]).await? == 1)
}

/// Whether a token of the old backend was used already.
pub async fn is_spent(tx: &mut Tx, jti: &str) -> Result<bool, DbError> {
    Ok(tx.opt::<(String,)>("select jti from spent_tokens where jti = $1", &[&jti]).await?.is_some())
}

/// Whether `user` may exchange a token of the old backend that was issued at `issued_at`.
pub async fn foreign_owner(tx: &mut Tx, user: UserId, issued_at: Timestamp) -> Result<Option<PublicId>, DbError> {
    let sql = "select public_id from users
               where id = $1 and suspended_at is null and created_at <= $2 and password_changed_at <= $2";
    Ok(tx.opt::<(PublicId,)>(sql, &[&user, &issued_at]).await?.map(|(id,)| id))
}

/// Removes sessions that ended or expired before `before`, and used tokens that have expired since.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    let gone = tx.run("delete from sessions where expires_at < $1 or ended_at < $1", &[&before]).await?;
    Ok(gone + tx.run("delete from spent_tokens where expires_at < $1", &[&before]).await?)
}
