//! Paths that no route has.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use frontdesk_dialects::Dialect;
use frontdesk_kit::documented::is_native;
use frontdesk_kit::problem::Problem;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use utoipa::openapi::OpenApi;

/// The templates of all documented paths, each as its segments.
pub struct Templates(Vec<Vec<String>>);

impl Templates {
    /// The paths of `document`.
    pub fn of(document: &OpenApi) -> Self {
        let segments = |path: &String| path.split('/').map(str::to_owned).collect();
        Self(document.paths.paths.keys().map(segments).collect())
    }

    fn hold(&self, path: &str) -> bool {
        let fits = |template: &Vec<String>| {
            let mut segments = path.split('/');
            let same = template.iter().all(|wanted| match segments.next() {
                Some(segment) => wanted == segment || (wanted.starts_with('{') && !segment.is_empty()),
                None => false,
            });
            same && segments.next().is_none()
        };
        self.0.iter().any(fits)
    }

    /// Where `uri` would have led with, or without, a slash at its end; always a path of ours.
    fn twin(&self, method: &Method, uri: &Uri) -> Option<String> {
        let path = uri.path();
        let twin = match path.strip_suffix('/') {
            Some(shorter) => shorter.to_owned(),
            None => format!("{path}/"),
        };
        // A client of the older backends that posts to the wrong address gets its 404, as ever.
        let reads = method == Method::GET || method == Method::HEAD;
        let may_move = reads || is_native(&twin) || Dialect::of(&twin).is_some_and(Dialect::is_librarys);
        (may_move && self.hold(&twin)).then(|| match uri.query() {
            Some(query) => format!("{twin}?{query}"),
            None => twin,
        })
    }
}

/// Leads on to the path that differs only by its last slash, or says that there is nothing.
pub async fn answer(templates: Arc<Templates>, request: Request) -> Response {
    let twin = templates.twin(request.method(), request.uri());
    match twin.and_then(|twin| HeaderValue::from_str(&twin).ok()) {
        Some(location) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response(),
        None => Problem::not_found().into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twin(method: Method, path: &str) -> Option<String> {
        let paths = [
            "/api/v1/services",
            "/api/v1/services/{id}",
            "/api/auth/services/",
            "/api/auth/services/{id}/",
            "/auth/users/me/",
        ];
        let templates = Templates(paths.iter().map(|path| path.split('/').map(str::to_owned).collect()).collect());
        templates.twin(&method, &path.parse().expect("a path"))
    }

    #[test]
    fn a_slash_too_many_or_too_few_is_forgiven() {
        assert_eq!(twin(Method::GET, "/api/auth/services").as_deref(), Some("/api/auth/services/"));
        assert_eq!(twin(Method::GET, "/api/auth/services/7?a=b&c").as_deref(), Some("/api/auth/services/7/?a=b&c"));
        assert_eq!(twin(Method::POST, "/api/v1/services/").as_deref(), Some("/api/v1/services"));
        assert_eq!(twin(Method::DELETE, "/api/v1/services/x/").as_deref(), Some("/api/v1/services/x"));
        assert_eq!(twin(Method::DELETE, "/auth/users/me").as_deref(), Some("/auth/users/me/"));
        assert_eq!(twin(Method::POST, "/api/auth/services"), None);
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security checklist")]
    fn sec_WEB_05_nobody_is_led_elsewhere() {
        for path in
            ["/", "//evil.example/", "//evil.example", "/api/v1//evil.example/", "/api/v1/other/", "/API/v1/services/"]
        {
            assert_eq!(twin(Method::GET, path), None, "{path}");
        }
    }
}
