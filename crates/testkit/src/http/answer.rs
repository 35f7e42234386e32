//! One answer, and what tests say about it.

use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;

/// A complete answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in small letters, in the order in which they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// From before the connection was made to after the last byte.
    pub elapsed: Duration,
    pub(super) request: String,
    pub(super) json: OnceLock<Value>,
}

impl Answer {
    /// The value of the header `name` (any letter case); the first of several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self) -> &Value {
        self.json.get_or_init(|| {
            serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.shown()))
        })
    }

    /// The value at a JSON pointer such as `/items/0/id`.
    ///
    /// # Panics
    /// When there is none.
    pub fn at(&self, pointer: &str) -> &Value {
        self.json().pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}: {}", self.shown()))
    }

    /// The text at a JSON pointer.
    ///
    /// # Panics
    /// When there is no text.
    pub fn text_at(&self, pointer: &str) -> &str {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("no text at {pointer}: {}", self.shown()))
    }

    /// Insists on this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.shown());
        self
    }

    /// Insists on 200.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.expect(200)
    }

    /// Insists on 201.
    #[track_caller]
    pub fn created(self) -> Self {
        self.expect(201)
    }

    /// Insists on 204; its body is empty, or this would be no answer.
    #[track_caller]
    pub fn no_content(self) -> Self {
        self.expect(204)
    }

    /// Insists on an RFC 9457 problem with this status and stable code.
    #[track_caller]
    pub fn is_problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.shown());
        assert_eq!(answer.json()["code"], code, "{}", answer.shown());
        assert_eq!(answer.json()["status"], status, "{}", answer.shown());
        answer
    }

    /// Insists on a 422 of which one entry of `errors` names `field`.
    #[track_caller]
    pub fn refuses_field(self, field: &str) -> Self {
        let answer = self.is_problem(422, "invalid");
        let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
        assert!(errors.iter().any(|error| error["field"] == field), "no error for {field}: {}", answer.shown());
        answer
    }

    /// Request and answer in a few lines, for the message of a failing test.
    pub fn shown(&self) -> String {
        let body: String = self.text().chars().take(2_000).collect();
        format!("{}\n  answered {} in {:?}: {body}", self.request, self.status, self.elapsed)
    }
}
