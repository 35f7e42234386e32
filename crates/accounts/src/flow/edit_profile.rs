//! A profile is edited: by its owner, or by somebody whom the model lets write into anybody's.

use frontdesk_kit::db::Tx;
use frontdesk_kit::input::{Invalid, Values};
use frontdesk_kit::locale::Message;
use serde_json::{Map, Value as Json};

use super::rank::may_attend;
use crate::address::Origin;
use crate::caller::Caller;
use crate::declared::{Keys, RoleKey, check_forms};
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::{Person, Profile, UserId};
use crate::picture::MediaName;
use crate::store::events::{Event, record};
use crate::store::profiles::{self, IndexError};
use crate::store::users;

/// What is to be otherwise.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// Declared fields, read by the model's shape or under a contract; those that were not sent stay.
    pub values: Values,
    /// A new picture, or `Some(None)` to take the present one away.
    pub avatar: Option<Option<MediaName>>,
    /// The versions that the caller has seen; any other one is refused.
    pub expected_versions: Option<Vec<i64>>,
}

/// Applies `change` to the caller's profile; the picture that was replaced is removed after the commit.
///
/// What the caller may not write is left as it is: a face that has to say so asks the model first
/// ([`Model::read_change`](crate::declared::Model::read_change)). A value of a unique field that somebody else has is
/// refused by the database and named by field.
pub async fn edit_profile(desk: &Desk, caller: &Caller, change: ProfileChange) -> Result<Profile, AccountError> {
    let mut invalid = Invalid::default();
    check_forms(desk.model.writable_fields(Some(&caller.role), true), &change.values, &mut invalid);
    let change = invalid.or_ok(change)?;
    let (shared, caller) = (desk.clone(), caller.clone());
    let edit = async move |tx: &mut Tx| apply(tx, &shared, (&caller, caller.user_id), change).await;
    let (profile, dropped) = desk.db.write(edit).await?;
    desk.people.bump();
    if let Some(name) = dropped.as_deref().and_then(MediaName::parse) {
        // A file that stays is found by the orphan sweep.
        if let Err(error) = desk.media.delete(&name) {
            tracing::warn!(%error, "a replaced picture could not be removed");
        }
    }
    Ok(profile)
}

/// Applies `values` to the profile of the account `target`, for `caller`, whose own it may be, and notes that in the
/// record. `expected_versions` as in [`ProfileChange`].
///
/// Whoever may do more with accounts than the caller is out of reach, whatever the fields' rights.
pub async fn edit_profile_of(
    desk: &Desk,
    caller: &Caller,
    target: UserId,
    (values, expected_versions): (Values, Option<Vec<i64>>),
    origin: &Origin,
) -> Result<Profile, AccountError> {
    let (shared, caller, origin) = (desk.clone(), caller.clone(), origin.clone());
    let edit = async move |tx: &mut Tx| {
        let person: Person = users::person(tx, target).await?.ok_or(AccountError::NotFound)?;
        if !may_attend(&shared, &caller, &person) {
            return Err(AccountError::Forbidden);
        }
        let changed: Vec<&str> = values.iter().map(|(key, _)| key).collect();
        if !changed.is_empty() {
            let who = (Some(caller.user_id), Some(target));
            record(tx, Event::AccountChanged, who, &origin, &changed.join(", "), shared.clock.now()).await?;
        }
        let change = ProfileChange { values, avatar: None, expected_versions };
        apply(tx, &shared, (&caller, target), change).await.map(|(profile, _)| profile)
    };
    let profile = desk.db.write(edit).await?;
    desk.people.bump();
    Ok(profile)
}

/// The changed profile of `target`, and the picture that nobody shows any more.
async fn apply(
    tx: &mut Tx,
    desk: &Desk,
    (caller, target): (&Caller, UserId),
    change: ProfileChange,
) -> Result<(Profile, Option<String>), AccountError> {
    let (now, own) = (desk.clock.now(), target == caller.user_id);
    let mut profile = profiles::of_user(tx, target).await?.ok_or(AccountError::NotFound)?;
    if change.expected_versions.as_ref().is_some_and(|seen| !seen.contains(&profile.version)) {
        return Err(AccountError::Stale);
    }
    let (fields, keys) = laid_over(desk, (&caller.role, own), &profile, &change.values);
    profile.fields = Json::Object(fields).to_string();
    let mut dropped = change.avatar.and_then(|wanted| hang(desk, caller, &mut profile, wanted));
    if !profiles::update(tx, &profile, now).await? {
        return Err(AccountError::Stale);
    }
    profiles::index(tx, target, &keys).await?;
    profile.version += 1;
    profile.updated_at = now;
    // Demo accounts share their portraits.
    if let Some(name) = &dropped
        && profiles::shows(tx, name).await?
    {
        dropped = None;
    }
    Ok((profile, dropped))
}

/// Shows another picture, or none; gives back the one that is not shown then: the old one, or the wanted one when the
/// caller may not set it.
fn hang(desk: &Desk, caller: &Caller, profile: &mut Profile, wanted: Option<MediaName>) -> Option<String> {
    let wanted = wanted.map(|name| name.to_string());
    if desk.model.may_set_picture(&caller.role, true).is_err() {
        return wanted;
    }
    std::mem::replace(&mut profile.avatar, wanted).filter(|old| profile.avatar.as_ref() != Some(old))
}

/// The stored fields with changes laid over them by somebody with `role`, whose own profile it is or not; and what the
/// profile is found by. Fields that they may not change are left as they are.
pub(super) fn laid_over(
    desk: &Desk,
    (role, own): (&RoleKey, bool),
    profile: &Profile,
    values: &Values,
) -> (Map<String, Json>, Keys) {
    let mut fields = stored(&profile.fields);
    for field in desk.model.writable_fields(Some(role), own) {
        if let Some(value) = values.get(&field.key).and_then(|value| field.stored(value)) {
            fields.insert(field.key.clone(), value);
        }
    }
    let keys = found_by(desk, &fields);
    (fields, keys)
}

/// What a profile with these stored fields is found by.
pub(super) fn found_by(desk: &Desk, fields: &Map<String, Json>) -> Keys {
    desk.model.keys(fields)
}

/// The stored fields of a profile.
pub(super) fn stored(text: &str) -> Map<String, Json> {
    serde_json::from_str(text).unwrap_or_default()
}

impl From<IndexError> for AccountError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Taken(field) => Invalid::one(field, "taken", Message::new("field-unique")).into(),
            IndexError::Store(error) => error.into(),
        }
    }
}
