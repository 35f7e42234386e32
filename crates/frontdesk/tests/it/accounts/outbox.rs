//! Letters that have gone out.

use std::time::{Duration, Instant};

use frontdesk_testkit::Server;

/// How long a letter may take; the worker looks once a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits for `count` letters and reads them, the oldest first.
pub async fn letters(server: &Server, count: usize) -> Vec<String> {
    let began = Instant::now();
    loop {
        let found = read(server);
        if found.len() >= count {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{count} letters were to come, there are {found:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn read(server: &Server) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(server.data().join("outbox")) else { return Vec::new() };
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a letter")).collect()
}
