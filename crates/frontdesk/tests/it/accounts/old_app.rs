//! Someone whose app still speaks the older wire.

use frontdesk_testkit::{Answer, Call, Http};
use serde_json::{Value, json};

use crate::support::PASSWORD;

/// Someone signed in through `/api/auth/`.
#[derive(Clone, Debug)]
pub struct OldApp {
    pub access: String,
    pub refresh: String,
    pub http: Http,
}

impl OldApp {
    /// Registers with the usual password and logs in.
    pub async fn register(http: Http, username: &str, role: &str) -> Self {
        register(http, &json!({ "username": username, "password": PASSWORD, "role": role })).await.created();
        Self::log_in(http, username).await
    }

    /// Logs in with the usual password, whoever made the account.
    pub async fn log_in(http: Http, username: &str) -> Self {
        let answer = log_in(http, username, PASSWORD).await.ok();
        let text = |pointer| answer.text_at(pointer).to_owned();
        Self { access: text("/access"), refresh: text("/refresh"), http }
    }

    /// A request with the access token.
    pub fn call(&self, method: &str, path: &str) -> Call {
        self.http.call(method, path).bearer(&self.access)
    }

    pub fn profile(&self) -> Call {
        self.call("GET", "/api/auth/profile/me/")
    }

    /// Takes the next tokens and keeps them.
    pub async fn go_on(&mut self) -> Answer {
        let answer = refresh(self.http, &self.refresh).await;
        if answer.status == 200 {
            self.access = answer.text_at("/access").to_owned();
            self.refresh = answer.text_at("/refresh").to_owned();
        }
        answer
    }
}

pub fn register(http: Http, body: &Value) -> Call {
    http.post("/api/auth/register/").json(body)
}

pub fn log_in(http: Http, username: &str, password: &str) -> Call {
    http.post("/api/auth/login/").json(&json!({ "username": username, "password": password }))
}

pub fn refresh(http: Http, token: &str) -> Call {
    http.post("/api/auth/refresh/").json(&json!({ "refresh": token }))
}
