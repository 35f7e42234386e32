//! Starting, stopping and killing a program. A shell script stands in for the server.

use std::os::unix::fs::PermissionsExt;

use frontdesk_testkit::{Engine, Launch, TempData};

/// Behaves as the server does at its start and its end; `serve` writes its arguments to the log.
const STAND_IN: &str = r#"#!/bin/sh
echo "arguments: $*, limits: $FRONTDESK_LIMITS, other: $FRONTDESK_TEST_POSTGRES." >&2
[ "$1" = serve ] || { read -r word; echo "read $word"; exit 3; }
trap 'echo stopped >&2; exit 0' TERM
echo "Open http://127.0.0.1:1/setup/x to begin"
echo "Frontdesk is listening on http://127.0.0.1:54321"
while :; do sleep 0.02; done
"#;

async fn stand_in(folder: &TempData, engine: Engine, script: &str) -> Launch {
    let path = folder.join("frontdesk");
    std::fs::write(&path, script).expect("the folder is ours");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("the file is ours");
    Launch::new(path, engine).await.model("compat").env("FRONTDESK_LIMITS", "off")
}

#[tokio::test]
async fn a_server_is_started_with_its_data_and_database_and_stops_in_order() {
    let folder = TempData::new();
    let mut server = stand_in(&folder, Engine::Postgres, STAND_IN).await.start().await;
    assert_eq!(server.http().address().port(), 54_321);
    assert!(server.output().contains("/setup/x"));
    let expected = format!(
        "arguments: serve --listen 127.0.0.1:0 --data {} --database-url {} --model compat, limits: off, other: .",
        server.data().display(),
        server.database_url()
    );
    assert!(server.log().contains(&expected), "{} has no {expected}", server.log());
    assert_eq!(server.stop().await, Some(0));
    assert!(server.log().contains("stopped"));
    server.start_again().await;
    server.restart().await;
}

#[tokio::test]
async fn a_killed_server_finishes_nothing() {
    let folder = TempData::new();
    let mut server = stand_in(&folder, Engine::Sqlite, STAND_IN).await.start().await;
    server.kill_9();
    assert!(!server.log().contains("stopped"));
    server.start_again().await;
    assert!(server.pid() > 0);
}

#[tokio::test]
async fn other_commands_run_on_the_same_data() {
    let folder = TempData::new();
    let launch = stand_in(&folder, Engine::Sqlite, STAND_IN).await;
    let run = launch.run_with_input(&["user", "create"], "secret\n").await;
    assert_eq!((run.code, run.stdout.as_str()), (Some(3), "read secret\n"));
    assert!(run.stderr.contains(&format!("user create --data {} --model compat", launch.data().display())));
}

#[tokio::test]
#[should_panic(expected = "the server panicked")]
async fn a_panic_in_the_log_fails_the_test() {
    let folder = TempData::new();
    let script = STAND_IN.replace("echo \"Open", "echo \"thread 'main' panicked at x.rs\" >&2; echo \"Open");
    stand_in(&folder, Engine::Sqlite, &script).await.start().await;
}

#[tokio::test]
#[should_panic(expected = "before it was ready")]
async fn one_that_ends_before_it_is_ready_says_so() {
    let folder = TempData::new();
    stand_in(&folder, Engine::Sqlite, "#!/bin/sh\necho 'no such model' >&2; exit 1\n").await.start().await;
}

#[tokio::test]
async fn a_server_ends_with_its_test() {
    let folder = TempData::new();
    let server = stand_in(&folder, Engine::Sqlite, STAND_IN).await.start().await;
    let process = format!("/proc/{}", server.pid());
    assert!(std::path::Path::new(&process).exists());
    drop(server);
    assert!(!std::path::Path::new(&process).exists());
}

#[tokio::test]
async fn a_server_that_ends_by_itself_is_waited_for() {
    let folder = TempData::new();
    let script = STAND_IN.replace("while :;", "sleep 0.1; exit 7; while :;");
    let mut server = stand_in(&folder, Engine::Sqlite, &script).await.start().await;
    assert_eq!(server.wait().await, Some(7));
}
