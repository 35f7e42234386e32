//! Letters that have gone out.

use std::time::{Duration, Instant};

use frontdesk_testkit::Server;

/// How long a letter may take; the worker looks once a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits for `count` letters and reads them, the oldest first.
pub async fn letters(server: &Server, count: usize) -> Vec<String> {
    wait_for(server, "mail", count).await
}

async fn wait_for(server: &Server, channel: &str, count: usize) -> Vec<String> {
    let began = Instant::now();
    loop {
        let found = read(server, channel);
        if found.len() >= count {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "{count} letters were to come, there are {found:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn read(server: &Server, channel: &str) -> Vec<String> {
    let Ok(folder) = std::fs::read_dir(server.data().join("outbox")) else { return Vec::new() };
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    let end = format!(".{channel}.txt");
    paths.retain(|path| path.to_string_lossy().ends_with(&end));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a letter")).collect()
}

/// Waits for `count` text messages and reads them, the oldest first.
pub async fn texts(server: &Server, count: usize) -> Vec<String> {
    wait_for(server, "sms", count).await
}

/// The secret of the link in a letter.
pub fn token_in(letter: &str) -> String {
    let (_, rest) = letter.split_once("/links/").unwrap_or_else(|| panic!("no link in {letter}"));
    rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect()
}

/// The six digits in a letter or message.
pub fn code_in(letter: &str) -> String {
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = letter.split(|letter: char| !letter.is_alphanumeric() && letter != '+');
    words.find(is_code).unwrap_or_else(|| panic!("no code in {letter}")).to_owned()
}
