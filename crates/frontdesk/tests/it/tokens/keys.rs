//! The installation's keys: kept apart from the database, changed without signing anybody out.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use frontdesk_testkit::both_engines;

use super::mint::header;
use crate::accounts::native::{refresh, sign_in};
use crate::accounts::old_app::{OldApp, refresh as refresh_old};
use crate::support::{PASSWORD, TestDesk, frontdesk};

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

async fn kids(desk: &TestDesk) -> Vec<String> {
    let set = desk.get("/.well-known/jwks.json").await.ok();
    let keys = set.at("/keys").as_array().expect("a list");
    keys.iter().map(|key| key["kid"].as_str().expect("text").to_owned()).collect()
}

both_engines! {
    async fn sec_KEY_01_keys_are_their_owners_only(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let folder = desk.data().join("keys");
        assert_eq!((mode(&desk.data()), mode(&folder)), (0o700, 0o700));
        let mut count = 0;
        for entry in std::fs::read_dir(folder).expect("a folder") {
            assert_eq!(mode(&entry.expect("an entry").path()), 0o600);
            count += 1;
        }
        assert!(count >= 3, "{count} keys");
    }

    async fn sec_KEY_01_weak_sample_and_open_keys_stop_the_start(engine: Engine) {
        for weak in
            ["short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "django-insecure-8f3k2j4h5g6f7d8s9a0", "your-256-bit-secret"]
        {
            let launch = frontdesk(engine).await.env("FRONTDESK_DIALECT_SECRET", weak);
            let run = launch.run(&["serve", "--listen", "127.0.0.1:0"]).await;
            assert_ne!(run.code, Some(0), "{weak}");
            assert!(!run.stdout.contains("listening") && !run.stderr.contains(weak), "{}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains("FRONTDESK_DIALECT_SECRET"), "{}", run.stderr);
        }
        let launch = frontdesk(engine).await;
        let run = launch.run(&["serve", "--listen", "127.0.0.1:0", "--dialect-secret", "x"]).await;
        assert_ne!(run.code, Some(0), "secrets do not stand on a command line");

        let mut desk = TestDesk::open(engine).await;
        desk.stop().await;
        std::fs::set_permissions(desk.data().join("keys/master.key"), PermissionsExt::from_mode(0o644)).expect("chmod");
        let run = desk.launch().run(&["serve", "--listen", "127.0.0.1:0"]).await;
        assert_ne!(run.code, Some(0));
        assert!(run.stderr.contains("master.key"), "{}", run.stderr);
    }

    async fn sec_KEY_02_a_new_key_signs_and_the_old_one_verifies(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let before = kids(&desk).await;
        desk.launch().run(&["keys", "rotate"]).await.ok();
        desk.restart().await;
        let after = kids(&desk).await;
        assert_eq!(after.len(), 2);
        assert_eq!(after[1], before[0], "the newest first");

        let mut ada = ada.moved_to(desk.http());
        ada.get("/api/v1/me").await.ok();
        assert_eq!(header(&ada.access_token)["kid"], before[0]);
        ada.refresh().await.ok();
        assert_eq!(header(&ada.access_token)["kid"], after[0]);
        ada.get("/api/v1/me").await.ok();
    }

    async fn sec_KEY_02_what_a_revoked_key_signed_is_refused(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let first = kids(&desk).await.remove(0);
        let newest = desk.launch().run(&["keys", "revoke", &first]).await;
        assert_ne!(newest.code, Some(0), "without it nothing could be signed");
        assert_ne!(desk.launch().run(&["keys", "revoke", "../master"]).await.code, Some(0));
        desk.launch().run(&["keys", "rotate"]).await.ok();
        desk.launch().run(&["keys", "revoke", &first]).await.ok();
        desk.restart().await;
        assert!(!kids(&desk).await.contains(&first));
        let mut ada = ada.moved_to(desk.http());
        ada.get("/api/v1/me").await.is_problem(401, "invalid_token");
        // The session itself was not revoked: its refresh token is of another making.
        ada.refresh().await.ok();
        ada.get("/api/v1/me").await.ok();
    }

    async fn sec_KEY_03_the_database_alone_opens_nothing(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let page = ada.on_another_device().await.get("/api/v1/sessions?limit=1").await.ok();
        let old = OldApp::log_in(desk.http(), "ada").await;
        ada.refresh().await.ok();
        desk.stop().await;
        // Who has a copy of the database has no keys; the server makes new ones.
        std::fs::rename(desk.data().join("keys"), desk.launch().folder().join("keys-elsewhere")).expect("moved");
        desk.start_again().await;

        let ada = ada.moved_to(desk.http());
        ada.get("/api/v1/me").await.is_problem(401, "invalid_token");
        refresh(desk.http(), &ada.refresh_token).await.is_problem(401, "invalid_token");
        desk.get("/api/auth/profile/me/").bearer(&old.access).await.expect(401);
        refresh_old(desk.http(), &old.refresh).await.expect(401);
        let fresh = sign_in(desk.http(), "ada", PASSWORD).await.created();
        let call = desk.get("/api/v1/sessions").bearer(fresh.text_at("/access_token"));
        call.query("cursor", page.text_at("/next_cursor")).await.refuses_field("cursor");

        desk.stop().await;
        std::fs::remove_dir_all(desk.data().join("keys")).expect("removed");
        std::fs::rename(desk.launch().folder().join("keys-elsewhere"), desk.data().join("keys")).expect("moved back");
        desk.start_again().await;
        ada.moved_to(desk.http()).refresh().await.ok();
    }
}
