//! The server starts with a model file that was changed: what is stored follows, or the start is refused with the
//! reason.

use std::fmt;

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use self::profiles_pass::Pass;
use crate::declared::{Change, Summary};
use crate::desk::Desk;
use crate::store::{facts, profiles};

mod profiles_pass;

/// Under which the summary of the model is kept.
const MODEL_FACT: &str = "model";

/// What a start with a changed model did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// What is otherwise, in words; empty when nothing is.
    pub changes: Vec<String>,
    /// Profiles that were written anew.
    pub rewritten: u64,
    /// What was lost because the change was forced.
    pub lost: Vec<Danger>,
}

/// Something that a change of the model would lose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Stored values that are none of the field as it is declared now; `first` is a profile.
    Unfit { field: String, kind: &'static str, count: u64, first: PublicId },
    /// Values of a field that is to be unique, which another profile has too.
    Twice { field: String, count: u64, first: PublicId },
    /// Accounts with a role that is gone.
    Role { role: String, count: u64 },
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Danger::Unfit { field, kind, count, first } => write!(
                f,
                "the field {field:?} is of type {kind:?} now, but {count} stored values are none, the first in profile \
                 {first}"
            ),
            Danger::Twice { field, count, first } => write!(
                f,
                "the field {field:?} is unique now, but {count} profiles have the value of another one, the first is \
                 {first}"
            ),
            Danger::Role { role, count } => write!(f, "the role {role:?} is gone, but {count} accounts have it"),
        }
    }
}

/// Why a model is not adopted.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
    /// It would lose something, and nobody said that it may.
    #[error("the changed model would lose something: {}. {MEND}", told(.0))]
    Refused(Vec<Danger>),
    #[error(transparent)]
    Store(#[from] DbError),
}

const MEND: &str = "Undo the change in the model file, mend the data first, or start once with --force-model-change \
(FRONTDESK_FORCE_MODEL_CHANGE=on): values that do not fit become empty, roles that are gone allow nothing";

fn told(dangers: &[Danger]) -> String {
    dangers.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Makes what is stored follow the model of `desk`, in one transaction: keys that were renamed, values whose type is
/// another one, what lists and unique rules know. Nothing happens when the model is the one of the last start.
///
/// What would be lost refuses it, unless `force` says that it may: values that do not fit then become the field's
/// default or nothing, and of several profiles with one value of a unique field the oldest keeps it.
pub async fn adopt_model(desk: &Desk, force: bool) -> Result<Adopted, AdoptError> {
    let shared = desk.clone();
    let adopted = desk.db.write(async move |tx| adopt(tx, &shared, force).await).await?;
    desk.people.bump();
    Ok(adopted)
}

async fn adopt(tx: &mut Tx, desk: &Desk, force: bool) -> Result<Adopted, AdoptError> {
    let (model, present) = (&desk.model, desk.model.summary());
    // What cannot be read is from another version: then nothing is known of the profiles.
    let old: Option<Summary> = facts::find(tx, MODEL_FACT).await?.and_then(|text| serde_json::from_str(&text).ok());
    if old.as_ref() == Some(&present) {
        return Ok(Adopted::default());
    }
    let change = Change::between(old.as_ref(), model);
    let mut lost = Vec::new();
    for role in &change.roles_gone {
        let count = profiles::count_role(tx, role.as_str()).await?.unsigned_abs();
        if count > 0 {
            lost.push(Danger::Role { role: role.as_str().to_owned(), count });
        }
    }
    for key in &change.cleared {
        profiles::clear_keys(tx, key).await?;
    }
    let mut pass = Pass::new(&change);
    if change.needs_all_profiles() {
        pass.run(tx).await?;
    }
    let rewritten = pass.rewritten;
    lost.extend(pass.into_dangers());
    if !lost.is_empty() && !force {
        return Err(AdoptError::Refused(lost));
    }
    facts::set(tx, MODEL_FACT, &serde_json::to_string(&present).unwrap_or_default()).await?;
    // Of a first start there is nothing to tell.
    let changes = if old.is_some() { in_words(&change) } else { Vec::new() };
    Ok(Adopted { changes, rewritten, lost })
}

fn in_words(change: &Change<'_>) -> Vec<String> {
    let added = change.added.iter().map(|field| format!("the field {:?} is new", field.key));
    let renamed = change.renamed.iter().map(|(was, field)| format!("the field {was:?} is {:?} now", field.key));
    let removed = change.removed.iter().map(|key| format!("the field {key:?} is gone, its values are kept unseen"));
    let is_new = |key: &str| change.added.iter().any(|field| field.key == key);
    let checked = change.checked.iter().filter(|field| !is_new(&field.key));
    let checked = checked.map(|field| format!("the field {:?} is of type {:?} now", field.key, field.kind.name()));
    let roles = change.roles_gone.iter().map(|role| format!("the role {:?} is gone", role.as_str()));
    added.chain(renamed).chain(removed).chain(checked).chain(roles).collect()
}
