//! Someone whose app shows tokens on `/api/accounts/` or `/api/v1/account/`.

use frontdesk_testkit::{Answer, Call, Engine, Http};
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestDesk, frontdesk, with_staff};
use crate::tokens::mint::SECRET;

/// A server of the union of all models, with the old backend's key: `chief` and `deputy` administer, `sam` is staff.
pub async fn desk(engine: Engine) -> TestDesk {
    let launch = frontdesk(engine).await.model("compat").env("FRONTDESK_DIALECT_SECRET", SECRET);
    let people = [("chief", "admin"), ("deputy", "admin"), ("sam", "staff"), ("clown", "animator")];
    TestDesk::open_with(with_staff(launch, &people).await).await
}

/// Someone signed in through `/api/accounts/`.
#[derive(Clone, Debug)]
pub struct Bearer {
    pub id: i64,
    pub username: String,
    pub access: String,
    pub refresh: String,
    http: Http,
}

impl Bearer {
    /// Signs up with the usual password, and logs in.
    pub async fn sign_up(http: Http, username: &str) -> Self {
        sign_up(http, username, &json!({})).await.created();
        Self::log_in(http, username).await
    }

    /// Logs in with the usual password, whoever made the account.
    pub async fn log_in(http: Http, username: &str) -> Self {
        let answer = log_in(http, &json!({ "username": username, "password": PASSWORD })).await.ok();
        let text = |pointer| answer.text_at(pointer).to_owned();
        let id = answer.at("/user/id").as_i64().expect("a number");
        Self { id, username: username.to_owned(), access: text("/access"), refresh: text("/refresh"), http }
    }

    /// A request with the access token.
    pub fn call(&self, method: &str, path: &str) -> Call {
        self.http.call(method, path).bearer(&self.access)
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    /// Changes the own account over `/api/accounts/`.
    pub fn edit(&self, body: &Value) -> Call {
        self.call("PATCH", "/api/accounts/profile/").json(body)
    }

    /// Changes another's account as an administrator.
    pub fn edit_other(&self, who: i64, body: &Value) -> Call {
        self.call("PATCH", &format!("/api/accounts/admin/users/{who}/")).json(body)
    }

    /// Asks for a fresh access token.
    pub async fn renew(&self) -> Answer {
        renew(self.http, &self.refresh).await
    }
}

/// What a person who is called so sends of themselves, and more or other things.
pub fn person(username: &str, more: &Value) -> Value {
    let mut body = json!({ "username": username, "email": format!("{username}@example.com"), "password": PASSWORD });
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    body
}

pub fn sign_up(http: Http, username: &str, more: &Value) -> Call {
    http.post("/api/accounts/signup/").json(&person(username, more))
}

pub fn log_in(http: Http, body: &Value) -> Call {
    http.post("/api/accounts/login/").json(body)
}

pub fn renew(http: Http, refresh: &str) -> Call {
    http.post("/api/accounts/token/refresh/").json(&json!({ "refresh": refresh }))
}
