//! A browser in front of the wires that know sessions.

use std::collections::BTreeMap;

use frontdesk_testkit::{Answer, Call, Http};
use serde_json::json;

use crate::support::PASSWORD;

/// Someone's browser: it keeps cookies and sends them along, as its pages show the token that goes with them.
#[derive(Clone, Debug)]
pub struct Browser {
    http: Http,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Without cookies.
    pub fn new(http: Http) -> Self {
        Self { http, cookies: BTreeMap::new() }
    }

    /// A page's request, with the cookies and, when it writes, with the token.
    pub fn call(&self, method: &str, path: &str) -> Call {
        let call = self.forged(method, path);
        match self.cookies.get("csrftoken") {
            Some(token) if method != "GET" => call.header("x-csrftoken", token),
            _ => call,
        }
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    /// What a page elsewhere makes the browser send: the cookies and nothing else.
    pub fn forged(&self, method: &str, path: &str) -> Call {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let call = self.http.call(method, path);
        if pairs.is_empty() { call } else { call.header("cookie", &pairs.join("; ")) }
    }

    /// The value of a cookie; empty without it.
    pub fn cookie(&self, name: &str) -> &str {
        self.cookies.get(name).map_or("", String::as_str)
    }

    /// Puts a cookie there that no server set.
    pub fn plant(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Sends a request and keeps the cookies of the answer.
    pub async fn send(&mut self, call: Call) -> Answer {
        let answer = call.await;
        for (_, set) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (pair, attributes) = set.split_once(';').unwrap_or((set, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            match attributes.to_ascii_lowercase().contains("max-age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    /// Logs in at `/api/users/` with the usual password.
    pub async fn log_in(&mut self, email: &str) -> Answer {
        let call = self.call("POST", "/api/users/login/").json(&json!({ "email": email, "password": PASSWORD }));
        self.send(call).await
    }

    /// Logs in at `/api/user/` with the usual password.
    pub async fn log_in_short(&mut self, email: &str) -> Answer {
        let call = self.call("POST", "/api/user/login/").form(&[("email", email), ("password", PASSWORD)]);
        self.send(call).await
    }
}
