//! The index of words: which stems the names of active services have.

use std::collections::BTreeSet;

use frontdesk_kit::db::{DbError, Query, Tx};

use crate::model::Service;
use crate::words::{self, Wanted, fold};

/// Rows that one statement adds; keeps the number of different statements small.
const AT_ONCE: usize = 8;
/// The beginning of a word that can go on to more stems than this is too short for the quick ways to search.
const MEANINGS: i64 = 8;

/// Makes an active service findable by the words of its name.
pub async fn enter(tx: &mut Tx, service: &Service) -> Result<(), DbError> {
    let folded = fold(&service.name);
    let words: Vec<(&str, String)> = words::stems(&folded).into_iter().collect();
    let stems: BTreeSet<&String> = words.iter().map(|(_, stem)| stem).collect();
    let stems: Vec<&String> = stems.into_iter().collect();
    for some in stems.chunks(AT_ONCE) {
        let mut query = Query::new("insert into service_stems (stem, price_minor, service_id) values");
        for (place, stem) in some.iter().enumerate() {
            let row = if place == 0 { "(?, ?, ?)" } else { ", (?, ?, ?)" };
            query.bind(row, vec![Box::new((*stem).clone()), Box::new(service.price), Box::new(service.id)]);
        }
        tx.run(&query, &query.params()).await?;
    }
    for some in words.chunks(AT_ONCE) {
        let mut query = Query::new("insert into vocabulary (word, stem) values");
        for (place, (word, stem)) in some.iter().enumerate() {
            let row = if place == 0 { "(?, ?)" } else { ", (?, ?)" };
            query.bind(row, vec![Box::new((*word).to_owned()), Box::new(stem.clone())]);
        }
        query.push("on conflict (word) do nothing");
        tx.run(&query, &query.params()).await?;
    }
    Ok(())
}

/// Makes a service unfindable by words.
pub async fn leave(tx: &mut Tx, service: &Service) -> Result<(), DbError> {
    tx.run("delete from service_stems where service_id = $1", &[&service.id]).await.map(|_| ())
}

/// The stems that a wanted word may mean; `None` when there are too many of them to be looked up one by one.
pub async fn meanings(tx: &mut Tx, wanted: &Wanted) -> Result<Option<Vec<String>>, DbError> {
    let Some(beginning) = &wanted.beginning else { return Ok(Some(vec![wanted.stem.clone()])) };
    let sql = "select distinct v.stem from vocabulary v where v.word >= $1 and v.word < $2 limit $3";
    let found: Vec<(String,)> = tx.all(sql, &[beginning, &words::past(beginning), &(MEANINGS + 1)]).await?;
    if found.len() > MEANINGS as usize {
        return Ok(None);
    }
    let mut stems: BTreeSet<String> = found.into_iter().map(|(stem,)| stem).collect();
    stems.insert(wanted.stem.clone());
    Ok(Some(stems.into_iter().collect()))
}
