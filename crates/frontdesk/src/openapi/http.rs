//! Where the document is read: by programs, in Swagger UI, as a reference page.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::etag;
use frontdesk_kit::locale;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Docs, rights, swagger};
use crate::docs::{Lang, STYLE};

/// May be kept, but must be asked for again: a new version of the server may say something else.
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");
/// The reference page has a stylesheet and nothing else.
const READING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);

/// The routes of this file.
pub fn router(docs: Docs) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(get_document))
        .routes(routes!(rights::show_rights))
        .routes(routes!(get_reference))
        .routes(routes!(get_style))
        .routes(routes!(get_problems))
        .routes(routes!(get_swagger_ui))
        .routes(routes!(get_swagger_file))
        .with_state(docs)
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DocumentQuery {
    /// `json` or `yaml`; without it the `Accept` header decides.
    #[param(example = "yaml")]
    format: Option<String>,
    /// A role, or `anonymous`: shows what is theirs. Roles that nobody can sign up as are shown to who has them or can give
    /// them.
    #[param(example = "anonymous")]
    role: Option<String>,
}

/// The OpenAPI document
///
/// OpenAPI 3.1 as JSON or YAML. With an access token it holds the operations and the declared fields that the caller's role
/// has; without one all operations, and the fields that everybody has who signs up.
#[utoipa::path(
    get, path = "/api/schema/", tag = "docs", security((), ("bearer" = [])), params(DocumentQuery),
    responses(
        (status = 200, description = "The document.", headers(("ETag" = String, description = "Of this edition and form.")),
         content(
            (serde_json::Value = "application/json", example = json!({"openapi": "3.1.0", "info": {"title": "Frontdesk API"}})),
            (serde_json::Value = "application/yaml", example = json!({"openapi": "3.1.0"})),
        )),
        (status = 304, description = "It is still the one that `If-None-Match` names."),
        (status = 404, description = "There is no such role for the caller.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
async fn get_document(
    State(docs): State<Docs>,
    caller: Option<Caller>,
    Query(query): Query<DocumentQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let audience = docs.audience(caller.as_ref(), query.role.as_deref()).ok_or_else(Problem::not_found)?;
    let accepts_yaml =
        || headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"application/yaml"));
    let yaml = query.format.as_deref().map_or_else(accepts_yaml, |format| format == "yaml");
    let (content_type, page) = match yaml {
        true => ("application/yaml; charset=utf-8", docs.yaml(&audience)),
        false => ("application/json", docs.json(&audience)),
    };
    let common = [
        (header::ETAG, page.tag.clone()),
        (header::CACHE_CONTROL, REVALIDATE),
        (header::VARY, HeaderValue::from_static("accept, authorization")),
    ];
    if etag::is_seen(&headers, &page.tag) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    Ok((common, [(header::CONTENT_TYPE, content_type)], page.bytes).into_response())
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct LangQuery {
    /// `ru` or `en`; without it the `Accept-Language` header decides.
    #[param(example = "en")]
    lang: Option<String>,
}

/// The reference page
///
/// The document for people, without scripts.
#[utoipa::path(
    get, path = "/api/schema/redoc/", tag = "docs", security(()), params(LangQuery),
    responses((status = 200, description = "The page.", content_type = "text/html", body = String, example = "<!DOCTYPE html>…")),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_reference(State(docs): State<Docs>, Query(query): Query<LangQuery>, headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let asked = query.lang.as_deref().and_then(locale::Lang::from_tag);
    let lang = match asked.unwrap_or_else(|| locale::Lang::from_accept_language(accepted, locale::Lang::DEFAULT)) {
        locale::Lang::Ru => Lang::Ru,
        locale::Lang::En => Lang::En,
    };
    (page_headers(READING), [(header::VARY, "accept-language")], docs.reference(lang)).into_response()
}

/// The reference page's stylesheet
#[utoipa::path(
    get, path = "/api/schema/reference.css", tag = "docs", security(()),
    responses((status = 200, description = "The stylesheet.", content_type = "text/css", body = String, example = "body { margin: 0 }")),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_style() -> Response {
    let content_type = HeaderValue::from_static("text/css; charset=utf-8");
    ([(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, REVALIDATE)], STYLE).into_response()
}

/// What each problem means
///
/// The `type` of a problem leads here; its code is the anchor.
#[utoipa::path(
    get, path = "/docs/problems", tag = "docs", security(()),
    responses((status = 200, description = "The page.", content_type = "text/html", body = String, example = "<!DOCTYPE html>…")),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_problems(State(docs): State<Docs>) -> Response {
    (page_headers(READING), docs.problems()).into_response()
}

/// Swagger UI
///
/// The document to try out: sign in, copy the access token into “Authorize”.
#[utoipa::path(
    get, path = "/api/schema/swagger-ui/", tag = "docs", security(()),
    responses((status = 200, description = "The page.", content_type = "text/html", body = String, example = "<!DOCTYPE html>…")),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_swagger_ui() -> Response {
    (page_headers(swagger::POLICY), swagger::PAGE).into_response()
}

/// A file of Swagger UI
#[utoipa::path(
    get, path = "/api/schema/swagger-ui/{file}", tag = "docs", security(()),
    params(("file" = String, Path, description = "The file's name.", example = "swagger-ui.css")),
    responses(
        (status = 200, description = "The file.", content_type = "text/css", body = String, example = "…"),
        (status = 404, description = "There is no such file.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_swagger_file(Path(name): Path<String>) -> Result<Response, Problem> {
    let file = swagger::file(&name).ok_or_else(Problem::not_found)?;
    let content_type = HeaderValue::from_static(file.content_type);
    let headers =
        [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, HeaderValue::from_static("max-age=86400"))];
    Ok((headers, file.bytes).into_response())
}

fn page_headers(policy: HeaderValue) -> [(HeaderName, HeaderValue); 3] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, REVALIDATE),
    ]
}
