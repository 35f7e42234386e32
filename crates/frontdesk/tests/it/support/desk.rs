//! A running Frontdesk with nobody in it yet.

use std::ops::{Deref, DerefMut};

use frontdesk_testkit::{Engine, Launch, Server};
use serde_json::json;

use super::Actor;

/// The password of every account that these tests make, unless they are about passwords.
pub const PASSWORD: &str = "Quiet-Harbor-42";

/// The real program over an empty database, request limits off; add to it before it starts.
pub async fn frontdesk(engine: Engine) -> Launch {
    Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await.env("FRONTDESK_LIMITS", "off")
}

/// A running server of the model `marketplace`. Requests without an account are made on it directly.
#[derive(Debug)]
pub struct TestDesk(Server);

impl TestDesk {
    pub async fn open(engine: Engine) -> Self {
        Self(frontdesk(engine).await.start().await)
    }

    /// With other settings than [`TestDesk::open`] has.
    pub async fn open_with(launch: Launch) -> Self {
        Self(launch.start().await)
    }

    /// Someone who has just signed up as a client and signed in.
    pub async fn client(&self, username: &str) -> Actor {
        self.sign_up(username, "client").await
    }

    /// Someone who has just signed up as a specialist and signed in.
    pub async fn specialist(&self, username: &str) -> Actor {
        self.sign_up(username, "specialist").await
    }

    async fn sign_up(&self, username: &str, role: &str) -> Actor {
        let body = json!({ "username": username, "password": PASSWORD, "role": role });
        let account = self.post("/api/v1/accounts").json(&body).await.created();
        Actor::sign_in(self.http(), username, account.text_at("/id")).await
    }
}

impl Deref for TestDesk {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.0
    }
}

impl DerefMut for TestDesk {
    fn deref_mut(&mut self) -> &mut Server {
        &mut self.0
    }
}
