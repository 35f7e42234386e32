//! Tables of accounts come in and go out.

use frontdesk_testkit::{Call, Engine, both_engines};
use serde_json::{Value, json};

use super::declared::declare;
use super::native::sign_in;
use super::outbox::{letters, token_in};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk, with_staff};

const IMPORT: &str = "/api/v1/admin/accounts/import";
const EXPORT: &str = "/api/v1/admin/accounts/export";

/// A desk with an administrator and these fields.
async fn staffed(engine: Engine, fields: &[&str]) -> (TestDesk, Actor) {
    let launch = frontdesk(engine).await.model("mine.toml").env("FRONTDESK_PUBLIC_URL", "https://desk.example");
    declare(&launch, fields);
    let desk = TestDesk::open_with(with_staff(launch, &[("chief", "admin")]).await).await;
    let chief = desk.signed_in("chief").await;
    (desk, chief)
}

fn import(by: &Actor, table: impl Into<String>) -> Call {
    by.post(IMPORT).raw("text/csv; charset=utf-8", table.into().into_bytes())
}

/// The refused rows of a report: each line with the fields that are wrong and why.
fn refused(report: &Value) -> Vec<String> {
    let rows = report["refused"].as_array().expect("a list").iter();
    let told = |row: &Value| {
        let errors = row["errors"].as_array().expect("a list").iter();
        let errors: Vec<_> = errors
            .map(|error| {
                format!("{} {}", error["field"].as_str().expect("text"), error["code"].as_str().expect("text"))
            })
            .collect();
        format!("{}: {}", row["line"], errors.join(", "))
    };
    rows.map(told).collect()
}

fn counts(report: &Value) -> (i64, i64, usize) {
    let count = |key: &str| report[key].as_i64().expect("a number");
    (count("created"), count("existing"), report["refused"].as_array().expect("a list").len())
}

both_engines! {
    async fn of_ten_thousand_rows_the_bad_ones_are_told_with_their_lines_and_the_rest_is_in(engine: Engine) {
        let (desk, chief) = staffed(engine, &[]).await;
        let (mut table, mut bad) = ("username,email,role,city\r\n".to_owned(), Vec::new());
        for number in 0..10_000 {
            let line = number + 2;
            let is_bad = number % 271 == 7;
            bad.extend(is_bad.then_some(line));
            let blank = if is_bad { " " } else { "" };
            table += &format!("person{blank}{number},p{number}@example.com,client,\"Казань, {number}\"\r\n");
        }
        assert_eq!(bad.len(), 37);
        let planned = import(&chief, table.clone()).query("dry_run", "true").await.ok();
        assert_eq!((counts(planned.json()), planned.at("/dry_run")), ((9_963, 0, 37), &json!(true)));
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "1", "nothing was done");
        let report = import(&chief, table.clone()).await.ok();
        assert_eq!(counts(report.json()), (9_963, 0, 37));
        let expected: Vec<_> = bad.iter().map(|line| format!("{line}: username invalid_username")).collect();
        assert_eq!(refused(report.json()), expected);
        let rows = Rows::behind(&desk);
        assert_eq!(rows.one("select count(*) from users").await, "9964");
        assert_eq!(rows.one("select count(*) from profiles").await, "9964");
        assert_eq!(rows.one("select count(*) from profile_values where field = 'city'").await, "9963");
        let noted = "select count(*) from security_events where event = 'account.imported' and actor_id is not null";
        assert_eq!(rows.one(noted).await, "9963");
        let again = import(&chief, table).await.ok();
        assert_eq!(counts(again.json()), (0, 9_963, 37), "the same once more changes nothing");
        let found = chief.get("/api/v1/admin/accounts").query("city", "казань, 9999").await.ok();
        assert_eq!(found.text_at("/items/0/username"), "person9999");
    }

    async fn each_kind_of_wrong_row_says_what_is_wrong(engine: Engine) {
        let nick = "key = \"nick\"\ntype = \"text\"\nunique = true\nwrite = [\"own\", \"admin\"]";
        let inner = "key = \"verdict\"\ntype = \"integer\"\nread = [\"admin\"]\nwrite = [\"staff\"]";
        let hidden = "key = \"hidden\"\ntype = \"text\"\nread = [\"staff\"]\nwrite = []";
        let (desk, chief) = staffed(engine, &[nick, inner, hidden]).await;
        import(&chief, "username,role,hidden,nothing\n").await.refuses_field("hidden").refuses_field("nothing");
        let anna = desk.client("anna").await;
        anna.patch("/api/v1/me/profile").json(&json!({ "nick": "Ёж" })).await.ok();
        let table = "\u{feff}Username;Email;Role;Active;nick;verdict;experience_years\n\
            boris;b@example.com;client;да;Бор;;7\n\
            boris;other@example.com;client;;;;\n\
            clara;B@example.com;client;;;;\n\
            dmitri;;client;;ЕЖ;;\n\
            eva;;client;;бор;;\n\
            ANNA;new@example.com;client;;;;\n\
            fedor;;emperor;maybe;;1;-1\n\
            galina;;\n\
            ;h@example.com;client;;;;\n\
            anna;;client;;;;\n";
        let report = import(&chief, table).await.ok();
        assert_eq!(refused(report.json()), [
            "3: username repeated",
            "4: email repeated",
            "5: nick taken",
            "6: nick repeated",
            "7: username taken",
            "8: active not_boolean, experience_years too_small, role invalid_choice, verdict forbidden_field",
            "9: row wrong_cells",
            "10: username required",
        ]);
        assert_eq!(counts(report.json()), (1, 1, 8));
        let ru = import(&chief, "username,role\na b,client\n").header("accept-language", "ru").await.ok();
        assert!(ru.text_at("/refused/0/errors/0/message").contains("Здесь"), "{}", ru.shown());
        let boris = chief.get("/api/v1/admin/accounts?q=boris").await.ok();
        assert_eq!(boris.at("/items/0/profile/experience_years"), &json!(7));
        assert_eq!(boris.at("/items/0/email_verified"), &json!(false));
    }

    async fn what_is_no_table_of_accounts_is_refused_as_a_whole(engine: Engine) {
        let (desk, chief) = staffed(engine, &[]).await;
        import(&chief, "").await.is_problem(400, "malformed_csv");
        import(&chief, "username,role\n\"anna,client\n").await.is_problem(400, "malformed_csv");
        chief.post(IMPORT).raw("text/csv", vec![b'a', 0xff]).await.is_problem(400, "malformed_csv");
        chief.post(IMPORT).json(&json!({})).await.is_problem(415, "unsupported_media_type");
        import(&chief, "username,role,is_staff,password\n").await.refuses_field("is_staff").refuses_field("password");
        import(&chief, "username,username\n").await.refuses_field("username").refuses_field("role");
        import(&chief, "username,role\n".to_owned() + &"a,client\n".repeat(20_001)).await.is_problem(413, "too_large");
        import(&chief, "username,role\n".to_owned() + &"x".repeat(11 << 20)).await.is_problem(413, "too_large");
        import(&chief, "username,role\n").query("dry", "1").await.refuses_field("dry");
        let anna = desk.client("anna").await;
        import(&anna, "username,role\n").await.is_problem(403, "forbidden");
        anna.get(EXPORT).await.is_problem(403, "forbidden");
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "2");
    }

    async fn sec_AZ_05_a_table_gives_nobody_more_than_its_sender_may(engine: Engine) {
        let manager = "key = \"x\"\ntype = \"text\"\nblank = true\nlabel = { ru = \"x\", en = \"x\" }\nread = []\nwrite = []\n\
            [[roles]]\nkey = \"manager\"\nlabel = { ru = \"Управляющий\", en = \"Manager\" }\n\
            permissions = [\"account.read_any\", \"account.manage_any\"]";
        let launch = frontdesk(engine).await.model("mine.toml");
        declare(&launch, &[manager]);
        let desk = TestDesk::open_with(with_staff(launch, &[("chief", "admin"), ("mona", "manager")]).await).await;
        let mona = desk.signed_in("mona").await;
        let table = "username,role\na1,client\na2,admin\na3,manager\na4,staff\na5,specialist\n";
        let report = import(&mona, table).await.ok();
        let expected = ["3", "4", "5", "6"].map(|line| format!("{line}: role invalid_choice"));
        assert_eq!(refused(report.json()), expected);
        let chief = desk.signed_in("chief").await;
        assert_eq!(counts(import(&chief, table).await.ok().json()), (4, 1, 0));
    }

    async fn hashes_come_along_and_weak_ones_do_not(engine: Engine) {
        let (desk, chief) = staffed(engine, &[]).await;
        desk.client("anna").await;
        let hash = Rows::behind(&desk).one("select password_hash from users where username = 'anna'").await;
        let table = format!(
            "username,role,password_hash\nboris,client,{hash}\nclara,client,argon2{hash}\n\
             dmitri,client,md5$salt$0123456789abcdef0123456789abcdef\neva,client,river-stone\nfedor,client,!unusable\n",
        ).replace(&hash, &format!("\"{hash}\""));
        let table = table.replace("argon2\"$argon2", "\"argon2$argon2");
        let report = import(&chief, table).await.ok();
        assert_eq!(refused(report.json()), ["4: password_hash unknown_hash", "5: password_hash unknown_hash"]);
        for name in ["boris", "clara"] {
            sign_in(desk.http(), name, PASSWORD).await.created();
        }
        sign_in(desk.http(), "fedor", "!unusable").await.is_problem(401, "invalid_credentials");
    }

    async fn a_letter_leads_to_a_password_if_it_was_asked_for(engine: Engine) {
        let (desk, chief) = staffed(engine, &[]).await;
        let quiet = import(&chief, "username,email,role\nanna,anna@example.com,client\n").await.ok();
        assert_eq!(quiet.at("/letters"), &json!(0));
        let table = "username,email,role,active\nboris,boris@example.com,client,\nclara,,client,\ndora,d@example.com,client,no\n";
        let told = import(&chief, table).query("send_invitations", "true").await.ok();
        assert_eq!((counts(told.json()), told.at("/letters")), ((3, 0, 0), &json!(1)));
        let letter = letters(&desk, 1).await.remove(0);
        for words in ["To: boris@example.com", "chief", "Ваша учётная запись готова", "7 days"] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        let path = format!("/links/{}", token_in(&letter));
        assert!(desk.get(&path).header("accept-language", "ru").await.ok().text().contains("Выберите пароль"));
        desk.post(&path).form(&[("new_password", "short")]).await.expect(422);
        desk.post(&path).form(&[("new_password", PASSWORD)]).await.ok();
        desk.post(&path).form(&[("new_password", PASSWORD)]).await.expect(404);
        sign_in(desk.http(), "boris", PASSWORD).await.created();
        assert_eq!(Rows::behind(&desk).column("select username from users where email_verified_at is not null").await, ["boris"]);
    }

    async fn sec_WEB_04_a_table_holds_what_its_reader_may_read_and_nothing_to_compute(engine: Engine) {
        let secret = "key = \"secret\"\ntype = \"text\"\nread = [\"own\"]\nwrite = [\"own\", \"admin\"]";
        let tongues = "key = \"tongues\"\ntype = \"many_choice\"\nchoices = [\"ru\", \"en\"]";
        let (desk, chief) = staffed(engine, &[secret, tongues]).await;
        let noor = desk.specialist("noor").await;
        let profile = json!({
            "full_name": "=HYPERLINK(\"x\")", "bio": "раз,\nдва", "city": "'+1", "experience_years": 7, "secret": "tell nobody",
            "tongues": ["ru", "en"],
        });
        noor.patch("/api/v1/me/profile").json(&profile).await.ok();
        let body = json!({ "phone": "+7 900 123-45-67", "current_password": PASSWORD });
        noor.put("/api/v1/me/phone").json(&body).await.ok();
        let table = chief.get(EXPORT).query("sort", "username").await.ok();
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
        let text = table.text();
        assert!(text.starts_with("\u{feff}id,username,email,email_verified,phone,phone_verified,role,active,created_at,full_name,avatar_url,"), "{text}");
        let words = ["\"'=HYPERLINK(\"\"x\"\")\"", "\"раз,\nдва\"", ",''+1,7,", "'+7 900 123-45-67", "\"ru,en\""];
        assert!(words.iter().all(|word| text.contains(word)), "{text}");
        assert!(!text.contains("secret") && !text.contains("tell nobody") && !text.contains("argon2"), "{text}");
        let some = chief.get(EXPORT).query("city", "'+1").query("role", "specialist").await.ok().text();
        assert!(some.contains("noor") && !some.contains("chief"), "{some}");
        chief.get(EXPORT).query("secret", "x").await.refuses_field("secret");
        chief.get(EXPORT).query("limit", "1").await.refuses_field("limit");
        let back = import(&chief, text.clone()).await.ok();
        assert_eq!(counts(back.json()), (0, 2, 0), "{}", back.shown());
        noor.post("/api/v1/me/deletion").json(&json!({ "current_password": PASSWORD })).await.no_content();
        let back = import(&chief, text).await.ok();
        assert_eq!(counts(back.json()), (1, 1, 0), "{}", back.shown());
        let again = chief.get("/api/v1/admin/accounts?q=noor").await.ok();
        for key in ["full_name", "bio", "city", "experience_years", "tongues"] {
            assert_eq!(again.json()["items"][0]["profile"][key], profile[key], "{key}");
        }
        assert_eq!(again.at("/items/0/phone"), &json!("+7 900 123-45-67"));
        let noted = "select count(*) from security_events where event = 'data.exported' and detail = 'accounts'";
        assert_eq!(Rows::behind(&desk).one(noted).await, "2", "and those that were refused are none");
    }

    async fn a_table_of_many_pages_is_whole(engine: Engine) {
        let (_desk, chief) = staffed(engine, &[]).await;
        let rows: String = (0..5_000).map(|number| format!("n{number:04},client,{}\n", number % 7)).collect();
        let report = import(&chief, format!("username,role,experience_years\n{rows}")).await.ok();
        assert_eq!(counts(report.json()), (5_000, 0, 0));
        for sort in ["-created_at", "username"] {
            let text = chief.get(EXPORT).query("sort", sort).query("role", "client").await.ok().text();
            let mut names: Vec<_> = text.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
            assert_eq!(names.len(), 5_000, "{sort}");
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 5_000, "{sort}");
        }
    }
}
