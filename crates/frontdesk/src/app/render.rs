//! Problems as bodies: RFC 9457 for our own API, the older wires' shapes under their prefixes.

use axum::response::Response;
use frontdesk_dialects::{Dialect, Facts};
use frontdesk_kit::locale::Lang;
use frontdesk_kit::problem::Problem;
use http::{HeaderValue, Method, header};

/// The answer that tells `problem` to whoever asked so for `path`; keeps the headers that `refusal` has already.
pub fn render(
    problem: &Problem,
    (method, path): (&Method, &str),
    languages: Option<&HeaderValue>,
    request_id: &str,
    refusal: Response,
) -> Response {
    let wanted = languages.and_then(|value| value.to_str().ok());
    let mut response = match Dialect::of(path) {
        Some(dialect) => dialect.render(problem, Facts { method, accept_language: wanted }),
        None => problem.to_native(Lang::from_accept_language(wanted, Lang::DEFAULT), request_id),
    };
    let (mut parts, _) = refusal.into_parts();
    // Its body is gone, and what described the body with it.
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    for (name, value) in &parts.headers {
        if !response.headers().contains_key(name) || name == header::VARY {
            response.headers_mut().append(name, value.clone());
        }
    }
    *response.extensions_mut() = parts.extensions;
    response
}
