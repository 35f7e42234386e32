//! Fresh databases on either engine, and servers that leave nothing behind.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use frontdesk_testkit::{Cluster, Durability, Engine, both_engines, postgres};
use tokio_postgres::{Client, NoTls};

both_engines! {
    async fn every_database_is_new(engine: Engine) {
        let (first, second) = (engine.database().await, engine.database().await);
        assert_ne!(first.url(), second.url());
        let scheme = if engine == Engine::Sqlite { "sqlite:" } else { "postgres://" };
        assert!(first.url().starts_with(scheme), "{}", first.url());
        assert!(first.folder().is_dir());
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    client
}

#[tokio::test]
async fn tables_of_one_test_are_unknown_to_the_next() {
    let server = postgres().await;
    let (ours, theirs) = (connect(&server.database().await).await, connect(&server.database().await).await);
    ours.batch_execute("create table notes (word text); insert into notes values ('ёлка')").await.expect("it is ours");
    let row = ours.query_one("select word from notes", &[]).await.expect("it is there");
    assert_eq!(row.get::<_, String>(0), "ёлка");
    assert!(theirs.query("select word from notes", &[]).await.is_err());
}

#[tokio::test]
async fn a_cluster_keeps_what_was_committed_through_a_stop_and_a_crash() {
    let mut cluster = Cluster::start(Durability::Durable).await;
    let url = cluster.postgres().database().await;
    let client = connect(&url).await;
    client.batch_execute("create table notes (id integer); insert into notes values (1)").await.expect("it runs");
    cluster.stop().await;
    cluster.start_again().await;
    connect(&url).await.batch_execute("insert into notes values (2)").await.expect("it runs again");
    cluster.kill_9().await;
    cluster.start_again().await;
    let rows = connect(&url).await.query("select id from notes order by id", &[]).await.expect("it recovered");
    assert_eq!(rows.iter().map(|row| row.get::<_, i32>(0)).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_killed_test_leaves_neither_a_server_nor_its_data() {
    let mut helper = Command::new(env!("CARGO_BIN_EXE_throwaway-postgres"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it can be run");
    let mut line = String::new();
    let output = helper.stdout.take().expect("it is piped");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line).expect("it prints its address");
    let port: u16 = line.trim().rsplit(':').next().and_then(|port| port.parse().ok()).expect("the address ends so");
    let (postmaster, folder) = child_of(helper.id());
    helper.kill().expect("it is our child");
    helper.wait().expect("it is our child");
    let began = Instant::now();
    while Path::new(&folder).exists() {
        assert!(began.elapsed() < Duration::from_secs(15), "{postmaster} or {folder} is still there");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(!is_running(postmaster));
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}

/// An ended process may stay listed, as a zombie without a command line, until someone asks after it.
fn is_running(process: u32) -> bool {
    std::fs::read(format!("/proc/{process}/cmdline")).is_ok_and(|words| !words.is_empty())
}

/// The process number of the server that `parent` started, and the server's folder, as the system lists them.
fn child_of(parent: u32) -> (u32, String) {
    let children = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    let threads = std::fs::read_dir(format!("/proc/{parent}/task")).expect("it runs");
    let of_threads =
        threads.flatten().filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let all: String = of_threads.fold(children, |all, some| all + " " + &some);
    for child in all.split_whitespace() {
        let words = std::fs::read_to_string(format!("/proc/{child}/cmdline")).unwrap_or_default();
        let words: Vec<&str> = words.split('\0').collect();
        if let Some(at) = words.iter().position(|word| *word == "-D") {
            let folder = words[at + 1].trim_end_matches("/data").to_owned();
            return (child.parse().expect("the system lists numbers"), folder);
        }
    }
    panic!("{parent} has no server among {all:?}");
}
