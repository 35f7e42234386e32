//! A sound request for every documented operation: ids of things that are there, the document's example as the body.

use frontdesk_testkit::Call;
use serde_json::{Value, json};

use super::salon::free_time;
use super::world::{Person, World, next};
use crate::access::targets::PIXEL;
use crate::store::Rows;
use crate::support::{Operation, PASSWORD};

/// Paths to things that belong to somebody: for each both one's own and another's is asked for.
const OWNED: [&str; 19] = [
    "/api/v1/sessions/{id}",
    "/api/v1/services/{id}",
    "/api/v1/locations/{id}",
    "/api/v1/bookings/{id}",
    "/api/v1/things/{id}",
    "/api/v1/holds/{id}",
    "/api/v1/waitlist/{id}",
    "/api/v1/time-off/{id}",
    "/api/v1/reviews/{id}/reply",
    "/api/v1/me/external-calendars/{id}",
    "/api/auth/services/{id}/",
    "/api/v1/profiles/{id}",
    "/api/v1/specialists/{id}",
    "/api/auth/profile/{number}/",
    "/api/v1/account/",
    "/api/users/my_profile_",
    "/api/user/{id}/",
    "/api/user/logout/",
    "/auth/users/{id}/",
];

/// Whether the path of `operation` leads to something that belongs to somebody.
pub fn is_owned(operation: &Operation) -> bool {
    operation.path.contains('{') && OWNED.iter().any(|start| operation.path.starts_with(start))
}

impl World {
    /// What `who` sends to have `operation` done to something of `owner`'s; `None` if an owner with this role can have no
    /// such thing. An operation that leads to nobody's things is done to themselves.
    pub async fn request(&self, operation: &Operation, who: Option<&Person>, owner: &Person) -> Option<Call> {
        let path = self.path(operation, owner).await?;
        let call = self.call(operation, who, &path);
        Some(match (operation.json.as_ref(), operation.path.as_str()) {
            (_, "/api/v1/me/avatar") if operation.method == "PUT" => call.raw("image/png", PIXEL),
            (_, "/api/v1/admin/accounts/import") => {
                let columns = if self.has_usernames { "username,email,role" } else { "display_name,email,role" };
                let row = format!("row{0},row{0}@example.com,{1}", next(), self.roles[0].key);
                call.raw("text/csv", format!("{columns}\n{row}\n"))
            }
            (Some(example), path) => {
                let is_on_others = is_owned(operation) || path.contains("/admin/");
                let whom = who.filter(|who| !is_on_others && !who.suspended).unwrap_or(owner);
                call.json(&self.body(operation, example, whom).await)
            }
            (None, _) => call,
        })
    }

    /// What `who` sends to have it done to something that is not there.
    pub fn request_for_nothing(&self, operation: &Operation, who: Option<&Person>) -> Call {
        let path = operation
            .path
            .replace("{specialist}", "{id}")
            .replace("{id}", "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")
            .replace("{number}", "999999")
            .replace("{delivery}", "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90");
        let call = self.call(operation, who, &path.replace("{date}", "2030-12-31"));
        match operation.json {
            Some(_) if path.ends_with("/time") => call.json(&json!({ "starts_at": free_time() })),
            Some(_) if path.ends_with("/review") => call.json(&json!({ "rating": 5 })),
            Some(_) if path.ends_with("/things") => call.json(&json!({ "things": [] })),
            Some(_) if path.ends_with("/reply") => call.json(&json!({ "text": "Спасибо!" })),
            Some(_) => call.json(&json!({})),
            None => call,
        }
    }

    async fn path(&self, operation: &Operation, owner: &Person) -> Option<String> {
        let template = operation.path.as_str();
        let offers = || owner.role.may("service.manage_own").then_some(&owner.actor);
        let profile = async || owner.actor.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        let id = match template {
            "/api/v1/sessions/{id}" => owner.actor.on_another_device().await.session_id,
            "/api/v1/things/{id}" => {
                let works = owner.role.may("schedule.manage_own").then_some(&owner.actor)?;
                works
                    .post("/api/v1/things")
                    .json(&json!({ "name": "Кресло" }))
                    .await
                    .created()
                    .text_at("/id")
                    .to_owned()
            }
            "/api/v1/services/{id}/things" | "/api/v1/services/{id}/waitlist" => {
                self.salon(owner, "auto").await?.service
            }
            "/api/v1/services/{id}/performers" => self.salon(owner, "auto").await?.service,
            path if path.starts_with("/api/v1/services/{id}/performers/") => {
                return self.performer(operation, owner).await;
            }
            "/api/v1/services/{id}" => {
                let body = json!({ "name": "Массаж лица", "price_minor": 150_000, "duration_minutes": 45 });
                offers()?.post("/api/v1/services").json(&body).await.created().text_at("/id").to_owned()
            }
            "/api/auth/services/{id}/" => {
                let body = json!({ "name": "Массаж лица", "price": "1500.00", "duration_minutes": 45 });
                offers()?.post("/api/auth/services/").json(&body).await.created().at("/id").to_string()
            }
            "/api/v1/time-off/{id}" => {
                let body = json!({ "starts_at": "2030-05-06T00:00:00Z", "ends_at": "2030-05-20T00:00:00Z" });
                let path = format!("/api/v1/locations/{}/time-off", self.location(owner).await?);
                owner.actor.post(&path).json(&body).await.created().text_at("/time_off/id").to_owned()
            }
            path if path.starts_with("/api/v1/locations/{id}") => self.location(owner).await?,
            path if path.starts_with("/api/v1/bookings/{id}") => self.booking(operation, owner).await?,
            path if path.starts_with("/api/v1/holds/{id}") => self.hold(owner).await?,
            "/api/v1/waitlist/{id}" => self.wait(owner).await?,
            path if path.starts_with("/api/v1/services/{id}/slots") => {
                let salon = self.salon(owner, "auto").await?;
                return Some(format!("{}?location={}", path.replace("{id}", &salon.service), salon.location));
            }
            path if path.starts_with("/api/v1/reviews/{id}") => self.review(operation, owner).await?.1,
            "/api/v1/next-free" => {
                return Some("/api/v1/next-free?services=019a9f7e-6c1f-7000-8000-2f6d3c1b5a90".to_owned());
            }
            "/api/v1/me/external-calendars/{id}" => {
                let works = owner.role.may("schedule.manage_own").then_some(&owner.actor)?;
                // Nobody has room for all that is tried here.
                Rows::behind(&self.desk).change("delete from external_calendars").await;
                let body = json!({ "url": "https://calendar.example.com/private.ics" });
                works.post("/api/v1/me/external-calendars").json(&body).await.created().text_at("/id").to_owned()
            }
            "/api/v1/me/favourites/{id}" => offers()?.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned(),
            "/calendar/{file}" => "nobody-was-given-this-one.ics".to_owned(),
            "/api/v1/holidays" => return Some("/api/v1/holidays?year=2027".to_owned()),
            "/api/v1/holidays/{date}" => {
                let number = next();
                let date = format!("{}-{:02}-01", 2000 + number % 200, 1 + number / 200 % 12);
                if operation.method == "DELETE" {
                    let path = template.replace("{date}", &date);
                    self.chief.put(&path).json(&json!({ "name": "Новый год" })).await;
                }
                return Some(template.replace("{date}", &date));
            }
            path if path.starts_with("/api/v1/specialists/{id}") => {
                offers()?.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned()
            }
            "/api/auth/profile/{number}/" => owner.actor.get("/api/auth/profile/me/").await.ok().at("/id").to_string(),
            "/api/v1/admin/invitations/{id}" => {
                let body = json!({ "email": format!("guest{}@example.org", next()), "role": self.roles[0].key });
                self.chief.post("/api/v1/admin/invitations").json(&body).await.created().text_at("/id").to_owned()
            }
            path if path.starts_with("/api/v1/admin/accounts/{id}") => owner.actor.account_id.clone(),
            path if path.starts_with("/api/v1/webhooks") => {
                self.role_that_may("webhook.manage")?;
                // There is not room for all that is tried here.
                let old = "delete from webhooks where id < (select max(id) - 5 from webhooks)";
                Rows::behind(&self.desk).change(old).await;
                let body = json!({ "url": "https://crm.example.com/hooks" });
                self.chief.post("/api/v1/webhooks").json(&body).await.created().text_at("/id").to_owned()
            }
            path if path.starts_with("/api/v1/profiles/") || path.starts_with("/api/users/my_profile_") => {
                profile().await
            }
            "/links/{token}" | "/setup/{token}" => "nobody-was-sent-this-one".to_owned(),
            "/media/avatars/{folder}/{file}" if !self.has_pictures => {
                return Some("/media/avatars/00/none.png".to_owned());
            }
            "/media/avatars/{folder}/{file}" => {
                let shown = owner.actor.put("/api/v1/me/avatar").raw("image/png", PIXEL).await.ok();
                return Some(shown.text_at("/avatar_url").to_owned());
            }
            "/api/schema/swagger-ui/{file}" => "swagger-ui.css".to_owned(),
            "/api/v1/admin/roles/{role}/rights" => return Some(template.replace("{role}", "anonymous")),
            path if path.contains("/{number}/") || is_owned(operation) => owner.number.to_string(),
            path => {
                assert!(!path.contains('{'), "{} needs an id that this test does not know", operation.name());
                String::new()
            }
        };
        let path = template.replace("{id}", &id).replace("{number}", &id).replace("{date}", "2030-12-31");
        let path = path.replace("{delivery}", "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90");
        Some(path.replace("{token}", &id).replace("{file}", &id))
    }

    /// The example, made sound: what is to be unique is free, what is somebody's own is, secrets are right where the
    /// example cannot know them.
    async fn body(&self, operation: &Operation, example: &Value, owner: &Person) -> Value {
        let mut body = example.clone();
        let has = |key: &str| example.get(key).is_some();
        match (operation.method.as_str(), operation.path.as_str()) {
            ("POST", "/api/v1/holds") => body = self.wish().await,
            ("POST", "/api/v1/waitlist") => body = self.hope().await,
            ("POST", "/api/v1/bookings") => body = self.order(owner).await,
            ("POST", "/api/v1/guest-bookings") => {
                // A guest who cannot be reached: not every model has somebody who can be booked.
                body = self.wish().await;
                body["name"] = "Вера".into();
            }
            (_, "/api/v1/holds/{id}/booking") => body = json!({}),
            (_, path) if path.ends_with("/time") => body["starts_at"] = free_time().into(),
            (_, "/api/v1/services/{id}/things") => body = json!({ "things": [] }),
            (_, "/api/v1/locations/{id}/schedule") => body = json!({ "rules": [] }),
            (_, path) if path.ends_with("/dates/{date}") => body = json!({ "change": "closed" }),
            (_, "/api/v1/sessions") => body["identifier"] = owner.email.as_str().into(),
            ("POST", path)
                if path.ends_with("/login/") || path == "/api/token/" || path.starts_with("/auth/jwt/create") =>
            {
                for (key, value) in [("username", &owner.username), ("email", &owner.email)] {
                    if has(key) {
                        body[key] = value.as_str().into();
                    }
                }
            }
            (_, "/api/v1/sessions/current/tokens") => {
                body["refresh_token"] = owner.actor.on_another_device().await.refresh_token.into();
            }
            ("POST", _) if has("refresh") => body["refresh"] = self.old_tokens(owner).await.text_at("/refresh").into(),
            ("POST", path) if path.contains("/verify") => body["token"] = owner.actor.access_token.as_str().into(),
            (_, "/api/v1/admin/accounts/{id}") => body = json!({ "phone": null }),
            // Who changes themselves stays who they are.
            ("PUT" | "PATCH", path) if !path.starts_with("/api/v1/me/") => {
                for (key, value) in [("username", &owner.username), ("email", &owner.email)] {
                    if has(key) && !value.is_empty() && !path.starts_with("/api/users/") {
                        body[key] = value.as_str().into();
                    }
                }
                if let Some(body) = body.as_object_mut() {
                    body.remove("role");
                }
            }
            ("POST", path) if has("email") && !path.starts_with("/auth/users/re") => {
                let name = format!("newcomer{}", next());
                body["email"] = format!("{name}@example.org").into();
                if has("username") && !path.starts_with("/api/users/") {
                    body["username"] = name.into();
                }
                if has("role") && path.starts_with("/api/v1/") {
                    body["role"] = self.roles[0].key.as_str().into();
                }
            }
            _ => {}
        }
        for key in ["new_username", "re_new_username"].into_iter().filter(|key| has(key)) {
            body[key] = format!("renamed{}", owner.number).into();
        }
        for key in
            ["password", "re_password"].into_iter().filter(|key| has(key) && operation.path != "/api/v1/me/password")
        {
            body[key] = PASSWORD.into();
        }
        body
    }

    /// The tokens that a wire with refresh tokens of its own gives.
    async fn old_tokens(&self, owner: &Person) -> frontdesk_testkit::Answer {
        let login = match () {
            () if self.speaks("marketplace") => "/api/auth/login/",
            () if self.speaks("accounts") => "/api/accounts/login/",
            () => "/api/token/",
        };
        let body = json!({ "username": owner.username, "password": PASSWORD });
        self.desk.post(login).json(&body).await.ok()
    }
}
