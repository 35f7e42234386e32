//! Services that one part of a search may mean, told by indexes alone; the rows are looked at later.

use std::cmp::Reverse;

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_kit::row;

use crate::model::ServiceId;
use crate::search::{Band, Place, Sort};

row! {
    /// A service that may be meant.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Candidate {
        pub price: Minor,
        pub id: ServiceId,
    }
}

impl Candidate {
    /// Its place in one of the indexed orders.
    pub fn place(self, sort: Sort) -> Place {
        let amount = if sort == Sort::Newest { 0 } else { self.price.0 };
        Place { amount, name: String::new(), id: self.id }
    }
}

/// Puts `candidates` into one of the indexed orders, each once.
pub fn arrange(candidates: &mut Vec<Candidate>, sort: Sort) {
    match sort {
        Sort::Newest => candidates.sort_unstable_by_key(|candidate| Reverse(candidate.id)),
        Sort::Dearest => candidates.sort_unstable_by_key(|candidate| Reverse(*candidate)),
        _ => candidates.sort_unstable(),
    }
    candidates.dedup();
}

/// Candidates in the order of an answer.
#[derive(Debug, Default)]
pub struct Batch {
    pub candidates: Vec<Candidate>,
    /// Whether none follow.
    pub last: bool,
}

/// All services in `band` whose names have one of `stems`, some of them twice; `None` when there are more than `most`.
pub async fn of_word(
    tx: &mut Tx,
    stems: &[String],
    band: Band,
    most: usize,
) -> Result<Option<Vec<Candidate>>, DbError> {
    let mut found = Vec::new();
    for stem in stems {
        let limit = (most + 1 - found.len()) as i64;
        let sql = "select x.price_minor, x.service_id from service_stems x
                   where x.stem = $1 and x.price_minor >= $2 and x.price_minor <= $3 limit $4";
        let some: Vec<Candidate> = tx.all(sql, &[stem, &band.min, &band.max, &limit]).await?;
        found.extend(some);
        if found.len() > most {
            return Ok(None);
        }
    }
    Ok(Some(found))
}

/// All active services of the specialist with the profile `profile`; `None` when there are more than `most`.
pub async fn of_specialist(tx: &mut Tx, profile: PublicId, most: usize) -> Result<Option<Vec<Candidate>>, DbError> {
    let sql = "select s.price_minor, s.id from services s
               where s.specialist_id = (select p.user_id from profiles p where p.public_id = $1) and s.active limit $2";
    let found: Vec<Candidate> = tx.all(sql, &[&profile, &(most as i64 + 1)]).await?;
    Ok(Some(found).filter(|found| found.len() <= most))
}

/// All active services of specialists in the folded `city`; `None` when there are more than `most`.
pub async fn of_city(tx: &mut Tx, city: &str, most: usize) -> Result<Option<Vec<Candidate>>, DbError> {
    let sql = "select s.price_minor, s.id from profile_values c join services s on s.specialist_id = c.user_id
               where c.field = 'city' and c.value = $1 and s.active limit $2";
    let found: Vec<Candidate> = tx.all(sql, &[&city, &(most as i64 + 1)]).await?;
    Ok(Some(found).filter(|found| found.len() <= most))
}

/// Up to `limit` services in `band` whose names have one of `stems`, the first ones past `after`, in the order `sort`.
pub async fn in_order(
    tx: &mut Tx,
    stems: &[String],
    band: Band,
    sort: Sort,
    after: Option<&Place>,
    limit: usize,
) -> Result<Batch, DbError> {
    let mut batch = Batch { candidates: Vec::new(), last: true };
    for stem in stems {
        let some = some_in_order(tx, stem, band, sort, after, limit as i64).await?;
        batch.last &= some.len() < limit;
        batch.candidates.extend(some);
    }
    if stems.len() > 1 {
        arrange(&mut batch.candidates, sort);
        // Beyond `limit` one stem may have services that another one's part did not reach yet.
        batch.last &= batch.candidates.len() <= limit;
        batch.candidates.truncate(limit);
    }
    Ok(batch)
}

/// The order is an index's: nothing is read but the answer. Adding nothing to a price keeps the newest-first search
/// from the index by price, which it would have to read and sort as a whole.
async fn some_in_order(
    tx: &mut Tx,
    stem: &String,
    band: Band,
    sort: Sort,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Candidate>, DbError> {
    let (price, id) = match (after, sort) {
        (Some(place), _) => (Minor(place.amount), place.id),
        (None, Sort::Cheapest) => (band.min, ServiceId(0)),
        (None, _) => (band.max, ServiceId(i64::MAX)),
    };
    match sort {
        Sort::Cheapest => {
            let sql = "select x.price_minor, x.service_id from service_stems x
                       where x.stem = $1 and (x.price_minor, x.service_id) > ($2, $3) and x.price_minor <= $4
                       order by x.price_minor, x.service_id limit $5";
            tx.all(sql, &[stem, &price, &id, &band.max, &limit]).await
        }
        Sort::Dearest => {
            let sql = "select x.price_minor, x.service_id from service_stems x
                       where x.stem = $1 and (x.price_minor, x.service_id) < ($2, $3) and x.price_minor >= $4
                       order by x.price_minor desc, x.service_id desc limit $5";
            tx.all(sql, &[stem, &price, &id, &band.min, &limit]).await
        }
        _ => {
            let sql = "select x.price_minor, x.service_id from service_stems x
                       where x.stem = $1 and x.service_id < $2 and x.price_minor + 0 >= $3 and x.price_minor + 0 <= $4
                       order by x.service_id desc limit $5";
            tx.all(sql, &[stem, &id, &band.min, &band.max, &limit]).await
        }
    }
}
