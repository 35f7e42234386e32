//! A server of any model, and people of all its roles.

use std::sync::atomic::{AtomicU32, Ordering};

use frontdesk_testkit::{Call, Engine, Launch};
use serde_json::json;

use super::salon::Regulars;
use crate::old_wires::browser::Browser;
use crate::store::Rows;
use crate::support::{Actor, Operation, PASSWORD, TestDesk, frontdesk};

/// A role as the model file declares it.
#[derive(Clone, Debug)]
pub struct Role {
    pub key: String,
    permissions: Vec<String>,
}

impl Role {
    pub fn may(&self, permission: &str) -> bool {
        self.permissions.iter().any(|held| held == permission)
    }
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Person {
    pub role: Role,
    /// Of the account, as the older wires show it.
    pub number: i64,
    /// Empty where people are known by their address alone.
    pub username: String,
    pub email: String,
    pub actor: Actor,
    /// Logged in, where a wire knows cookies.
    browser: Option<Browser>,
    pub suspended: bool,
}

/// A running server of one model.
pub struct World {
    pub desk: TestDesk,
    pub roles: Vec<Role>,
    /// The older wires that it speaks.
    pub wires: Vec<String>,
    /// Whether profiles have a picture.
    pub has_pictures: bool,
    pub has_usernames: bool,
    pub chief: Actor,
    pub regulars: Regulars,
}

/// A number that nothing else in this program's tests has.
pub fn next() -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

impl World {
    /// A server of the shipped model called `name`.
    pub async fn open(engine: Engine, name: &str) -> Self {
        let file = format!("{}/../../models/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).expect("a shipped model");
        Self::start(frontdesk(engine).await.model(name), &text).await
    }

    /// A server of the model that stands in `text`; it has a role `admin` that makes accounts.
    pub async fn of(engine: Engine, text: &str) -> Self {
        let launch = frontdesk(engine).await.model("mine.toml");
        std::fs::write(launch.folder().join("mine.toml"), text).expect("a folder of our own can be written");
        Self::start(launch, text).await
    }

    async fn start(launch: Launch, text: &str) -> Self {
        let model: toml::Table = text.parse().expect("TOML");
        let list = |value: &toml::Value| -> Vec<String> {
            value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let role = |role: &toml::Value| Role {
            key: role["key"].as_str().expect("a key").to_owned(),
            permissions: list(&role["permissions"]),
        };
        let fields = model.get("fields").and_then(toml::Value::as_array);
        let has_usernames = model["identifiers"]["username"].as_str() != Some("off");
        let mut chief = json!({ "email": "chief@example.com", "password": PASSWORD, "role": "admin" });
        if has_usernames {
            chief["username"] = "chief".into();
        }
        let file = launch.folder().join("chief.json");
        std::fs::write(&file, json!({ "chief": chief }).to_string()).expect("a folder of our own can be written");
        launch.run(&["user", "import", file.to_str().expect("a plain path")]).await.ok();
        let desk = TestDesk::open_with(launch).await;
        Self {
            roles: model["roles"].as_array().expect("roles").iter().map(role).collect(),
            wires: list(&model["dialects"]),
            has_pictures: fields.into_iter().flatten().any(|field| field["type"].as_str() == Some("image")),
            has_usernames,
            chief: Actor::sign_in(desk.http(), "chief@example.com", "").await,
            desk,
            regulars: Regulars::default(),
        }
    }

    /// Whether the older wire called `name` is served.
    pub fn speaks(&self, name: &str) -> bool {
        self.wires.iter().any(|wire| wire == name)
    }

    /// The first role that may do this; the administrators' if it is nobody's business.
    pub fn role_that_may(&self, permission: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.may(permission))
    }

    /// Somebody new.
    pub async fn person(&self, role: &Role) -> Person {
        let name = format!("{}{}", role.key, next());
        let email = format!("{name}@example.com");
        let mut body = json!({ "email": email, "password": PASSWORD, "role": role.key });
        if self.has_usernames {
            body["username"] = name.into();
        }
        let made = self.chief.post("/api/v1/admin/accounts").json(&body).await.created();
        // First in the browser: one wire lets nobody in who is signed in elsewhere.
        let browser = self.browser(&email).await;
        let actor = Actor::sign_in(self.desk.http(), &email, made.text_at("/id")).await;
        let username = made.json()["username"].as_str().unwrap_or_default().to_owned();
        let number = Rows::behind(&self.desk).one(&format!("select id from users where email = '{email}'")).await;
        let number = number.parse().expect("a number");
        Person { role: role.clone(), username, number, email, actor, browser, suspended: false }
    }

    /// Somebody who was let in and is not any more.
    pub async fn suspended(&self, role: &Role) -> Person {
        let mut person = self.person(role).await;
        person.suspended = true;
        let account = format!("/api/v1/admin/accounts/{}", person.actor.account_id);
        self.chief.patch(&account).json(&json!({ "suspended": true })).await.ok();
        person
    }

    /// Whether somebody is still who they were, and still let in.
    pub async fn can_go_on(&self, person: &Person) -> bool {
        let me = person.actor.get("/api/v1/me").await;
        let is_same =
            me.status == 200 && me.at("/role") == person.role.key.as_str() && me.at("/email") == person.email.as_str();
        let page = if self.speaks("users") { "/api/users/user/" } else { "/api/user/" };
        let is_logged_in = async |browser: &Browser| browser.get(page).await.status == 200;
        match &person.browser {
            Some(browser) => is_same && is_logged_in(browser).await,
            None => is_same,
        }
    }

    /// A browser in which somebody is logged in, if a wire knows such.
    async fn browser(&self, email: &str) -> Option<Browser> {
        let mut browser = Browser::new(self.desk.http());
        match (self.speaks("users"), self.speaks("session-token")) {
            (true, _) => browser.log_in(email).await.ok(),
            (false, true) => browser.log_in_short(email).await.ok(),
            (false, false) => return None,
        };
        Some(browser)
    }

    /// A request with what proves that `who` sends it.
    pub fn call(&self, operation: &Operation, who: Option<&Person>, path: &str) -> Call {
        match (who, operation.takes_cookie) {
            (None, _) => self.desk.call(&operation.method, path),
            (Some(person), false) => person.actor.call(&operation.method, path),
            (Some(person), true) => {
                let browser = person.browser.as_ref().expect("a wire that knows cookies");
                browser.call(&operation.method, path)
            }
        }
    }
}
