//! `GET /.well-known/security.txt`: whom to tell about a weakness (RFC 9116).

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_kit::clock::{Clock, Timestamp};
use frontdesk_kit::problem::Problem;
use http::header;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::config::Server;

const DAY: i64 = 86_400;
/// How long a copy may be believed. The RFC asks for less than a year.
const GOOD_FOR: i64 = 180 * DAY;

/// What the operator says about it; cheap to clone.
#[derive(Clone)]
pub struct SecurityTxt {
    contact: Option<Arc<str>>,
    /// The address of this very file.
    canonical: Option<Arc<str>>,
    clock: Clock,
}

impl SecurityTxt {
    /// The file for the server that `server` describes.
    pub fn new(server: &Server, clock: Clock) -> Self {
        // The RFC does not let a file be found without TLS.
        let origin = server.public_url.as_deref().filter(|url| url.starts_with("https://"));
        Self {
            contact: server.security_contact.as_deref().map(Arc::from),
            canonical: origin.map(|origin| format!("{origin}/.well-known/security.txt").into()),
            clock,
        }
    }

    /// The file at the moment `now`; `None` if there is nobody to tell.
    fn text(&self, now: Timestamp) -> Option<String> {
        // By days, so that copies of one day are alike.
        let expires = Timestamp(now.0 - now.0.rem_euclid(DAY)).plus(GOOD_FOR);
        let contact = self.contact.as_deref()?;
        let mut text = format!("Contact: {contact}\nExpires: {expires}\nPreferred-Languages: ru, en\n");
        if let Some(canonical) = self.canonical.as_deref() {
            text.push_str(&format!("Canonical: {canonical}\n"));
        }
        Some(text)
    }
}

/// The route of this file.
pub fn router(security_txt: SecurityTxt) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get_security_txt)).with_state(security_txt)
}

/// Whom to tell about a weakness
///
/// The operator's contact for security researchers (RFC 9116), if the operator has named one.
#[utoipa::path(
    get, path = "/.well-known/security.txt", tag = "operations", security(()),
    responses(
        (status = 200, description = "The contact.", body = String, content_type = "text/plain; charset=utf-8",
         example = "Contact: mailto:security@example.com\nExpires: 2027-05-21T00:00:00Z\nPreferred-Languages: ru, en\n"),
        (status = 404, description = "The operator has named nobody.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_security_txt(State(security_txt): State<SecurityTxt>) -> Result<Response, Problem> {
    let text = security_txt.text(security_txt.clock.now()).ok_or_else(Problem::not_found)?;
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, text).into_response())
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    fn said(contact: Option<&str>, canonical: Option<&str>, now: i64) -> Option<String> {
        let (contact, canonical) = (contact.map(Arc::from), canonical.map(Arc::from));
        SecurityTxt { contact, canonical, clock: Clock::system() }.text(Timestamp(now))
    }

    #[test]
    fn sec_OPS_10_the_contact_expires_within_a_year_and_moves_on_with_the_days() {
        // 2026-11-22T07:14:20Z, and one second before and after the next midnight.
        let text = said(Some("mailto:security@example.com"), None, 1_795_331_660).expect("a contact");
        assert_eq!(
            text,
            "Contact: mailto:security@example.com\nExpires: 2027-05-21T00:00:00Z\nPreferred-Languages: ru, en\n"
        );
        assert_eq!(said(Some("mailto:security@example.com"), None, 1_795_391_999).as_deref(), Some(text.as_str()));
        let next_day = said(Some("mailto:security@example.com"), None, 1_795_392_001).expect("a contact");
        assert!(next_day.contains("2027-05-22T00:00:00Z"), "{next_day}");
    }

    #[test]
    fn sec_OPS_10_the_file_names_its_own_address_if_it_has_one() {
        let at = "https://desk.example.com/.well-known/security.txt";
        let text = said(Some("https://example.com/report"), Some(at), 0).expect("a contact");
        assert!(text.ends_with(&format!("\nCanonical: {at}\n")), "{text}");
        assert_eq!(said(None, Some(at), 0), None);
    }
}
