//! The error body that a client receives (RFC 9457), and what the log gets instead.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use crate::db::DbError;
use crate::input::{BodyError, Invalid};
use crate::locale::{self, Lang, Message};

/// Why a request was refused: a stable `code` for programs, words for people, the cause for the log.
///
/// As a response it carries itself in the extensions; the outermost layer renders it in the caller's
/// language, as `application/problem+json` or in the shape of an older wire.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    /// Stable and documented; texts may change, this does not.
    pub code: &'static str,
    /// What this occurrence is about, if the code's own sentence does not say it all.
    pub detail: Option<Message>,
    /// Faulty fields, all of them together.
    pub invalid: Option<Invalid>,
    /// Whole seconds after which to try again.
    pub retry_after_seconds: Option<u64>,
    /// What is wrong with a token, for the wires that tell.
    pub fault: Option<&'static str>,
    /// What else a program may want to know, beside the members that every problem has.
    pub more: Vec<(&'static str, Value)>,
    /// For the log only.
    pub cause: Option<String>,
}

impl Problem {
    /// A problem with the sentence that belongs to `code`.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            code,
            detail: None,
            invalid: None,
            retry_after_seconds: None,
            fault: None,
            more: Vec::new(),
            cause: None,
        }
    }

    /// 422: some fields cannot be accepted.
    pub fn invalid(invalid: Invalid) -> Self {
        Self { invalid: Some(invalid), ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid") }
    }

    /// 422: the request is understood, and a rule forbids it.
    pub fn refused(code: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code)
    }

    /// 401: nobody is signed in, or what was shown proves nothing.
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated")
    }

    /// 403: the caller may not do this.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden")
    }

    /// 404: no such thing, or none that the caller may see.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    /// 409: the state of things forbids it.
    pub fn conflict(code: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    /// 412: the thing has changed since the caller saw it.
    pub fn stale() -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "stale")
    }

    /// 429: too many of these for now.
    pub fn too_many(retry_after_seconds: u64) -> Self {
        Self {
            retry_after_seconds: Some(retry_after_seconds.max(1)),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
        }
    }

    /// 503: not now, but soon.
    pub fn busy(retry_after_seconds: u64) -> Self {
        Self {
            retry_after_seconds: Some(retry_after_seconds.max(1)),
            ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy")
        }
    }

    /// 500: our mistake; `cause` goes to the log, never to the client.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal") }
    }

    /// The same problem, told in more particular words.
    pub fn with_detail(self, detail: Message) -> Self {
        Self { detail: Some(detail), ..self }
    }

    /// The same problem, naming what is wrong with the token.
    pub fn with_fault(self, fault: &'static str) -> Self {
        Self { fault: Some(fault), ..self }
    }

    /// The same problem with one more member in its body.
    pub fn with(mut self, name: &'static str, value: Value) -> Self {
        self.more.push((name, value));
        self
    }

    /// Renders the RFC 9457 body in `lang`.
    pub fn to_native(&self, lang: Lang, request_id: &str) -> Response {
        let detail = match &self.detail {
            Some(message) => locale::text(lang, message),
            None => locale::detail(lang, self.code),
        };
        let mut body = json!({
            "type": format!("/docs/problems#{}", self.code),
            "title": locale::title(lang, self.code),
            "status": self.status.as_u16(),
            "detail": detail,
            "code": self.code,
            "request_id": request_id,
        });
        if let Some(invalid) = &self.invalid {
            body["errors"] = invalid.to_problem_errors(lang);
        }
        for (name, value) in &self.more {
            body[*name] = value.clone();
        }
        let mut response = self.respond(body, "application/problem+json");
        if let Ok(language) = HeaderValue::from_str(lang.code()) {
            response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer realm=\"frontdesk\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }

    /// A response with this problem's status and `Retry-After` around `body`.
    pub fn respond(&self, body: Value, content_type: &'static str) -> Response {
        let mut response = (self.status, body.to_string()).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        let cause = Some(error.to_string());
        match error {
            DbError::Unavailable(_) | DbError::Conflict | DbError::InUse(_) => Self { cause, ..Self::busy(1) },
            DbError::Full => Self { cause, ..Self::new(StatusCode::INSUFFICIENT_STORAGE, "storage_full") },
            DbError::TooSlow => Self { cause, ..Self::refused("too_costly") },
            DbError::Constraint(_) | DbError::Bug(_) => Self::internal(error),
        }
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Self::invalid(invalid)
    }
}

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Self {
        let (code, message) = (error.code(), error.message());
        let status = match code {
            "unsupported_media_type" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "too_large" => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::new(status, code).with_detail(message)
    }
}
