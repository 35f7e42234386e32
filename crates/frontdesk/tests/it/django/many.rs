//! Ten thousand at once.

use std::time::{Duration, Instant};

use frontdesk_testkit::both_engines;

use super::project::{PASSWORD, Project, desk, import, words};
use crate::accounts::old_app::log_in;
use crate::support::{TestDesk, rows_at};

both_engines! {
    async fn ten_thousand_users_move_in_within_a_minute(engine: Engine) {
        let Some(project) = Project::new(engine).await else { return };
        project.ask(&["many", "10000"]);
        let launch = desk(engine).await;
        launch.run(&["migrate"]).await.ok();
        let began = Instant::now();
        let run = launch.run(&words(&import(&project), &[])).await.ok();
        let took = began.elapsed();
        println!("10,000 users on {engine}: {took:?}");
        assert!(took < Duration::from_secs(60), "{took:?}");
        assert!(run.stdout.contains("Users: 10000 taken (0 without something)"), "{}", run.stdout);
        assert!(run.stderr.contains("Users: 10000"), "plain lines where there is no terminal: {}", run.stderr);
        let count = rows_at(&launch.database_url(), "select count(*) from profile_values where field = 'city'").await;
        assert_eq!(count, [["10000"]]);
        let spent = rows_at(&launch.database_url(), "select count(*) from spent_tokens").await;
        assert_eq!(spent, [["100"]]);
        let desk = TestDesk::open_with(launch).await;
        for name in ["user0", "USER4711@example.com", "user9999"] {
            log_in(desk.http(), name, PASSWORD).await.ok();
        }
    }
}
