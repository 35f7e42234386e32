//! Uploads that do not become a picture.

use std::time::Duration;

use frontdesk_testkit::{Multipart, both_engines};
use image::ImageFormat;
use serde_json::{Value, json};

use super::samples::{claiming, not_pictures, picture, png};
use super::served::stored;
use super::upload::{form, patch, put};
use crate::accounts::memory::peak_mebibytes;
use crate::accounts::old_app::OldApp;
use crate::accounts::together::together;
use crate::support::TestDesk;

both_engines! {
    async fn sec_UP_01_what_is_no_picture_is_refused_whatever_it_is_called(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        for (what, name, bytes) in not_pictures() {
            let native = put(&ada, name, &bytes).await;
            assert_eq!(native.status, 422, "{what}: {}", native.shown());
            native.refuses_field("file");
            let dialect = patch(&old, name, &bytes).await;
            assert_eq!(dialect.status, 400, "{what}: {}", dialect.shown());
            assert!(dialect.at("/avatar/0").is_string(), "{what}: {}", dialect.shown());
        }
        patch(&old, "photo", &png()).await.expect(400);
        let text = Multipart::new().text("avatar", "me.png");
        old.call("PATCH", "/api/auth/profile/me/").multipart(text).await.expect(400).at("/avatar/0");
        old.call("PATCH", "/api/auth/profile/me/")
            .json(&json!({ "avatar": "me.png" }))
            .await
            .expect(400)
            .at("/avatar/0");
        assert_eq!(ada.get("/api/v1/me/profile").await.ok().at("/avatar_url"), &Value::Null);
        assert!(stored(&desk).is_empty(), "{:?}", stored(&desk));
    }

    async fn sec_UP_01_the_content_decides_and_not_what_the_sender_says(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let jpeg = picture(ImageFormat::Jpeg, 24, 16);
        let shown = ada.put("/api/v1/me/avatar").raw("image/png", jpeg.clone()).await.ok();
        assert!(shown.text_at("/avatar_url").ends_with(".jpg"), "{}", shown.shown());
        let lying = Multipart::new().file("file", "a.png", "text/html", &jpeg);
        let shown = ada.put("/api/v1/me/avatar").multipart(lying).await.ok();
        assert!(shown.text_at("/avatar_url").ends_with(".jpg"), "{}", shown.shown());
        ada.put("/api/v1/me/avatar").raw("text/html", jpeg).await.is_problem(415, "unsupported_media_type");
        ada.put("/api/v1/me/avatar").json(&json!({ "file": "a.png" })).await.is_problem(415, "unsupported_media_type");
        ada.put("/api/v1/me/avatar").raw("image/svg+xml", "<svg/>").await.refuses_field("file");
        ada.put("/api/v1/me/avatar").multipart(form("picture", "a.png", &png())).await.refuses_field("file");
        desk.put("/api/v1/me/avatar").raw("image/png", png()).await.is_problem(401, "unauthenticated");
    }

    async fn sec_UP_02_a_picture_of_2500_megapixels_is_refused_by_its_header(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        let before = peak_mebibytes(&desk);
        let bomb = claiming(50_000);
        let calls = (0..8).map(|_| ada.put("/api/v1/me/avatar").multipart(form("file", "a.png", &bomb)));
        for answer in together(calls).await {
            assert!(answer.elapsed < Duration::from_secs(2), "{:?}", answer.elapsed);
            let answer = answer.refuses_field("file");
            assert_eq!(answer.text_at("/errors/0/code"), "too_large", "{}", answer.shown());
        }
        patch(&old, "a.png", &bomb).await.expect(400).at("/avatar/0");
        put(&ada, "a.png", &claiming(5_001)).await.refuses_field("file");
        put(&ada, "a.png", &claiming(u32::MAX)).await.refuses_field("file");
        let after = peak_mebibytes(&desk);
        assert!(after <= before + 64, "{before} MiB became {after} MiB");
    }

    async fn sec_UP_02_more_than_ten_megabytes_are_not_even_read(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let mut large = png();
        large.resize((11 << 20) + 100_000, 0);
        for answer in
            [put(&ada, "a.png", &large).await, ada.put("/api/v1/me/avatar").raw("image/png", large.clone()).await]
        {
            answer.is_problem(413, "too_large");
        }
        // Promised, and never sent: refused by what was promised.
        let head = format!(
            "PUT /api/v1/me/avatar HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\
             content-type: image/png\r\ncontent-length: 1000000000\r\n\r\n",
            ada.access_token
        );
        let answer = desk.http().exchange(head.as_bytes(), Duration::from_secs(5)).await;
        assert_eq!(answer.status(), Some(413), "{}", answer.text());
        let mut padded = png();
        padded.resize(10_000_001, 0);
        let refused = put(&ada, "a.png", &padded).await;
        assert!([413, 422].contains(&refused.status), "{}", refused.shown());
        assert!(stored(&desk).is_empty());
    }

    async fn sec_UP_06_an_upload_that_is_cut_by_a_kill_leaves_nothing(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let bytes = picture(ImageFormat::Png, 900, 900);
        let http = desk.http();
        let uploads: Vec<_> = (0..6)
            .map(|_| {
                let call = ada.put("/api/v1/me/avatar").multipart(form("file", "a.png", &bytes));
                tokio::spawn(async move { call.try_send().await.ok().map(|answer| answer.status) })
            })
            .collect();
        // Some are under way by the time that another answer has come.
        http.get("/health/").await.ok();
        desk.kill_9();
        let mut accepted = 0;
        for upload in uploads {
            accepted += usize::from(upload.await.expect("joined") == Some(200));
        }
        desk.start_again().await;
        let profile = ada.moved_to(desk.http()).get("/api/v1/me/profile").await.ok();
        match profile.at("/avatar_url").as_str() {
            Some(url) => {
                let shown = desk.get(url).await.ok();
                image::load_from_memory(&shown.body).expect("a whole picture");
            }
            None => assert_eq!(accepted, 0, "an accepted picture is lost"),
        }
        for path in stored(&desk) {
            image::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
}
