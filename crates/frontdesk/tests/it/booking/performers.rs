//! One service, several who perform it.

use std::collections::HashSet;

use frontdesk_testkit::{Call, both_engines};
use jiff::ToSpan;
use serde_json::{Value, json};

use super::salon::{HOME, Salon, at, hours, moment, path, soon};
use crate::accounts::together::{count, together};
use crate::catalogue::market::{offer, service};
use crate::support::{Actor, rows};

/// The id of somebody's profile.
async fn profile(who: &Actor) -> String {
    who.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned()
}

/// Who manages everybody's services.
async fn administrator(salon: &Salon) -> Actor {
    salon.desk.client("chief").await;
    rows(&salon.desk, "update users set role = 'admin' where username = 'chief'").await;
    salon.desk.signed_in("chief").await
}

impl Salon {
    /// Somebody who works as Noor does, at a place of their own.
    async fn colleague(&self, name: &str) -> Actor {
        let who = self.desk.specialist(name).await;
        let place = json!({ "name": "Салон", "city": "Город", "address": "Улица, 1", "time_zone": HOME });
        let location = who.post("/api/v1/locations").json(&place).await.created().text_at("/id").to_owned();
        let schedule = format!("/api/v1/locations/{location}/schedule");
        who.put(&schedule).json(&hours("09:00", "21:00")).await.ok();
        who
    }

    fn performers(&self) -> String {
        format!("/api/v1/services/{}/performers", self.massage)
    }

    /// Noor asks somebody to perform the massage too.
    async fn ask(&self, who: &Actor, terms: &Value) -> Call {
        self.noor.put(&format!("{}/{}", self.performers(), profile(who).await)).json(terms)
    }

    /// A colleague who has been asked and has accepted.
    pub async fn performer(&self, name: &str, terms: Value) -> Actor {
        let who = self.colleague(name).await;
        self.ask(&who, &terms).await.await.ok();
        who.post(&format!("{}/{}/acceptance", self.performers(), profile(&who).await)).await.no_content();
        who
    }

    /// Books the massage with one of them.
    pub async fn book_with_whom(&self, client: &Actor, whom: &Actor, starts_at: jiff::Timestamp) -> Call {
        let specialist = profile(whom).await;
        let body = json!({ "service": self.massage, "specialist": specialist, "starts_at": starts_at.to_string() });
        client.post("/api/v1/bookings").json(&body)
    }
}

both_engines! {
    async fn of_five_who_want_anybody_as_many_get_somebody_as_there_are(engine: Engine) {
        let salon = Salon::open(engine).await;
        salon.performer("anna", json!({})).await;
        salon.performer("boris", json!({})).await;
        let ada = salon.desk.client("ada").await;
        let noon = at(soon(), 12, 0);
        let answers = together((0..5).map(|_| salon.book(&ada, noon))).await;
        assert_eq!((count(&answers, 201), count(&answers, 409)), (3, 2));
        let booked = answers.iter().filter(|answer| answer.status == 201);
        let who: HashSet<&str> = booked.map(|answer| answer.text_at("/specialist/id")).collect();
        assert_eq!(who.len(), 3, "each once: {who:?}");
        assert!(!salon.starts(soon()).await.contains(&noon));
        let explained = format!("/api/v1/services/{}/slots/explain", salon.massage);
        let why = salon.desk.get(&explained).query("at", &noon.to_string()).await.ok();
        assert_eq!(why.text_at("/reason"), "busy");
    }

    async fn each_performer_has_a_price_and_a_length_of_their_own(engine: Engine) {
        let salon = Salon::open(engine).await;
        let anna = salon.performer("anna", json!({ "price_minor": 200_000, "duration_minutes": 90 })).await;
        let boris = salon.performer("boris", json!({})).await;
        let (noor, anna_id, boris_id) = (profile(&salon.noor).await, profile(&anna).await, profile(&boris).await);
        let slots = salon.slots(soon(), soon()).await.ok();
        let at_nine: Vec<&Value> = slots.at("/days/0/slots").as_array().expect("slots").iter()
            .filter(|slot| moment(&slot["starts_at"]) == at(soon(), 9, 0)).collect();
        let [usual, annas] = at_nine.as_slice() else { panic!("{}", slots.shown()) };
        assert_eq!((&usual["price_minor"], moment(&usual["ends_at"])), (&json!(150_000), at(soon(), 10, 0)));
        let both: HashSet<&str> = usual["specialists"].as_array().expect("ids").iter().filter_map(Value::as_str).collect();
        assert_eq!(both, HashSet::from([noor.as_str(), &boris_id]));
        assert_eq!((&annas["price_minor"], moment(&annas["ends_at"])), (&json!(200_000), at(soon(), 10, 30)));
        assert_eq!(annas["specialists"], json!([anna_id]));
        let ada = salon.desk.client("ada").await;
        let booked = salon.book_with_whom(&ada, &anna, at(soon(), 9, 0)).await.await.created();
        salon.ask(&anna, &json!({ "price_minor": 1 })).await.await.ok();
        let kept = ada.get(&path(&booked)).await.ok();
        assert_eq!((kept.at("/price_minor"), kept.text_at("/specialist/id")), (&json!(200_000), anna_id.as_str()));
        assert_eq!(anna.get("/api/v1/me/agenda").await.ok().at("/items").as_array().map(Vec::len), Some(1));
        assert_eq!(salon.noor.get("/api/v1/me/agenda").await.ok().at("/items").as_array().map(Vec::len), Some(0));
        let moved = json!({ "starts_at": at(soon(), 15, 0).to_string() });
        let moved = ada.put(&format!("{}/time", path(&booked))).json(&moved).await.ok();
        assert_eq!(moment(moved.at("/ends_at")), at(soon(), 16, 30));
    }

    async fn anybody_means_who_has_the_fewest_minutes_booked_that_day(engine: Engine) {
        let salon = Salon::open(engine).await;
        let anna = salon.performer("anna", json!({})).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let (noor_id, anna_id) = (profile(&salon.noor).await, profile(&anna).await);
        let mut who = Vec::new();
        for hour in [9, 10, 11] {
            who.push(salon.book(&ada, at(soon(), hour, 0)).await.created().text_at("/specialist/id").to_owned());
        }
        assert_eq!(who, [noor_id.as_str(), &anna_id, &noor_id], "in turn; of two who have as many, the first");
        salon.book_with_whom(&ben, &anna, at(soon(), 15, 0)).await.await.created();
        salon.book_with_whom(&ben, &anna, at(soon(), 16, 0)).await.await.created();
        let next = salon.book(&ada, at(soon(), 18, 0)).await.created();
        assert_eq!(next.text_at("/specialist/id"), noor_id);
    }

    async fn without_a_name_nobody_pays_more_than_the_cheapest_who_is_free(engine: Engine) {
        let salon = Salon::open(engine).await;
        let anna = salon.performer("anna", json!({ "price_minor": 120_000, "duration_minutes": 90 })).await;
        let ada = salon.desk.client("ada").await;
        let anna_id = profile(&anna).await;
        // However many she has already.
        salon.book_with_whom(&ada, &anna, at(soon(), 9, 0)).await.await.created();
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        assert_eq!((booked.text_at("/specialist/id"), booked.at("/price_minor")), (anna_id.as_str(), &json!(120_000)));
        let other = salon.book(&ada, at(soon(), 12, 0)).await.created();
        assert_eq!(other.at("/price_minor"), &json!(150_000));
    }

    async fn who_has_enough_to_come_with_one_gets_another(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        for hour in 9..19 {
            salon.book(&ada, at(soon(), hour, 0)).await.created();
        }
        let noon = at(soon() + 1.day(), 12, 0);
        salon.book(&ada, noon).await.is_problem(422, "too_many_bookings");
        let anna = salon.performer("anna", json!({ "price_minor": 200_000 })).await;
        let booked = salon.book(&ada, noon).await.created();
        assert_eq!(booked.text_at("/specialist/id"), profile(&anna).await);
    }

    async fn who_cannot_be_booked_is_not_shown_among_performers(engine: Engine) {
        let salon = Salon::open(engine).await;
        let anna = salon.performer("anna", json!({})).await;
        let seen = async |list: Call| list.await.ok().at("/items").as_array().map(Vec::len);
        for (harm, mend) in [("suspended_at = 1", "suspended_at = null"), ("role = 'client'", "role = 'specialist'")] {
            assert_eq!(seen(salon.desk.get(&salon.performers())).await, Some(1));
            rows(&salon.desk, &format!("update users set {harm} where username = 'anna'")).await;
            assert_eq!(seen(salon.desk.get(&salon.performers())).await, Some(0), "{harm}");
            assert_eq!(seen(salon.noor.get(&salon.performers())).await, Some(1), "her colleague still knows");
            rows(&salon.desk, &format!("update users set {mend} where username = 'anna'")).await;
        }
        assert_eq!(seen(anna.get(&salon.performers())).await, Some(1));
    }

    async fn nobody_performs_what_they_have_not_agreed_to(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (anna, ada) = (salon.colleague("anna").await, salon.desk.client("ada").await);
        let asked = salon.ask(&anna, &json!({ "duration_minutes": 30 })).await.await.ok();
        assert_eq!(*asked.at("/accepted_at"), Value::Null);
        let refused = salon.book_with_whom(&ada, &anna, at(soon(), 12, 0)).await.await.expect(422);
        assert_eq!((refused.text_at("/errors/0/field"), refused.text_at("/errors/0/code")), ("specialist", "invalid_choice"));
        // Who is asked is told to nobody else.
        let seen = async |who: &Actor| {
            let list = who.get(&salon.performers()).await.ok();
            list.at("/items").as_array().map(Vec::len)
        };
        assert_eq!((seen(&ada).await, seen(&anna).await, seen(&salon.noor).await), (Some(0), Some(1), Some(1)));
        let own = anna.get("/api/v1/me/performances").await.ok();
        assert_eq!(own.text_at("/items/0/service"), salon.massage);
        let acceptance = format!("{}/{}/acceptance", salon.performers(), profile(&anna).await);
        for other in [&ada, &salon.noor] {
            other.post(&acceptance).await.is_problem(404, "not_found");
        }
        anna.post(&acceptance).await.no_content();
        assert_eq!(seen(&ada).await, Some(1));
        let booked = salon.book_with_whom(&ada, &anna, at(soon(), 12, 0)).await.await.created();
        // Asked the same again, nothing changes; on other terms, she has agreed to nothing.
        salon.ask(&anna, &json!({ "duration_minutes": 30 })).await.await.ok();
        assert_eq!(seen(&ada).await, Some(1));
        salon.ask(&anna, &json!({ "price_minor": 1 })).await.await.ok();
        assert_eq!(seen(&ada).await, Some(0));
        salon.book_with_whom(&ada, &anna, at(soon(), 13, 0)).await.await.expect(422);
        anna.post(&acceptance).await.no_content();
        // Anna stops, and comes to whom she has promised.
        anna.delete(&format!("{}/{}", salon.performers(), profile(&anna).await)).await.no_content();
        assert_eq!(anna.get(&path(&booked)).await.ok().text_at("/status"), "confirmed");
        salon.book_with_whom(&ada, &anna, at(soon(), 15, 0)).await.await.expect(422);
    }

    async fn only_who_manages_a_service_says_who_performs_it(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (anna, boris) = (salon.colleague("anna").await, salon.colleague("boris").await);
        let (ada, chief) = (salon.desk.client("ada").await, administrator(&salon).await);
        let (anna_id, ada_id, noor_id) = (profile(&anna).await, profile(&ada).await, profile(&salon.noor).await);
        let place = |whom: &str| format!("{}/{whom}", salon.performers());
        ada.put(&place(&anna_id)).json(&json!({})).await.is_problem(403, "forbidden");
        boris.put(&place(&anna_id)).json(&json!({})).await.is_problem(404, "not_found");
        anna.put(&place(&anna_id)).json(&json!({})).await.is_problem(404, "not_found");
        // Neither who has no hours nor the owner, who performs it anyway, is asked.
        salon.noor.put(&place(&ada_id)).json(&json!({})).await.is_problem(404, "not_found");
        salon.noor.put(&place(&noor_id)).json(&json!({})).await.is_problem(404, "not_found");
        let faulty = salon.noor.put(&place(&anna_id)).json(&json!({ "duration_minutes": 7 })).await.expect(422);
        assert_eq!(faulty.text_at("/errors/0/field"), "duration_minutes");
        let set = chief.put(&place(&anna_id)).json(&json!({ "price_minor": 5 })).await.ok();
        assert!(set.at("/accepted_at").is_string(), "an administrator asks nobody: {}", set.shown());
        salon.book_with_whom(&ada, &anna, at(soon(), 12, 0)).await.await.created();
        boris.delete(&place(&anna_id)).await.is_problem(404, "not_found");
        salon.noor.delete(&place(&anna_id)).await.no_content();
        salon.noor.delete(&place(&anna_id)).await.is_problem(404, "not_found");
    }

    async fn a_visit_is_to_somebody_who_performs_all_of_it(engine: Engine) {
        let salon = Salon::open(engine).await;
        let anna = salon.performer("anna", json!({ "duration_minutes": 30 })).await;
        let brows = offer(&anna, &service("Брови", 50_000, 15)).await;
        let ada = salon.desk.client("ada").await;
        let body = json!({ "service": salon.massage, "then": [brows], "starts_at": at(soon(), 12, 0).to_string() });
        let booked = ada.post("/api/v1/bookings").json(&body).await.created();
        assert_eq!(booked.text_at("/specialist/id"), profile(&anna).await);
        assert_eq!(moment(booked.at("/ends_at")), at(soon(), 12, 45));
        assert_eq!(*booked.at("/price_minor"), 200_000);
    }
}
