//! The SQLite half of the layer on its own; the store suite runs on both engines.

use super::*;
use crate::clock::Timestamp;

fn open() -> (std::path::PathBuf, Db) {
    let folder =
        std::env::temp_dir().join(format!("frontdesk-kit-{}", crate::entropy::Entropy::system().uuid(Timestamp(0))));
    std::fs::create_dir_all(&folder).expect("a folder");
    let db = Db::open_sqlite(SqliteSettings::new(folder.join("test.db"))).expect("a database");
    (folder, db)
}

const STEP: Migration = Migration {
    name: "0001_things",
    sqlite: "create table things (id integer primary key autoincrement, name text not null unique)",
    postgres: "",
};

#[tokio::test]
async fn a_failed_write_undoes_only_itself() {
    let (folder, db) = open();
    migrate(&db, &[STEP], Timestamp(0)).await.expect("migrated");
    let add = |name: &'static str, fail: bool| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(async move |tx| {
                let id: (i64,) = tx.one("insert into things (name) values ($1) returning id", &[&name]).await?;
                if fail { Err(DbError::TooSlow) } else { Ok(id.0) }
            })
            .await
        })
    };
    let (kept, failed, twin) = (add("a", false).await, add("b", true).await, add("a", false).await);

    assert!(kept.expect("joined").is_ok());
    assert!(failed.expect("joined").is_err());
    assert!(twin.expect("joined").expect_err("taken").is_constraint("things_name_key"));
    let names: Vec<(String,)> =
        db.read(async |tx| tx.all("select name from things", &[]).await).await.map_err(|e: DbError| e).expect("read");
    assert_eq!(names, [("a".to_owned(),)]);
    drop(db);
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn a_panic_costs_one_request_and_nothing_else() {
    let (folder, db) = open();
    let result: Result<(), DbError> = db.write(async |_tx| panic!("boom")).await;
    assert!(matches!(result, Err(DbError::Bug(text)) if text.contains("boom")));
    db.ping().await.expect("alive");
    migrate(&db, &[STEP], Timestamp(0)).await.expect("the writer lives");
    drop(db);
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn waiting_inside_a_closure_is_a_bug_that_says_so() {
    let (folder, db) = open();
    let result: Result<(), DbError> = db
        .read(async |_tx| {
            tokio::task::yield_now().await;
            Ok(())
        })
        .await;
    assert!(matches!(result, Err(DbError::Bug(text)) if text.contains("other than the database")));
    drop(db);
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn sec_DUR_06_a_second_opening_of_one_file_is_refused() {
    let (folder, db) = open();
    let again = Db::open_sqlite(SqliteSettings::new(folder.join("test.db")));
    assert!(matches!(again, Err(DbError::InUse(_))));
    db.close();
    Db::open_sqlite(SqliteSettings::new(folder.join("test.db"))).expect("free again");
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn sec_OPS_05_a_newer_database_is_refused() {
    let (folder, db) = open();
    migrate(&db, &[STEP], Timestamp(0)).await.expect("migrated");
    assert_eq!(migrate(&db, &[STEP], Timestamp(0)).await.expect("again"), MigrationReport::default());
    let refused = migrate(&db, &[], Timestamp(0)).await.expect_err("newer");
    assert!(refused.to_string().contains("newer Frontdesk"), "{refused}");
    drop(db);
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn a_report_that_takes_too_long_is_ended() {
    let folder =
        std::env::temp_dir().join(format!("frontdesk-kit-{}", crate::entropy::Entropy::system().uuid(Timestamp(0))));
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut settings = SqliteSettings::new(folder.join("test.db"));
    settings.report_limit = std::time::Duration::from_millis(50);
    let db = Db::open_sqlite(settings).expect("a database");
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";
    let result: Result<(i64,), DbError> = db.report(async move |tx| tx.one(endless, &[]).await).await;
    assert!(matches!(result, Err(DbError::TooSlow)));
    drop(db);
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn what_an_operator_writes_with_another_program_is_seen_soon() {
    let (folder, db) = open();
    migrate(&db, &[STEP], Timestamp(0)).await.expect("migrated");
    let count = async || {
        let counted = db.read(async |tx| tx.one::<(i64,)>("select count(*) from things", &[]).await).await;
        counted.map_err(|e: DbError| e).expect("read").0
    };
    assert_eq!(count().await, 0);
    let shell = rusqlite::Connection::open(folder.join("test.db")).expect("a second program");
    shell.execute("insert into things (name) values ('a')", []).expect("written");
    let began = std::time::Instant::now();
    while count().await == 0 {
        assert!(began.elapsed() < std::time::Duration::from_secs(1), "it is not seen");
        tokio::task::yield_now().await;
    }
    drop((shell, db));
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn a_write_that_was_answered_is_seen_by_the_very_next_read() {
    let (folder, db) = open();
    migrate(&db, &[STEP], Timestamp(0)).await.expect("migrated");
    for number in 0..200_i64 {
        let add =
            async move |tx: &mut Tx| tx.run("insert into things (name) values ($1)", &[&number.to_string()]).await;
        db.write(add).await.map_err(|e: DbError| e).expect("written");
        let counted = db.read(async |tx| tx.one::<(i64,)>("select count(*) from things", &[]).await).await;
        assert_eq!(counted.map_err(|e: DbError| e).expect("read"), (number + 1,));
    }
    drop(db);
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn a_load_that_leaves_no_pause_does_not_make_the_log_grow_for_as_long_as_it_lasts() {
    let (folder, db) = open();
    migrate(&db, &[STEP], Timestamp(0)).await.expect("migrated");
    let load = |from: i64| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(async move |tx| {
                // Longer than anybody waits for a turn.
                let many = "insert into things (name) with recursive n (i) as
                            (select $1 union all select i + 1 from n where i + 1 < $2)
                            select printf('%01000d', i) from n where i % 200 = 0";
                tx.run(many, &[&from, &(from + 100_000)]).await
            })
            .await
        })
    };
    // Two at a time, so that the writer always finds another.
    for turn in 0..40_i64 {
        let (one, two) = (load(turn * 200_000), load(turn * 200_000 + 100_000));
        assert!(one.await.expect("joined").is_ok() && two.await.expect("joined").is_ok());
    }
    let log = std::fs::metadata(folder.join("test.db-wal")).expect("a log").len();
    assert!(log < 80 << 20, "{log} bytes");
    db.close();
    std::fs::remove_dir_all(folder).expect("removed");
}

#[tokio::test]
async fn whoever_reads_the_file_for_long_delays_no_write() {
    let (folder, db) = open();
    migrate(&db, &[STEP], Timestamp(0)).await.expect("migrated");
    let backup = rusqlite::Connection::open(folder.join("test.db")).expect("a second program");
    backup.execute_batch("begin; select count(*) from things;").expect("a view of the file that it keeps");
    // Many times as much as a log may grow before it is begun anew; a write that waits for the backup gives up after 5 s.
    for number in 0..80_i64 {
        let name = format!("{number} {}", "x".repeat(1 << 20));
        let add = async move |tx: &mut Tx| tx.run("insert into things (name) values ($1)", &[&name]).await;
        let write = tokio::time::timeout(std::time::Duration::from_secs(3), db.write(add)).await;
        write.expect("no write waits for the backup").map_err(|e: DbError| e).expect("written");
    }
    drop((backup, db));
    std::fs::remove_dir_all(folder).expect("removed");
}
