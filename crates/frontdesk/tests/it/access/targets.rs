//! A sound request for every documented operation: real ids in the path, the document's example as the body.

use std::sync::atomic::{AtomicU32, Ordering};

use frontdesk_testkit::Call;
use serde_json::{Value, json};

use super::cast::{Cast, Who};
use crate::support::{Operation, PASSWORD, rows};

/// A picture of one pixel.
#[rustfmt::skip]
pub const PIXEL: [u8; 69] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144, 119, 83,
    222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 218, 99, 56, 224, 160, 0, 0, 2, 228, 1, 33, 191, 216, 27, 100, 0, 0, 0, 0,
    73, 69, 78, 68, 174, 66, 96, 130,
];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A number that no other request of this test has had.
fn next() -> u32 {
    static LAST: AtomicU32 = AtomicU32::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// Somebody whom the operation's rule lets past.
pub fn owner(operation: &Operation) -> Who {
    match operation.rule.as_deref() {
        Some("open" | "public") => Who::Anonymous,
        Some(rule) if rule.starts_with("account.") || rule == "webhook.manage" => Who::Admin,
        Some("schedule.manage_any" | "booking.manage_any") => Who::Staff,
        _ => Who::Specialist,
    }
}

impl Cast {
    /// What `who` sends to have `operation` done to something of the client's or the specialist's.
    pub async fn request(&self, operation: &Operation, who: Who) -> Call {
        let call = self.call(who, &operation.method, &self.path(operation).await);
        match (operation.json.as_ref(), operation.path.as_str()) {
            (_, "/api/v1/me/avatar") if operation.method == "PUT" => call.raw("image/png", PIXEL),
            (_, "/api/v1/admin/accounts/import") => call.raw("text/csv", "username,role\nimported,client\n"),
            (Some(example), _) => call.json(&self.body(operation, example).await),
            (None, _) => call,
        }
    }

    /// The operation's path with the ids of things that are there and belong to the first of each kind.
    pub async fn path(&self, operation: &Operation) -> String {
        let template = operation.path.as_str();
        let id = match template {
            "/api/v1/services/{id}" => self.service_id().await,
            "/api/v1/things/{id}" => {
                let thing = json!({ "name": "Кресло" });
                self.specialist.post("/api/v1/things").json(&thing).await.created().text_at("/id").to_owned()
            }
            "/api/v1/services/{id}/performers" | "/api/v1/services/{id}/things" | "/api/v1/services/{id}/waitlist" => {
                self.service_id().await
            }
            path if path.starts_with("/api/v1/services/{id}/performers/") => {
                let (service, profile) = (self.service_id().await, self.profile_id().await);
                return path.replace("{id}", &service).replace("{specialist}", &profile);
            }
            "/api/v1/next-free" => return format!("/api/v1/next-free?services={}", self.service_id().await),
            "/api/v1/holidays" => return "/api/v1/holidays?year=2027".to_owned(),
            "/api/v1/holidays/{date}" => return template.replace("{date}", "2027-01-07"),
            "/api/v1/specialists/{id}/locations" | "/api/v1/specialists/{id}/reviews" => self.profile_id().await,
            "/api/v1/me/favourites/{id}" => self.profile_id().await,
            "/api/v1/me/external-calendars/{id}" => self.calendar_id().await,
            "/calendar/{file}" => "nobody-was-given-this-one.ics".to_owned(),
            path if path.starts_with("/api/v1/reviews/{id}") => self.review_id().await,
            "/api/v1/time-off/{id}" => self.time_off_id().await,
            path if path.starts_with("/api/v1/locations/{id}") => self.location_id().await,
            path if path.starts_with("/api/v1/services/{id}/slots") => self.service_id().await,
            path if path.starts_with("/api/v1/bookings/{id}") => self.booking_id().await,
            "/api/v1/waitlist/{id}" => "019a9f7e-6c1f-7000-8000-2f6d3c1b5a95".to_owned(),
            path if path.starts_with("/api/v1/holds/{id}") => "019a9f7e-6c1f-7000-8000-2f6d3c1b5a93".to_owned(),
            "/api/auth/services/{id}/" => self.service_number().await.to_string(),
            "/api/v1/profiles/{id}" | "/api/v1/specialists/{id}" => self.profile_id().await,
            "/api/auth/profile/{number}/" => self.profile_number().await.to_string(),
            "/api/v1/sessions/{id}" => self.client.on_another_device().await.session_id,
            "/api/v1/admin/invitations/{id}" => self.invitation_id().await,
            path if path.starts_with("/api/v1/admin/accounts/{id}") => self.account_id().await,
            path if path.starts_with("/api/v1/webhooks/{id}") => self.webhook_id().await,
            "/links/{token}" => "nobody-was-sent-this-one".to_owned(),
            "/media/avatars/{folder}/{file}" => return self.picture().await,
            "/setup/{token}" => "nobody-was-given-this-one".to_owned(),
            "/api/schema/swagger-ui/{file}" => "swagger-ui.css".to_owned(),
            "/api/v1/admin/roles/{role}/rights" => return template.replace("{role}", "anonymous"),
            template => {
                assert!(!template.contains('{'), "{} needs an id that this test does not know", operation.name());
                String::new()
            }
        };
        let path = template.replace("{id}", &id).replace("{number}", &id).replace("{date}", "2030-12-31");
        path.replace("{token}", &id)
            .replace("{file}", &id)
            .replace("{delivery}", "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")
    }

    /// The operation's example, made sound for this desk: names that are free, secrets that are right.
    pub async fn body(&self, operation: &Operation, example: &Value) -> Value {
        let mut body = example.clone();
        match operation.path.as_str() {
            "/api/v1/accounts" | "/api/v1/admin/accounts" | "/api/auth/register/" => {
                body["username"] = format!("newcomer{}", next()).into();
                body["email"] = format!("newcomer{}@example.org", next()).into();
                if operation.path == "/api/v1/admin/accounts" {
                    // Staff needs a longer one.
                    body["password"] = "Quiet-Harbor-42-Lantern".into();
                }
            }
            "/api/v1/admin/invitations" => body["email"] = format!("guest{}@example.org", next()).into(),
            "/api/v1/sessions" => body = json!({ "identifier": "ada", "password": PASSWORD }),
            "/api/auth/login/" => body = json!({ "username": "ada", "password": PASSWORD }),
            "/api/v1/sessions/current/tokens" => {
                body = json!({ "refresh_token": self.client.on_another_device().await.refresh_token });
            }
            "/api/auth/refresh/" => body = json!({ "refresh": self.dialect_refresh().await }),
            "/api/v1/password-resets/complete" => {
                body = json!({ "token": "nobody-was-sent-this-one", "new_password": PASSWORD });
            }
            "/api/v1/admin/accounts/{id}" => body = json!({ "phone": null }),
            _ => {}
        }
        body
    }

    /// A fresh account that nobody else in the cast has.
    pub async fn account_id(&self) -> String {
        let body = json!({ "username": format!("fresh{}", next()), "password": PASSWORD, "role": "client" });
        self.desk.post("/api/v1/accounts").json(&body).await.created().text_at("/id").to_owned()
    }

    /// A fresh invitation that nobody has accepted.
    async fn invitation_id(&self) -> String {
        let body = json!({ "email": format!("guest{}@example.org", next()), "role": "client" });
        self.admin.post("/api/v1/admin/invitations").json(&body).await.created().text_at("/id").to_owned()
    }

    /// A fresh webhook.
    async fn webhook_id(&self) -> String {
        rows(&self.desk, "delete from webhooks").await;
        let body = json!({ "url": "https://crm.example.com/hooks" });
        self.admin.post("/api/v1/webhooks").json(&body).await.created().text_at("/id").to_owned()
    }

    /// A fresh service of the specialist's, by its native id.
    pub async fn service_id(&self) -> String {
        let body = json!({ "name": "Массаж лица", "price_minor": 150_000, "duration_minutes": 45 });
        self.specialist.post("/api/v1/services").json(&body).await.created().text_at("/id").to_owned()
    }

    /// A fresh service of the specialist's, by its number on the older wire.
    pub async fn service_number(&self) -> i64 {
        let body = json!({ "name": "Массаж лица", "price": "1500.00", "duration_minutes": 45 });
        let made = self.specialist.post("/api/auth/services/").json(&body).await.created();
        made.at("/id").as_i64().expect("a number")
    }

    /// A fresh location of the specialist's.
    async fn location_id(&self) -> String {
        // Nobody has room for all that is tried: what was tried before goes to somebody else.
        let given = "update locations set owner_id = (select max(id) from users)
                     where owner_id = (select id from users where username = 'noor')";
        rows(&self.desk, given).await;
        let body = json!({ "name": "Студия", "city": "Казань", "time_zone": "Europe/Moscow" });
        self.specialist.post("/api/v1/locations").json(&body).await.created().text_at("/id").to_owned()
    }

    /// Fresh time off of the specialist's.
    async fn time_off_id(&self) -> String {
        let path = format!("/api/v1/locations/{}/time-off", self.location_id().await);
        let body = json!({ "starts_at": "2030-05-06T00:00:00Z", "ends_at": "2030-05-20T00:00:00Z" });
        self.specialist.post(&path).json(&body).await.created().text_at("/time_off/id").to_owned()
    }

    /// The client's fresh booking with the specialist.
    async fn booking_id(&self) -> String {
        // Nor for all the bookings.
        rows(&self.desk, "update bookings set client_id = null").await;
        let (location, service) = (self.location_id().await, self.service_id().await);
        let open = DAYS.map(|day| json!({ "weekday": day, "starts": "00:00", "ends": "24:00" }));
        let schedule = format!("/api/v1/locations/{location}/schedule");
        self.specialist.put(&schedule).json(&json!({ "rules": open })).await.ok();
        let next = format!("/api/v1/services/{service}/slots/next?location={location}");
        let next = self.desk.get(&next).await.ok().text_at("/slot/starts_at").to_owned();
        let wish = json!({ "service": service, "location": location, "starts_at": next });
        self.client.post("/api/v1/bookings").json(&wish).await.created().text_at("/id").to_owned()
    }

    /// What the client says of the specialist's work.
    async fn review_id(&self) -> String {
        let booking = self.booking_id().await;
        rows(&self.desk, "update bookings set status = 'completed' where client_id is not null").await;
        let place = format!("/api/v1/bookings/{booking}/review");
        self.client.post(&place).json(&json!({ "rating": 5 })).await.created().text_at("/id").to_owned()
    }

    /// A calendar that the specialist keeps elsewhere, the only one.
    async fn calendar_id(&self) -> String {
        rows(&self.desk, "delete from external_calendars").await;
        let body = json!({ "url": "https://calendar.example.com/private.ics" });
        self.specialist.post("/api/v1/me/external-calendars").json(&body).await.created().text_at("/id").to_owned()
    }

    /// The specialist's profile.
    pub async fn profile_id(&self) -> String {
        self.specialist.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned()
    }

    /// The specialist's profile by its number on the older wire.
    pub async fn profile_number(&self) -> i64 {
        self.specialist.get("/api/auth/profile/me/").await.ok().at("/id").as_i64().expect("a number")
    }

    /// The path of a picture that the specialist has put up.
    async fn picture(&self) -> String {
        let profile = self.specialist.put("/api/v1/me/avatar").raw("image/png", PIXEL).await.ok();
        profile.text_at("/avatar_url").to_owned()
    }

    async fn dialect_refresh(&self) -> String {
        let body = json!({ "username": "ada", "password": PASSWORD });
        self.desk.post("/api/auth/login/").json(&body).await.ok().text_at("/refresh").to_owned()
    }
}
