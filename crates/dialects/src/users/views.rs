//! What this wire shows.

use frontdesk_accounts::http::avatar_url;
use frontdesk_accounts::model::Person;
use frontdesk_kit::ids::PublicId;
use serde::Serialize;

use crate::stored::{Stored, called};

/// A user: four keys.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = UsersUser)]
pub struct UserView {
    #[schema(example = 17)]
    pub id: i64,
    #[schema(example = "anna@example.com")]
    pub email: String,
    #[schema(example = "annaexamplecom")]
    pub slug: String,
    /// What to call them; others may be called the same.
    #[schema(example = "Анна")]
    pub username: String,
}

impl From<&Person> for UserView {
    fn from(person: &Person) -> Self {
        let mut stored = Stored::of(person);
        Self {
            id: person.id.0,
            email: person.email.clone().unwrap_or_default(),
            slug: stored.text("slug").unwrap_or_default(),
            username: called(person, &mut stored).unwrap_or_default(),
        }
    }
}

/// One's own profile.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = UsersProfile)]
pub struct ProfileView {
    #[serde(flatten)]
    pub profile: ChangedView,
    /// `Пользователь`, `Админ` or `Аниматор`.
    #[schema(example = "Аниматор")]
    pub role: &'static str,
    #[schema(example = "Провожу детские праздники с 2015 года.")]
    pub intro: Option<String>,
}

impl ProfileView {
    /// The profile of `person`, with the picture's address below `base`.
    pub fn new(person: &Person, base: &str) -> Self {
        let IntroducedView { profile, intro } = IntroducedView::new(person, base);
        Self { profile, role: role(&person.role), intro }
    }
}

/// A profile that has been changed.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = UsersChangedProfile)]
pub struct ChangedView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    pub id: PublicId,
    /// The owner's user id.
    #[schema(example = 17)]
    pub user: i64,
    #[schema(example = "https://example.com/media/profile_images/default.jpg")]
    pub image: Option<String>,
    #[schema(example = "anna@example.com")]
    pub email: String,
    /// The name in the profile.
    #[schema(example = "Аня")]
    pub username: Option<String>,
}

impl ChangedView {
    /// The profile of `person`, with the picture's address below `base`.
    pub fn new(person: &Person, base: &str) -> Self {
        Self {
            id: person.profile_public_id,
            user: person.id.0,
            image: person.avatar.as_deref().map(|name| format!("{base}{}", avatar_url(name))),
            email: person.email.clone().unwrap_or_default(),
            username: Stored::of(person).text("profile_name"),
        }
    }
}

/// The same with the line that animators and administrators introduce themselves with.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = UsersIntroducedProfile)]
pub struct IntroducedView {
    #[serde(flatten)]
    pub profile: ChangedView,
    #[schema(example = "Провожу детские праздники с 2015 года.")]
    pub intro: Option<String>,
}

impl IntroducedView {
    /// The profile of `person`, with the picture's address below `base`.
    pub fn new(person: &Person, base: &str) -> Self {
        Self { profile: ChangedView::new(person, base), intro: Stored::of(person).text("intro") }
    }
}

/// The three roles that this wire knows; every other is a plain user here.
fn role(key: &str) -> &'static str {
    match key {
        "admin" => "Админ",
        "animator" => "Аниматор",
        _ => "Пользователь",
    }
}
