//! Somebody looks for services.

use frontdesk_kit::db::{DbError, Tx};

use crate::Catalogue;
use crate::cards::Cards;
use crate::model::{Listed, ServiceId};
use crate::rules;
use crate::search::{Place, Search, Sort};
use crate::store::{self, AT_ONCE, Candidate};
use crate::words::Wanted;

/// So many services are few: all of them may be looked at.
const FEW: usize = 200;

/// The services that `search` means, in its order, past its place; one more than its page holds when others follow.
///
/// Most searches are answered from what indexes tell. The rest run where they delay nobody, and not for long:
/// [`DbError::TooSlow`].
pub async fn find_services(catalogue: &Catalogue, search: Search) -> Result<Vec<Listed>, DbError> {
    let (db, quick, wide) = (&catalogue.desk().db, catalogue.clone(), catalogue.clone());
    let again = search.clone();
    match db.read(async move |tx| search_quickly(tx, quick.cards(), &search).await).await? {
        Some(found) => Ok(found),
        None => db.report(async move |tx| search_all(tx, wide.cards(), &again).await).await,
    }
}

/// Answers `search` by looking at few services; `None` when it would take more.
pub async fn search_quickly(tx: &mut Tx, cards: &Cards, search: &Search) -> Result<Option<Vec<Listed>>, DbError> {
    if is_plain(search) {
        return search_all(tx, cards, search).await.map(Some);
    }
    let mut meanings = Vec::with_capacity(search.words.len());
    for wanted in &search.words {
        match store::stems::meanings(tx, wanted).await? {
            Some(stems) => meanings.push(stems),
            None => return Ok(None),
        }
    }
    // One word in the order of prices is an index's order: counting first would only cost time.
    let by_price_alone = search.words.len() == 1 && matches!(search.sort, Sort::Cheapest | Sort::Dearest);
    let named = search.specialist.is_some() || search.city.is_some();
    if (named || !by_price_alone)
        && let Some((candidates, looked_for)) = few(tx, search, &meanings).await?
    {
        return among(tx, Page::new(cards, search, looked_for), candidates).await.map(Some);
    }
    match meanings.first() {
        Some(stems) if search.sort.is_indexed() => walk(tx, Page::new(cards, search, Some(0)), stems).await,
        _ => Ok(None),
    }
}

/// Answers any `search`, in one statement that may have to look at every service.
pub async fn search_all(tx: &mut Tx, cards: &Cards, search: &Search) -> Result<Vec<Listed>, DbError> {
    let ids = store::scan::scan(tx, search).await?;
    store::listed(tx, cards, &ids).await
}

/// Whether the one statement is as quick as anything: its order is an index's, and few services are passed over.
fn is_plain(search: &Search) -> bool {
    let exact = search.specialist.is_some() || search.city.is_some() || search.duration_minutes.is_some();
    search.words.is_empty() && !exact && search.sort.is_indexed()
}

/// The candidates of the first part of `search` that few services have, and which word that was.
async fn few(
    tx: &mut Tx,
    search: &Search,
    meanings: &[Vec<String>],
) -> Result<Option<(Vec<Candidate>, Option<usize>)>, DbError> {
    if let Some(profile) = search.specialist
        && let Some(candidates) = store::of_specialist(tx, profile, FEW).await?
    {
        return Ok(Some((candidates, None)));
    }
    for (word, stems) in meanings.iter().enumerate() {
        if let Some(candidates) = store::of_word(tx, stems, search.band, FEW).await? {
            return Ok(Some((candidates, Some(word))));
        }
    }
    if let Some(city) = &search.city
        && let Some(candidates) = store::of_city(tx, city, FEW).await?
    {
        return Ok(Some((candidates, None)));
    }
    Ok(None)
}

/// Fills `page` from `candidates`, which are all that can be meant.
async fn among(tx: &mut Tx, mut page: Page<'_>, mut candidates: Vec<Candidate>) -> Result<Vec<Listed>, DbError> {
    let (search, sort) = (page.search, page.search.sort);
    store::arrange(&mut candidates, sort);
    if sort.is_indexed() {
        let first = candidates.partition_point(|candidate| !is_after(search, &candidate.place(sort)));
        page.fill(tx, &candidates[first..]).await?;
        return Ok(page.found);
    }
    page.wanted = usize::MAX;
    page.fill(tx, &candidates).await?;
    let mut placed: Vec<(Place, Listed)> =
        page.found.into_iter().map(|listed| (Place::of(sort, &listed.service), listed)).collect();
    placed.retain(|(place, _)| is_after(search, place));
    placed.sort_by(|(one, _), (other, _)| sort.compare(one, other));
    placed.truncate(search.limit + 1);
    Ok(placed.into_iter().map(|(_, listed)| listed).collect())
}

/// Fills `page` on a walk through the services that have one of `stems`; `None` when few of them fit.
async fn walk(tx: &mut Tx, mut page: Page<'_>, stems: &[String]) -> Result<Option<Vec<Listed>>, DbError> {
    let search = page.search;
    let mut after = search.after.clone();
    for _ in 0..FEW.div_ceil(AT_ONCE).max(search.limit.div_ceil(AT_ONCE) * 2) {
        let batch = store::in_order(tx, stems, search.band, search.sort, after.as_ref(), AT_ONCE).await?;
        page.fill(tx, &batch.candidates).await?;
        if batch.last || page.is_full() {
            return Ok(Some(page.found));
        }
        after = batch.candidates.last().map(|candidate| candidate.place(search.sort));
    }
    Ok(None)
}

fn is_after(search: &Search, place: &Place) -> bool {
    search.after.as_ref().is_none_or(|after| search.sort.compare(after, place).is_lt())
}

/// A page that is being filled.
struct Page<'a> {
    cards: &'a Cards,
    search: &'a Search,
    /// The words that nobody has looked for yet.
    words: Vec<Wanted>,
    wanted: usize,
    found: Vec<Listed>,
}

impl<'a> Page<'a> {
    /// An empty page; an index has `looked_for` one of the words already.
    fn new(cards: &'a Cards, search: &'a Search, looked_for: Option<usize>) -> Self {
        let words = search.words.iter().enumerate().filter(|(place, _)| Some(*place) != looked_for);
        let words = words.map(|(_, wanted)| wanted.clone()).collect();
        Self { cards, search, words, wanted: search.limit + 1, found: Vec::new() }
    }

    fn is_full(&self) -> bool {
        self.found.len() >= self.wanted
    }

    /// Takes over those `candidates` that fit, in their order, until the page is full. Reads no more rows at once
    /// than the page can take.
    async fn fill(&mut self, tx: &mut Tx, mut candidates: &[Candidate]) -> Result<(), DbError> {
        while !candidates.is_empty() && !self.is_full() {
            let (some, rest) = candidates.split_at(candidates.len().min(AT_ONCE).min(self.wanted - self.found.len()));
            let ids: Vec<ServiceId> = some.iter().map(|candidate| candidate.id).collect();
            let rows = store::listed(tx, self.cards, &ids).await?;
            self.found.extend(rows.into_iter().filter(|row| rules::fits(self.search, &self.words, row)));
            candidates = rest;
        }
        Ok(())
    }
}
