//! What people want to hear about bookings.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};

use crate::model::Preferences;

/// What `user` wants to hear: everything, unless they have said otherwise.
pub async fn of(tx: &mut Tx, user: UserId) -> Result<Preferences, DbError> {
    let sql = "select bookings, reminders, sms from notice_preferences where user_id = $1";
    Ok(tx.opt(sql, &[&user]).await?.unwrap_or_default())
}

/// Notes what `user` wants to hear.
pub async fn put(tx: &mut Tx, user: UserId, wanted: Preferences) -> Result<(), DbError> {
    let sql = "insert into notice_preferences (user_id, bookings, reminders, sms) values ($1, $2, $3, $4)
               on conflict (user_id) do update
                   set bookings = excluded.bookings, reminders = excluded.reminders, sms = excluded.sms";
    tx.run(sql, &[&user, &wanted.bookings, &wanted.reminders, &wanted.sms]).await.map(|_| ())
}
