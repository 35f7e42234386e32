//! What is taken of the time of people and things, by whatever: slots, bookings and searches all ask here.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::row;
use frontdesk_schedule::{Anchor, Busy, DayBits, Span, Tick};

use super::external;
use super::holds::LONGEST_CLAIM;
use crate::model::{BookingId, Resource, ResourceId, moment};

/// No booking lasts longer than a day.
const LONGEST_SECONDS: i64 = 86_400;

row! {
    struct DayRow { whose: i64, anchor: i64, day: i64, w0: i64, w1: i64, w2: i64, w3: i64, w4: i64, w5: i64 }
}

/// What is taken of the time of somebody, or of one unit of a thing. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    days: Vec<(Anchor, i64, DayBits)>,
    /// What holds claim of the days, or sessions in which nobody else sits, each with the moment from which it holds no more.
    held: Vec<(Timestamp, Range<Tick>)>,
    /// What calendars elsewhere say.
    elsewhere: Vec<Span>,
    /// Booked without a claim, because somebody wanted it so.
    forced: Vec<(BookingId, Range<Tick>)>,
}

impl Taken {
    /// Takes all of it in `busy` that is taken at `now`.
    pub fn put_on(&self, busy: &mut Busy, now: Timestamp) {
        for (anchor, day, bits) in &self.days {
            busy.take_day(*anchor, *day, *bits);
        }
        let lapsed = self.held.iter().filter(|(until, _)| *until <= now);
        lapsed.for_each(|(_, ticks)| busy.give_back(ticks.clone()));
        // What claims nothing comes last: whatever is given back beside it, it keeps others out.
        self.elsewhere.iter().for_each(|span| busy.take_span(*span));
        self.forced.iter().for_each(|(_, ticks)| busy.take(ticks.clone()));
    }

    /// The next moment after `now` at which it becomes less by itself.
    pub fn lapses_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.held.iter().map(|(until, _)| *until).filter(|until| *until > now).min()
    }

    /// Makes what the booking `moving` has `claimed`, or was forced upon, free for it.
    pub fn free_for(&mut self, moving: BookingId, claimed: impl IntoIterator<Item = Range<Tick>>) {
        self.forced.retain(|(booking, _)| *booking != moving);
        self.held.extend(claimed.into_iter().map(|ticks| (Timestamp(i64::MIN), ticks)));
    }

    fn add(&mut self, row: &DayRow) -> Result<(), DbError> {
        let bits = DayBits::from_words([row.w0, row.w1, row.w2, row.w3, row.w4, row.w5]);
        let bits =
            bits.ok_or_else(|| DbError::Bug(format!("day {} of number {} has a bad word", row.day, row.whose)))?;
        self.days.push((Anchor(row.anchor), row.day, bits));
        Ok(())
    }
}

/// What is taken of the time of `specialist` in `ticks`, or not far from them.
pub async fn of(tx: &mut Tx, specialist: UserId, ticks: Range<Tick>) -> Result<Taken, DbError> {
    Ok(of_each(tx, specialist..=specialist, ticks).await?.remove(&specialist).unwrap_or_default())
}

/// The same for all with numbers in `specialists`; who has nothing taken is left out.
pub async fn of_each(
    tx: &mut Tx,
    specialists: RangeInclusive<UserId>,
    ticks: Range<Tick>,
) -> Result<BTreeMap<UserId, Taken>, DbError> {
    let (first, last) = days(&ticks);
    let (from, to) = (moment(ticks.start), moment(ticks.end));
    let sql = "select r.specialist_id, r.anchor_ticks, d.day, d.w0, d.w1, d.w2, d.w3, d.w4, d.w5
               from resources r join resource_days d on d.resource_id = r.id
               where r.specialist_id between $1 and $2 and d.day between $3 and $4";
    let mut taken: BTreeMap<UserId, Taken> = BTreeMap::new();
    for row in tx.all::<DayRow>(sql, &[specialists.start(), specialists.end(), &first, &last]).await? {
        taken.entry(UserId(row.whose)).or_default().add(&row)?;
    }
    // Forced is what holds until no moment. Both have an index of their own, which knows nothing else.
    let sql = "select b.specialist_id, b.id, b.hold_expires_at, c.start_tick, c.end_tick from bookings b
               join claims c on c.booking_id = b.id
               join resources r on r.id = c.resource_id and r.specialist_id = b.specialist_id
               where b.status = 'held' and b.specialist_id between $1 and $2
               union all
               select b.specialist_id, b.id, (select max(o.hold_expires_at) from bookings o where o.session_id = b.session_id),
                   c.start_tick, c.end_tick
               from bookings b join claims c on c.session_id = b.session_id
               join resources r on r.id = c.resource_id and r.specialist_id = b.specialist_id
               where b.status = 'held' and b.specialist_id between $1 and $2
                   and not exists (select 1 from bookings o where o.session_id = b.session_id and o.status <> 'held')
               union all
               select b.specialist_id, b.id, null, b.starts_at / 300, b.ends_at / 300 from bookings b
               where b.forced and b.specialist_id between $1 and $2 and b.starts_at > $3 and b.starts_at < $4
                   and b.status in ('requested', 'confirmed', 'arrived', 'completed', 'no_show')";
    let earliest = from.plus(-LONGEST_SECONDS);
    let rows: Vec<(UserId, BookingId, Option<Timestamp>, i64, i64)> =
        tx.all(sql, &[specialists.start(), specialists.end(), &earliest, &to]).await?;
    for (specialist, booking, until, start, end) in rows {
        let (taken, ticks) = (taken.entry(specialist).or_default(), Tick(start)..Tick(end));
        match until {
            Some(until) => taken.held.push((until, ticks)),
            None => taken.forced.push((booking, ticks)),
        }
    }
    for (specialist, span) in external::busy(tx, specialists, (from, to)).await? {
        taken.entry(specialist).or_default().elsewhere.push(span);
    }
    Ok(taken)
}

/// What is taken of `units` of things in `ticks`, or not far from them; what nobody has taken is left out.
pub async fn of_units(
    tx: &mut Tx,
    units: &[Resource],
    ticks: Range<Tick>,
) -> Result<BTreeMap<ResourceId, Taken>, DbError> {
    let mut taken: BTreeMap<ResourceId, Taken> = BTreeMap::new();
    if units.is_empty() {
        return Ok(taken);
    }
    let (first, last) = days(&ticks);
    let mut query = Query::new(
        "select d.resource_id, r.anchor_ticks, d.day, d.w0, d.w1, d.w2, d.w3, d.w4, d.w5
         from resource_days d join resources r on r.id = d.resource_id",
    );
    among(&mut query, "d.resource_id in (?", units);
    query.filter("d.day between ? and ?", vec![Box::new(first), Box::new(last)]);
    for row in tx.all::<DayRow>(&query, &query.params()).await? {
        taken.entry(ResourceId(row.whose)).or_default().add(&row)?;
    }
    let mut query = Query::new(
        "select c.resource_id, coalesce(b.hold_expires_at, (
             select max(o.hold_expires_at) from bookings o where o.session_id = c.session_id
         )), c.start_tick, c.end_tick from claims c left join bookings b on b.id = c.booking_id",
    );
    query.filter(
        "(b.status = 'held' or c.session_id is not null and not exists (
             select 1 from bookings o where o.session_id = c.session_id and o.status <> 'held'
         ))",
        Vec::new(),
    );
    among(&mut query, "c.resource_id in (?", units);
    // The index of claims knows where they begin, and how long they are at most.
    let earliest = ticks.start.0.saturating_sub(LONGEST_CLAIM);
    query.filter("c.start_tick > ? and c.start_tick < ?", vec![Box::new(earliest), Box::new(ticks.end.0)]);
    let rows: Vec<(ResourceId, Timestamp, i64, i64)> = tx.all(&query, &query.params()).await?;
    for (unit, until, start, end) in rows {
        taken.entry(unit).or_default().held.push((until, Tick(start)..Tick(end)));
    }
    Ok(taken)
}

/// The service days of which some of `ticks` are. Everybody's begin elsewhere: less than a day before those of UTC, or
/// after them.
fn days(ticks: &Range<Tick>) -> (i64, i64) {
    (Anchor(0).day(ticks.start).saturating_sub(1), Anchor(0).day(ticks.end).saturating_add(1))
}

/// Adds to `query` that something is one of `units`: `begun` is the beginning of that condition.
fn among(query: &mut Query, begun: &'static str, units: &[Resource]) {
    for (place, unit) in units.iter().enumerate() {
        let id: Vec<Box<dyn Param + Send>> = vec![Box::new(unit.id)];
        if place == 0 {
            query.filter(begun, id)
        } else {
            query.bind(", ?", id)
        };
    }
    query.push(")");
}
