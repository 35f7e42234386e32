//! What is known of somebody, for a new password to be held against.

use frontdesk_kit::db::DbError;

use super::edit_profile::stored;
use crate::declared::{FieldType, Model};
use crate::desk::Desk;
use crate::model::UserId;
use crate::password::{Attribute, Context};
use crate::store::profiles;

/// Longer texts, in code points, are no names.
const LONGEST: usize = 80;

impl Model {
    /// What the declared fields call their owner, where `value` says what stands in a field.
    pub(super) fn own_names<'a>(&self, value: impl Fn(&str) -> Option<&'a str>) -> Vec<(Attribute, String)> {
        let lines = self.fields.iter().filter(|field| field.kind == FieldType::Text);
        let named = lines.filter_map(|field| Some((Attribute::of_field(&field.key), value(&field.key)?.to_owned())));
        named.filter(|(_, text)| text.chars().count() <= LONGEST).collect()
    }
}

/// The names in the profile of `user`.
pub(super) async fn names_of(desk: &Desk, user: UserId) -> Result<Vec<(Attribute, String)>, DbError> {
    let profile = desk.db.read(async move |tx| profiles::of_user(tx, user).await).await?;
    let fields = profile.map(|profile| stored(&profile.fields)).unwrap_or_default();
    Ok(desk.model.own_names(|key| fields.get(key)?.as_str()))
}

impl Desk {
    /// For a new password of somebody with these names; what else is known is to be added.
    pub fn password_context(&self, names: Vec<(Attribute, String)>) -> Context<'_> {
        Context { names, common: self.common_passwords.as_deref(), ..Context::default() }
    }
}
