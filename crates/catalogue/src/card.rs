//! What a service shows of its specialist.

use std::borrow::Cow;

use frontdesk_accounts::declared::{DeclaredField, Model};
use serde::Deserialize;

use crate::model::Card;

/// The declared fields that a card shows, where the model has them and lets anybody read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shows {
    pub full_name: bool,
    pub city: bool,
    pub avatar: bool,
    /// Whether services can be found by the city as well.
    pub by_city: bool,
}

impl Shows {
    /// What `model` lets anybody read.
    pub fn of(model: &Model) -> Self {
        let open = |key: &str| model.field(key).filter(|field: &&DeclaredField| field.readable(None, false));
        Self {
            full_name: open("full_name").is_some(),
            city: open("city").is_some(),
            avatar: open("avatar").is_some(),
            by_city: open("city").is_some_and(|field| field.filter),
        }
    }
}

/// The texts of a card, as they are stored.
#[derive(Debug, Default, Deserialize)]
pub struct Texts<'a> {
    #[serde(borrow, default)]
    pub full_name: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub city: Option<Cow<'a, str>>,
}

impl Card {
    /// The card's texts; none where the profile holds something else.
    pub fn texts(&self) -> Texts<'_> {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }

    /// The city, if there is one.
    pub fn city(&self) -> Option<Cow<'_, str>> {
        self.texts().city
    }
}
