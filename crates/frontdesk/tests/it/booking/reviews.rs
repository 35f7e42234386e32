//! What clients say of visits, and what becomes of it.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use super::salon::{Salon, at, in_days, path, soon};
use crate::support::{Actor, PASSWORD, rows};

/// Somebody's visit that took place; where its review is.
async fn visit(salon: &Salon, who: &Actor, days: i64) -> String {
    let booked = path(&salon.book(who, at(in_days(days), 12, 0)).await.created());
    let id = booked.rsplit('/').next().expect("an id").replace('-', "");
    let is_it = if salon.desk.database_url().starts_with("sqlite") {
        format!("public_id = x'{id}'")
    } else {
        format!("public_id = decode('{id}', 'hex')")
    };
    rows(&salon.desk, &format!("update bookings set status = 'completed' where {is_it}")).await;
    format!("{booked}/review")
}

fn opinion(rating: i64, text: &str) -> Value {
    json!({ "rating": rating, "text": text })
}

async fn profile(who: &Actor) -> String {
    who.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned()
}

async fn staff(salon: &Salon) -> Actor {
    let body = json!({ "username": "stas", "password": PASSWORD, "role": "client" });
    salon.desk.post("/api/v1/accounts").json(&body).await.created();
    rows(&salon.desk, "update users set role = 'staff' where username = 'stas'").await;
    salon.desk.signed_in("stas").await
}

/// What everybody is told of Noor: the mean and the number of ratings.
async fn rating(salon: &Salon) -> (Value, Value) {
    let page = salon.desk.get(&format!("/api/v1/specialists/{}", profile(&salon.noor).await)).await.ok();
    (page.at("/rating/average").clone(), page.at("/rating/count").clone())
}

async fn reviews(salon: &Salon) -> Answer {
    salon.desk.get(&format!("/api/v1/specialists/{}/reviews", profile(&salon.noor).await)).await.ok()
}

both_engines! {
    async fn only_the_client_of_a_completed_visit_reviews_it_and_once(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let booked = path(&salon.book(&ada, at(soon(), 15, 0)).await.created());
        let early = ada.post(&format!("{booked}/review")).json(&opinion(5, ""));
        early.await.is_problem(409, "booking_status");

        let place = visit(&salon, &ada, 8).await;
        salon.noor.post(&place).json(&opinion(5, "Я – лучшая")).await.is_problem(403, "forbidden");
        ben.post(&place).json(&opinion(1, "Конкурент")).await.is_problem(404, "not_found");
        for wrong in [json!(0), json!(6), json!("5"), json!(4.5)] {
            ada.post(&place).json(&json!({ "rating": wrong })).await.refuses_field("rating");
        }
        assert_eq!(rating(&salon).await, (json!(null), json!(0)));
        ada.post(&place).json(&opinion(4, "Хорошо")).await.created();
        ada.post(&place).json(&opinion(5, "Ещё раз")).await.is_problem(409, "already_reviewed");
        assert_eq!(rating(&salon).await, (json!(4.0), json!(1)));
    }

    async fn the_mean_is_exact_whatever_becomes_of_reviews(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, stas) = (salon.desk.client("ada").await, staff(&salon).await);
        let mut places = Vec::new();
        for (days, given) in [(7, 5), (8, 4), (9, 4)] {
            let place = visit(&salon, &ada, days).await;
            let made = ada.post(&place).json(&opinion(given, "")).await.created();
            places.push((place, made.text_at("/id").to_owned()));
        }
        assert_eq!(rating(&salon).await, (json!(13.0 / 3.0), json!(3)));
        ada.put(&places[1].0).json(&opinion(1, "Передумала")).await.ok();
        assert_eq!(rating(&salon).await, (json!(10.0 / 3.0), json!(3)));
        stas.put(&format!("/api/v1/reviews/{}/hiding", places[1].1)).await.no_content();
        assert_eq!(rating(&salon).await, (json!(4.5), json!(2)));
        ada.put(&places[1].0).json(&opinion(2, "Скрыто и так")).await.ok();
        ada.delete(&places[0].0).await.no_content();
        assert_eq!(rating(&salon).await, (json!(4.0), json!(1)));
        stas.delete(&format!("/api/v1/reviews/{}/hiding", places[1].1)).await.no_content();
        assert_eq!(rating(&salon).await, (json!(3.0), json!(2)));
    }

    async fn everybody_reads_reviews_under_first_names(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        ada.patch("/api/v1/me/profile").json(&json!({ "full_name": "Ада Лавлейс" })).await.ok();
        let first = visit(&salon, &ada, 7).await;
        let made = ada.post(&first).json(&opinion(5, "Чудесно")).await.created();
        let second = visit(&salon, &ben, 8).await;
        ben.post(&second).json(&opinion(3, "")).await.created();
        let place = format!("/api/v1/reviews/{}/reply", made.text_at("/id"));
        let thanks = json!({ "text": "Спасибо!" });
        for other in [&ada, &ben] {
            other.put(&place).json(&thanks).await.is_problem(404, "not_found");
        }
        salon.noor.put(&place).json(&json!({ "text": "" })).await.refuses_field("text");
        assert_eq!(salon.noor.put(&place).json(&thanks).await.ok().text_at("/reply/text"), "Спасибо!");

        let shown = reviews(&salon).await;
        let of = |rating: i64| {
            let items = shown.at("/items").as_array().expect("a page");
            items.iter().find(|item| item["rating"] == rating).expect("a review").clone()
        };
        assert_eq!((&of(5)["author"], &of(5)["text"]), (&json!("Ада"), &json!("Чудесно")));
        assert_eq!((&of(5)["reply"]["text"], &of(3)["reply"]), (&json!("Спасибо!"), &json!(null)));
        let text = String::from_utf8_lossy(&shown.body);
        assert!(!text.contains("Лавлейс") && !text.contains(&first[17..53]), "neither who came, nor which visit: {text}");

        salon.noor.delete(&place).await.no_content();
        salon.noor.delete(&place).await.is_problem(404, "not_found");
        let page = salon.desk.get(&format!("/api/v1/specialists/{}/reviews", profile(&salon.noor).await));
        let page = page.query("limit", "1").await.ok();
        let next = salon.desk.get(&format!("/api/v1/specialists/{}/reviews", profile(&salon.noor).await));
        let next = next.query("limit", "1").query("cursor", page.text_at("/next_cursor")).await.ok();
        assert_ne!(page.at("/items/0/id"), next.at("/items/0/id"));
        assert_eq!(next.at("/next_cursor"), &json!(null));
    }

    async fn what_is_hidden_is_not_said_anew(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, stas) = (salon.desk.client("ada").await, staff(&salon).await);
        let place = visit(&salon, &ada, 7).await;
        let made = ada.post(&place).json(&opinion(1, "Ругань")).await.created();
        let hiding = format!("/api/v1/reviews/{}/hiding", made.text_at("/id"));
        salon.noor.put(&hiding).await.is_problem(403, "forbidden");
        stas.put(&hiding).await.no_content();

        assert_eq!(reviews(&salon).await.at("/items"), &json!([]));
        let list = format!("/api/v1/specialists/{}/reviews", profile(&salon.noor).await);
        assert_eq!(stas.get(&list).await.ok().at("/items/0/hidden"), &json!(true));
        salon.noor.get(&place).await.is_problem(404, "not_found");
        assert_eq!(ada.get(&place).await.ok().at("/hidden"), &json!(true));
        ada.delete(&place).await.is_problem(409, "review_hidden");
        ada.post(&place).json(&opinion(1, "Снова")).await.is_problem(409, "already_reviewed");
    }

    async fn of_two_who_change_a_review_the_later_hears_of_it(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let place = visit(&salon, &ada, 7).await;
        let made = ada.post(&place).json(&opinion(5, "")).await.created();
        let seen = made.header("etag").expect("a version").to_owned();
        ada.put(&place).header("if-match", &seen).json(&opinion(4, "")).await.ok();
        ada.put(&place).header("if-match", &seen).json(&opinion(3, "")).await.is_problem(412, "stale");
        ada.delete(&place).header("if-match", &seen).await.is_problem(412, "stale");
    }

    async fn whoever_leaves_takes_their_words_along_and_leaves_the_rating(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let place = visit(&salon, &ada, 7).await;
        let made = ada.post(&place).json(&opinion(4, "Я, Ада, довольна")).await.created();
        let reply = format!("/api/v1/reviews/{}/reply", made.text_at("/id"));
        salon.noor.put(&reply).json(&json!({ "text": "Спасибо, Ада!" })).await.ok();
        ada.post("/api/v1/me/deletion").json(&json!({ "current_password": PASSWORD })).await.no_content();

        let left = reviews(&salon).await;
        let review = left.at("/items/0");
        assert_eq!((&review["author"], &review["text"], &review["reply"]), (&json!(null), &json!(""), &json!(null)));
        assert_eq!(rating(&salon).await, (json!(4.0), json!(1)));
        salon.noor.post("/api/v1/me/deletion").json(&json!({ "current_password": PASSWORD })).await.no_content();
        assert!(rows(&salon.desk, "select id from reviews").await.is_empty());
        assert!(rows(&salon.desk, "select specialist_id from specialist_ratings").await.is_empty());
    }
}
