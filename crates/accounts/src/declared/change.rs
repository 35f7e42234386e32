//! What a changed model file means for the profiles that are stored already.

use serde::{Deserialize, Serialize};

use super::field::DeclaredField;
use super::{Model, RoleKey};

/// How values are folded for lists and unique rules. To be raised with the way of folding: all of them are made anew
/// then.
const FOLDING: u32 = 1;

/// What of a model the stored profiles depend on; kept beside them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    folding: u32,
    roles: Vec<String>,
    fields: Vec<FieldSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FieldSummary {
    key: String,
    kind: String,
    places: u32,
    choices: Vec<String>,
    listed: bool,
    unique: bool,
}

impl FieldSummary {
    fn of(field: &DeclaredField) -> Self {
        Self {
            key: field.key.clone(),
            kind: field.kind.name().to_owned(),
            places: field.decimal_places,
            choices: field.choices.iter().map(|choice| choice.key.clone()).collect(),
            listed: field.is_listed(),
            unique: field.unique,
        }
    }

    /// Whether a value that this allowed may be none of `field`.
    fn allows_more_than(&self, field: &DeclaredField) -> bool {
        let has = |key: &String| field.choices.iter().any(|choice| choice.key == *key);
        self.kind != field.kind.name() || self.places != field.decimal_places || !self.choices.iter().all(has)
    }
}

impl Summary {
    fn field(&self, key: &str) -> Option<&FieldSummary> {
        self.fields.iter().find(|field| field.key == key)
    }
}

impl Model {
    /// What stored profiles depend on.
    pub fn summary(&self) -> Summary {
        Summary {
            folding: FOLDING,
            roles: self.roles.iter().map(|role| role.key.as_str().to_owned()).collect(),
            fields: self.fields.iter().map(FieldSummary::of).collect(),
        }
    }
}

/// The way from one model to another.
#[derive(Debug, Default)]
pub struct Change<'m> {
    /// Fields that are new, also those whose values may be there from an earlier time.
    pub added: Vec<&'m DeclaredField>,
    /// Fields with the keys that they had.
    pub renamed: Vec<(String, &'m DeclaredField)>,
    /// Keys of fields that are gone; their values stay, unseen.
    pub removed: Vec<String>,
    /// Fields whose stored values may not fit.
    pub checked: Vec<&'m DeclaredField>,
    /// Fields that lists are to know anew.
    pub listed: Vec<&'m DeclaredField>,
    /// Fields whose unique rule is to be kept from now on.
    pub unique: Vec<&'m DeclaredField>,
    /// Keys whose entries for lists and unique rules are of no use any more.
    pub cleared: Vec<String>,
    pub roles_gone: Vec<RoleKey>,
}

impl<'m> Change<'m> {
    /// What has changed since `old`; `None`: nothing is known of the profiles.
    pub fn between(old: Option<&Summary>, model: &'m Model) -> Self {
        let mut change = Self::default();
        let refolded = old.is_none_or(|old| old.folding != FOLDING);
        for field in &model.fields {
            change.look_at(field, old, refolded);
        }
        let Some(old) = old else { return change };
        let came_from = |key: &str| change.renamed.iter().any(|(was, _)| was == key);
        let gone = old.fields.iter().filter(|field| model.field(&field.key).is_none());
        change.removed = gone.map(|field| field.key.clone()).filter(|key| !came_from(key)).collect();
        change.cleared.extend(change.removed.iter().cloned());
        let gone = old.roles.iter().filter(|role| model.role(role).is_none());
        change.roles_gone = gone.map(|role| RoleKey::new(role)).collect();
        change
    }

    fn look_at(&mut self, field: &'m DeclaredField, old: Option<&Summary>, refolded: bool) {
        let same = old.and_then(|old| old.field(&field.key));
        let renamed = || old.zip(field.was.as_deref()).and_then(|(old, was)| old.field(was));
        let former = same.or_else(renamed);
        let is_renamed = same.is_none() && former.is_some();
        if let Some(former) = former.filter(|_| is_renamed) {
            self.renamed.push((former.key.clone(), field));
            self.cleared.push(former.key.clone());
        } else if former.is_none() {
            self.added.push(field);
        }
        let may_not_fit = former.is_none_or(|former| former.allows_more_than(field));
        if may_not_fit {
            self.checked.push(field);
        }
        let is_other = refolded || is_renamed || may_not_fit;
        let known = former.is_some_and(|former| former.listed == field.is_listed() && former.unique == field.unique);
        // A field that is in both tables is rare: its entries are made anew in one pass.
        if is_other || !known {
            self.cleared.push(field.key.clone());
            self.listed.extend(field.is_listed().then_some(field));
            self.unique.extend(field.unique.then_some(field));
        }
    }

    /// Whether every profile has to be looked at.
    pub fn needs_all_profiles(&self) -> bool {
        !(self.renamed.is_empty() && self.checked.is_empty() && self.listed.is_empty() && self.unique.is_empty())
    }
}
