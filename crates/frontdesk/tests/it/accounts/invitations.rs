//! People are invited, in a role that was preset; and registration can be closed to all others.

use frontdesk_testkit::{Answer, Call, Http, Launch, both_engines};
use serde_json::{Value, json};

use super::native::{sign_in, sign_up};
use super::outbox::{letters, token_in};
use super::together::{count, together};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk, with_staff};

const INVITATIONS: &str = "/api/v1/admin/invitations";
pub const SHIPPED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/marketplace.toml"));

/// An administrator at a desk whose letters lead somewhere.
pub async fn staffed(launch: Launch) -> (TestDesk, Actor) {
    let launch = launch.env("FRONTDESK_PUBLIC_URL", "https://desk.example");
    let desk = TestDesk::open_with(with_staff(launch, &[("chief", "admin"), ("deputy", "admin")]).await).await;
    let chief = desk.signed_in("chief").await;
    (desk, chief)
}

fn invite(by: &Actor, email: &str, role: &str) -> Call {
    by.post(INVITATIONS).json(&json!({ "email": email, "role": role }))
}

/// The secret of the newest of `count` letters.
pub async fn secret(desk: &TestDesk, count: usize) -> String {
    token_in(letters(desk, count).await.last().expect("a letter"))
}

fn accept(http: Http, token: &str, username: &str) -> Call {
    let body = json!({ "token": token, "username": username, "password": PASSWORD });
    http.post("/api/v1/invitations/acceptance").json(&body)
}

fn states(page: &Answer) -> Vec<String> {
    let items = page.at("/items").as_array().expect("a list");
    items
        .iter()
        .map(|item| format!("{} {}", item["email"].as_str().expect("text"), item["state"].as_str().expect("text")))
        .collect()
}

both_engines! {
    async fn an_invitation_becomes_an_account_with_its_role_once(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await).await;
        let sent = invite(&chief, "Vera@Example.com", "staff").await.created();
        assert_eq!((sent.text_at("/state"), sent.text_at("/invited_by/username")), ("waiting", "chief"));
        let letter = letters(&desk, 1).await.remove(0);
        for words in ["To: Vera@example.com", "Сотрудник", "Staff", "chief", "7 дней", "7 days"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        let token = token_in(&letter);
        assert!(!Rows::behind(&desk).everything().await.contains(&token), "only its hash is kept");
        let look = desk.post("/api/v1/invitations/lookup").header("accept-language", "ru").json(&json!({ "token": token }));
        let seen = look.await.ok();
        assert_eq!((seen.text_at("/email"), seen.text_at("/role"), seen.text_at("/role_label")), ("Vera@example.com", "staff", "Сотрудник"));
        let made = accept(desk.http(), &token, "vera").await.created();
        assert_eq!((made.text_at("/role"), made.at("/email_verified")), ("staff", &json!(true)));
        accept(desk.http(), &token, "wanda").await.refuses_field("token");
        let vera = desk.signed_in("vera").await;
        vera.get("/api/v1/admin/accounts").await.ok();
        vera.get(INVITATIONS).await.is_problem(403, "forbidden");
        let listed = chief.get(INVITATIONS).await.ok();
        assert_eq!(states(&listed), ["Vera@example.com accepted"]);
        assert_eq!(listed.text_at("/items/0/account_id"), vera.account_id);
        let noted = "select event from security_events where event like 'invitation.%' or event = 'account.created' order by id";
        assert_eq!(Rows::behind(&desk).column(noted).await, ["invitation.sent", "account.created", "invitation.accepted"]);
        chief.delete(&format!("/api/v1/admin/accounts/{}", vera.account_id)).await.no_content();
        assert_eq!(states(&chief.get(INVITATIONS).await.ok()), [""; 0], "nothing is kept of whoever is gone");
    }

    async fn of_twenty_who_accept_at_once_one_gets_in(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await).await;
        invite(&chief, "vera@example.com", "staff").await.created();
        let token = secret(&desk, 1).await;
        let tries: Vec<_> = (0..20).map(|number| accept(desk.http(), &token, &format!("vera{number}"))).collect();
        assert_eq!(count(&together(tries).await, 201), 1);
        assert_eq!(Rows::behind(&desk).one("select count(*) from users where role = 'staff'").await, "1");
    }

    async fn sec_AZ_05_nobody_invites_above_themselves(engine: Engine) {
        let manager = "\n[[roles]]\nkey = \"manager\"\nlabel = { ru = \"Управляющий\", en = \"Manager\" }\n\
                       permissions = [\"account.read_any\", \"account.manage_any\"]\n";
        let launch = frontdesk(engine).await.model("mine.toml");
        std::fs::write(launch.folder().join("mine.toml"), format!("{SHIPPED}{manager}")).expect("written");
        let people = [("chief", "admin"), ("mona", "manager"), ("vera", "staff")];
        let desk = TestDesk::open_with(with_staff(launch, &people).await).await;
        let (chief, mona, vera) =
            (desk.signed_in("chief").await, desk.signed_in("mona").await, desk.signed_in("vera").await);
        invite(&mona, "a@example.com", "client").await.created();
        for role in ["admin", "staff", "manager", "specialist"] {
            invite(&mona, "b@example.com", role).await.is_problem(403, "forbidden");
        }
        invite(&vera, "b@example.com", "client").await.is_problem(403, "forbidden");
        let above = invite(&chief, "b@example.com", "admin").await.created();
        let path = format!("{INVITATIONS}/{}", above.text_at("/id"));
        mona.delete(&path).await.is_problem(403, "forbidden");
        chief.delete(&path).await.no_content();
    }

    async fn sec_ACC_04_an_address_that_nobody_verified_gets_nothing_that_was_meant_for_its_owner(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await).await;
        invite(&chief, "vera@example.com", "staff").await.created();
        sign_up(desk.http(), "mallory", json!({ "email": "vera@example.com" })).await.created();
        let mallory = Actor::sign_in(desk.http(), "mallory", "").await;
        let refused = invite(&chief, "vera@example.com", "staff").await.refuses_field("email");
        assert_eq!(refused.at("/errors/0/code"), "taken", "whoever administers sees who bears it, and that it is unverified");
        let me = mallory.get("/api/v1/me").await.ok();
        assert_eq!((me.text_at("/role"), me.at("/email_verified")), ("client", &json!(false)));
        mallory.get(INVITATIONS).await.is_problem(403, "forbidden");
        let made = accept(desk.http(), &secret(&desk, 1).await, "vera").await.created();
        assert_eq!((made.text_at("/role"), made.at("/email_verified")), ("staff", &json!(true)), "the letter is the proof");
        assert_eq!(mallory.get("/api/v1/me").await.ok().at("/email"), &Value::Null);
        sign_in(desk.http(), "vera@example.com", PASSWORD).await.created();
        let noted = chief.get("/api/v1/admin/events?event=email.changed").await.ok();
        assert_eq!(noted.at("/items").as_array().map(Vec::len), Some(1), "{}", noted.shown());
    }

    async fn only_the_newest_that_nobody_took_back_is_good(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await).await;
        invite(&chief, "vera@example.com", "client").await.created();
        let older = secret(&desk, 1).await;
        let newer = invite(&chief, "VERA@example.com", "specialist").await.created();
        let token = secret(&desk, 2).await;
        accept(desk.http(), &older, "vera").await.refuses_field("token");
        let path = format!("{INVITATIONS}/{}", newer.text_at("/id"));
        chief.delete(&path).await.no_content();
        chief.delete(&path).await.no_content();
        accept(desk.http(), &token, "vera").await.refuses_field("token");
        desk.post("/api/v1/invitations/lookup").json(&json!({ "token": token })).await.refuses_field("token");
        invite(&chief, "vera@example.com", "client").await.created();
        let late = secret(&desk, 3).await;
        Rows::behind(&desk).change("update invitations set expires_at = 1 where revoked_at is null").await;
        accept(desk.http(), &late, "vera").await.refuses_field("token");
        let listed = chief.get(INVITATIONS).await.ok();
        let expected = ["vera@example.com expired", "VERA@example.com revoked", "vera@example.com revoked"];
        assert_eq!(states(&listed), expected);
        assert_eq!(states(&chief.get(INVITATIONS).query("state", "expired").await.ok()), expected[..1]);
        assert_eq!(states(&chief.get(INVITATIONS).query("email", "Vera@Example.COM").query("limit", "2").await.ok()), expected[..2]);
        let unknown = format!("{INVITATIONS}/0197a3c5-7c1e-7d3a-9a51-0c2f4e6b8d10");
        chief.delete(&unknown).await.is_problem(404, "not_found");
        invite(&chief, "vera@example.com", "client").await.created();
        let token = secret(&desk, 4).await;
        accept(desk.http(), &token, "vera").await.created();
        let accepted = chief.get(INVITATIONS).query("state", "accepted").await.ok();
        let path = format!("{INVITATIONS}/{}", accepted.text_at("/items/0/id"));
        chief.delete(&path).await.is_problem(409, "invitation_accepted");
    }

    async fn sec_AZ_05_whoever_may_no_longer_give_the_role_invites_nobody_any_more(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await).await;
        let deputy = desk.signed_in("deputy").await;
        invite(&deputy, "vera@example.com", "admin").await.created();
        let token = secret(&desk, 1).await;
        let path = format!("/api/v1/admin/accounts/{}", deputy.account_id);
        chief.patch(&path).json(&json!({ "suspended": true })).await.ok();
        accept(desk.http(), &token, "vera").await.refuses_field("token");
        chief.patch(&path).json(&json!({ "suspended": false, "role": "staff" })).await.ok();
        accept(desk.http(), &token, "vera").await.refuses_field("token");
        chief.patch(&path).json(&json!({ "role": "admin" })).await.ok();
        accept(desk.http(), &token, "vera").await.created();
    }

    async fn what_is_wrong_with_an_invitation_is_said_by_field(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        invite(&chief, "ANNA@example.com", "client").await.refuses_field("email");
        invite(&chief, "nowhere", "client").await.refuses_field("email");
        invite(&chief, "vera@example.com", "emperor").await.refuses_field("role");
        let body = json!({ "email": "vera@example.com", "role": "client", "verified": true, "city": 5 });
        chief.post(INVITATIONS).json(&body).await.refuses_field("verified").refuses_field("city");
        chief.post(INVITATIONS).json(&json!({})).await.refuses_field("email").refuses_field("role");
        assert_eq!(Rows::behind(&desk).one("select count(*) from invitations").await, "0");
        invite(&chief, "vera@example.com", "staff").await.created();
        let token = secret(&desk, 1).await;
        let refused = accept(desk.http(), &token, "ANNA").await;
        refused.refuses_field("username");
        let body = json!({ "token": token, "username": "vera", "password": "fourteen-chars", "role": "admin" });
        let wrong = desk.post("/api/v1/invitations/acceptance").json(&body).await;
        wrong.refuses_field("password").refuses_field("role");
        accept(desk.http(), &token, "vera").await.created();
    }

    async fn the_profile_begins_with_what_the_invitation_says(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await).await;
        let body = json!({ "email": "noor@example.com", "role": "specialist", "full_name": "Нур", "city": "Казань" });
        let sent = chief.post(INVITATIONS).json(&body).await.created();
        assert_eq!(sent.at("/fields"), &json!({ "full_name": "Нур", "city": "Казань" }));
        accept(desk.http(), &secret(&desk, 1).await, "noor").await.created();
        let profile = desk.signed_in("noor").await.get("/api/v1/me/profile").await.ok();
        assert_eq!((profile.at("/full_name"), profile.at("/city")), (&json!("Нур"), &json!("Казань")));
        assert_eq!(chief.get("/api/v1/admin/accounts").query("city", "казань").await.ok().text_at("/items/0/username"), "noor");
    }

    async fn without_an_address_of_ours_the_letter_holds_the_secret_itself(engine: Engine) {
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("chief", "admin")]).await).await;
        let chief = desk.signed_in("chief").await;
        invite(&chief, "vera@example.com", "client").await.created();
        let letter = letters(&desk, 1).await.remove(0);
        let is_secret = |word: &&str| word.len() == 43 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        let token = letter.split_whitespace().find(is_secret).unwrap_or_else(|| panic!("no secret in {letter}"));
        accept(desk.http(), token, "vera").await.created();
    }

    async fn sec_RL_04_one_address_gets_so_many_invitations_an_hour(engine: Engine) {
        let (desk, chief) = staffed(frontdesk(engine).await.env("FRONTDESK_LIMITS", "on")).await;
        for _ in 0..5 {
            invite(&chief, "vera@example.com", "client").await.created();
        }
        let refused = invite(&chief, "Vera@example.com", "client").await.is_problem(429, "too_many_requests");
        assert!(refused.header("retry-after").is_some());
        invite(&chief, "wanda@example.com", "client").await.created();
        drop(desk);
    }

    async fn closed_means_by_invitation_only_on_every_wire(engine: Engine) {
        let launch = frontdesk(engine).await.model("compat").env("FRONTDESK_REGISTRATION", "closed");
        let (desk, chief) = staffed(launch).await;
        sign_up(desk.http(), "anna", json!({})).await.is_problem(403, "registration_closed");
        let body = json!({
            "username": "anna", "email": "anna@example.com", "password": PASSWORD, "password2": PASSWORD,
            "confirm_password": PASSWORD, "role": "client", "first_name": "A", "last_name": "B", "name": "A",
        });
        for path in ["/api/auth/register/", "/api/accounts/signup/", "/api/users/register/", "/api/v1/account/", "/api/user/"] {
            let refused = desk.post(path).json(&body).await;
            let detail = refused.json()["detail"].as_str().unwrap_or_default().to_owned();
            assert!(refused.status == 403 && !detail.is_empty(), "{}", refused.shown());
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "2");
        let body = json!({ "username": "olga", "password": PASSWORD, "role": "client" });
        chief.post("/api/v1/admin/accounts").json(&body).await.created();
        invite(&chief, "vera@example.com", "client").await.created();
        accept(desk.http(), &secret(&desk, 1).await, "vera").await.created();
        sign_in(desk.http(), "vera@example.com", PASSWORD).await.created();
    }

    async fn the_operator_invites_on_a_running_and_on_a_stopped_server(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_PUBLIC_URL", "https://desk.example");
        launch.run(&["user", "invite", "chief@example.com", "--role", "admin"]).await.ok();
        let refused = launch.run(&["user", "invite", "x@example.com", "--role", "emperor"]).await;
        assert!(refused.code == Some(1) && refused.stderr.contains("role"), "{}", refused.stderr);
        let desk = TestDesk::open_with(launch).await;
        accept(desk.http(), &secret(&desk, 1).await, "chief").await.created();
        let chief = desk.signed_in("chief").await;
        desk.launch().run(&["user", "invite", "vera@example.com", "--role", "staff"]).await.ok();
        let listed = chief.get(INVITATIONS).query("state", "waiting").await.ok();
        assert_eq!((states(&listed), listed.at("/items/0/invited_by")), (vec!["vera@example.com waiting".to_owned()], &Value::Null));
    }
}
