//! One walk over all profiles, in batches.

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use serde_json::{Map, Value as Json};

use super::Danger;
use crate::declared::{Change, DeclaredField, TakenOver};
use crate::flow::edit_profile::stored;
use crate::model::{ProfileId, UserId};
use crate::store::profiles::{self, KeyTable, StoredFields};

/// Profiles read and written at a time.
const BATCH: i64 = 500;
/// Keys written with one statement.
const KEYS_AT_ONCE: usize = 500;

/// What the walk carries along. What does not fit becomes empty; who refuses that, undoes the transaction.
pub(super) struct Pass<'a> {
    change: &'a Change<'a>,
    /// Profiles that were written anew.
    pub(super) rewritten: u64,
    unfit: Vec<(&'a DeclaredField, u64, PublicId)>,
    twice: Vec<(&'a DeclaredField, u64, PublicId)>,
}

/// A profile of the present batch.
struct Visited {
    id: ProfileId,
    public_id: PublicId,
    user_id: UserId,
    fields: Map<String, Json>,
    changed: bool,
}

impl<'a> Pass<'a> {
    pub(super) fn new(change: &'a Change<'a>) -> Self {
        Self { change, rewritten: 0, unfit: Vec::new(), twice: Vec::new() }
    }

    pub(super) async fn run(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        let mut last = ProfileId(0);
        loop {
            let batch = profiles::after(tx, last, BATCH).await?;
            let Some(end) = batch.last() else { return Ok(()) };
            last = end.id;
            self.visit(tx, batch).await?;
        }
    }

    pub(super) fn into_dangers(self) -> Vec<Danger> {
        let unfit = self.unfit.into_iter().map(|(field, count, first)| Danger::Unfit {
            field: field.key.clone(),
            kind: field.kind.name(),
            count,
            first,
        });
        let twice = self.twice.into_iter();
        unfit
            .chain(twice.map(|(field, count, first)| Danger::Twice { field: field.key.clone(), count, first }))
            .collect()
    }

    async fn visit(&mut self, tx: &mut Tx, batch: Vec<StoredFields>) -> Result<(), DbError> {
        let mut visited: Vec<Visited> = batch.into_iter().map(|profile| self.converted(profile)).collect();
        for field in &self.change.unique {
            self.guard(tx, field, &mut visited).await?;
        }
        let mut keys = Vec::new();
        for field in &self.change.listed {
            keys.extend(visited.iter().flat_map(|profile| profile.keys(field)));
        }
        for some in keys.chunks(KEYS_AT_ONCE) {
            profiles::add_keys(tx, KeyTable::Listed, some).await?;
        }
        let changed = visited.into_iter().filter(|profile| profile.changed);
        let changed: Vec<_> = changed.map(|profile| (profile.id, Json::Object(profile.fields).to_string())).collect();
        self.rewritten += changed.len() as u64;
        profiles::rewrite(tx, &changed).await
    }

    /// The profile with its keys renamed and its values in the form of their new types.
    fn converted(&mut self, profile: StoredFields) -> Visited {
        let StoredFields { id, public_id, user_id, fields } = profile;
        let mut visited = Visited { id, public_id, user_id, fields: stored(&fields), changed: false };
        for (was, field) in &self.change.renamed {
            if let Some(value) = visited.fields.remove(was) {
                visited.set(&field.key, value);
            }
        }
        for field in &self.change.checked {
            match visited.fields.get(&field.key).map(|value| field.take_over(value)) {
                Some(TakenOver::Becomes(value)) => visited.set(&field.key, value),
                Some(TakenOver::Unfit) => {
                    count(&mut self.unfit, field, public_id);
                    visited.set(&field.key, field.empty_value());
                }
                Some(TakenOver::Fits) | None => {}
            }
        }
        visited
    }

    /// Writes down whose the values of a unique field are; whoever comes second loses theirs.
    async fn guard(&mut self, tx: &mut Tx, field: &'a DeclaredField, visited: &mut [Visited]) -> Result<(), DbError> {
        let keys: Vec<_> = visited.iter().flat_map(|profile| profile.keys(field)).collect();
        if profiles::add_keys(tx, KeyTable::Unique, &keys).await? == keys.len() as u64 {
            return Ok(());
        }
        for profile in visited {
            for (user, _, value) in profile.keys(field) {
                if profiles::holder(tx, &field.key, &value).await? != Some(user) {
                    count(&mut self.twice, field, profile.public_id);
                    profile.set(&field.key, field.empty_value());
                }
            }
        }
        Ok(())
    }
}

impl Visited {
    fn set(&mut self, key: &str, value: Json) {
        self.fields.insert(key.to_owned(), value);
        self.changed = true;
    }

    /// What lists or unique rules are to know of `field` here.
    fn keys(&self, field: &DeclaredField) -> Vec<(UserId, String, String)> {
        let values = self.fields.get(&field.key).map(|value| field.folded(value)).unwrap_or_default();
        values.into_iter().map(|value| (self.user_id, field.key.clone(), value)).collect()
    }
}

fn count<'a>(dangers: &mut Vec<(&'a DeclaredField, u64, PublicId)>, field: &'a DeclaredField, profile: PublicId) {
    match dangers.iter_mut().find(|(known, ..)| known.key == field.key) {
        Some((_, count, _)) => *count += 1,
        None => dangers.push((field, 1, profile)),
    }
}
