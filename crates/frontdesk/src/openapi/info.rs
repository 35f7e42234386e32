//! What the document says about the whole API.

use frontdesk_accounts::caller::SESSION_COOKIE;
use frontdesk_kit::documented::{ProblemBody, ProblemField};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, Server, Tag};
use utoipa::{PartialSchema, ToSchema};

const DESCRIPTION: &str = include_str!("description.md");
const SESSION: &str = "The cookie of a session, set by the login of an older wire. Whoever writes also shows the value of the \
    cookie `csrftoken` as `X-CSRFToken`.";

/// Tags in the order in which they are shown: name, heading, what belongs there.
const TAGS: [(&str, &str, &str); 23] = [
    ("accounts", "Accounts", "Signing up, and one's own account."),
    ("sessions", "Sessions", "A session is a signed-in period on one device. Ended means ended on the next request."),
    (
        "profiles",
        "Profiles",
        "The fields that the operator declared, and the picture. Everybody has a profile from the first moment.",
    ),
    ("administration", "Administration", "Other people's accounts, for staff and administrators."),
    ("services", "Services", "What specialists offer: a name, a price, a duration."),
    ("catalogue", "Catalogue", "Specialists and categories, for those who look around."),
    ("categories", "Categories", "The shelves of the catalogue."),
    ("schedules", "Schedules", "Where specialists work, and when."),
    ("bookings", "Bookings", "What is free, who has booked it, and what became of it."),
    ("reviews", "Reviews", "What clients say of visits, and what specialists answer."),
    ("webhooks", "Webhooks", "Other programs that hear what becomes of bookings."),
    ("favourites", "Favourites", "Specialists whom one likes to go to."),
    ("calendars", "Calendars", "Bookings in one's own calendar, and one's own calendar in the way of bookings."),
    (
        "marketplace",
        "Marketplace wire",
        "The older wire under `/api/auth/`, bit for bit as its clients know it. New clients use `/api/v1`.",
    ),
    (
        "users",
        "Users wire",
        "The older wire under `/api/users/`, bit for bit as its clients know it: session cookies, messages in Russian.",
    ),
    (
        "session-token",
        "Session-token wire",
        "The older wire under `/api/user/`, bit for bit as its clients know it: session cookies and a short token.",
    ),
    (
        "accounts-wire",
        "Accounts wire",
        "The older wire under `/api/accounts/`, bit for bit as its clients know it. New clients use `/api/v1`.",
    ),
    (
        "account-v1",
        "Account-v1 wire",
        "The older wire under `/api/v1/account/`, bit for bit as its clients know it. New clients use `/api/v1/accounts`.",
    ),
    (
        "simplejwt",
        "SimpleJWT wire",
        "The routes of SimpleJWT under `/api/token/`, as its clients know them. New clients use `/api/v1/sessions`.",
    ),
    (
        "djoser",
        "djoser wire",
        "The routes of djoser under `/auth/`, as its clients know them. New clients use `/api/v1`.",
    ),
    ("setup", "Setup", "The first administrator of a fresh installation."),
    ("operations", "Operations", "For whoever runs the server."),
    ("docs", "This document", "The description of the API, for programs and for people."),
];

/// Adds title, licence, security, tags and the schemas that every refusal uses.
pub fn introduce(document: &mut OpenApi) {
    let licence = LicenseBuilder::new().name("MIT OR Apache-2.0").build();
    document.info = InfoBuilder::new()
        .title("Frontdesk API")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .contact(Some(ContactBuilder::new().name(Some("Frontdesk")).build()))
        .license(Some(licence))
        .build();
    document.servers = Some(vec![Server::new("/")]);
    document.tags = Some(tags(document));

    let takes_cookies = super::check::operations(document)
        .any(|(_, _, operation)| operation.extensions.as_ref().is_some_and(|all| all.contains_key("x-credentials")));
    let components = document.components.get_or_insert_with(Components::new);
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").description(Some(
        "The access token of a session. It lives for 15 minutes; a refresh token gets the next one.",
    ));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    if takes_cookies {
        let session = ApiKeyValue::with_description(SESSION_COOKIE, SESSION);
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
    components.schemas.insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    components.schemas.insert(ProblemField::name().into_owned(), ProblemField::schema());
}

/// The tags that some operation bears.
fn tags(document: &OpenApi) -> Vec<Tag> {
    let used: Vec<String> = super::check::operations(document)
        .flat_map(|(_, _, operation)| operation.tags.clone().unwrap_or_default())
        .collect();
    let tag = |(name, heading, description): &(&str, &str, &str)| {
        let mut tag = Tag::new(*name);
        tag.description = Some((*description).to_owned());
        tag.extensions.get_or_insert_default().insert("x-displayName".to_owned(), (*heading).into());
        tag
    };
    TAGS.iter().filter(|(name, ..)| used.iter().any(|tag| tag == name)).map(tag).collect()
}

/// Whether `name` is one of the tags that are explained.
pub fn is_known_tag(name: &str) -> bool {
    TAGS.iter().any(|(known, ..)| *known == name)
}
