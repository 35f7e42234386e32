//! The owner edits the profile.

use frontdesk_kit::input::{Value, Values};
use serde_json::{Map, Value as Json};

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::Profile;
use crate::picture::MediaName;
use crate::store::profiles;
use crate::words::fold;

/// What the owner changes.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// Declared fields, checked by the model's shape; those that were not sent stay.
    pub values: Values,
    /// A new picture, or `Some(None)` to take the present one away.
    pub avatar: Option<Option<MediaName>>,
    /// The versions that the owner has seen; any other one is refused.
    pub expected_versions: Option<Vec<i64>>,
}

/// Applies `change` to the caller's profile; the picture that was replaced is removed after the commit.
///
/// Fields that the caller may not write are left as they are.
pub async fn edit_profile(desk: &Desk, caller: &Caller, change: ProfileChange) -> Result<Profile, AccountError> {
    let (now, caller, shared) = (desk.clock.now(), caller.clone(), desk.clone());
    let (profile, old) = desk
        .db
        .write(async move |tx| {
            let mut profile = profiles::of_user(tx, caller.user_id).await?.ok_or(AccountError::NotFound)?;
            if change.expected_versions.as_ref().is_some_and(|seen| !seen.contains(&profile.version)) {
                return Err(AccountError::Stale);
            }
            let fields = merged(&shared, &caller, &profile, &change.values);
            let found_by = found_by(&shared, &fields);
            profile.fields = Json::Object(fields).to_string();
            let old = profile.avatar.clone();
            if let Some(avatar) = &change.avatar {
                profile.avatar = avatar.as_ref().map(ToString::to_string);
            }
            if !profiles::update(tx, &profile, now).await? {
                return Err(AccountError::Stale);
            }
            profiles::index(tx, caller.user_id, &found_by).await?;
            profile.version += 1;
            profile.updated_at = now;
            let mut replaced = old.filter(|old| profile.avatar.as_ref() != Some(old));
            // Demo accounts share their portraits.
            if let Some(name) = &replaced
                && profiles::shows(tx, name).await?
            {
                replaced = None;
            }
            Ok((profile, replaced))
        })
        .await?;
    desk.people.bump();
    if let Some(name) = old.as_deref().and_then(MediaName::parse) {
        // A file that stays is found by the orphan sweep.
        if let Err(error) = desk.media.delete(&name) {
            tracing::warn!(%error, "a replaced picture could not be removed");
        }
    }
    Ok(profile)
}

/// The stored fields with the caller's changes laid over them.
fn merged(desk: &Desk, caller: &Caller, profile: &Profile, values: &Values) -> Map<String, Json> {
    let mut fields = stored(&profile.fields);
    for field in &desk.model.fields {
        if !field.writable(Some(&caller.role), true) {
            continue;
        }
        if let Some(value) = values.get(&field.key).and_then(to_json) {
            fields.insert(field.key.clone(), value);
        }
    }
    fields
}

/// The stored fields of a profile.
fn stored(text: &str) -> Map<String, Json> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Pictures are files, secrets are not profile fields: both have no JSON form here.
fn to_json(value: &Value) -> Option<Json> {
    match value {
        Value::Null => Some(Json::Null),
        Value::Text(text) => Some(text.as_str().into()),
        Value::Integer(number) | Value::Minor(number) => Some((*number).into()),
        Value::Boolean(yes) => Some((*yes).into()),
        Value::Many(list) => Some(list.clone().into()),
        Value::Date(date) => Some(date.to_string().into()),
        Value::Uuid(id) => Some(id.to_string().into()),
        Value::Upload(_) | Value::Secret(_) => None,
    }
}

/// The folded values of the fields that lists can be filtered by.
fn found_by(desk: &Desk, fields: &Map<String, Json>) -> Vec<(String, String)> {
    let filters = desk.model.fields.iter().filter(|field| field.filter);
    let value = |key: &str| match fields.get(key) {
        Some(Json::String(text)) if !text.is_empty() => Some(fold(text)),
        Some(Json::Number(number)) => Some(number.to_string()),
        Some(Json::Bool(yes)) => Some(yes.to_string()),
        _ => None,
    };
    filters.filter_map(|field| value(&field.key).map(|value| (field.key.clone(), value))).collect()
}
