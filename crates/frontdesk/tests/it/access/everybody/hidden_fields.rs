//! What a role may not read it meets nowhere: models with random fields and rights, every route that reads, every list.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::collections::BTreeSet;

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use super::declared::{Declared, Dice, model};
use super::world::{Person, Role, World};
use crate::support::{Document, Operation};

/// Models that are tried, by their numbers; a failing one is made again from its number.
const MODELS: std::ops::Range<u64> = 1..5;

both_engines! {
    async fn sec_AZ_04_a_value_is_met_by_those_alone_who_may_read_it(engine: Engine) {
        for number in MODELS {
            let office = Office::open(engine, number).await;
            for operation in office.readings().await {
                let owners = if operation.path.contains('{') { &office.people[..] } else { &office.people[..1] };
                for reader in std::iter::once(None).chain(office.people.iter().map(Some)) {
                    for owner in owners {
                        if let Some(call) = office.world.request(&operation, reader, owner).await {
                            office.tells_nothing_hidden(reader, &call.await);
                        }
                    }
                }
            }
        }
    }

    async fn sec_AZ_04_lists_know_nothing_of_fields_that_the_caller_may_not_read(engine: Engine) {
        for number in MODELS {
            let office = Office::open(engine, number).await;
            for reader in office.people.iter().filter(|person| person.role.may("account.read_any")) {
                for field in office.fields.iter().filter(|field| !field.is_readable(Some(&reader.role.key), false)) {
                    let told = office.refusals(reader, &field.key).await;
                    assert_eq!(told, office.refusals(reader, "no_such").await, "{}: {}", office.says(field), reader.role.key);
                    for person in &office.people {
                        let value = field.text(person.number);
                        let found = reader.actor.get("/api/v1/admin/accounts").query("q", &value).await.ok();
                        assert_eq!(found.at("/items"), &json!([]), "{}: {}", office.says(field), found.shown());
                    }
                }
            }
        }
    }

    async fn sec_AZ_04_neither_count_nor_order_of_a_list_depends_on_what_the_caller_may_not_read(engine: Engine) {
        for number in MODELS {
            let mut office = Office::open(engine, number).await;
            let readers: Vec<Person> =
                office.people.iter().filter(|person| person.role.may("account.read_any")).cloned().collect();
            for (turn, reader) in readers.iter().enumerate() {
                let before = office.lists(reader).await;
                office.rewrite(|field| !field.is_readable(Some(&reader.role.key), false), turn as i64 + 1).await;
                assert_eq!(before, office.lists(reader).await, "model {number}, {}", reader.role.key);
            }
        }
    }

    async fn what_administration_is_told_of_a_roles_rights_is_what_its_requests_meet(engine: Engine) {
        let mut cases = 0;
        for number in MODELS {
            let office = Office::open(engine, number).await;
            for person in &office.people {
                let path = format!("/api/v1/admin/roles/{}/rights", person.role.key);
                let rights = office.world.chief.get(&path).await.ok();
                for right in rights.at("/fields").as_array().expect("a list") {
                    let field = office.field(right["key"].as_str().expect("a key"));
                    for (side, is_so) in office.met_by(person, field).await {
                        assert_eq!(right[side].is_string(), is_so, "{side}, {}: {}", office.says(field), person.role.key);
                        cases += 1;
                    }
                    for (side, entries) in [("reads_own", &field.read), ("changes_others", &field.write)] {
                        let named = right[side].as_str();
                        assert!(named.is_none_or(|named| entries.iter().any(|entry| entry == named)), "{right}");
                    }
                }
            }
        }
        assert!(cases >= 1_000, "{cases} cases");
    }

    async fn sec_AZ_04_a_field_that_may_be_neither_read_nor_changed_is_none(engine: Engine) {
        for number in MODELS {
            let office = Office::open(engine, number).await;
            for person in &office.people {
                let role = Some(person.role.key.as_str());
                for field in &office.fields {
                    let refused = person.actor.patch("/api/v1/me/profile").json(&json!({ &field.key: field.value(1) })).await;
                    let code = match (field.is_writable(role, true), field.is_readable(role, true)) {
                        (true, _) => continue,
                        (false, true) => "forbidden_field",
                        (false, false) => "unknown_field",
                    };
                    let refused = refused.refuses_field(&field.key);
                    assert_eq!(refused.at("/errors/0/code"), code, "{}: {}", office.says(field), person.role.key);
                }
                let document = person.actor.get("/api/schema/?format=json").await.ok();
                for field in office.fields.iter().filter(|field| !office.is_told(person, field)) {
                    assert!(!document.text().contains(&field.key), "{}: {}", office.says(field), person.role.key);
                }
            }
        }
    }
}

/// A server of a random model, and one person of each role, with a value in every field.
struct Office {
    number: u64,
    fields: Vec<Declared>,
    world: World,
    people: Vec<Person>,
}

impl Office {
    async fn open(engine: frontdesk_testkit::Engine, number: u64) -> Self {
        let (text, fields) = model(&mut Dice::new(number));
        let world = World::of(engine, &text).await;
        let mut people = Vec::new();
        for role in &world.roles {
            people.push(world.person(role).await);
        }
        let mut office = Self { number, fields, world, people };
        office.rewrite(|_| true, 0).await;
        office
    }

    /// Writes a value of its own into these fields of everybody; `turn` makes it another one.
    async fn rewrite(&mut self, is_meant: impl Fn(&Declared) -> bool, turn: i64) {
        for person in &mut self.people {
            // Nobody's values are those of somebody else, or of an earlier turn.
            person.number = person.number % 1_000 + turn * 1_000;
            let meant = self.fields.iter().filter(|field| is_meant(field));
            let values: serde_json::Map<_, _> =
                meant.map(|field| (field.key.clone(), field.value(person.number))).collect();
            let profile = format!("/api/v1/admin/accounts/{}/profile", person.actor.account_id);
            self.world.chief.patch(&profile).json(&Value::Object(values)).await.ok();
        }
    }

    /// Every operation that reads, and ends nothing by it. The document is none: it names the choices of whoever may choose.
    async fn readings(&self) -> Vec<Operation> {
        let is_about_people = |path: &str| !path.contains("logout") && !path.starts_with("/api/schema/");
        let all = Document::of(self.world.desk.http()).await.operations();
        all.into_iter().filter(|it| it.method == "GET" && is_about_people(&it.path)).collect()
    }

    fn field(&self, key: &str) -> &Declared {
        self.fields.iter().find(|field| field.key == key).unwrap_or_else(|| panic!("there is no {key}"))
    }

    /// What somebody's requests meet who reads and changes a field of their own and of somebody else.
    async fn met_by(&self, person: &Person, field: &Declared) -> Vec<(&'static str, bool)> {
        let other = self.people.iter().find(|other| other.email != person.email).expect("more than one");
        let own = person.actor.get("/api/v1/me/profile").await.ok();
        let others = other.actor.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        let others = person.actor.get(&format!("/api/v1/profiles/{others}")).await.ok();
        let body = |of: &Person| json!({ &field.key: field.value(of.number) });
        let changed = person.actor.patch("/api/v1/me/profile").json(&body(person)).await;
        let mut met = vec![
            ("reads_own", own.json().get(&field.key).is_some()),
            ("reads_others", others.json().get(&field.key).is_some()),
            ("changes_own", changed.status == 200),
        ];
        // There is no other way to write into somebody else's profile.
        if person.role.may("account.read_any") {
            let profile = format!("/api/v1/admin/accounts/{}/profile", other.actor.account_id);
            met.push(("changes_others", person.actor.patch(&profile).json(&body(other)).await.status == 200));
        }
        met
    }

    fn says(&self, field: &Declared) -> String {
        format!("model {}, {field:?}", self.number)
    }

    /// Insists that an answer holds no value that `reader` may not read.
    fn tells_nothing_hidden(&self, reader: Option<&Person>, answer: &Answer) {
        let text = String::from_utf8_lossy(&answer.body);
        for field in &self.fields {
            for person in &self.people {
                let own = reader.is_some_and(|reader| reader.email == person.email);
                let role = reader.map(|reader| reader.role.key.as_str());
                let is_hidden = field.text(person.number).len() > 3 && !field.is_readable(role, own);
                let is_told = text.contains(&field.text(person.number));
                assert!(!(is_hidden && is_told), "{} to {role:?}, own: {own}: {}", self.says(field), answer.shown());
            }
        }
    }

    /// What is said of looking for `key` in each way that there is, without the name itself.
    async fn refusals(&self, reader: &Person, key: &str) -> BTreeSet<String> {
        let mut said = BTreeSet::new();
        for path in ["/api/v1/admin/accounts", "/api/v1/services"] {
            for (name, value) in [
                (key.to_owned(), "1".to_owned()),
                (format!("min_{key}"), "1".to_owned()),
                (format!("max_{key}"), "1".to_owned()),
                ("sort".to_owned(), key.to_owned()),
                ("sort".to_owned(), format!("-{key}")),
            ] {
                let answer = reader.actor.get(path).query(&name, &value).await.expect(422);
                said.insert(format!("{path} {}", answer.at("/errors").to_string().replace(key, "")));
            }
        }
        said
    }

    /// All that lists tell `reader`, in all orders that they may ask for.
    async fn lists(&self, reader: &Person) -> Vec<Value> {
        let role = Some(reader.role.key.as_str());
        let sorted = self.fields.iter().filter(|field| field.sort && field.is_readable(role, false));
        let orders = sorted.flat_map(|field| [field.key.clone(), format!("-{}", field.key)]);
        let orders: Vec<String> =
            ["created_at", "-created_at", "username"].map(str::to_owned).into_iter().chain(orders).collect();
        let mut told = Vec::new();
        for order in orders {
            let mut page = reader.actor.get("/api/v1/admin/accounts").query("sort", &order).await.ok().json().clone();
            for item in page["items"].as_array_mut().into_iter().flatten() {
                // Who reads accounts may see that something was changed.
                item["updated_at"] = Value::Null;
                // Their own they may read otherwise.
                if item["email"] == reader.email.as_str() {
                    item["profile"] = Value::Null;
                }
            }
            told.push(page);
        }
        told
    }

    /// Whether the document of somebody's role has to name a field: because they may read or change it of somebody, or fill
    /// it in for whom they make an account.
    fn is_told(&self, person: &Person, field: &Declared) -> bool {
        let role = Some(person.role.key.as_str());
        let seats = [true, false].into_iter();
        let has = seats.into_iter().any(|own| field.is_readable(role, own) || field.is_writable(role, own));
        let fills = |other: &Role| field.is_writable(Some(&other.key), true);
        has || (person.role.may("account.manage_any") && self.world.roles.iter().any(fills))
    }
}
