//! What this room shows of itself.

use std::borrow::Cow;
use std::fmt::Write;

use frontdesk_kit::clock::Timestamp;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{ObjectBuilder, RefOr};

use crate::declared::{DeclaredField, FieldType, MARKETPLACE, Model, RoleKey};
use crate::model::{Account, Profile};

/// The owner's view of an account.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Account)]
pub struct AccountView {
    #[schema(format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    pub id: String,
    #[schema(example = "anna")]
    pub username: Option<String>,
    #[schema(example = "anna@example.com")]
    pub email: Option<String>,
    /// Whether a link or code that was sent there has been shown.
    pub email_verified: bool,
    #[schema(example = "+7 900 123-45-67")]
    pub phone: Option<String>,
    /// Whether a code that was sent there has been shown.
    pub phone_verified: bool,
    #[schema(example = "specialist")]
    pub role: String,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub created_at: Timestamp,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.public_id.to_string(),
            username: account.username,
            email_verified: account.email_verified_at.is_some(),
            email: account.email,
            phone_verified: account.phone_verified_at.is_some(),
            phone: account.phone,
            role: account.role,
            created_at: account.created_at,
        }
    }
}

/// A profile as one reader may see it: `id`, the readable declared fields, pictures as `KEY_url`.
pub struct ProfileView;

impl ProfileView {
    /// The view of `profile` for a reader with `role` (`None`: nobody is signed in); `own`: it is the reader's.
    ///
    /// Copies the stored values as they stand: this is read more often than anything else.
    pub fn of(model: &Model, profile: &Profile, role: Option<&RoleKey>, own: bool) -> Box<RawValue> {
        RawValue::from_string(Self::json(model, profile, role, own)).unwrap_or_default()
    }

    /// The same as text.
    pub fn json(model: &Model, profile: &Profile, role: Option<&RoleKey>, own: bool) -> String {
        let stored: Stored<'_> = serde_json::from_str(&profile.fields).unwrap_or_default();
        let mut json = String::with_capacity(profile.fields.len() + 128);
        let id = profile.public_id;
        // Writing to a string cannot fail.
        let _ = write!(json, "{{\"id\":\"{id}\"");
        for field in model.readable_fields(role, own) {
            let key = &field.key;
            let _ = match (field.kind, stored.get(key)) {
                (FieldType::Image, _) => match &profile.avatar {
                    Some(name) => write!(json, ",\"{key}_url\":\"{}\"", avatar_url(name)),
                    None => write!(json, ",\"{key}_url\":null"),
                },
                (_, Some(value)) if field.shows(value.get()) => write!(json, ",\"{key}\":{value}"),
                (..) => write!(json, ",\"{key}\":{}", field.empty_value()),
            };
        }
        json.push('}');
        json
    }

    /// The schema of what [`ProfileView::of`] makes for those who read these fields; `is_whole`: and never see others.
    pub fn schema_for(model: &Model, reads: impl Fn(&DeclaredField) -> bool, is_whole: bool) -> RefOr<Schema> {
        let id = ObjectBuilder::new().schema_type(Type::String).build();
        let mut object = ObjectBuilder::new().title(Some("Profile")).property("id", id).required("id");
        for field in model.fields.iter().filter(|field| reads(field)) {
            let key = if field.kind == FieldType::Image { format!("{}_url", field.key) } else { field.key.clone() };
            object = object.property(key, shown_as(field));
        }
        let others = is_whole.then_some(AdditionalProperties::<Schema>::FreeForm(false));
        RefOr::T(Schema::Object(object.additional_properties(others).build()))
    }
}

/// The schema of a field in an answer. Older values may break its present limits, so that only the type is promised.
fn shown_as(field: &DeclaredField) -> Schema {
    let nullable = |kind| SchemaType::from_iter([kind, Type::Null]);
    let property = |kind| ObjectBuilder::new().schema_type(nullable(kind)).description(Some(&field.input().help));
    let text = |format: &str| property(Type::String).format(Some(SchemaFormat::Custom(format.to_owned()))).build();
    match field.kind {
        FieldType::ManyChoice => {
            let item = ObjectBuilder::new().schema_type(Type::String).build();
            let list = ArrayBuilder::new().schema_type(nullable(Type::Array)).items(item);
            Schema::Array(list.description(Some(&field.input().help)).build())
        }
        FieldType::Integer => Schema::Object(property(Type::Integer).build()),
        FieldType::Boolean => Schema::Object(property(Type::Boolean).build()),
        FieldType::Decimal => Schema::Object(text("decimal")),
        FieldType::Date => Schema::Object(text("date")),
        _ => Schema::Object(property(Type::String).build()),
    }
}

/// The fields of a stored profile, each as it is written there. A handful: looking through them is quicker than a map.
#[derive(Default)]
struct Stored<'a>(Vec<(&'a str, &'a RawValue)>);

impl Stored<'_> {
    fn get(&self, key: &str) -> Option<&RawValue> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Stored<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Stored<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the fields of a profile")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::with_capacity(8);
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Stored(fields))
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

impl utoipa::PartialSchema for ProfileView {
    fn schema() -> RefOr<Schema> {
        Self::schema_for(&MARKETPLACE, |_| true, true)
    }
}

impl utoipa::ToSchema for ProfileView {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Profile")
    }
}

/// Where the picture called `name` is fetched.
pub fn avatar_url(name: &str) -> String {
    format!("/media/{name}")
}
