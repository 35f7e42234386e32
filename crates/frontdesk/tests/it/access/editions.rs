//! The OpenAPI document that each role is served tells what is theirs, and nothing of what is not.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::collections::BTreeSet;

use frontdesk_testkit::{Answer, Call, Engine, both_engines};
use serde_json::Value;

use crate::support::{Actor, Document, TestDesk, frontdesk, with_staff};

/// The shipped model, to which fields are added.
const SHIPPED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/marketplace.toml"));

/// Fields that not everybody reads or writes: key, `read`, `write`.
const FIELDS: [(&str, &str, &str); 6] = [
    ("motto", "[\"anyone\"]", "[\"own\"]"),
    ("passport", "[\"own\"]", "[\"own\"]"),
    ("licence", "[\"specialist:own\", \"staff\"]", "[\"specialist:own\"]"),
    ("rank", "[\"staff\", \"admin\"]", "[\"staff\"]"),
    ("blacklisted", "[\"admin\"]", "[\"admin\"]"),
    ("nickname", "[\"specialist\"]", "[]"),
];

/// Who reads which of them, and changes which of them in the own profile.
const READS: [(&str, &[&str], &[&str]); 5] = [
    ("anonymous", &["motto"], &[]),
    ("client", &["motto", "passport"], &["motto", "passport"]),
    ("specialist", &["motto", "passport", "licence", "nickname"], &["motto", "passport", "licence"]),
    ("staff", &["motto", "passport", "licence", "rank"], &["motto", "passport", "rank"]),
    ("admin", &["motto", "passport", "rank", "blacklisted"], &["motto", "passport", "blacklisted"]),
];

struct Office {
    desk: TestDesk,
    people: Vec<(&'static str, Actor)>,
}

impl Office {
    async fn open(engine: Engine) -> Self {
        let launch = frontdesk(engine).await.model("mine.toml");
        let table = |(key, read, write): &(&str, &str, &str)| {
            let label = "label = { ru = \"Поле\", en = \"Field\" }";
            format!(
                "\n[[fields]]\nkey = \"{key}\"\ntype = \"text\"\nfilter = true\nsort = true\n{label}\nread = {read}\nwrite = {write}\n"
            )
        };
        let text = format!("{SHIPPED}{}", FIELDS.iter().map(table).collect::<String>());
        std::fs::write(launch.folder().join("mine.toml"), text).expect("a folder of our own can be written");
        let desk = TestDesk::open_with(with_staff(launch, &[("stas", "staff"), ("chief", "admin")]).await).await;
        let mut people = vec![("client", desk.client("anna").await), ("specialist", desk.specialist("noor").await)];
        people.push(("staff", desk.signed_in("stas").await));
        people.push(("admin", desk.signed_in("chief").await));
        Self { desk, people }
    }

    fn actor(&self, role: &str) -> Option<&Actor> {
        self.people.iter().find(|(known, _)| *known == role).map(|(_, actor)| actor)
    }

    fn call(&self, role: &str, query: &str) -> Call {
        let path = format!("/api/schema/?format=json{query}");
        self.actor(role).map_or_else(|| self.desk.get(&path), |actor| actor.get(&path))
    }

    /// What is served to whoever has the role.
    async fn edition(&self, role: &str) -> Answer {
        let wish = if role == "anonymous" { "&role=anonymous" } else { "" };
        self.call(role, wish).await.ok()
    }
}

/// The names among [`FIELDS`] that stand among the properties of a schema.
fn fields(document: &Value, schema: &str) -> BTreeSet<String> {
    let properties = document["components"]["schemas"][schema]["properties"].as_object();
    let keys = properties.into_iter().flatten().map(|(key, _)| key.clone());
    keys.filter(|key| FIELDS.iter().any(|(known, ..)| known == key)).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Whether a word stands anywhere in a document.
fn tells(document: &Answer, word: &str) -> bool {
    document.text().contains(&format!("\"{word}\"")) || document.text().contains(&format!("_{word}\""))
}

both_engines! {
    async fn sec_AZ_04_the_document_of_a_role_names_the_fields_that_it_has_and_no_others(engine: Engine) {
        let office = Office::open(engine).await;
        for (role, reads, writes) in READS {
            let document = office.edition(role).await;
            assert_eq!(fields(document.json(), "Profile"), set(reads), "{role} reads");
            assert_eq!(fields(document.json(), "ProfilePatch"), set(writes), "{role} writes");
            for (key, ..) in FIELDS {
                // Who makes accounts for specialists may fill in what is theirs.
                let has = reads.contains(&key) || writes.contains(&key) || (role, key) == ("admin", "licence");
                assert_eq!(tells(&document, key), has, "{role}, {key}");
            }
        }
    }

    async fn the_document_of_a_role_has_the_operations_that_it_may_call(engine: Engine) {
        let office = Office::open(engine).await;
        let whole = Document::of(office.desk.http()).await.operations();
        let names = |document: &Value| Document::from(document.clone()).operations().iter().map(|operation| operation.name()).collect::<BTreeSet<_>>();
        for (role, ..) in READS {
            let may = |rule: &str| match (rule, role) {
                ("open" | "public", _) => true,
                (_, "anonymous") => false,
                ("signed_in", _) => true,
                ("service.manage_own", role) => role == "specialist",
                ("service.manage_own or service.manage_any", role) => ["specialist", "admin"].contains(&role),
                ("schedule.manage_own", role) => role == "specialist",
                ("schedule.manage_own or schedule.manage_any", role) => ["specialist", "staff", "admin"].contains(&role),
                ("schedule.manage_any" | "booking.manage_any", role) => ["staff", "admin"].contains(&role),
                ("booking.make or booking.manage_any", _) => true,
                ("booking.make", role) => ["client", "specialist"].contains(&role),
                ("account.read_any", role) => role == "staff" || role == "admin",
                (_, role) => role == "admin",
            };
            let document = office.edition(role).await;
            let expected = whole.iter().filter(|operation| may(operation.rule.as_deref().expect("a rule")));
            assert_eq!(names(document.json()), expected.map(|operation| operation.name()).collect(), "{role}");
            assert_eq!(tells(&document, "ManagedAccount"), ["staff", "admin"].contains(&role), "{role}");
        }
    }

    async fn sec_AZ_04_without_credentials_all_routes_are_told_but_no_field_that_newcomers_never_see(engine: Engine) {
        let office = Office::open(engine).await;
        let document = office.call("anonymous", "").await.ok();
        assert_eq!(fields(document.json(), "Profile"), set(&["motto", "passport", "licence", "nickname"]));
        assert!(!tells(&document, "rank") && !tells(&document, "blacklisted"));
        let administers = &document.json()["paths"]["/api/v1/admin/accounts"]["get"];
        assert!(administers.is_object());
        for page in ["/api/schema/redoc/", "/api/schema/?format=yaml"] {
            let page = office.desk.get(page).await.ok();
            assert!(page.text().contains("passport") && !page.text().contains("blacklisted"), "{}", page.text());
        }
        // Whoever meets more fields is not told that there are none.
        assert!(document.json()["components"]["schemas"]["Profile"].get("additionalProperties").is_none());
    }

    async fn sec_AZ_03_roles_that_are_not_ours_to_give_are_none_to_us(engine: Engine) {
        let office = Office::open(engine).await;
        for (who, sees) in [
            ("anonymous", &["anonymous", "client", "specialist"][..]),
            ("client", &["anonymous", "client", "specialist"]),
            ("staff", &["anonymous", "client", "specialist", "staff"]),
            ("admin", &["anonymous", "client", "specialist", "staff", "admin"]),
        ] {
            for role in ["anonymous", "client", "specialist", "staff", "admin", "nobody", ""] {
                let answer = office.call(who, &format!("&role={role}")).await;
                if !sees.contains(&role) {
                    answer.is_problem(404, "not_found");
                    continue;
                }
                assert_eq!(answer.ok().json(), office.edition(role).await.json(), "{who} asks for {role}");
            }
        }
        office.desk.get("/api/schema/").bearer("nonsense").await.is_problem(401, "invalid_token");
    }

    async fn an_edition_that_has_been_seen_is_not_sent_again(engine: Engine) {
        let office = Office::open(engine).await;
        let mut tags: BTreeSet<String> = BTreeSet::new();
        for (role, ..) in READS {
            let seen = office.edition(role).await;
            let tag = seen.header("etag").expect("a tag").to_owned();
            let vary = seen.header("vary").unwrap_or_default().to_ascii_lowercase();
            assert!(vary.contains("authorization") && vary.contains("accept"), "{vary}");
            let wish = if role == "anonymous" { "&role=anonymous" } else { "" };
            let again = office.call(role, wish).header("if-none-match", &tag).await.expect(304);
            assert!(again.body.is_empty() && again.header("etag") == Some(&tag), "{}", again.shown());
            for other in &tags {
                office.call(role, wish).header("if-none-match", other).await.ok();
            }
            assert!(tags.insert(tag), "{role} is told what another role is");
        }
    }

    async fn every_reference_in_an_edition_leads_somewhere(engine: Engine) {
        let office = Office::open(engine).await;
        for (role, ..) in READS {
            let document = office.edition(role).await;
            let schemas = document.json()["components"]["schemas"].as_object().expect("schemas");
            let text = document.text();
            let used: BTreeSet<&str> =
                text.split("\"#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(schemas.keys().map(String::as_str).collect::<BTreeSet<_>>(), used, "{role}");
            let tags: BTreeSet<&str> =
                document.json()["tags"].as_array().expect("tags").iter().filter_map(|tag| tag["name"].as_str()).collect();
            assert_eq!(tags.contains("administration"), ["staff", "admin"].contains(&role), "{role}: {tags:?}");
        }
    }

    async fn the_operator_prints_what_a_role_is_served(engine: Engine) {
        let office = Office::open(engine).await;
        for (role, ..) in READS {
            let printed = office.desk.launch().run(&["openapi", "--role", role]).await.ok();
            let printed: Value = serde_json::from_str(&printed.stdout).expect("JSON");
            assert_eq!(&printed, office.edition(role).await.json(), "{role}");
        }
        let refused = office.desk.launch().run(&["openapi", "--role", "boss"]).await;
        assert_eq!(refused.code, Some(1));
        assert!(refused.stderr.contains("anonymous or one of client, specialist"), "{}", refused.stderr);
    }
}
