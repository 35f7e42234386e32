//! What can be booked, and who has booked it.

use frontdesk_kit::clock::Clock;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use super::world::{Person, World, next};
use crate::store::Rows;
use crate::support::Operation;

/// Where somebody works day and night, and what they offer there: five minutes of it.
pub struct Salon {
    pub location: String,
    pub service: String,
}

/// Those whom all tests of a world share.
#[derive(Default)]
pub struct Regulars {
    salon: OnceCell<Salon>,
}

/// A time that nothing else takes, some days from now.
pub fn free_time() -> String {
    let midnight = Clock::system().now().0.div_euclid(86_400) * 86_400;
    let start = Timestamp::from_second(midnight).expect("a time of ours") + (3 * 24).hours();
    (start + (5 * (i64::from(next()) % 10_000)).minutes()).to_string()
}

impl World {
    /// A new salon of `owner`'s; `None` if they cannot have one.
    pub async fn salon(&self, owner: &Person, confirmation: &str) -> Option<Salon> {
        let location = self.location(owner).await?;
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let rule = |day: &&str| json!({ "weekday": day, "starts": "00:00", "ends": "24:00" });
        let hours = json!({ "rules": days.iter().map(rule).collect::<Vec<_>>() });
        owner.actor.put(&format!("/api/v1/locations/{location}/schedule")).json(&hours).await.ok();
        let service = json!({
            "name": "Массаж лица", "price_minor": 150_000, "duration_minutes": 5, "grid_minutes": 5,
            "confirmation": confirmation,
        });
        let offers = owner.role.may("service.manage_own").then_some(&owner.actor)?;
        let service = offers.post("/api/v1/services").json(&service).await.created().text_at("/id").to_owned();
        Some(Salon { location, service })
    }

    /// The path to a service of `owner`'s with somebody who performs it, or can be asked to.
    pub async fn performer(&self, operation: &Operation, owner: &Person) -> Option<String> {
        let service = self.salon(owner, "auto").await?.service;
        let colleague = self.person(self.role_that_may("schedule.manage_own")?).await;
        let profile = colleague.actor.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        let place = format!("/api/v1/services/{service}/performers/{profile}");
        if operation.method == "DELETE" {
            owner.actor.put(&place).json(&json!({})).await.ok();
        }
        Some(operation.path.replace("{id}", &service).replace("{specialist}", &profile))
    }

    /// A new location of `owner`'s; `None` if they cannot have one.
    pub async fn location(&self, owner: &Person) -> Option<String> {
        let works = owner.role.may("schedule.manage_own").then_some(&owner.actor)?;
        // Nobody has room for all that is tried here: what was tried before goes to somebody else.
        let another = format!("(select min(id) from users where id <> {})", owner.number);
        let given = format!("update locations set owner_id = {another} where owner_id = {}", owner.number);
        Rows::behind(&self.desk).change(&given).await;
        let body = json!({ "name": "Студия", "city": "Казань", "time_zone": "Europe/Moscow" });
        Some(works.post("/api/v1/locations").json(&body).await.created().text_at("/id").to_owned())
    }

    /// Somebody's booking with `owner`, to which `operation` can be done.
    pub async fn booking(&self, operation: &Operation, owner: &Person) -> Option<String> {
        match operation.path.ends_with("/review") && operation.method != "POST" {
            true => self.review(operation, owner).await.map(|(booking, _)| booking),
            false => self.booked(operation, owner).await.map(|(_, booking)| booking),
        }
    }

    /// What somebody says of `owner`'s work: the booking and the review, to which `operation` can be done.
    pub async fn review(&self, operation: &Operation, owner: &Person) -> Option<(String, String)> {
        let (guest, booking) = self.booked(operation, owner).await?;
        let rows = Rows::behind(&self.desk);
        rows.change("update bookings set status = 'completed' where id = (select max(id) from bookings)").await;
        let place = format!("/api/v1/bookings/{booking}/review");
        let review = guest.actor.post(&place).json(&json!({ "rating": 5 })).await.created().text_at("/id").to_owned();
        if operation.method == "DELETE" && operation.path.ends_with("/hiding") {
            rows.change("update reviews set hidden_at = created_at").await;
        }
        if operation.method == "DELETE" && operation.path.ends_with("/reply") {
            rows.change("update reviews set reply = 'Спасибо!', replied_at = created_at").await;
        }
        Some((booking, review))
    }

    async fn booked(&self, operation: &Operation, owner: &Person) -> Option<(Person, String)> {
        let is_answer = ["/confirmation", "/decline"].iter().any(|act| operation.path.ends_with(act));
        let salon = self.salon(owner, if is_answer { "manual" } else { "auto" }).await?;
        let client = self.role_that_may("booking.make")?;
        let guest = self.person(client).await;
        let body = json!({ "service": salon.service, "location": salon.location, "starts_at": free_time() });
        let booked = guest.actor.post("/api/v1/bookings").json(&body).await.created();
        Some((guest, booked.text_at("/id").to_owned()))
    }

    /// What `owner` holds; `None` if they cannot hold anything.
    pub async fn hold(&self, owner: &Person) -> Option<String> {
        let holds = owner.role.may("booking.make").then_some(&owner.actor)?;
        holds.post("/api/v1/holds").json(&self.wish().await).await.created().text_at("/id").to_owned().into()
    }

    /// The entry by which `owner` waits; `None` if they cannot book.
    pub async fn wait(&self, owner: &Person) -> Option<String> {
        let waits = owner.role.may("booking.make").then_some(&owner.actor)?;
        waits.post("/api/v1/waitlist").json(&self.hope().await).await.created().text_at("/id").to_owned().into()
    }

    /// What anybody may wait for.
    pub async fn hope(&self) -> Value {
        // Nobody may wait for all that is tried here.
        Rows::behind(&self.desk).change("delete from waitlist").await;
        let wish = self.wish().await;
        json!({ "service": wish["service"], "location": wish["location"], "to": wish["starts_at"] })
    }

    /// What `who` may book: for themselves, or else for somebody who rang.
    pub async fn order(&self, who: &Person) -> Value {
        let mut body = self.wish().await;
        if !who.role.may("booking.make") {
            body["guest"] = json!({ "name": "Вера" });
        }
        body
    }

    /// What anybody may book.
    pub async fn wish(&self) -> Value {
        // Nobody may hold all that is tried here.
        Rows::behind(&self.desk).change("update bookings set client_id = null where status = 'held'").await;
        let Some(works) = self.role_that_may("schedule.manage_own") else {
            return json!({ "service": "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90", "starts_at": free_time() });
        };
        let open = async || self.salon(&self.person(works).await, "auto").await.expect("a salon");
        let salon = self.regulars.salon.get_or_init(open).await;
        json!({ "service": salon.service, "location": salon.location, "starts_at": free_time() })
    }
}
