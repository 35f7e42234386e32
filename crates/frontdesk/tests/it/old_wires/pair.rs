//! Someone whose app holds SimpleJWT's pair of tokens, from `/api/token/` or `/auth/jwt/`.

use frontdesk_testkit::{Call, Engine, Http};
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestDesk, frontdesk, with_staff};
use crate::tokens::mint::SECRET;

/// Where the operator's own app takes what the links of letters hold.
pub const APP: &str = "https://app.example/#";

/// A server of the union of all models, with the old backend's key and links into the operator's own app: `chief` and
/// `deputy` administer, `sam` is staff.
pub async fn desk(engine: Engine) -> TestDesk {
    let launch = frontdesk(engine).await.model("compat").env("FRONTDESK_DIALECT_SECRET", SECRET);
    let launch = launch
        .env("FRONTDESK_LINK_VERIFY_EMAIL", format!("{APP}/activate/{{uid}}/{{token}}"))
        .env("FRONTDESK_LINK_RESET_PASSWORD", format!("{APP}/password/{{uid}}/{{token}}"))
        .env("FRONTDESK_LINK_RESET_LOGIN", format!("{APP}/login/{{uid}}/{{token}}"));
    let people = [("chief", "admin"), ("deputy", "admin"), ("sam", "staff")];
    TestDesk::open_with(with_staff(launch, &people).await).await
}

/// Someone signed in through `/api/token/`.
#[derive(Clone, Debug)]
pub struct Pair {
    pub id: i64,
    pub access: String,
    pub refresh: String,
    http: Http,
}

impl Pair {
    /// Signs up through `/auth/users/` with the usual password, and logs in.
    pub async fn sign_up(http: Http, username: &str) -> Self {
        sign_up(http, username, &json!({})).await.created();
        Self::log_in(http, username).await
    }

    /// Logs in with the usual password, whoever made the account.
    pub async fn log_in(http: Http, username: &str) -> Self {
        let answer = log_in(http, username, PASSWORD).await.ok();
        let (access, refresh) = (answer.text_at("/access").to_owned(), answer.text_at("/refresh").to_owned());
        let id = http.get("/auth/users/me/").bearer(&access).await.ok().at("/id").as_i64().expect("a number");
        Self { id, access, refresh, http }
    }

    /// A request with the access token.
    pub fn call(&self, method: &str, path: &str) -> Call {
        self.http.call(method, path).bearer(&self.access)
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str, body: &Value) -> Call {
        self.call("POST", path).json(body)
    }

    /// Whether it is still let in.
    pub async fn is_in(&self) -> bool {
        self.get("/auth/users/me/").await.status == 200
    }

    /// Sends a token to one of the routes that take one.
    pub fn hold_up(&self, path: &str, token: &str) -> Call {
        hold_up(self.http, path, token)
    }
}

/// Sends a token to `refresh/`, `blacklist/` or `verify/`.
pub fn hold_up(http: Http, path: &str, token: &str) -> Call {
    let field = if path == "verify/" { "token" } else { "refresh" };
    http.post(&format!("/api/token/{path}")).json(&json!({ field: token }))
}

pub fn log_in(http: Http, username: &str, password: &str) -> Call {
    http.post("/api/token/").json(&json!({ "username": username, "password": password }))
}

/// What a person who is called so sends of themselves, and more or other things.
pub fn sign_up(http: Http, username: &str, more: &Value) -> Call {
    let mut body = json!({ "username": username, "email": format!("{username}@example.com"), "password": PASSWORD });
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    http.post("/auth/users/").json(&body)
}

/// The keys of an object, in the order in which they stand there.
pub fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}
