//! What is taken of each service day. Here two who want the same time are told apart.

use std::ops::RangeInclusive;

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::row;
use frontdesk_schedule::DayBits;

use crate::model::ResourceId;

row! {
    #[derive(Clone, Copy, Debug)]
    struct DayRow { day: i64, w0: i64, w1: i64, w2: i64, w3: i64, w4: i64, w5: i64 }
}

/// What is taken of the `days` of a resource, by day; those of which nothing ever was are left out.
pub async fn taken(
    tx: &mut Tx,
    resource: ResourceId,
    days: RangeInclusive<i64>,
) -> Result<Vec<(i64, DayBits)>, DbError> {
    let sql = "select day, w0, w1, w2, w3, w4, w5 from resource_days
               where resource_id = $1 and day between $2 and $3 order by day";
    let rows: Vec<DayRow> = tx.all(sql, &[&resource, days.start(), days.end()]).await?;
    let bits = |row: DayRow| {
        let words = DayBits::from_words([row.w0, row.w1, row.w2, row.w3, row.w4, row.w5]);
        let words = words.ok_or_else(|| DbError::Bug(format!("day {} of resource {resource} has a bad word", row.day)));
        words.map(|bits| (row.day, bits))
    };
    rows.into_iter().map(bits).collect()
}

/// Takes `bits` of a day; `false`, and nothing is taken, when somebody has one of them.
///
/// One conditional update settles the race: whoever comes second finds a bit set. On PostgreSQL two at once meet at the
/// row, and the later one begins its transaction anew.
pub async fn take(tx: &mut Tx, resource: ResourceId, day: i64, bits: DayBits) -> Result<bool, DbError> {
    let [w0, w1, w2, w3, w4, w5] = bits.words();
    let sql = "insert into resource_days (resource_id, day, w0, w1, w2, w3, w4, w5)
               values ($1, $2, $3, $4, $5, $6, $7, $8)
               on conflict (resource_id, day) do update set
                   w0 = resource_days.w0 | excluded.w0, w1 = resource_days.w1 | excluded.w1,
                   w2 = resource_days.w2 | excluded.w2, w3 = resource_days.w3 | excluded.w3,
                   w4 = resource_days.w4 | excluded.w4, w5 = resource_days.w5 | excluded.w5
               where (resource_days.w0 & excluded.w0) = 0 and (resource_days.w1 & excluded.w1) = 0
                 and (resource_days.w2 & excluded.w2) = 0 and (resource_days.w3 & excluded.w3) = 0
                 and (resource_days.w4 & excluded.w4) = 0 and (resource_days.w5 & excluded.w5) = 0";
    Ok(tx.run(sql, &[&resource, &day, &w0, &w1, &w2, &w3, &w4, &w5]).await? == 1)
}

/// Gives `bits` of a day back; `false`, and nothing is given back, unless all of them were taken.
pub async fn give_back(tx: &mut Tx, resource: ResourceId, day: i64, bits: DayBits) -> Result<bool, DbError> {
    let [w0, w1, w2, w3, w4, w5] = bits.words();
    let sql =
        "update resource_days set w0 = w0 - $1, w1 = w1 - $2, w2 = w2 - $3, w3 = w3 - $4, w4 = w4 - $5, w5 = w5 - $6
               where resource_id = $7 and day = $8 and (w0 & $1) = $1 and (w1 & $2) = $2 and (w2 & $3) = $3
                 and (w3 & $4) = $4 and (w4 & $5) = $5 and (w5 & $6) = $6";
    Ok(tx.run(sql, &[&w0, &w1, &w2, &w3, &w4, &w5, &resource, &day]).await? == 1)
}
