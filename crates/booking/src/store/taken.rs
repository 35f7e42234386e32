//! What is taken of people's time, by whatever: slots, bookings and searches all ask here.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::row;
use frontdesk_schedule::{Anchor, Busy, DayBits, Span, Tick};

use super::external;
use crate::model::moment;

row! {
    struct DayRow { specialist_id: UserId, anchor: i64, day: i64, w0: i64, w1: i64, w2: i64, w3: i64, w4: i64, w5: i64 }
}

/// What is taken of somebody's time. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    days: Vec<(Anchor, i64, DayBits)>,
    /// What calendars elsewhere say.
    elsewhere: Vec<Span>,
}

impl Taken {
    /// Takes all of it in `busy`.
    pub fn put_on(&self, busy: &mut Busy) {
        for (anchor, day, bits) in &self.days {
            busy.take_day(*anchor, *day, *bits);
        }
        self.elsewhere.iter().for_each(|span| busy.take_span(*span));
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
    // Everybody's service days begin elsewhere: less than a day before those of UTC, or after them.
    let (first, last) = (Anchor(0).day(ticks.start).saturating_sub(1), Anchor(0).day(ticks.end).saturating_add(1));
    let sql = "select r.specialist_id, r.anchor_ticks, d.day, d.w0, d.w1, d.w2, d.w3, d.w4, d.w5
               from resources r join resource_days d on d.resource_id = r.id
               where r.specialist_id between $1 and $2 and d.day between $3 and $4";
    let rows: Vec<DayRow> = tx.all(sql, &[specialists.start(), specialists.end(), &first, &last]).await?;
    let mut taken: BTreeMap<UserId, Taken> = BTreeMap::new();
    for row in rows {
        let bits = DayBits::from_words([row.w0, row.w1, row.w2, row.w3, row.w4, row.w5]);
        let bits =
            bits.ok_or_else(|| DbError::Bug(format!("day {} of user {} has a bad word", row.day, row.specialist_id)))?;
        taken.entry(row.specialist_id).or_default().days.push((Anchor(row.anchor), row.day, bits));
    }
    for (specialist, span) in external::busy(tx, specialists, (moment(ticks.start), moment(ticks.end))).await? {
        taken.entry(specialist).or_default().elsewhere.push(span);
    }
    Ok(taken)
}
