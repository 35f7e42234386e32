//! Bookings of those who have no account.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};

use super::bookings::BOOKING;
use crate::model::{Booking, BookingId};

/// Keeps as what the secret is known with which a guest manages the booking.
pub async fn keep_secret(tx: &mut Tx, booking: BookingId, hash: &[u8]) -> Result<(), DbError> {
    tx.run("update bookings set manage_hash = $1 where id = $2", &[&hash, &booking]).await.map(|_| ())
}

/// The booking that the secret opens which is kept as `hash`.
pub async fn find(tx: &mut Tx, hash: &[u8]) -> Result<Option<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.filter("b.manage_hash = ?", vec![Box::new(hash.to_vec())]);
    tx.opt(&query, &query.params()).await
}

/// How many open bookings that begin after `now` somebody with this address or number has made; empty means none.
pub async fn to_come_of(tx: &mut Tx, (email, phone): (&str, &str), now: Timestamp) -> Result<i64, DbError> {
    let sql = "select count(*) from bookings
               where (guest_email <> '' and guest_email = $1 or guest_phone <> '' and guest_phone = $2)
                   and source = 'guest' and starts_at > $3 and status in ('requested', 'confirmed', 'arrived')";
    Ok(tx.one::<(i64,)>(sql, &[&email, &phone, &now]).await?.0)
}

/// Makes `user` the client of every booking that was made for somebody with this address or number; empty means none. Of
/// several seats in one session they have one.
pub async fn adopt(tx: &mut Tx, user: UserId, (email, phone): (&str, &str), now: Timestamp) -> Result<u64, DbError> {
    // Their copies hear of it: of those, and no others, that become theirs.
    let note = "insert into booking_events (booking_id, seq, kind, actor_id, starts_at, at)
                select b.id, b.version + 1, 'claimed', cast($1 as bigint), b.starts_at, cast($2 as bigint) from bookings b
                where b.client_id is null
                    and (b.guest_email <> '' and b.guest_email = $3 or b.guest_phone <> '' and b.guest_phone = $4)
                    and not exists (
                       select 1 from bookings o where o.session_id = b.session_id and (
                           o.client_id = $1 or o.client_id is null and o.id < b.id and (
                               o.guest_email <> '' and o.guest_email = $3 or o.guest_phone <> '' and o.guest_phone = $4
                           )
                       )
                    )";
    tx.run(note, &[&user, &now, &email, &phone]).await?;
    let sql =
        "update bookings set client_id = $1, guest_name = '', guest_email = '', guest_phone = '', manage_hash = null,
                   updated_at = $2, version = version + 1
               where client_id is null
                   and (guest_email <> '' and guest_email = $3 or guest_phone <> '' and guest_phone = $4)
                   and not exists (
                       select 1 from bookings o where o.session_id = bookings.session_id and (
                           o.client_id = $1 or o.client_id is null and o.id < bookings.id and (
                               o.guest_email <> '' and o.guest_email = $3 or o.guest_phone <> '' and o.guest_phone = $4
                           )
                       )
                   )";
    tx.run(sql, &[&user, &now, &email, &phone]).await
}

/// Leaves nothing personal of guests whose bookings ended before `before`; their secrets open nothing from then on.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    let sql = "update bookings set guest_name = '', guest_email = '', guest_phone = '', note = '', manage_hash = null
               where guest_name <> '' and ends_at <= $1";
    tx.run(sql, &[&before]).await
}
