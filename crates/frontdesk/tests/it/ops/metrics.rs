//! Numbers for whoever watches the server.

use std::net::SocketAddr;

use frontdesk_testkit::{Http, both_engines};

use crate::support::{TestDesk, frontdesk};

/// The listener of the numbers, as the log tells it.
fn listener(desk: &TestDesk) -> Http {
    let log = desk.log();
    let at = log.find("metrics are served on http://").unwrap_or_else(|| panic!("no address in: {log}"));
    let rest = &log[at + "metrics are served on http://".len()..];
    let address: SocketAddr = rest.split('/').next().unwrap_or_default().parse().expect("an address");
    Http::at(address)
}

/// The value of the counter whose line begins so.
fn value(page: &str, counter: &str, labels: &[&str]) -> f64 {
    let fits =
        |line: &&str| line.starts_with(&format!("{counter}{{")) && labels.iter().all(|label| line.contains(label));
    page.lines().filter(fits).filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
}

both_engines! {
    async fn requests_are_counted_by_route_and_class(engine: Engine) {
        let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_METRICS", "127.0.0.1:0")).await;
        // The log is written a moment later than the server is ready.
        let began = std::time::Instant::now();
        while !desk.log().contains("metrics are served") && began.elapsed() < std::time::Duration::from_secs(3) {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        let metrics = listener(&desk);
        for _ in 0..5 {
            desk.get("/api/v1/services").await.ok();
        }
        desk.get("/api/v1/services?limit=0").await.expect(422);
        for number in 0..3 {
            desk.get(&format!("/api/v1/services/{number}")).await.expect(404);
            desk.get(&format!("/made-up-{number}")).await.expect(404);
        }
        desk.call("X-BREW", "/api/v1/services").await.expect(401);

        let page = metrics.get("/metrics").await.ok();
        assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("text/plain")), "{:?}", page.headers);
        let text = page.text();
        let requests = "frontdesk_requests_total";
        assert_eq!(
            value(&text, requests, &["method=\"GET\"", "route=\"/api/v1/services\"", "status=\"2xx\""]),
            5.0,
            "{text}"
        );
        assert_eq!(
            value(&text, requests, &["method=\"GET\"", "route=\"/api/v1/services\"", "status=\"4xx\""]),
            1.0,
            "{text}"
        );
        assert_eq!(value(&text, requests, &["route=\"/api/v1/services/{id}\"", "status=\"4xx\""]), 3.0, "{text}");
        assert_eq!(value(&text, requests, &["route=\"-\"", "status=\"4xx\""]), 3.0, "{text}");
        assert!(text.contains("frontdesk_database_up 1"), "{text}");
        assert!(text.contains("frontdesk_request_seconds_bucket"), "{text}");
        assert!(text.contains("frontdesk_panics_total 0"), "{text}");
        for made_up in ["made-up", "X-BREW", "limit=0"] {
            assert!(!text.contains(made_up), "{made_up} has become a label: {text}");
        }
    }

    async fn the_numbers_are_on_a_listener_of_their_own_and_off_by_default(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        desk.get("/metrics").await.is_problem(404, "not_found");
        assert!(!desk.log().contains("metrics are served"), "{}", desk.log());
        drop(desk);
        let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_METRICS", "127.0.0.1:0")).await;
        desk.get("/metrics").await.is_problem(404, "not_found");
    }
}
