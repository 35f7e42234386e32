//! Where the links of letters lead: a page that says what it is about, and does it when its button is pressed.
//!
//! Opening the page changes nothing: mail programs look at links before their readers do.

mod acceptance;
mod page;

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{self, Shown};
use frontdesk_accounts::store::proofs::Purpose;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_kit::locale::{Lang, Message, text};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use acceptance::Form;
use page::Page;

/// The page has a stylesheet and a form that leads back to itself.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
);

static FORM: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("FollowedLinkForm")
        .field(Field::secret("new_password").max(4096))
        .field(Field::text("new_login").max(1000))
});

/// The routes of this file.
pub fn router(desk: Desk) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(open_link, press_button)).routes(routes!(get_links_style)).with_state(desk)
}

/// Open a letter's link
///
/// A page for people; programs use `/api/v1/links` and `/api/v1/password-resets/complete`.
#[utoipa::path(
    get, path = "/links/{token}", tag = "accounts", security(()),
    params(("token" = String, Path, description = "The secret of the link.", example = "Jx3…")),
    responses(
        (status = 200, description = "What the link is good for.", content_type = "text/html", body = String,
         example = "<!DOCTYPE html>…"),
        (status = 404, description = "It is not, or no longer.", content_type = "text/html", body = String,
         example = "<!DOCTYPE html>…"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
async fn open_link(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(&headers);
    let proof = flow::look_at_link(&desk, &token).await?;
    if let Some(proof) = proof {
        return Ok(shown(StatusCode::OK, Page::asking(lang, proof.purpose, None)));
    }
    Ok(match flow::look_at_invitation(&desk, &token).await? {
        Some(invitation) => shown(StatusCode::OK, Form { lang, desk: &desk, invitation: &invitation }.asking()),
        None => shown(StatusCode::NOT_FOUND, Page::saying(lang, "link-gone")),
    })
}

/// Follow a letter's link
///
/// What the page's button does.
#[utoipa::path(
    post, path = "/links/{token}", tag = "accounts", security(()),
    request_body(content_type = "application/x-www-form-urlencoded", content = FollowedLinkForm),
    params(("token" = String, Path, description = "The secret of the link.", example = "Jx3…")),
    responses(
        (status = 200, description = "Done.", content_type = "text/html", body = String, example = "<!DOCTYPE html>…"),
        (status = 404, description = "It is not good, or no longer.", content_type = "text/html", body = String,
         example = "<!DOCTYPE html>…"),
        (status = 422, description = "The new password or name will not do.", content_type = "text/html", body = String,
         example = "<!DOCTYPE html>…"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
async fn press_button(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Result<Response, Problem> {
    let lang = language(&headers);
    let body = Body::read(&headers, body, Limits::json(), Manners::Lenient).await?;
    let (values, invalid) = FORM.sift(&body, Manners::Lenient, Mode::Create);
    let Some(proof) = flow::look_at_link(&desk, &token).await? else {
        return match flow::look_at_invitation(&desk, &token).await? {
            Some(invitation) => Form { lang, desk: &desk, invitation: &invitation }.press(&token, body, &origin).await,
            None => Ok(shown(StatusCode::NOT_FOUND, Page::saying(lang, "link-gone"))),
        };
    };
    let done = match proof.purpose {
        purpose if !purpose.is_followed() && !invalid.is_empty() => Err(invalid.into()),
        purpose if purpose.chooses_password() => {
            let new = (values.secret("new_password"), None);
            flow::reset_password(&desk, Shown::Link(token), new, &origin).await
        }
        Purpose::ResetLogin => flow::reset_login(&desk, &token, values.text("new_login"), &origin).await,
        _ => flow::follow_link(&desk, &token, &origin).await.map(|_| ()),
    };
    match done {
        Ok(()) => Ok(shown(StatusCode::OK, Page::saying(lang, page::done(proof.purpose)))),
        Err(AccountError::Invalid(invalid)) if !proof.purpose.is_followed() => {
            let said = invalid.errors.first().map(|error| text(lang, &error.message));
            Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, Page::asking(lang, proof.purpose, said)))
        }
        Err(AccountError::Invalid(_)) => Ok(shown(StatusCode::NOT_FOUND, Page::saying(lang, "link-gone"))),
        Err(error) => Err(error.into()),
    }
}

/// The page's stylesheet
#[utoipa::path(
    get, path = "/links.css", tag = "accounts", security(()),
    responses((status = 200, description = "The stylesheet.", content_type = "text/css", body = String,
               example = "body { margin: 0 }")),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_links_style() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, include_str!("style.css")).into_response()
}

/// The form of the page; that of an invitation has what a sign-up asks for.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "documents the form, which is read through its shape")]
struct FollowedLinkForm {
    /// For a forgotten password: 10 to 128 characters.
    #[schema(example = "meadow-lantern-17")]
    new_password: Option<String>,
    /// For another name to sign in with: a user name, or an address where people are known by it.
    #[schema(example = "anna.k")]
    new_login: Option<String>,
}

fn language(headers: &HeaderMap) -> Lang {
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::from_accept_language(wished, Lang::DEFAULT)
}

/// The address is a secret while it is good.
fn shown(status: StatusCode, page: String) -> Response {
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    let private = HeaderValue::from_static("no-store");
    let headers = [
        (header::CONTENT_TYPE, html),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, private),
        (header::VARY, HeaderValue::from_static("accept-language")),
    ];
    (status, headers, page).into_response()
}

/// A message by its key.
fn say(lang: Lang, key: &'static str) -> String {
    text(lang, &Message::new(key))
}
