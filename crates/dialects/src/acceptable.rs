//! What a client takes for an answer.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode, header};

/// Refuses whoever takes no JSON. Browsers take pages and are shown JSON: there are no pages here.
pub async fn guard(request: Request, next: Next) -> Response {
    if takes_json(request.headers()) {
        return next.run(request).await;
    }
    let refusal = Problem::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable");
    refusal.with_detail(Message::new("drf-not-acceptable")).into_response()
}

fn takes_json(headers: &HeaderMap) -> bool {
    let mut wishes = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
    let is_fine = |range: &str| {
        let range = range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        ["", "*/*", "application/*", "application/json", "text/*", "text/html"].contains(&range.as_str())
    };
    wishes.peek().is_none() || wishes.flat_map(|text| text.split(',')).any(is_fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(accept: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().expect("a header"));
        takes_json(&headers)
    }

    #[test]
    fn json_is_taken_unless_something_else_is_asked_for() {
        assert!(takes_json(&HeaderMap::new()));
        for fine in ["*/*", "application/json", "text/css, Application/JSON;q=0.5", "text/html,application/xml", ""] {
            assert!(takes(fine), "{fine}");
        }
        for other in ["application/xml", "text/css", "image/*;q=0.8, application/msgpack"] {
            assert!(!takes(other), "{other}");
        }
    }
}
