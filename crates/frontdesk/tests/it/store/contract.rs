//! One contract for both engines: the same text, the same names, the same outcome.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{Db, DbError, Migration, MigrationReport, migrate};
use frontdesk_testkit::{Engine, both_engines};

const NOW: Timestamp = Timestamp(1_900_000_000);

/// A user, a number that follows their name, as the smallest row that the table takes.
const INSERT_USER: &str = "insert into users (public_id, username, username_key, email, email_key,
     password_changed_at, role, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 0, 'client', 0, 0) returning id";
const INSERT_SERVICE: &str = "insert into services (public_id, specialist_id, name, name_fold, description,
     price_minor, currency, duration_minutes, active, created_at, updated_at, version, buffer_before_minutes,
     buffer_after_minutes, lead_minutes, horizon_days, grid_minutes, grid_from, confirmation, cancel_until_minutes,
     reschedule_until_minutes, max_reschedules)
     values ($1, $2, 'x', 'x', '', $3, 'RUB', $4, $5, 0, 0, 1, 0, 0, 0, 60, 15, 'clock', 'auto', 0, 0, 3)";

fn all_migrations() -> Vec<Migration> {
    [
        frontdesk_notify::MIGRATIONS,
        frontdesk_accounts::MIGRATIONS,
        frontdesk_catalogue::MIGRATIONS,
        frontdesk_schedule::MIGRATIONS,
        frontdesk_booking::MIGRATIONS,
    ]
    .concat()
}

/// A fresh database with the whole schema; the guard keeps its folder.
async fn opened(engine: Engine) -> (frontdesk_testkit::Database, Db) {
    let database = engine.database().await;
    let db = Db::open(database.url()).await.expect("it opens");
    migrate(&db, &all_migrations(), NOW).await.expect("the schema");
    (database, db)
}

async fn add_user(db: &Db, id: u8, name: &'static str, email: Option<&'static str>) -> Result<i64, DbError> {
    let add = async move |tx: &mut frontdesk_kit::db::Tx| {
        let (public_id, email) = (vec![id; 16], email.map(str::to_owned));
        let (id,): (i64,) = tx.one(INSERT_USER, &[&public_id, &name, &name, &email, &email]).await?;
        Ok(id)
    };
    db.write(add).await
}

async fn add_service(db: &Db, owner: i64, price: i64, minutes: i64) -> Result<u64, DbError> {
    let public_id = vec![price.unsigned_abs() as u8; 16];
    db.write(async move |tx| tx.run(INSERT_SERVICE, &[&public_id, &owner, &price, &minutes, &true]).await).await
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    let found: Result<(i64,), DbError> = db.read(async move |tx| tx.one(sql, &[]).await).await;
    found.expect("a count").0
}

both_engines! {
    async fn a_rule_has_the_same_name_whoever_keeps_it(engine: Engine) {
        let (_guard, db) = opened(engine).await;
        let owner = add_user(&db, 1, "anna", Some("anna@example.com")).await.expect("the first");
        let refusal = |result: Result<i64, DbError>| match result {
            Err(DbError::Constraint(name)) => name,
            other => panic!("{other:?}"),
        };
        assert_eq!(refusal(add_user(&db, 2, "anna", None).await), "users_username_key_key");
        assert_eq!(refusal(add_user(&db, 3, "boris", Some("anna@example.com")).await), "users_email_key_key");
        assert_eq!(refusal(add_user(&db, 1, "vera", None).await), "users_public_id_key");
        let refusal = async |price, minutes, owner| match add_service(&db, owner, price, minutes).await {
            Err(DbError::Constraint(name)) => name,
            other => panic!("{other:?}"),
        };
        assert_eq!(refusal(-1, 30, owner).await, "services_price_check");
        assert_eq!(refusal(10_000_000_000, 30, owner).await, "services_price_check");
        assert_eq!(refusal(1, -1, owner).await, "services_duration_check");
        assert_eq!(refusal(1, 30, owner + 100).await, "foreign_key");
        add_user(&db, 4, "nobody", None).await.expect("no address is not the same address");
        add_user(&db, 5, "nobody else", None).await.expect("for two");
        db.close();
    }

    async fn terms_beyond_their_limits_cannot_be_stored(engine: Engine) {
        let (_guard, db) = opened(engine).await;
        let owner = add_user(&db, 1, "anna", None).await.expect("the first");
        add_service(&db, owner, 1, 30).await.expect("a service");
        for (change, constraint) in [
            ("update services set buffer_before_minutes = 7", "services_buffer_before_check"),
            ("update services set buffer_after_minutes = 245", "services_buffer_after_check"),
            ("update services set lead_minutes = -1", "services_lead_check"),
            ("update services set horizon_days = 0", "services_horizon_check"),
            ("update services set grid_minutes = 25", "services_grid_check"),
            ("update services set grid_from = 'midday'", "services_grid_from_check"),
            ("update services set daily_limit = 0", "services_daily_limit_check"),
            ("update services set confirmation = 'never'", "services_confirmation_check"),
            ("update services set cancel_until_minutes = 43201", "services_cancel_check"),
            ("update services set reschedule_until_minutes = 43201", "services_reschedule_check"),
            ("update services set max_reschedules = -1", "services_reschedules_check"),
            ("update services set seats = 201", "services_seats_check"),
        ] {
            let refused: Result<u64, DbError> = db.write(async move |tx| tx.run(change, &[]).await).await;
            assert!(refused.as_ref().is_err_and(|error| error.is_constraint(constraint)), "{change}: {refused:?}");
        }
        db.close();
    }

    async fn a_write_that_fails_leaves_nothing(engine: Engine) {
        let (_guard, db) = opened(engine).await;
        let failed: Result<(), DbError> = db
            .write(async |tx| {
                let nobody: Option<String> = None;
                tx.one::<(i64,)>(INSERT_USER, &[&vec![1u8; 16], &"anna", &"anna", &nobody, &nobody]).await?;
                tx.run("insert into facts (name, value) values ($1, $2)", &[&"a", &"b"]).await?;
                Err(DbError::TooSlow)
            })
            .await;
        assert!(matches!(failed, Err(DbError::TooSlow)), "{failed:?}");
        assert!(add_service(&db, 1, -1, 30).await.is_err());
        for table in ["select count(*) from users", "select count(*) from facts", "select count(*) from services"] {
            assert_eq!(count(&db, table).await, 0, "{table}");
        }
        db.close();
    }

    async fn a_rule_broken_late_undoes_what_came_before_it(engine: Engine) {
        let (_guard, db) = opened(engine).await;
        add_user(&db, 1, "anna", None).await.expect("the first");
        let nobody: Option<String> = None;
        let failed: Result<(i64,), DbError> = db
            .write(async move |tx| {
                tx.run("insert into facts (name, value) values ($1, $2)", &[&"a", &"b"]).await?;
                tx.one(INSERT_USER, &[&vec![2u8; 16], &"anna", &"anna", &nobody, &nobody]).await
            })
            .await;
        assert!(failed.expect_err("taken").is_constraint("users_username_key_key"));
        assert_eq!(count(&db, "select count(*) from facts").await, 0);
        db.close();
    }

    async fn writes_that_collide_are_repeated_until_each_has_counted(engine: Engine) {
        let (_guard, db) = opened(engine).await;
        let set = "insert into facts (name, value) values ('n', '0')";
        db.write(async move |tx| tx.run(set, &[]).await).await.map_err(|e: DbError| e).expect("set");
        let add = |db: Db| async move {
            db.write(async move |tx| {
                // Read, then written from what was read: lost unless somebody looks after it.
                let (text,): (String,) = tx.one("select value from facts where name = 'n'", &[]).await?;
                let next = (text.parse::<i64>().expect("a number") + 1).to_string();
                tx.run("update facts set value = $1 where name = 'n'", &[&next]).await
            })
            .await
            .map_err(|e: DbError| e)
        };
        let adding: Vec<_> = (0..6).map(|_| tokio::spawn(add(db.clone()))).collect();
        let mut counted = 0;
        for added in adding {
            counted += i64::from(added.await.expect("joined").is_ok());
        }
        let found: Result<(String,), DbError> =
            db.read(async |tx| tx.one("select value from facts where name = 'n'", &[]).await).await;
        assert_eq!(found.expect("there").0, counted.to_string(), "what was answered is there, and nothing else");
        assert_eq!(counted, 6, "a few callers that meet are no reason to turn anybody away");
        db.close();
    }

    async fn a_count_in_one_statement_loses_none_of_a_hundred(engine: Engine) {
        let (_guard, db) = opened(engine).await;
        let add = "insert into attempts (bucket, subject, window_start, count) values ('b', 's', 0, 1)
                   on conflict (bucket, subject) do update set count = attempts.count + 1 returning count";
        let counting: Vec<_> = (0..100)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write_one(async move |tx| tx.one::<(i64,)>(add, &[]).await).await.map_err(|e: DbError| e)
                })
            })
            .collect();
        let mut counts = Vec::new();
        for counted in counting {
            counts.push(counted.await.expect("joined").expect("counted").0);
        }
        counts.sort_unstable();
        assert_eq!(counts, (1..=100).collect::<Vec<_>>(), "each got a number of its own");
        db.close();
    }

    async fn sec_OPS_04_steps_are_applied_once(engine: Engine) {
        let (_guard, db) = opened(engine).await;
        let again = migrate(&db, &all_migrations(), NOW).await.expect("nothing to do");
        assert_eq!(again, MigrationReport::default());
        assert_eq!(count(&db, "select count(*) from migrations").await, all_migrations().len() as i64);
        db.close();
    }

    async fn sec_OPS_04_two_who_apply_them_at_once_do_it_once(engine: Engine) {
        let database = engine.database().await;
        let db = Db::open(database.url()).await.expect("it opens");
        let (one, other) = (db.clone(), db.clone());
        let one = tokio::spawn(async move { migrate(&one, &all_migrations(), NOW).await });
        let other = tokio::spawn(async move { migrate(&other, &all_migrations(), NOW).await });
        let (one, other) =
            (one.await.expect("joined").expect("applied"), other.await.expect("joined").expect("applied"));
        assert_eq!(one.applied.len() + other.applied.len(), all_migrations().len());
        db.close();
    }
}
