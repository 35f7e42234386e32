//! Many accounts at once: each statement asks for, or writes, some hundreds of rows.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::ids::PublicId;

use super::users::NewUser;
use crate::identifier::{Email, Phone, Username};
use crate::model::UserId;

/// Whose these keys of user names are.
pub async fn holders_of_names(tx: &mut Tx, keys: &[String]) -> Result<Vec<(String, UserId)>, DbError> {
    holders(tx, "select username_key, id from users where username_key in", keys).await
}

/// Whose these keys of e-mail addresses are.
pub async fn holders_of_addresses(tx: &mut Tx, keys: &[String]) -> Result<Vec<(String, UserId)>, DbError> {
    holders(tx, "select email_key, id from users where email_key in", keys).await
}

async fn holders(tx: &mut Tx, select: &'static str, keys: &[String]) -> Result<Vec<(String, UserId)>, DbError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(select);
    for (index, key) in keys.iter().enumerate() {
        query.bind(if index == 0 { "(?" } else { ", ?" }, vec![Box::new(key.clone())]);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}

/// Which of these folded values of unique fields some profile has.
pub async fn taken_values(tx: &mut Tx, pairs: &[(String, String)]) -> Result<Vec<(String, String)>, DbError> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("select field, value from profile_unique where (field, value) in (values");
    for (index, (field, value)) in pairs.iter().enumerate() {
        let values: Vec<Box<dyn Param + Send>> = vec![Box::new(field.clone()), Box::new(value.clone())];
        query.bind(if index == 0 { "(?, ?)" } else { ", (?, ?)" }, values);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}

/// Adds accounts; tells the number that each got, in no certain order. The same unique rules as for one decide races.
pub async fn insert_users(
    tx: &mut Tx,
    people: &[&NewUser],
    now: Timestamp,
) -> Result<Vec<(PublicId, UserId)>, DbError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(
        "insert into users (public_id, username, username_key, email, email_key, phone, phone_key, password_hash,
                            password_changed_at, role, created_at, updated_at, suspended_at)
         values",
    );
    let text = |text: Option<&str>| -> Box<dyn Param + Send> { Box::new(text.map(str::to_owned)) };
    for (index, new) in people.iter().enumerate() {
        let row = match index {
            0 => "(?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
            _ => ", (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
        };
        let values: Vec<Box<dyn Param + Send>> = vec![
            Box::new(new.public_id),
            text(new.username.as_ref().map(Username::as_str)),
            text(new.username.as_ref().map(Username::key)),
            text(new.email.as_ref().map(Email::as_str)),
            text(new.email.as_ref().map(Email::key)),
            text(new.phone.as_ref().map(Phone::as_str)),
            text(new.phone.as_ref().and_then(Phone::key)),
            text(new.password_hash.as_deref()),
            Box::new(new.role.clone()),
            Box::new(now),
            Box::new(now),
            Box::new(new.suspended.then_some(now)),
        ];
        query.bind(row, values);
    }
    query.push("returning public_id, id");
    tx.all(&query, &query.params()).await
}

/// Adds the profiles of new accounts: the profile's id, whose it is, and its fields.
pub async fn insert_profiles(
    tx: &mut Tx,
    profiles: &[(PublicId, UserId, String)],
    now: Timestamp,
) -> Result<(), DbError> {
    if profiles.is_empty() {
        return Ok(());
    }
    let mut query = Query::new("insert into profiles (public_id, user_id, fields, version, updated_at) values");
    for (index, (public_id, user, fields)) in profiles.iter().enumerate() {
        let values: Vec<Box<dyn Param + Send>> =
            vec![Box::new(*public_id), Box::new(*user), Box::new(fields.clone()), Box::new(now)];
        query.bind(if index == 0 { "(?, ?, ?, 1, ?)" } else { ", (?, ?, ?, 1, ?)" }, values);
    }
    tx.run(&query, &query.params()).await.map(|_| ())
}
