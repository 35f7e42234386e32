//! What is stored follows a changed model, or the change is refused with what it would lose.

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::desk::{Desk, DeskSettings};
use frontdesk_accounts::flow::{AdoptError, Adopted, Danger, adopt_model};
use frontdesk_kit::clock::{Clock, Timestamp};
use frontdesk_kit::db::{Db, DbError, Migration, Tx, migrate};
use frontdesk_kit::entropy::Entropy;
use frontdesk_testkit::{Database, both_engines};
use serde_json::{Value, json};

use super::{SHIPPED, table};

const INSERT_USER: &str = "insert into users (public_id, username, username_key, password_changed_at, role,
     created_at, updated_at) values ($1, $2, $2, 0, $3, 0, 0) returning id";
const INSERT_PROFILE: &str =
    "insert into profiles (public_id, user_id, fields, version, updated_at) values ($1, $2, $3, 1, 0)";

/// A database with profiles, and no server.
struct Site {
    db: Db,
    database: Database,
}

impl Site {
    async fn open(engine: frontdesk_testkit::Engine) -> Self {
        let database = engine.database().await;
        let db = Db::open(database.url()).await.expect("it opens");
        let steps: Vec<Migration> =
            [frontdesk_notify::MIGRATIONS, frontdesk_accounts::MIGRATIONS, frontdesk_catalogue::MIGRATIONS].concat();
        migrate(&db, &steps, Timestamp(1_900_000_000)).await.expect("the schema");
        Self { db, database }
    }

    /// Profiles with these stored fields, of accounts with the role `role`, one after the other.
    async fn people(&self, role: &'static str, all: Vec<Value>) {
        let add = async move |tx: &mut Tx| {
            let (next,): (i64,) = tx.one("select coalesce(max(id), 0) + 1 from users", &[]).await?;
            for (number, fields) in (next..).zip(all) {
                let (id, name) = (number.to_be_bytes().repeat(2), format!("anna{number}"));
                let (user,): (i64,) = tx.one(INSERT_USER, &[&id, &name, &role]).await?;
                tx.run(INSERT_PROFILE, &[&id, &user, &fields.to_string()]).await?;
            }
            Ok::<_, DbError>(())
        };
        self.db.write(add).await.expect("people");
    }

    /// Starts with the shipped model and these fields more.
    async fn adopt(&self, fields: &[&str], force: bool) -> Result<Adopted, AdoptError> {
        let fields: String = fields.iter().map(|lines| table(lines)).collect();
        self.adopt_text(&format!("{SHIPPED}{fields}"), force).await
    }

    async fn adopt_text(&self, text: &str, force: bool) -> Result<Adopted, AdoptError> {
        let model = Model::parse("mine.toml", text).unwrap_or_else(|error| panic!("{error}"));
        let settings = DeskSettings::new(self.database.folder());
        let desk = Desk::open(self.db.clone(), Clock::system(), Entropy::system(), model, settings).expect("a desk");
        adopt_model(&desk, force).await
    }

    /// What all profiles hold under `key`, in the order of their numbers.
    async fn values(&self, key: &str) -> Vec<Value> {
        let rows: Result<Vec<(String,)>, DbError> =
            self.db.read(async |tx| tx.all("select fields from profiles order by id", &[]).await).await;
        let value = |(fields,): (String,)| serde_json::from_str::<Value>(&fields).expect("JSON")[key].take();
        rows.expect("profiles").into_iter().map(value).collect()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        let found: Result<(i64,), DbError> = self.db.read(async move |tx| tx.one(sql, &[]).await).await;
        found.expect("a count").0
    }
}

fn refused(adopted: Result<Adopted, AdoptError>) -> (String, Vec<Danger>) {
    match adopted {
        Err(error) => match &error {
            AdoptError::Refused(dangers) => (error.to_string(), dangers.clone()),
            AdoptError::Store(_) => panic!("{error}"),
        },
        Ok(adopted) => panic!("it was adopted: {adopted:?}"),
    }
}

both_engines! {
    async fn a_start_with_the_same_model_changes_nothing(engine: Engine) {
        let site = Site::open(engine).await;
        site.people("client", vec![json!({ "city": "Казань", "unknown": 1 })]).await;
        assert_eq!(site.adopt(&[], false).await.expect("adopted").rewritten, 0);
        assert_eq!(site.count("select count(*) from profile_values").await, 1);
        assert_eq!(site.adopt(&[], false).await.expect("adopted"), Adopted::default());
        assert_eq!(site.values("unknown").await, [json!(1)]);
    }

    async fn a_renamed_field_keeps_its_values_for_reading_lists_and_unique_rules(engine: Engine) {
        let site = Site::open(engine).await;
        let people = (0..1_203).map(|number| json!({ "nick": format!("Ёж {number}"), "city": "Казань" })).collect();
        site.people("client", people).await;
        site.adopt(&["key = \"nick\"\ntype = \"text\"\nunique = true\nfilter = true"], false).await.expect("adopted");
        assert_eq!(site.count("select count(*) from profile_values where field = 'nick'").await, 1_203);
        let renamed = "key = \"alias\"\nwas = \"nick\"\ntype = \"text\"\nunique = true\nfilter = true";
        let adopted = site.adopt(&[renamed], false).await.expect("adopted");
        assert_eq!((adopted.rewritten, adopted.changes.len()), (1_203, 1), "{adopted:?}");
        let (old, new) = (site.values("nick").await, site.values("alias").await);
        assert!(old.iter().all(Value::is_null) && new[1_202] == json!("Ёж 1202"), "{:?}", new.last());
        for table in ["select count(*) from profile_values where field = 'alias' and value like 'еж %'",
                      "select count(*) from profile_unique where field = 'alias'",
                      "select count(*) from profiles where version = 2"] {
            assert_eq!(site.count(table).await, 1_203, "{table}");
        }
        assert_eq!(site.count("select count(*) from profile_unique where field = 'nick'").await, 0);
        // `was` may stay in the file.
        assert_eq!(site.adopt(&[renamed], false).await.expect("adopted"), Adopted::default());
    }

    #[ignore = "slow: 200,000 profiles"]
    async fn two_hundred_thousand_profiles_are_taken_over_in_a_minute(engine: Engine) {
        let site = Site::open(engine).await;
        let (nick, age) = ("key = \"nick\"\ntype = \"text\"", "key = \"age\"\ntype = \"text\"");
        let bio = "Массажист ".repeat(20);
        let person = |number: i32| json!({ "nick": format!("Ёж {number}"), "bio": bio, "age": "41" });
        site.people("client", (0..200_000).map(person).collect()).await;
        site.adopt(&[nick, age], false).await.expect("adopted");
        let began = std::time::Instant::now();
        let alias = "key = \"alias\"\nwas = \"nick\"\ntype = \"text\"\nunique = true";
        let number = "key = \"age\"\ntype = \"integer\"\nsort = true";
        let adopted = site.adopt(&[alias, number], false).await.expect("adopted");
        assert_eq!(adopted.rewritten, 200_000);
        assert!(began.elapsed().as_secs() < 60, "it took {:?}", began.elapsed());
    }

    async fn a_removed_field_keeps_its_values_unseen_until_it_is_declared_again(engine: Engine) {
        let site = Site::open(engine).await;
        site.people("client", vec![json!({ "nick": "Ёж" }), json!({})]).await;
        let nick = "key = \"nick\"\ntype = \"text\"\nunique = true";
        site.adopt(&[nick], false).await.expect("adopted");
        site.adopt(&[], false).await.expect("adopted");
        assert_eq!(site.count("select count(*) from profile_unique").await, 0);
        assert_eq!(site.values("nick").await, [json!("Ёж"), Value::Null]);
        site.adopt(&[nick], false).await.expect("adopted");
        assert_eq!(site.count("select count(*) from profile_unique").await, 1);
    }

    async fn values_take_the_form_of_another_type(engine: Engine) {
        let site = Site::open(engine).await;
        let people = vec![json!({ "age": "41" }), json!({ "age": "" }), json!({}), json!({ "age": "7.0" })];
        site.people("client", people).await;
        site.adopt(&["key = \"age\"\ntype = \"text\""], false).await.expect("adopted");
        let adopted = site.adopt(&["key = \"age\"\ntype = \"integer\"\nsort = true"], false).await.expect("adopted");
        assert_eq!(adopted.rewritten, 3);
        assert_eq!(site.values("age").await, [json!(41), Value::Null, Value::Null, json!(7)]);
        assert_eq!(site.count("select count(*) from profile_values where field = 'age'").await, 2);
    }

    async fn values_that_do_not_fit_refuse_the_change_or_become_the_default(engine: Engine) {
        let site = Site::open(engine).await;
        site.people("client", vec![json!({ "age": "41" }), json!({ "age": "много" }), json!({ "age": "?" })]).await;
        site.adopt(&["key = \"age\"\ntype = \"text\""], false).await.expect("adopted");
        let number = "key = \"age\"\ntype = \"integer\"\ndefault = 18";
        let (said, dangers) = refused(site.adopt(&[number], false).await);
        assert!(matches!(&dangers[..], [Danger::Unfit { count: 2, .. }]), "{dangers:?}");
        assert!(said.contains("\"age\"") && said.contains("--force-model-change") && !said.contains("много"), "{said}");
        assert_eq!(site.values("age").await, [json!("41"), json!("много"), json!("?")]);
        let adopted = site.adopt(&[number], true).await.expect("forced");
        assert_eq!(adopted.lost, dangers);
        assert_eq!(site.values("age").await, [json!(41), json!(18), json!(18)]);
        assert_eq!(site.adopt(&[number], false).await.expect("adopted"), Adopted::default());
    }

    async fn a_choice_that_is_in_use_cannot_be_taken_away(engine: Engine) {
        let site = Site::open(engine).await;
        let with = |choices: &str| format!("key = \"shift\"\ntype = \"choice\"\nchoices = [{choices}]");
        site.people("client", vec![json!({ "shift": "day" }), json!({ "shift": "night" })]).await;
        site.adopt(&[&with("\"day\", \"night\"")], false).await.expect("adopted");
        site.adopt(&[&with("\"dusk\", \"night\", \"day\"")], false).await.expect("one more is no danger");
        site.adopt(&[&with("\"night\", \"day\"")], false).await.expect("nobody has it");
        let (said, _) = refused(site.adopt(&[&with("\"day\"")], false).await);
        assert!(said.contains("\"shift\"") && said.contains("1 stored values"), "{said}");
        site.adopt(&[&with("\"day\"")], true).await.expect("forced");
        assert_eq!(site.values("shift").await, [json!("day"), Value::Null]);
    }

    async fn a_field_becomes_unique_only_without_doubles(engine: Engine) {
        let site = Site::open(engine).await;
        let mut people: Vec<Value> = (0..700).map(|number| json!({ "nick": format!("Ёж {number}") })).collect();
        people.extend(["ЕЖ 3", "", "", "еж 699"].map(|nick| json!({ "nick": nick })));
        site.people("client", people).await;
        site.adopt(&["key = \"nick\"\ntype = \"text\""], false).await.expect("adopted");
        let unique = "key = \"nick\"\ntype = \"text\"\nunique = true\nfilter = true";
        let (said, dangers) = refused(site.adopt(&[unique], false).await);
        assert!(matches!(&dangers[..], [Danger::Twice { count: 2, .. }]) && said.contains("\"nick\""), "{said}");
        assert_eq!(site.count("select count(*) from profile_unique").await, 0);
        site.adopt(&[unique], true).await.expect("forced");
        let values = site.values("nick").await;
        assert_eq!((&values[3], &values[700], &values[703]), (&json!("Ёж 3"), &json!(""), &json!("")));
        assert_eq!(site.count("select count(*) from profile_unique").await, 700);
        assert_eq!(site.count("select count(*) from profile_values where field = 'nick'").await, 700);
    }

    async fn a_role_that_somebody_has_cannot_be_taken_away(engine: Engine) {
        let site = Site::open(engine).await;
        let role = "[[roles]]\nkey = \"guest\"\nlabel = { ru = \"Гость\", en = \"Guest\" }\n\
                    permissions = []\n\n[[fields]]";
        let with_guests = SHIPPED.replacen("[[fields]]", role, 1);
        site.people("guest", vec![json!({}), json!({})]).await;
        site.adopt_text(&with_guests, false).await.expect("adopted");
        let (said, dangers) = refused(site.adopt(&[], false).await);
        assert_eq!(dangers, [Danger::Role { role: "guest".to_owned(), count: 2 }]);
        assert!(said.contains("the role \"guest\" is gone, but 2 accounts have it"), "{said}");
        site.adopt(&[], true).await.expect("forced");
        assert_eq!(site.count("select count(*) from users where role = 'guest'").await, 2);
        assert_eq!(site.adopt(&[], false).await.expect("adopted"), Adopted::default());
    }
}
