//! Profiles: the declared fields of each account.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::row;

use crate::declared::Keys;
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

/// Why the keys of a profile cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The value of this unique field is another profile's.
    #[error("the value of {0} is another profile's")]
    Taken(String),
    #[error(transparent)]
    Store(#[from] DbError),
}

/// Makes `keys` what lists and unique rules know of the profile of `user`; what is known already is not written again.
pub async fn index(tx: &mut Tx, user: UserId, keys: &Keys) -> Result<(), IndexError> {
    let sql = "select 'listed', field, value from profile_values where user_id = $1
               union all select 'unique', field, value from profile_unique where user_id = $1";
    let known: Vec<(String, String, String)> = tx.all(sql, &[&user]).await?;
    let (listed, unique): (Vec<_>, Vec<_>) = known.into_iter().partition(|(table, ..)| table == "listed");
    let pairs =
        |rows: Vec<(String, String, String)>| rows.into_iter().map(|(_, field, value)| (field, value)).collect();
    let (listed, unique): (Vec<_>, Vec<_>) = (pairs(listed), pairs(unique));
    for (field, value) in missing(&listed, &keys.listed) {
        let sql = "delete from profile_values where field = $1 and value = $2 and user_id = $3";
        tx.run(sql, &[field, value, &user]).await?;
    }
    for (field, value) in missing(&unique, &keys.unique) {
        let sql = "delete from profile_unique where field = $1 and value = $2 and user_id = $3";
        tx.run(sql, &[field, value, &user]).await?;
    }
    for (field, value) in missing(&keys.listed, &listed) {
        let sql = "insert into profile_values (field, value, user_id) values ($1, $2, $3)";
        tx.run(sql, &[field, value, &user]).await?;
    }
    for (field, value) in missing(&keys.unique, &unique) {
        let sql = "insert into profile_unique (field, value, user_id) values ($1, $2, $3)";
        let taken = |error: DbError| match error.is_constraint("profile_unique_field_value_key") {
            true => IndexError::Taken(field.clone()),
            false => IndexError::Store(error),
        };
        tx.run(sql, &[field, value, &user]).await.map_err(taken)?;
    }
    Ok(())
}

/// The pairs of `these` that `those` lack.
fn missing<'a>(
    these: &'a [(String, String)],
    those: &'a [(String, String)],
) -> impl Iterator<Item = &'a (String, String)> {
    these.iter().filter(|pair| !those.contains(pair))
}

/// Whether some profile has the folded `value` of `field`, which lists look for or which is unique.
pub async fn is_found_by(tx: &mut Tx, field: &str, value: &str) -> Result<bool, DbError> {
    let sql = "select user_id from profile_unique where field = $1 and value = $2
               union all select user_id from profile_values where field = $1 and value = $2 limit 1";
    Ok(tx.opt::<(UserId,)>(sql, &[&field, &value]).await?.is_some())
}

/// Whether some profile shows the picture called `name`.
pub async fn shows(tx: &mut Tx, name: &str) -> Result<bool, DbError> {
    Ok(tx.opt::<(i64,)>("select id from profiles where avatar = $1 limit 1", &[&name]).await?.is_some())
}

row! {
    /// The stored fields of one profile, as a change of the model reads them.
    #[derive(Clone, Debug)]
    pub struct StoredFields {
        pub id: ProfileId,
        pub public_id: PublicId,
        pub user_id: UserId,
        pub fields: String,
    }
}

/// The first `limit` profiles behind the number `after`.
pub async fn after(tx: &mut Tx, after: ProfileId, limit: i64) -> Result<Vec<StoredFields>, DbError> {
    let sql = "select id, public_id, user_id, fields from profiles where id > $1 order by id limit $2";
    tx.all(sql, &[&after, &limit]).await
}

/// Writes other fields into some hundreds of profiles; each becomes another version.
pub async fn rewrite(tx: &mut Tx, changed: &[(ProfileId, String)]) -> Result<(), DbError> {
    if changed.is_empty() {
        return Ok(());
    }
    let mut query = Query::new("update profiles set fields = v.column2, version = version + 1 from (values");
    for (index, (id, fields)) in changed.iter().enumerate() {
        let row =
            if index == 0 { "(cast(? as bigint), cast(? as text))" } else { ", (cast(? as bigint), cast(? as text))" };
        query.bind(row, vec![Box::new(*id), Box::new(fields.clone())]);
    }
    query.push(") as v where profiles.id = v.column1");
    tx.run(&query, &query.params()).await.map(|_| ())
}

/// Which of the two tables of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTable {
    Listed,
    Unique,
}

/// Forgets what lists and unique rules know of `field`, for all profiles.
pub async fn clear_keys(tx: &mut Tx, field: &str) -> Result<(), DbError> {
    tx.run("delete from profile_values where field = $1", &[&field]).await?;
    tx.run("delete from profile_unique where field = $1", &[&field]).await.map(|_| ())
}

/// Adds some hundreds of keys; what is there already, or another's, is left out. Says how many were added.
pub async fn add_keys(tx: &mut Tx, table: KeyTable, keys: &[(UserId, String, String)]) -> Result<u64, DbError> {
    if keys.is_empty() {
        return Ok(0);
    }
    let mut query = Query::new(match table {
        KeyTable::Listed => "insert into profile_values (user_id, field, value) values",
        KeyTable::Unique => "insert into profile_unique (user_id, field, value) values",
    });
    for (index, (user, field, value)) in keys.iter().enumerate() {
        let row = if index == 0 { "(?, ?, ?)" } else { ", (?, ?, ?)" };
        query.bind(row, vec![Box::new(*user), Box::new(field.clone()), Box::new(value.clone())]);
    }
    query.push("on conflict do nothing");
    tx.run(&query, &query.params()).await
}

/// Whose the folded `value` of the unique `field` is.
pub async fn holder(tx: &mut Tx, field: &str, value: &str) -> Result<Option<UserId>, DbError> {
    let sql = "select user_id from profile_unique where field = $1 and value = $2";
    Ok(tx.opt::<(UserId,)>(sql, &[&field, &value]).await?.map(|(user,)| user))
}

/// How many accounts have the role `role`, suspended ones included.
pub async fn count_role(tx: &mut Tx, role: &str) -> Result<i64, DbError> {
    let (count,): (i64,) = tx.one("select count(*) from users where role = $1", &[&role]).await?;
    Ok(count)
}
