//! The search in one statement: right for every search, quick only where an index has its order.

use frontdesk_kit::db::{DbError, Query, Tx};

use crate::model::ServiceId;
use crate::search::{Band, Search, Sort};
use crate::words::{Wanted, past};

/// The numbers of the services that `search` means, in its order, past its place: one more than its page holds.
pub async fn scan(tx: &mut Tx, search: &Search) -> Result<Vec<ServiceId>, DbError> {
    let query = statement(search);
    let found: Vec<(ServiceId,)> = tx.all(&query, &query.params()).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// The statement for `search`.
pub fn statement(search: &Search) -> Query {
    let mut query = Query::new("select s.id from services s join users u on u.id = s.specialist_id");
    query.filter(if reads_all(search) { ACTIVE_OF_ALL } else { "s.active and u.suspended_at is null" }, vec![]);
    for wanted in &search.words {
        word(&mut query, wanted);
    }
    if let Some(specialist) = search.specialist {
        let condition = "s.specialist_id = (select p.user_id from profiles p where p.public_id = ?)";
        query.filter(condition, vec![Box::new(specialist)]);
    }
    if let Some(minutes) = search.duration_minutes {
        query.filter("s.duration_minutes = ?", vec![Box::new(minutes)]);
    }
    whereabouts(&mut query, search);
    after(&mut query, search);
    query.push(match search.sort {
        Sort::Newest => "order by s.id desc",
        Sort::Cheapest => "order by s.price_minor, s.id",
        Sort::Dearest => "order by s.price_minor desc, s.id desc",
        Sort::Shortest => "order by s.duration_minutes, s.id",
        Sort::Name => "order by s.name_fold, s.id",
    });
    query.bind("limit ?", vec![Box::new(search.limit as i64 + 1)]);
    query
}

fn word(query: &mut Query, wanted: &Wanted) {
    match &wanted.beginning {
        Some(beginning) => query.filter(
            "s.id in (select x.service_id from service_stems x where x.stem in
                (select v.stem from vocabulary v where (v.word >= ? and v.word < ?) union all select cast(? as text)))",
            vec![Box::new(beginning.clone()), Box::new(past(beginning)), Box::new(wanted.stem.clone())],
        ),
        None => query.filter(
            "s.id in (select x.service_id from service_stems x where x.stem = ?)",
            vec![Box::new(wanted.stem.clone())],
        ),
    };
}

/// The condition for [`reads_all`]: no partial index knows it.
const ACTIVE_OF_ALL: &str = "coalesce(s.active, false) and u.suspended_at is null";

/// Whether every service has to be looked at: then in the order in which they are stored, not in an index's.
fn reads_all(search: &Search) -> bool {
    let narrowed = search.category.is_some() || search.city.is_some() || search.band != Band::ALL;
    !search.sort.is_indexed() && search.words.is_empty() && !narrowed
}

/// Category, city and band.
///
/// In an order that an index has, the answer is met soon on a walk through that index: the nothing that is added here
/// keeps the engine from reading a whole category, city or band by another one and sorting it.
fn whereabouts(query: &mut Query, search: &Search) {
    let walks = search.sort.is_indexed() && search.words.is_empty();
    let walks_by_number = walks && search.sort == Sort::Newest;
    if let Some(city) = &search.city {
        let condition = match walks {
            true => {
                "s.specialist_id + 0 in (select c.user_id from profile_values c where c.field = 'city' and c.value = ?)"
            }
            false => {
                "s.specialist_id in (select c.user_id from profile_values c where c.field = 'city' and c.value = ?)"
            }
        };
        query.filter(condition, vec![Box::new(city.clone())]);
    }
    if let Some(category) = search.category {
        let condition = if walks_by_number { "s.category || '' = ?" } else { "s.category = ?" };
        query.filter(condition, vec![Box::new(category.key())]);
    }
    if search.band.min > Band::ALL.min {
        let condition = if walks_by_number { "s.price_minor + 0 >= ?" } else { "s.price_minor >= ?" };
        query.filter(condition, vec![Box::new(search.band.min)]);
    }
    if search.band.max < Band::ALL.max {
        let condition = if walks_by_number { "s.price_minor + 0 <= ?" } else { "s.price_minor <= ?" };
        query.filter(condition, vec![Box::new(search.band.max)]);
    }
}

fn after(query: &mut Query, search: &Search) {
    let Some(place) = &search.after else { return };
    match search.sort {
        Sort::Newest => query.filter("s.id < ?", vec![Box::new(place.id)]),
        Sort::Cheapest => {
            query.filter("(s.price_minor, s.id) > (?, ?)", vec![Box::new(place.amount), Box::new(place.id)])
        }
        Sort::Dearest => {
            query.filter("(s.price_minor, s.id) < (?, ?)", vec![Box::new(place.amount), Box::new(place.id)])
        }
        Sort::Shortest => {
            query.filter("(s.duration_minutes, s.id) > (?, ?)", vec![Box::new(place.amount), Box::new(place.id)])
        }
        Sort::Name => {
            query.filter("(s.name_fold, s.id) > (?, ?)", vec![Box::new(place.name.clone()), Box::new(place.id)])
        }
    };
}
