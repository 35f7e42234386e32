//! Refusals that no handler made: the router's, a layer's, an extractor's.

use axum::response::Response;
use frontdesk_kit::problem::Problem;
use http::{StatusCode, header};

/// The problem that a bare refusal stands for; `None` if `response` is no refusal or has a body of its own making.
///
/// Libraries answer with an empty body or a line of plain text that may tell how we are built.
pub fn problem(response: &Response) -> Option<Problem> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let content_type = response.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    (content_type.is_empty() || content_type.starts_with(b"text/plain")).then(|| for_status(status))
}

fn for_status(status: StatusCode) -> Problem {
    let code = match status {
        StatusCode::UNAUTHORIZED => "unauthenticated",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::NOT_ACCEPTABLE => "not_acceptable",
        StatusCode::CONFLICT => "conflict",
        StatusCode::PRECONDITION_FAILED => "stale",
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        StatusCode::TOO_MANY_REQUESTS => return Problem::too_many(1),
        StatusCode::SERVICE_UNAVAILABLE => return Problem::busy(1),
        status if status.is_client_error() => "bad_request",
        _ => return Problem::internal(format!("a bare answer with status {status}")),
    };
    Problem::new(status, code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security checklist")]
    fn sec_ERR_01_what_a_library_says_is_not_passed_on() {
        let code = |response: Response| problem(&response).map(|problem| problem.code);
        assert_eq!(
            code((StatusCode::BAD_REQUEST, "Failed to deserialize at line 7").into_response()),
            Some("bad_request")
        );
        assert_eq!(code(StatusCode::METHOD_NOT_ALLOWED.into_response()), Some("method_not_allowed"));
        assert_eq!(code(StatusCode::IM_A_TEAPOT.into_response()), Some("bad_request"));
        assert_eq!(code((StatusCode::BAD_REQUEST, axum::Json("ours")).into_response()), None);
        assert_eq!(code("fine".into_response()), None);
    }
}
