//! The requests of `/api/v1` that need no account.

use frontdesk_testkit::{Call, Http};
use serde_json::{Value, json};

use crate::support::PASSWORD;

/// A sign-up as a client with the usual password, and with whatever `more` says.
pub fn sign_up(http: Http, username: &str, more: Value) -> Call {
    let mut body = json!({ "username": username, "password": PASSWORD, "role": "client" });
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    http.post("/api/v1/accounts").json(&body)
}

pub fn sign_in(http: Http, identifier: &str, password: &str) -> Call {
    http.post("/api/v1/sessions").json(&json!({ "identifier": identifier, "password": password }))
}

pub fn refresh(http: Http, token: &str) -> Call {
    http.post("/api/v1/sessions/current/tokens").json(&json!({ "refresh_token": token }))
}
