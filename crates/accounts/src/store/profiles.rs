//! Profiles: the declared fields of each account.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::model::{Profile, ProfileId, UserId};

/// The profile of the account `user`.
pub async fn of_user(tx: &mut Tx, user: UserId) -> Result<Option<Profile>, DbError> {
    tx.opt(
        "select p.id, p.public_id, p.user_id, p.fields, p.avatar, p.version, p.updated_at, u.role
         from profiles p join users u on u.id = p.user_id where p.user_id = $1",
        &[&user],
    )
    .await
}

/// The profile with the number `id`, if its owner is not suspended.
pub async fn by_number(tx: &mut Tx, id: ProfileId) -> Result<Option<Profile>, DbError> {
    tx.opt(
        "select p.id, p.public_id, p.user_id, p.fields, p.avatar, p.version, p.updated_at, u.role
         from profiles p join users u on u.id = p.user_id where p.id = $1 and u.suspended_at is null",
        &[&id],
    )
    .await
}

/// The profile called `public_id`, if its owner is not suspended.
pub async fn by_public_id(tx: &mut Tx, public_id: PublicId) -> Result<Option<Profile>, DbError> {
    tx.opt(
        "select p.id, p.public_id, p.user_id, p.fields, p.avatar, p.version, p.updated_at, u.role
         from profiles p join users u on u.id = p.user_id where p.public_id = $1 and u.suspended_at is null",
        &[&public_id],
    )
    .await
}

/// Adds the profile of a new account.
pub async fn insert(
    tx: &mut Tx,
    public_id: PublicId,
    user: UserId,
    fields: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql = "insert into profiles (public_id, user_id, fields, version, updated_at) values ($1, $2, $3, 1, $4)";
    tx.run(sql, &[&public_id, &user, &fields, &now]).await.map(|_| ())
}

/// Writes fields and picture over version `profile.version`; `false` when somebody was faster.
pub async fn update(tx: &mut Tx, profile: &Profile, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update profiles set fields = $1, avatar = $2, version = version + 1, updated_at = $3
               where id = $4 and version = $5";
    let params: [&dyn frontdesk_kit::db::Param; 5] =
        [&profile.fields, &profile.avatar, &now, &profile.id, &profile.version];
    Ok(tx.run(sql, &params).await? == 1)
}

/// Replaces the values by which the profile of `user` is found: (field, folded value).
pub async fn index(tx: &mut Tx, user: UserId, values: &[(String, String)]) -> Result<(), DbError> {
    tx.run("delete from profile_values where user_id = $1", &[&user]).await?;
    for (field, value) in values {
        let sql = "insert into profile_values (field, value, user_id) values ($1, $2, $3)";
        tx.run(sql, &[field, value, &user]).await?;
    }
    Ok(())
}

/// Whether some profile shows the picture called `name`.
pub async fn shows(tx: &mut Tx, name: &str) -> Result<bool, DbError> {
    Ok(tx.opt::<(i64,)>("select id from profiles where avatar = $1 limit 1", &[&name]).await?.is_some())
}
