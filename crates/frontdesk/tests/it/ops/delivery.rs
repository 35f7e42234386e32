//! Where letters go that the operator has delivered into folders.

use std::path::Path;
use std::time::{Duration, Instant};

use frontdesk_testkit::both_engines;

use crate::support::{TestDesk, frontdesk, rows};

/// How long a letter may take; the worker looks once a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits for the first letter in `folder`; its name and its text.
async fn letter(folder: &Path) -> (String, String) {
    let began = Instant::now();
    loop {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        if let Some(path) = entries.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|e| e == "txt"))
        {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            return (name, std::fs::read_to_string(&path).expect("a letter"));
        }
        assert!(began.elapsed() < PATIENCE, "nothing came to {}", folder.display());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How many entries a folder has.
fn count(folder: &Path) -> usize {
    std::fs::read_dir(folder).expect("the folder is there").count()
}

both_engines! {
    async fn mail_and_text_messages_go_each_to_their_own_folder(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_MAIL", "file:mail").env("FRONTDESK_SMS", "file:sms");
        let (mail, sms) = (launch.folder().join("mail"), launch.folder().join("sms"));
        let desk = TestDesk::open_with(launch).await;
        for (channel, recipient) in [("sms", "+79161234567"), ("mail", "ada@example.com")] {
            let sql = format!(
                "insert into outbox (channel, recipient, lang, template, payload, created_at, due_at)
                 values ('{channel}', '{recipient}', 'en', 'password_changed', '{{}}', 0, 0)"
            );
            rows(&desk, &sql).await;
        }
        let (name, text) = letter(&sms).await;
        assert!(name.ends_with(".sms.txt") && text.contains("To: +79161234567"), "{name}: {text}");
        let (name, text) = letter(&mail).await;
        assert!(name.ends_with(".mail.txt") && text.contains("To: ada@example.com"), "{name}: {text}");
        assert_eq!((count(&sms), count(&mail)), (1, 1));
    }
}
