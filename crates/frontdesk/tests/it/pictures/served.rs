//! `GET /media/avatars/…`

use std::path::{Path, PathBuf};

use frontdesk_testkit::{Server, both_engines};

use super::samples::png;
use super::upload::{patch, put};
use crate::accounts::old_app::OldApp;
use crate::support::TestDesk;

/// All files that are stored as pictures; what has not been completed does not count.
pub fn stored(server: &Server) -> Vec<PathBuf> {
    let mut found = Vec::new();
    below(&server.data().join("media/avatars"), &mut found);
    found
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { below(&path, found) } else { found.push(path) }
    }
}

both_engines! {
    async fn sec_UP_05_a_picture_cannot_act(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let url = put(&ada, "a.png", &png()).await.ok().text_at("/avatar_url").to_owned();
        let shown = desk.get(&url).await.ok();
        assert_eq!(shown.header("content-type"), Some("image/png"));
        assert_eq!(shown.header("x-content-type-options"), Some("nosniff"));
        assert!(shown.header("content-disposition").is_some());
        let policy = shown.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
        assert!(shown.header("cache-control").is_some_and(|value| value.contains("immutable")), "{:?}", shown.headers);
        let head = desk.call("HEAD", &url).await.ok();
        assert_eq!(head.header("content-length"), Some(shown.body.len().to_string().as_str()));
        // Open to all: a bad token does not matter.
        desk.get(&url).bearer("rubbish").await.ok();
        for method in ["POST", "PUT", "DELETE"] {
            ada.call(method, &url).await.expect(405);
        }
    }

    async fn sec_UP_04_the_names_are_ours(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        let wicked = [
            "../../../marked.png",
            "%2e%2e%2f%2e%2e%2fmarked.png",
            "..\\\\..\\\\marked.png",
            "C:\\\\marked.png",
            "/etc/marked.png",
            "marked.png;.png",
            "marked\u{202e}gnp.png",
            "....//marked.png",
        ];
        for name in wicked {
            for answer in [put(&ada, name, &png()).await, patch(&old, name, &png()).await] {
                assert!([200, 400, 422].contains(&answer.status), "{name}: {}", answer.shown());
                assert!(!answer.text().contains("marked"), "{name}: {}", answer.shown());
            }
        }
        let files = stored(&desk);
        assert_eq!(files.len(), 1, "{files:?}");
        let name = files[0].file_name().expect("a name").to_string_lossy().into_owned();
        assert!(name.len() == 40 && name.ends_with(".png"), "{name}");
        let mut all = Vec::new();
        below(desk.launch().folder(), &mut all);
        assert!(!all.iter().any(|path| path.to_string_lossy().contains("marked")), "{all:?}");
    }

    async fn sec_UP_04_only_pictures_of_ours_are_read(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let url = put(&ada, "a.png", &png()).await.ok().text_at("/avatar_url").to_owned();
        let (folder, file) = url.rsplit_once('/').expect("a path");
        let absent = if file.starts_with('0') {
            file.replacen('0', "1", 1)
        } else {
            file.replacen(file.get(..1).expect("a digit"), "0", 1)
        };
        let elsewhere = if folder.ends_with("00") { "/media/avatars/01" } else { "/media/avatars/00" };
        let paths = [
            format!("{folder}/{absent}"),
            format!("{elsewhere}/{file}"),
            format!("{folder}/{}", file.to_uppercase()),
            format!("{folder}/{file}%00"),
            format!("{folder}/{file}/"),
            format!("{folder}/"),
            "/media/avatars/".to_owned(),
            "/media/".to_owned(),
            "/media/keys/master.key".to_owned(),
            "/media/avatars/../../keys/master.key".to_owned(),
            "/media/avatars/..%2f..%2fkeys/master.key".to_owned(),
            "/media/avatars/%2e%2e/%2e%2e%2fkeys%2fmaster.key".to_owned(),
            "/media/avatars/..%5c..%5ckeys/master.key".to_owned(),
            "/media/avatars/00/..%2f..%2f..%2ffrontdesk.db".to_owned(),
            "/media/avatars/00//etc/passwd".to_owned(),
            "/media/avatars/00/%2fetc%2fpasswd".to_owned(),
            "/media/.incoming/x".to_owned(),
            "/media/avatars/ff/%ff%fe.png".to_owned(),
        ];
        for path in paths {
            let answer = desk.get(&path).await;
            let refused = matches!(answer.status, 404 | 400 | 308);
            assert!(refused && answer.header("location").is_none_or(|to| to == url), "{path}: {}", answer.shown());
        }
        // A link that somebody laid into the folder leads nowhere.
        let stored = stored(&desk).remove(0);
        std::fs::remove_file(&stored).expect("removed");
        std::os::unix::fs::symlink(desk.data().join("keys/master.key"), &stored).expect("a link");
        desk.get(&url).await.expect(404);
    }
}
