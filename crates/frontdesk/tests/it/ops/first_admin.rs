//! The first administrator of a fresh installation.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use crate::accounts::together::{count, together};
use crate::support::{TestDesk, frontdesk, rows, with_staff};

const STRONG: &str = "lantern-orchard-73";

/// The path of the newest link that the server has printed.
fn link(desk: &TestDesk) -> String {
    let output = desk.output();
    let line =
        output.lines().rev().find(|line| line.contains("/setup/")).unwrap_or_else(|| panic!("no link in: {output}"));
    let at = line.find("/setup/").expect("it was found");
    line[at..].split_whitespace().next().expect("a path").to_owned()
}

fn chief(username: &str) -> Value {
    json!({ "username": username, "email": format!("{username}@example.com"), "password": STRONG })
}

async fn admins(desk: &TestDesk) -> Vec<Vec<String>> {
    rows(desk, "select username from users where role = 'admin' order by username").await
}

both_engines! {
    async fn sec_ACC_10_a_fresh_database_lets_nobody_in(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        assert_eq!(rows(&desk, "select username from users").await, Vec::<Vec<String>>::new());
        for (name, password) in [
            ("admin", "admin"),
            ("admin", "password"),
            ("admin", "admin123456"),
            ("root", "root"),
            ("frontdesk", "frontdesk"),
            ("demo.admin", "Demo-Password-2026"),
        ] {
            desk.post("/api/v1/sessions").json(&json!({ "identifier": name, "password": password })).await.expect(401);
            desk.post("/api/auth/login/").json(&json!({ "username": name, "password": password })).await.expect(401);
        }
    }

    async fn the_link_makes_one_administrator_and_is_spent(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let link = link(&desk);
        let wanted = desk.get(&link).await.ok();
        assert_eq!(wanted.at("/needed"), &json!(true));
        let fields: Vec<&str> = wanted
            .at("/fields")
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|field| field["name"].as_str())
            .collect();
        assert_eq!(fields, ["username", "email", "password"]);

        let made = desk.post(&link).json(&chief("chief")).await.created();
        assert_eq!(made.text_at("/role"), "admin");
        desk.get(&link).await.is_problem(404, "not_found");
        desk.post(&link).json(&chief("second")).await.is_problem(404, "not_found");
        assert_eq!(admins(&desk).await, [["chief"]]);
        let tokens = desk
            .post("/api/v1/sessions")
            .json(&json!({ "identifier": "chief@example.com", "password": STRONG }))
            .await
            .created();
        let me = desk.get("/api/v1/me").bearer(tokens.text_at("/access_token")).await.ok();
        assert_eq!(me.text_at("/username"), "chief");
    }

    async fn no_other_link_leads_anywhere(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let right = link(&desk);
        let token = right.trim_start_matches("/setup/");
        let swapped = if token.starts_with('A') { 'B' } else { 'A' };
        for wrong in [
            "a".to_owned(),
            token[1..].to_owned(),
            token[..token.len() - 1].to_owned(),
            format!("{token}A"),
            format!("{token}="),
            token.to_uppercase(),
            token.to_lowercase(),
            format!("{swapped}{}", &token[1..]),
            format!("{token}%00"),
            "%27%20or%201=1".to_owned(),
        ] {
            desk.get(&format!("/setup/{wrong}")).await.is_problem(404, "not_found");
            desk.post(&format!("/setup/{wrong}")).json(&chief("eve")).await.is_problem(404, "not_found");
        }
        assert_eq!(admins(&desk).await, Vec::<Vec<String>>::new());
        desk.get(&right).await.ok();
    }

    async fn a_refused_try_leaves_the_link_good(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let link = link(&desk);
        for (body, field) in [
            (json!({ "username": "chief", "password": "short-one-12" }), "password"),
            (json!({ "username": "chief", "password": "chief-chief-chief" }), "password"),
            (json!({ "username": "ch ief", "password": STRONG }), "username"),
            (json!({ "username": "chief", "password": STRONG, "email": "nowhere" }), "email"),
            (json!({ "username": "chief", "password": STRONG, "role": "admin" }), "role"),
            (json!({ "password": STRONG }), "username"),
        ] {
            desk.post(&link).json(&body).await.refuses_field(field);
        }
        desk.post(&link).raw("text/plain", "{}").await.expect(415);
        desk.post(&link).json(&chief("chief")).await.created();
    }

    async fn of_many_who_open_the_link_at_once_one_becomes_administrator(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let link = link(&desk);
        let calls = (0..8).map(|number| desk.post(&link).json(&chief(&format!("chief{number}"))));
        let answers = together(calls).await;
        assert_eq!(count(&answers, 201), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert!([404, 409].contains(&answer.status), "{}", answer.shown());
        }
        assert_eq!(admins(&desk).await.len(), 1);
    }

    async fn a_restart_makes_another_link_until_there_is_an_administrator(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let first = link(&desk);
        desk.restart().await;
        let second = link(&desk);
        assert_ne!(first, second);
        desk.get(&first).await.is_problem(404, "not_found");
        desk.post(&second).json(&chief("chief")).await.created();
        desk.restart().await;
        assert_eq!(link(&desk), second, "a third link was printed");
        for old in [&first, &second] {
            desk.get(old).await.is_problem(404, "not_found");
            desk.post(old).json(&chief("eve")).await.is_problem(404, "not_found");
        }
        assert_eq!(admins(&desk).await, [["chief"]]);
    }

    async fn an_administrator_from_the_command_line_makes_the_link_needless(engine: Engine) {
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("chief", "admin")]).await).await;
        assert!(!desk.output().contains("/setup/"), "{}", desk.output());
    }

    async fn sec_KEY_03_the_link_stands_in_no_file_but_the_output(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let token = link(&desk).trim_start_matches("/setup/").to_owned();
        desk.get(&format!("/setup/{token}")).await.ok();
        assert_eq!(
            rows(&desk, &format!("select name from facts where value like '%{token}%'")).await,
            Vec::<Vec<String>>::new()
        );
        assert_eq!(desk.stop().await, Some(0));
        assert!(!desk.log().contains(&token), "the log tells the link");
    }
}
