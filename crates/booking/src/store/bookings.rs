//! The bookings table.

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::{DayNumber, LocationId};
use jiff::civil::Date;

use crate::model::{Booking, BookingId, Sight, Status};

/// `select` with the columns of a [`Booking`], in its order.
pub(super) const BOOKING: &str = "select b.id, b.public_id, b.service_id, b.location_id, b.specialist_id, b.client_id,
        b.status, b.hold_expires_at, b.source, b.guest_name, b.guest_email, b.guest_phone, b.forced, b.starts_at,
        b.ends_at, b.time_zone, b.service_name, b.price_minor, b.currency, b.terms, b.reschedules, b.note, b.created_at, b.updated_at, b.version
    from bookings b";

impl Sight {
    /// Leaves in `query`, which reads `bookings b`, what this reader may see.
    pub(super) fn narrow(self, query: &mut Query) {
        if let Sight::Of(user) = self {
            query.filter("(b.client_id = ? or b.specialist_id = ?)", vec![Box::new(user), Box::new(user)]);
        }
    }
}

/// The booking that is named so, if the reader may see it.
pub async fn find(tx: &mut Tx, sight: Sight, id: PublicId) -> Result<Option<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.filter("b.public_id = ?", vec![Box::new(id)]);
    sight.narrow(&mut query);
    tx.opt(&query, &query.params()).await
}

/// Adds `booking`, whose number is not known yet; its date is what the clocks of its location show.
pub async fn insert(tx: &mut Tx, booking: Booking, date: Date) -> Result<Booking, DbError> {
    let (id,): (BookingId,) = tx
        .one(
            "insert into bookings (public_id, service_id, location_id, specialist_id, client_id, status, hold_expires_at,
                                   source, guest_name, guest_email, guest_phone, forced, starts_at, ends_at, time_zone,
                                   local_date, service_name, price_minor, currency, terms, reschedules, note, created_at,
                                   updated_at, version, local_start_minutes)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                     $23, $24, $25, $26) returning id",
            &[
                &booking.public_id,
                &booking.service_id,
                &booking.location_id,
                &booking.specialist_id,
                &booking.client_id,
                &booking.status,
                &booking.hold_expires_at,
                &booking.source,
                &booking.guest_name,
                &booking.guest_email,
                &booking.guest_phone,
                &booking.forced,
                &booking.starts_at,
                &booking.ends_at,
                &booking.time_zone,
                &DayNumber::from(date),
                &booking.service_name,
                &booking.price,
                &booking.currency,
                &booking.terms,
                &booking.reschedules,
                &booking.note,
                &booking.created_at,
                &booking.updated_at,
                &booking.version,
                &booking.local_minutes(),
            ],
        )
        .await?;
    Ok(Booking { id, ..booking })
}

/// Brings `booking` from the status and the version that it tells to `status`; `false` when somebody was faster.
pub async fn settle(tx: &mut Tx, booking: &Booking, status: Status, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update bookings set status = $1, updated_at = $2, version = version + 1
               where id = $3 and status = $4 and version = $5";
    Ok(tx.run(sql, &[&status, &now, &booking.id, &booking.status, &booking.version]).await? == 1)
}

/// Puts `moved` in the place of `before`, of which it is the next version; `false` when somebody was faster.
pub async fn reschedule(tx: &mut Tx, before: &Booking, moved: &Booking, date: Date) -> Result<bool, DbError> {
    let sql = "update bookings set status = $1, starts_at = $2, ends_at = $3, local_date = $4, reschedules = $5,
                   forced = $6, updated_at = $7, version = $8, local_start_minutes = $9
               where id = $10 and status = $11 and version = $12";
    let hit = tx
        .run(
            sql,
            &[
                &moved.status,
                &moved.starts_at,
                &moved.ends_at,
                &DayNumber::from(date),
                &moved.reschedules,
                &moved.forced,
                &moved.updated_at,
                &moved.version,
                &moved.local_minutes(),
                &before.id,
                &before.status,
                &before.version,
            ],
        )
        .await?;
    Ok(hit == 1)
}

/// How many bookings of `service` each date from `first` to `last` has, `without` one of them; those that gave their time
/// back, or hold it no more, do not count.
pub async fn counted(
    tx: &mut Tx,
    service: ServiceId,
    (first, last): (Date, Date),
    (without, now): (Option<BookingId>, Timestamp),
) -> Result<Vec<(Date, u32)>, DbError> {
    let without = without.unwrap_or(BookingId(0));
    // The index of items knows moments only: two days around the dates hold all zones.
    let sql = "select booked.local_date, count(*) from (
                   select b.local_date from bookings b
                   where b.service_id = $1 and b.local_date between $2 and $3 and b.id <> $4
                       and (b.status in ('requested', 'confirmed', 'arrived', 'completed', 'no_show')
                           or b.status = 'held' and b.hold_expires_at > $5)
                   union all
                   select b.local_date from booking_items i join bookings b on b.id = i.booking_id
                   where i.service_id = $1 and i.seq > 1 and b.local_date between $2 and $3 and b.id <> $4
                       and i.starts_at between ($2 - 2) * 86400 and ($3 + 3) * 86400
                       and (b.status in ('requested', 'confirmed', 'arrived', 'completed', 'no_show')
                           or b.status = 'held' and b.hold_expires_at > $5)
               ) booked group by booked.local_date";
    let range = (DayNumber::from(first), DayNumber::from(last));
    let rows: Vec<(DayNumber, i64)> = tx.all(sql, &[&service, &range.0, &range.1, &without, &now]).await?;
    Ok(rows.into_iter().map(|(date, count)| (date.date(), u32::try_from(count).unwrap_or(u32::MAX))).collect())
}

/// For how many seconds those of `specialists` are booked on `date` who are booked at all.
pub async fn booked(tx: &mut Tx, specialists: &[UserId], date: Date) -> Result<Vec<(UserId, i64)>, DbError> {
    let Some((first, rest)) = specialists.split_first() else { return Ok(Vec::new()) };
    let day = DayNumber::from(date);
    let mut query = Query::new("select specialist_id, cast(sum(ends_at - starts_at) as bigint) from bookings");
    query.filter("specialist_id in (?", vec![Box::new(*first)]);
    for specialist in rest {
        query.bind(", ?", vec![Box::new(*specialist)]);
    }
    // The index knows moments only: two days around the date hold all zones.
    let around: Vec<Box<dyn Param + Send>> = vec![Box::new((day.0 - 2) * 86_400), Box::new((day.0 + 3) * 86_400)];
    query.push(")").filter("starts_at between ? and ?", around).filter("local_date = ?", vec![Box::new(day)]);
    query.push("and status in ('requested', 'confirmed', 'arrived', 'completed', 'no_show') group by specialist_id");
    tx.all(&query, &query.params()).await
}

/// How many services `client` has booked, or taken over, in open visits that begin after `now`: with `specialist`, and in
/// all. What the business made for them is not held against them.
pub async fn to_come_of(
    tx: &mut Tx,
    client: UserId,
    specialist: UserId,
    now: Timestamp,
) -> Result<(i64, i64), DbError> {
    // A visit to one service has no items.
    let sql = "select cast(coalesce(sum(case when visits.specialist_id = $1 then visits.services end), 0) as bigint),
                   cast(coalesce(sum(visits.services), 0) as bigint)
               from (
                   select b.specialist_id, (select case count(*) when 0 then 1 else count(*) end
                       from booking_items i where i.booking_id = b.id) as services
                   from bookings b
                   where b.client_id = $2 and b.starts_at > $3 and b.status in ('requested', 'confirmed', 'arrived')
                       and b.source <> 'staff'
               ) visits";
    tx.one(sql, &[&specialist, &client, &now]).await
}

/// How many open bookings that claim nothing are to come for `specialist`.
pub async fn forced_to_come_of(tx: &mut Tx, specialist: UserId, now: Timestamp) -> Result<i64, DbError> {
    let sql = "select count(*) from bookings
               where forced and specialist_id = $1 and starts_at > $2 and status in ('requested', 'confirmed', 'arrived')";
    Ok(tx.one::<(i64,)>(sql, &[&specialist, &now]).await?.0)
}

/// Open bookings at `location` that begin after `now`, the earliest first, at most `limit`.
pub async fn to_come_at(
    tx: &mut Tx,
    location: LocationId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.filter("b.location_id = ? and b.starts_at > ?", vec![Box::new(location), Box::new(now)]);
    query.push("and b.status in ('requested', 'confirmed', 'arrived')");
    query.bind("order by b.starts_at, b.id limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// Open bookings to come that some clock shows on `date` or on one beside it, location by location and each by its start, at
/// most `limit`.
pub async fn to_come_around(tx: &mut Tx, date: Date, now: Timestamp, limit: i64) -> Result<Vec<Booking>, DbError> {
    let day = DayNumber::from(date);
    let mut query = Query::new(BOOKING);
    // The index knows moments only: two days around the dates hold all zones.
    let around: Vec<Box<dyn Param + Send>> = vec![Box::new((day.0 - 3) * 86_400), Box::new((day.0 + 4) * 86_400)];
    query.filter("b.starts_at between ? and ?", around).filter("b.starts_at > ?", vec![Box::new(now)]);
    query.filter("b.local_date between ? and ?", vec![Box::new(day.plus(-1)), Box::new(day.plus(1))]);
    query.push("and b.status in ('requested', 'confirmed', 'arrived')");
    query.bind("order by b.location_id, b.starts_at, b.id limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// Requests whose start has come without an answer, by their place, which is start and number: those `after` one, at most
/// `limit`.
pub async fn unanswered(
    tx: &mut Tx,
    after: (Timestamp, BookingId),
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.filter("b.status = 'requested' and b.starts_at <= ?", vec![Box::new(now)]);
    query.filter("(b.starts_at, b.id) > (?, ?)", vec![Box::new(after.0), Box::new(after.1)]);
    query.bind("order by b.starts_at, b.id limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}
