//! `GET /api/v1/categories`

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use frontdesk_kit::locale::Lang;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, HeaderValue, header};

use super::views::{CategoryList, CategoryView};
use super::{Answer, json};
use crate::category::Category;
use crate::{Catalogue, flow};

/// List the categories
///
/// With their names in the language that `Accept-Language` asks for, and with how many services each has.
#[utoipa::path(
    get, path = "/api/v1/categories", tag = "categories", security((), ("bearer" = [])),
    responses((status = 200, description = "All categories.", body = CategoryList,
               headers(("Content-Language" = String, description = "The language of the names.")))),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_categories(State(catalogue): State<Catalogue>, headers: HeaderMap) -> Answer<Response> {
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = Lang::from_accept_language(wished, Lang::DEFAULT);
    let (key, seen) = (format!("categories {}", lang.code()), catalogue.answers().seen());
    let body = match catalogue.answers().find(&key) {
        Some(remembered) => remembered,
        None => {
            let body = read(&catalogue, lang).await?;
            catalogue.answers().keep(key, seen, body.clone());
            body
        }
    };
    let mut response = json(body);
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}

async fn read(catalogue: &Catalogue, lang: Lang) -> Answer<Bytes> {
    let counts = flow::count_services(&catalogue.desk().db, catalogue.sources()).await?;
    let view = |category: Category| CategoryView {
        key: category.key(),
        label: category.label(lang),
        services: counts.get(category.key()).copied().unwrap_or(0),
    };
    let list = CategoryList { items: Category::all().map(view).collect() };
    serde_json::to_vec(&list).map(Bytes::from).map_err(Problem::internal)
}
