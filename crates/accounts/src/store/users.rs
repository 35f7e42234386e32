//! The users table.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::identifier::{Email, Identifier, Phone, Username};
use crate::model::{Account, Credential, Person, UserId};

/// The account with the number `id`.
pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<Account>, DbError> {
    tx.opt(
        "select u.id, u.public_id, u.username, u.email, u.phone, u.role, u.created_at, u.suspended_at,
                u.email_verified_at, u.phone_verified_at
         from users u where u.id = $1",
        &[&id],
    )
    .await
}

/// The account with the number `id`, and its profile.
pub async fn person(tx: &mut Tx, id: UserId) -> Result<Option<Person>, DbError> {
    tx.opt(
        "select u.id, u.public_id, u.username, u.email, u.phone, u.role, u.created_at,
                case when p.updated_at > u.updated_at then p.updated_at else u.updated_at end, u.suspended_at,
                u.email_verified_at, u.phone_verified_at, p.id, p.public_id, p.fields, p.avatar, p.version
         from users u join profiles p on p.user_id = u.id where u.id = $1",
        &[&id],
    )
    .await
}

/// The same by its public id.
pub async fn person_called(tx: &mut Tx, public_id: PublicId) -> Result<Option<Person>, DbError> {
    tx.opt(
        "select u.id, u.public_id, u.username, u.email, u.phone, u.role, u.created_at,
                case when p.updated_at > u.updated_at then p.updated_at else u.updated_at end, u.suspended_at,
                u.email_verified_at, u.phone_verified_at, p.id, p.public_id, p.fields, p.avatar, p.version
         from users u join profiles p on p.user_id = u.id where u.public_id = $1",
        &[&public_id],
    )
    .await
}

/// Accounts in the order of their numbers, `limit` of them behind `after`.
pub async fn people(tx: &mut Tx, after: UserId, limit: i64) -> Result<Vec<Person>, DbError> {
    tx.all(
        "select u.id, u.public_id, u.username, u.email, u.phone, u.role, u.created_at,
                case when p.updated_at > u.updated_at then p.updated_at else u.updated_at end, u.suspended_at,
                u.email_verified_at, u.phone_verified_at, p.id, p.public_id, p.fields, p.avatar, p.version
         from users u join profiles p on p.user_id = u.id where u.id > $1 order by u.id limit $2",
        &[&after, &limit],
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

/// The same for names and addresses of others than `id`.
pub async fn taken_by_others(
    tx: &mut Tx,
    id: UserId,
    username: Option<&Username>,
    email: Option<&Email>,
) -> Result<(bool, bool), DbError> {
    let (name, address) = (username.map(Username::key), email.map(Email::key));
    let sql = "select (select id from users where username_key = $1 and id <> $2),
                      (select id from users where email_key = $3 and id <> $2)";
    let (name, address): (Option<i64>, Option<i64>) = tx.one(sql, &[&name, &id, &address]).await?;
    Ok((name.is_some(), address.is_some()))
}

/// The address and number of whoever uses the e-mail address `email`.
pub async fn owner_of_email(tx: &mut Tx, email: &Email) -> Result<Option<(UserId, Option<String>)>, DbError> {
    tx.opt("select id, email from users where email_key = $1", &[&email.key()]).await
}

/// What a new row needs.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub public_id: PublicId,
    pub username: Option<Username>,
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
    let (username, username_key) =
        (new.username.as_ref().map(Username::as_str), new.username.as_ref().map(Username::key));
    let (phone, phone_key) = (new.phone.as_ref().map(Phone::as_str), new.phone.as_ref().and_then(Phone::key));
    let suspended_at = new.suspended.then_some(now);
    let (id,): (UserId,) = tx
        .one(
            "insert into users (public_id, username, username_key, email, email_key, phone, phone_key,
                                password_hash, password_changed_at, role, created_at, updated_at, suspended_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $10, $11) returning id",
            &[
                &new.public_id,
                &username,
                &username_key,
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

/// Gives the account another name; the unique rule `users_username_key_key` decides races.
pub async fn rename(tx: &mut Tx, id: UserId, username: &Username, now: Timestamp) -> Result<(), DbError> {
    let sql = "update users set username = $1, username_key = $2, updated_at = $3 where id = $4";
    tx.run(sql, &[&username.as_str(), &username.key(), &now, &id]).await.map(|_| ())
}

/// Gives the account another address, which nobody has verified; `users_email_key_key` decides races.
pub async fn readdress(tx: &mut Tx, id: UserId, email: &Email, now: Timestamp) -> Result<(), DbError> {
    let sql = "update users set email = $1, email_key = $2, updated_at = $3,
                      email_verified_at = case when email_key = $2 then email_verified_at end
               where id = $4";
    tx.run(sql, &[&email.as_str(), &email.key(), &now, &id]).await.map(|_| ())
}

/// Takes the address away from an account that never verified it; whose that was.
pub async fn give_up_email(tx: &mut Tx, email: &Email, now: Timestamp) -> Result<Option<UserId>, DbError> {
    let sql = "update users set email = null, email_key = null, updated_at = $1
               where email_key = $2 and email_verified_at is null returning id";
    Ok(tx.opt::<(UserId,)>(sql, &[&now, &email.key()]).await?.map(|(id,)| id))
}

/// Notes that the account's address is its owner's, if it still is `email`; `false` when it is another.
pub async fn verify_email(tx: &mut Tx, id: UserId, email: &str, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update users set email_verified_at = $1, updated_at = $1 where id = $2 and email = $3";
    Ok(tx.run(sql, &[&now, &id, &email]).await? == 1)
}

/// Notes that the account's number is its owner's, if it still is `phone`; `false` when it is another.
pub async fn verify_phone(tx: &mut Tx, id: UserId, phone: &str, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update users set phone_verified_at = $1, updated_at = $1 where id = $2 and phone_key = $3";
    Ok(tx.run(sql, &[&now, &id, &phone]).await? == 1)
}

/// Gives the account another telephone number, or none; nobody has verified it.
pub async fn set_phone(tx: &mut Tx, id: UserId, phone: Option<&Phone>, now: Timestamp) -> Result<(), DbError> {
    let (text, key) = (phone.map(Phone::as_str), phone.and_then(Phone::key));
    let sql = "update users set phone = $1, phone_key = $2, phone_verified_at = null, updated_at = $3 where id = $4";
    tx.run(sql, &[&text, &key, &now, &id]).await.map(|_| ())
}

/// Gives the account another role.
pub async fn set_role(tx: &mut Tx, id: UserId, role: &str, now: Timestamp) -> Result<(), DbError> {
    tx.run("update users set role = $1, updated_at = $2 where id = $3", &[&role, &now, &id]).await.map(|_| ())
}

/// Suspends the account (`Some`) or lets it back in; the first moment of a suspension stays.
pub async fn suspend(tx: &mut Tx, id: UserId, since: Option<Timestamp>, now: Timestamp) -> Result<(), DbError> {
    let sql = match since {
        Some(_) => "update users set suspended_at = coalesce(suspended_at, $1), updated_at = $2 where id = $3",
        None => "update users set suspended_at = $1, updated_at = $2 where id = $3",
    };
    tx.run(sql, &[&since, &now, &id]).await.map(|_| ())
}

/// Sets a new password's hash, whatever the old one was.
pub async fn set_hash(tx: &mut Tx, id: UserId, hash: &str, now: Timestamp) -> Result<(), DbError> {
    let sql = "update users set password_hash = $1, password_changed_at = $2, updated_at = $2 where id = $3";
    tx.run(sql, &[&hash, &now, &id]).await.map(|_| ())
}

/// Makes the account one without a password: nobody signs in until another is chosen.
pub async fn clear_hash(tx: &mut Tx, id: UserId, now: Timestamp) -> Result<(), DbError> {
    let sql = "update users set password_hash = null, password_changed_at = $1, updated_at = $1 where id = $2";
    tx.run(sql, &[&now, &id]).await.map(|_| ())
}

/// Removes the account with all that hangs on it; `false` when it is gone already.
pub async fn delete(tx: &mut Tx, id: UserId) -> Result<bool, DbError> {
    Ok(tx.run("delete from users where id = $1", &[&id]).await? == 1)
}

/// How many active accounts have the role `role`.
pub async fn count_role(tx: &mut Tx, role: &str) -> Result<i64, DbError> {
    let (count,): (i64,) =
        tx.one("select count(*) from users where role = $1 and suspended_at is null", &[&role]).await?;
    Ok(count)
}

/// Whether somebody else than `id` holds the role `role` and is not suspended.
pub async fn another_holds(tx: &mut Tx, role: &str, id: UserId) -> Result<bool, DbError> {
    let sql = "select id from users where role = $1 and id <> $2 and suspended_at is null limit 1";
    Ok(tx.opt::<(UserId,)>(sql, &[&role, &id]).await?.is_some())
}

/// Whether there is any account.
pub async fn any(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(tx.opt::<(i64,)>("select id from users limit 1", &[]).await?.is_some())
}
