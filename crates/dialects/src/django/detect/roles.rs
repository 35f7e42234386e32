//! Roles of the model, and what the old backend called them.

use std::collections::BTreeMap;

use frontdesk_accounts::declared::Model;

use super::super::DjangoError;
use super::super::mapping::Entry;

/// The role that the file names, which has to be one of the model.
pub(super) fn role(model: &Model, said: &Option<String>) -> Result<Option<String>, DjangoError> {
    match said.as_deref() {
        None | Some("") => Ok(None),
        Some(key) if model.role(key).is_some() => Ok(Some(key.to_owned())),
        Some(key) => Err(DjangoError::Mapping(format!("the model {} has no role {key}", model.name))),
    }
}

/// The same, or the usual one if the model has it and the file says nothing.
pub(super) fn role_or(model: &Model, said: &Option<String>, usual: &str) -> Result<Option<String>, DjangoError> {
    match said {
        None => Ok(model.role(usual).map(|role| role.key.as_str().to_owned())),
        Some(_) => role(model, said),
    }
}

/// The role that one signs up as and that may do least.
pub(super) fn usual_role(model: &Model) -> Option<String> {
    let mut roles = model.roles.iter().filter(|role| role.sign_up);
    let first = roles.clone().next();
    let plain = roles.find(|role| role.permissions == Default::default());
    plain.or(first).map(|role| role.key.as_str().to_owned())
}

/// The model's own names for its roles, and those of the file.
pub(super) fn named_roles(model: &Model, said: &Entry) -> Result<BTreeMap<String, String>, DjangoError> {
    let mut named = BTreeMap::new();
    for found in &model.roles {
        let key = found.key.as_str().to_owned();
        for name in [&key, &found.label.ru, &found.label.en] {
            named.entry(name.to_lowercase()).or_insert_with(|| key.clone());
        }
    }
    if model.role("admin").is_some() {
        named.entry("админ".to_owned()).or_insert_with(|| "admin".to_owned());
    }
    for (name, key) in &said.roles {
        let key = role(model, &Some(key.clone()))?;
        named.insert(name.to_lowercase(), key.ok_or_else(|| DjangoError::Mapping(format!("{name} becomes no role")))?);
    }
    Ok(named)
}
