//! The users table.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::identifier::{Email, Identifier, Phone, Username};
use crate::model::{Account, Credential, UserId};

/// The account with the number `id`.
pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<Account>, DbError> {
    tx.opt(
        "select u.id, u.public_id, u.username, u.email, u.phone, u.role, u.created_at, u.suspended_at
         from users u where u.id = $1",
        &[&id],
    )
    .await
}

/// What proves the person that `identifier` names.
///
/// An unverified telephone number may stand in several accounts; it names somebody only when in one.
pub async fn credential(tx: &mut Tx, identifier: &Identifier) -> Result<Option<Credential>, DbError> {
    match identifier {
        Identifier::Username(key) => {
            let sql =
                "select u.id, u.public_id, u.password_hash, u.suspended_at from users u where u.username_key = $1";
            tx.opt(sql, &[key]).await
        }
        Identifier::Email(key) => {
            let sql = "select u.id, u.public_id, u.password_hash, u.suspended_at from users u where u.email_key = $1";
            tx.opt(sql, &[key]).await
        }
        Identifier::Phone(key) => {
            let sql = "select u.id, u.public_id, u.password_hash, u.suspended_at from users u
                       where u.phone_key = $1 order by u.phone_verified_at is null, u.id limit 2";
            let mut found: Vec<Credential> = tx.all(sql, &[key]).await?;
            Ok(if found.len() == 1 { found.pop() } else { None })
        }
    }
}

/// What proves the person with the number `id`.
pub async fn credential_of(tx: &mut Tx, id: UserId) -> Result<Option<Credential>, DbError> {
    tx.opt("select u.id, u.public_id, u.password_hash, u.suspended_at from users u where u.id = $1", &[&id]).await
}

/// Whether a user name is taken, and whether an e-mail address is.
pub async fn taken(tx: &mut Tx, username: Option<&Username>, email: Option<&Email>) -> Result<(bool, bool), DbError> {
    let name = username.map(Username::key);
    let address = email.map(Email::key);
    let rows: Vec<(Option<i64>, Option<i64>)> = tx
        .all(
            "select (select id from users where username_key = $1), (select id from users where email_key = $2)",
            &[&name, &address],
        )
        .await?;
    Ok(rows.first().map_or((false, false), |(name, address)| (name.is_some(), address.is_some())))
}

/// The address and number of whoever uses the e-mail address `email`.
pub async fn owner_of_email(tx: &mut Tx, email: &Email) -> Result<Option<(UserId, Option<String>)>, DbError> {
    tx.opt("select id, email from users where email_key = $1", &[&email.key()]).await
}

/// What a new row needs.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub public_id: PublicId,
    pub username: Username,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub role: String,
    /// `None`: nobody can sign in with a password.
    pub password_hash: Option<String>,
    pub suspended: bool,
}

/// Adds an account. The unique rules `users_username_key_key` and `users_email_key_key` decide races.
pub async fn insert(tx: &mut Tx, new: &NewUser, now: Timestamp) -> Result<UserId, DbError> {
    let (email, email_key) = (new.email.as_ref().map(Email::as_str), new.email.as_ref().map(Email::key));
    let (phone, phone_key) = (new.phone.as_ref().map(Phone::as_str), new.phone.as_ref().and_then(Phone::key));
    let suspended_at = new.suspended.then_some(now);
    let (id,): (UserId,) = tx
        .one(
            "insert into users (public_id, username, username_key, email, email_key, phone, phone_key,
                                password_hash, password_changed_at, role, created_at, updated_at, suspended_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $10, $11) returning id",
            &[
                &new.public_id,
                &new.username.as_str(),
                &new.username.key(),
                &email,
                &email_key,
                &phone,
                &phone_key,
                &new.password_hash,
                &new.role,
                &now,
                &suspended_at,
            ],
        )
        .await?;
    Ok(id)
}

/// Whether `hash` is still the account's, and the account is not suspended.
pub async fn proves(tx: &mut Tx, id: UserId, hash: &str) -> Result<bool, DbError> {
    let sql = "select id from users where id = $1 and password_hash = $2 and suspended_at is null";
    Ok(tx.opt::<(UserId,)>(sql, &[&id, &hash]).await?.is_some())
}

/// Puts a stronger hash of the same password in place, if the old one is still there.
pub async fn upgrade_hash(tx: &mut Tx, id: UserId, old: &str, new: &str) -> Result<(), DbError> {
    let sql = "update users set password_hash = $1 where id = $2 and password_hash = $3";
    tx.run(sql, &[&new, &id, &old]).await.map(|_| ())
}

/// Sets a new password's hash, if the old one is still there; `false` when somebody was faster.
pub async fn change_hash(tx: &mut Tx, id: UserId, old: &str, new: &str, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update users set password_hash = $1, password_changed_at = $2, updated_at = $2
               where id = $3 and password_hash = $4";
    Ok(tx.run(sql, &[&new, &now, &id, &old]).await? == 1)
}

/// How many active accounts have the role `role`.
pub async fn count_role(tx: &mut Tx, role: &str) -> Result<i64, DbError> {
    let (count,): (i64,) =
        tx.one("select count(*) from users where role = $1 and suspended_at is null", &[&role]).await?;
    Ok(count)
}

/// Whether there is any account.
pub async fn any(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(tx.opt::<(i64,)>("select id from users limit 1", &[]).await?.is_some())
}
