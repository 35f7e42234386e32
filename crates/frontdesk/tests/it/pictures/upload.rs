//! `PUT /api/v1/me/avatar` and the picture in `PATCH /api/auth/profile/me/`

use frontdesk_testkit::{Answer, Http, Multipart, both_engines};
use image::{GenericImageView, ImageFormat};

use super::samples::{PLACE, picture, png, with_exif, with_text};
use crate::accounts::old_app::OldApp;
use crate::support::{Actor, TestDesk};

const KINDS: [(ImageFormat, &str, &str); 3] = [
    (ImageFormat::Png, "png", "image/png"),
    (ImageFormat::Jpeg, "jpg", "image/jpeg"),
    (ImageFormat::WebP, "webp", "image/webp"),
];

pub fn form(field: &str, name: &str, bytes: &[u8]) -> Multipart {
    Multipart::new().file(field, name, "application/octet-stream", bytes)
}

/// Sets a picture natively.
pub async fn put(actor: &Actor, name: &str, bytes: &[u8]) -> Answer {
    actor.put("/api/v1/me/avatar").multipart(form("file", name, bytes)).await
}

/// Sets a picture on the older wire.
pub async fn patch(app: &OldApp, name: &str, bytes: &[u8]) -> Answer {
    app.call("PATCH", "/api/auth/profile/me/").multipart(form("avatar", name, bytes)).await
}

/// Fetches the picture that a profile shows, by the path in its address.
pub async fn fetch(http: Http, url: &str) -> Answer {
    http.get(&url[url.find("/media/").expect("an address of ours")..]).await.ok()
}

both_engines! {
    async fn a_picture_of_every_kind_is_taken_and_shown(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        for (format, extension, content_type) in KINDS {
            let bytes = picture(format, 24, 16);
            let form = put(&ada, &format!("me.{extension}"), &bytes).await.ok();
            let raw = ada.put("/api/v1/me/avatar").raw(content_type, bytes.clone()).await.ok();
            let dialect = patch(&old, &format!("Фото.{}", extension.to_uppercase()), &bytes).await.ok();
            assert!(form.text_at("/avatar_url").starts_with("/media/avatars/"), "{}", form.shown());
            assert_ne!(form.at("/avatar_url"), raw.at("/avatar_url"));
            let base = format!("http://{}/media/avatars/", desk.http().address());
            assert!(dialect.text_at("/avatar").starts_with(&base), "{}", dialect.shown());
            let shown = fetch(desk.http(), dialect.text_at("/avatar")).await;
            assert_eq!(shown.header("content-type"), Some(content_type));
            let image = image::load_from_memory_with_format(&shown.body, format).expect("it can be decoded");
            assert_eq!(image.dimensions(), (24, 16));
        }
        assert_eq!(old.profile().await.ok().at("/id"), old.profile().await.ok().at("/id"));
    }

    async fn a_gif_is_taken_where_the_older_wire_promised_it(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let vera = OldApp::register(desk.http(), "vera", "client").await;
        let gif = picture(ImageFormat::Gif, 24, 16);
        let shown = patch(&vera, "me.gif", &gif).await.ok();
        assert_eq!(fetch(desk.http(), shown.text_at("/avatar")).await.header("content-type"), Some("image/gif"));
    }

    async fn what_the_document_says_may_be_sent_is_taken(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let document = desk.get("/api/schema/").query("format", "json").await.ok();
        let types = document.at("/paths/~1api~1v1~1me~1avatar/put/requestBody/content").as_object().expect("types");
        for content_type in types.keys().filter(|name| name.starts_with("image/")) {
            let format = ImageFormat::from_mime_type(content_type).expect("a kind");
            ada.put("/api/v1/me/avatar").raw(content_type, picture(format, 24, 16)).await.ok();
        }
    }

    async fn sec_UP_03_a_picture_is_made_anew(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        let script = b"<script>alert('MARKED')</script><?php system('MARKED');";
        let jpeg = with_exif(&picture(ImageFormat::Jpeg, 24, 16), 6);
        for (name, plain) in
            [("a.jpg", jpeg), ("a.png", with_text(&png())), ("a.webp", picture(ImageFormat::WebP, 24, 16))]
        {
            let sent = [&plain[..], script].concat();
            let native = put(&ada, name, &sent).await.ok();
            let native = fetch(desk.http(), native.text_at("/avatar_url")).await;
            let dialect = patch(&old, name, &sent).await.ok();
            let dialect = fetch(desk.http(), dialect.text_at("/avatar")).await;
            for shown in [native, dialect] {
                let text = shown.text();
                assert!(!text.contains("MARKED") && !text.contains(PLACE) && !text.contains("Exif"), "{name}");
                let image = image::load_from_memory(&shown.body).expect("a picture");
                let upright = if name == "a.jpg" { (16, 24) } else { (24, 16) };
                assert_eq!(image.dimensions(), upright, "{name}: turned as its camera said");
            }
        }
    }

    async fn a_large_picture_is_made_smaller(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let shown = put(&ada, "big.jpg", &picture(ImageFormat::Jpeg, 2400, 1200)).await.ok();
        let shown = fetch(desk.http(), shown.text_at("/avatar_url")).await;
        assert_eq!(image::load_from_memory(&shown.body).expect("a picture").dimensions(), (1024, 512));
    }

    async fn a_picture_comes_with_other_fields_and_goes_without_them(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let vera = OldApp::register(desk.http(), "vera", "specialist").await;
        let both = form("avatar", "me.png", &png()).text("full_name", "Вера Ким").text("experience_years", "7");
        let shown = vera.call("PUT", "/api/auth/profile/me/").multipart(both).await.ok();
        assert_eq!((shown.text_at("/full_name"), shown.at("/experience_years").as_i64()), ("Вера Ким", Some(7)));
        let url = shown.text_at("/avatar").to_owned();
        // Fields without the picture leave it where it is.
        let body = serde_json::json!({ "city": "Казань" });
        let shown = vera.call("PATCH", "/api/auth/profile/me/").json(&body).await.ok();
        assert_eq!((shown.text_at("/avatar"), shown.text_at("/city")), (url.as_str(), "Казань"));
        // A faulty field beside a good picture changes nothing.
        let faulty = form("avatar", "me.png", &png()).text("experience_years", "-1");
        vera.call("PATCH", "/api/auth/profile/me/").multipart(faulty).await.expect(400);
        assert_eq!(vera.profile().await.ok().text_at("/avatar"), url);
    }
}
