//! How the server says that it is.

use frontdesk_testkit::both_engines;

use crate::support::TestDesk;

both_engines! {
    async fn a_healthy_server_says_what_it_looked_at(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let health = desk.get("/health/").await.ok();
        assert_eq!(health.text_at("/status"), "ok");
        assert_eq!(health.text_at("/checks/database"), "ok");
        let name = if engine == frontdesk_testkit::Engine::Sqlite { "sqlite" } else { "postgres" };
        assert_eq!(health.text_at("/engine"), name);
        assert!(health.text_at("/tzdata").starts_with("20"), "{}", health.shown());
        assert_eq!(health.header("cache-control"), Some("no-store"));
    }

    async fn a_server_says_where_it_listens_and_leaves_its_data_to_its_owner(engine: Engine) {
        use std::os::unix::fs::PermissionsExt;

        let desk = TestDesk::open(engine).await;
        let mode = |path: &std::path::Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode(&desk.data()), 0o700);
        let output = desk.output();
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(
            lines.last(),
            Some(&format!("Frontdesk is listening on http://{}", desk.http().address()).as_str()),
            "{output}"
        );
        assert!(!output.contains("password"), "{output}");
    }
}
