//! The body of a request, decoded but not yet checked.

use axum::body::Body as HttpBody;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde_json::{Value as JsonValue, json};

use super::{
    form::{self, Upload},
    json::{self, Duplicates, Json, JsonError},
    python,
    shape::Manners,
};
use crate::locale::{self, Lang, Message};

/// How large a body may be, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For JSON and URL-encoded forms.
    pub text: usize,
    /// For multipart forms; zero where nothing is uploaded.
    pub upload: usize,
}

impl Limits {
    /// One MiB of JSON or form, nothing to upload.
    pub const fn json() -> Self {
        Self { text: 1 << 20, upload: 0 }
    }

    /// Also files, of `bytes` together with the rest of the form.
    pub const fn upload(bytes: usize) -> Self {
        Self { text: 1 << 20, upload: bytes }
    }
}

/// One value of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    Json(Json),
    /// A field of a form, which knows nothing but text.
    Form(String),
    File(Upload),
}

/// Why a body cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// In the words of the old parsers, prefix included.
    #[error("{text}")]
    Malformed { text: String },
    #[error("unsupported media type {0:?}")]
    UnsupportedMediaType(String),
    /// `found` is Python's name of the type.
    #[error("an object is expected, not {found}")]
    NotAnObject { found: &'static str },
    #[error("the body is too large")]
    TooLarge,
    #[error("the body is nested too deeply")]
    TooDeep,
    #[error("the body has too many fields")]
    TooManyKeys,
    #[error("the key {0:?} is there twice")]
    DuplicateKey(String),
    /// The connection ended before the body did.
    #[error("the body ended too early")]
    CutOff,
}

/// The decoded body: keys with what was sent for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body(Vec<(String, Input)>);

impl Body {
    /// Reads a body by its content type, holding it to `limits` while it arrives.
    ///
    /// An empty body is an empty object, whatever its type. Strict manners know JSON and, where something is
    /// uploaded, multipart forms; lenient ones all forms.
    pub async fn read(
        headers: &HeaderMap,
        body: HttpBody,
        limits: Limits,
        manners: Manners,
    ) -> Result<Self, BodyError> {
        let stated = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = stated.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_multipart = essence == "multipart/form-data";
        let limit = if is_multipart { limits.upload.max(limits.text) } else { limits.text };
        let bytes = collect(headers, body, limit).await?;
        let forms = manners == Manners::Lenient;
        match essence.as_str() {
            _ if bytes.is_empty() => Ok(Self::default()),
            "application/json" => Self::parse_json(&bytes, manners),
            "application/x-www-form-urlencoded" if forms => form::urlencoded(&bytes).map(Self),
            "multipart/form-data" if forms || limits.upload > 0 => form::multipart(stated, bytes).await.map(Self),
            _ => Err(BodyError::UnsupportedMediaType(python::shortened(stated))),
        }
    }

    /// Reads a JSON text; strict manners refuse a key that is sent twice, lenient ones take the last.
    pub fn parse_json(bytes: &[u8], manners: Manners) -> Result<Self, BodyError> {
        let duplicates = if manners == Manners::Strict { Duplicates::Refuse } else { Duplicates::LastWins };
        match json::read(bytes, duplicates)? {
            Json::Object(entries) => {
                Ok(Self(entries.into_iter().map(|(key, value)| (key, Input::Json(value))).collect()))
            }
            other => Err(BodyError::NotAnObject { found: other.python_type() }),
        }
    }

    /// What was sent for `key`; of several form fields the last.
    pub fn get(&self, key: &str) -> Option<&Input> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, input)| input)
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text that was sent for `key`, untouched; `None` also for other types.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Input::Json(Json::Text(text)) | Input::Form(text) => Some(text),
            _ => None,
        }
    }

    /// The same without what was left blank: a form sends every field, also those that nobody filled in.
    pub fn without_blanks(mut self) -> Self {
        let is_blank = |input: &Input| match input {
            Input::Form(text) | Input::Json(Json::Text(text)) => super::chars::trim(text).is_empty(),
            _ => false,
        };
        self.0.retain(|(_, input)| !is_blank(input));
        self
    }

    /// All texts that a form sent for `key`.
    pub fn texts(&self, key: &str) -> Vec<&str> {
        let sent = self.0.iter().filter(|(name, _)| name == key);
        sent.filter_map(|(_, input)| if let Input::Form(text) = input { Some(text.as_str()) } else { None }).collect()
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    pub(super) fn one(key: &str, input: Input) -> Self {
        Self(vec![(key.to_owned(), input)])
    }

    /// The object that has these entries.
    pub(super) fn of_json(entries: &[(String, Json)]) -> Self {
        Self(entries.iter().map(|(key, value)| (key.clone(), Input::Json(value.clone()))).collect())
    }

    /// A form of these fields.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().map(|(key, text)| (key, Input::Form(text))).collect())
    }
}

async fn collect(headers: &HeaderMap, body: HttpBody, limit: usize) -> Result<Bytes, BodyError> {
    let stated = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if stated.is_some_and(|length| length > limit) {
        return Err(BodyError::TooLarge);
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(BodyError::TooLarge),
        Err(_) => Err(BodyError::CutOff),
    }
}

impl From<JsonError> for BodyError {
    fn from(error: JsonError) -> Self {
        match error {
            JsonError::Syntax(what) => Self::Malformed { text: format!("JSON parse error - {what}") },
            JsonError::TooDeep => Self::TooDeep,
            JsonError::TooManyKeys => Self::TooManyKeys,
            JsonError::DuplicateKey(key) => Self::DuplicateKey(key),
        }
    }
}

impl BodyError {
    /// The stable code of the native API's problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnsupportedMediaType(_) => "unsupported_media_type",
            Self::TooLarge => "too_large",
            Self::NotAnObject { .. } => "not_an_object",
            Self::DuplicateKey(_) => "duplicate_key",
            Self::Malformed { .. } | Self::TooDeep | Self::TooManyKeys | Self::CutOff => "malformed_json",
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    pub fn message(&self) -> Message {
        match self {
            Self::Malformed { text } => Message::new("body-malformed").arg("text", text.clone()),
            Self::UnsupportedMediaType(kind) => {
                Message::new("body-unsupported-media-type").arg("media-type", kind.clone())
            }
            Self::NotAnObject { found: "NoneType" } => Message::new("body-none"),
            Self::NotAnObject { found } => Message::new("body-not-an-object").arg("found", *found),
            Self::TooLarge => Message::new("body-too-large"),
            Self::TooDeep => Message::new("body-too-deep"),
            Self::TooManyKeys => Message::new("body-too-many-keys"),
            Self::DuplicateKey(key) => Message::new("body-duplicate-key").arg("key", key.clone()),
            Self::CutOff => Message::new("body-cut-off"),
        }
    }

    /// Status and body as Django REST framework answers.
    pub fn to_drf(&self, lang: Lang) -> (StatusCode, JsonValue) {
        let message = locale::drf(lang, &self.message());
        let body = match self {
            Self::NotAnObject { .. } => json!({ "non_field_errors": [message] }),
            _ => json!({ "detail": message }),
        };
        (self.status(), body)
    }
}
