//! Someone signed in.

use frontdesk_testkit::{Answer, Call, Http};
use serde_json::json;

use super::PASSWORD;

/// Someone signed in on one device, over `/api/v1`. Every request bears the access token.
///
/// After a restart of the server, which then listens elsewhere, [`Actor::moved_to`] finds it again.
#[derive(Clone, Debug)]
pub struct Actor {
    pub username: String,
    pub account_id: String,
    pub access_token: String,
    pub refresh_token: String,
    pub session_id: String,
    http: Http,
}

impl Actor {
    /// Signs in as an account that is there, with the usual password.
    pub async fn sign_in(http: Http, username: &str, account_id: &str) -> Self {
        let body = json!({ "identifier": username, "password": PASSWORD });
        let tokens = http.post("/api/v1/sessions").json(&body).await.created();
        Self {
            username: username.to_owned(),
            account_id: account_id.to_owned(),
            access_token: tokens.text_at("/access_token").to_owned(),
            refresh_token: tokens.text_at("/refresh_token").to_owned(),
            session_id: tokens.text_at("/session_id").to_owned(),
            http,
        }
    }

    /// The same person signed in on one more device.
    pub async fn on_another_device(&self) -> Self {
        Self::sign_in(self.http, &self.username, &self.account_id).await
    }

    /// The same tokens, held up to a server elsewhere.
    pub fn moved_to(mut self, http: Http) -> Self {
        self.http = http;
        self
    }

    /// A request with the access token; it goes out when it is awaited.
    pub fn call(&self, method: &str, path: &str) -> Call {
        self.http.call(method, path).bearer(&self.access_token)
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str) -> Call {
        self.call("POST", path)
    }

    pub fn put(&self, path: &str) -> Call {
        self.call("PUT", path)
    }

    pub fn patch(&self, path: &str) -> Call {
        self.call("PATCH", path)
    }

    pub fn delete(&self, path: &str) -> Call {
        self.call("DELETE", path)
    }

    /// Takes the next tokens of the session and keeps them.
    pub async fn refresh(&mut self) -> Answer {
        let body = json!({ "refresh_token": self.refresh_token });
        let answer = self.http.post("/api/v1/sessions/current/tokens").json(&body).await;
        if answer.status == 200 {
            self.access_token = answer.text_at("/access_token").to_owned();
            self.refresh_token = answer.text_at("/refresh_token").to_owned();
        }
        answer
    }
}
