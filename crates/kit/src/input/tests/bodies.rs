use axum::body::Body as HttpBody;
use http::{HeaderMap, StatusCode, header};

use super::*;

async fn read_as(
    content_type: &str,
    bytes: impl Into<HttpBody>,
    limits: Limits,
    manners: Manners,
) -> Result<Body, BodyError> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, content_type.parse().expect("a header value"));
    Body::read(&headers, bytes.into(), limits, manners).await
}

async fn form(text: &'static str) -> Body {
    read_as("application/x-www-form-urlencoded", text, Limits::json(), Manners::Lenient).await.expect("a sound form")
}

const MULTIPART: &str = "multipart/form-data; boundary=cut";

fn parts(parts: &[(&str, &str)]) -> String {
    let part =
        |(head, text): &(&str, &str)| format!("--cut\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n");
    parts.iter().map(part).collect::<String>() + "--cut--\r\n"
}

#[tokio::test]
async fn no_body_is_an_empty_object_whatever_its_type() {
    for content_type in ["application/json", "text/plain", MULTIPART] {
        assert_eq!(read_as(content_type, "", Limits::json(), Manners::Strict).await, Ok(Body::default()));
    }
    assert_eq!(
        Body::read(&HeaderMap::new(), HttpBody::empty(), Limits::json(), Manners::Lenient).await,
        Ok(Body::default())
    );
}

#[tokio::test]
async fn other_types_are_unsupported() {
    let read = async |content_type, manners| read_as(content_type, "x", Limits::json(), manners).await;
    let refused = read("text/plain", Manners::Lenient).await.expect_err("no form");
    let (status, answer) = refused.to_drf(Lang::Ru);
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(answer, json!({ "detail": "Неподдерживаемый тип данных \"text/plain\" в запросе." }));
    for content_type in ["application/x-www-form-urlencoded", MULTIPART] {
        let refused = read(content_type, Manners::Strict).await;
        assert!(matches!(refused, Err(BodyError::UnsupportedMediaType(_))), "{content_type}");
    }
}

#[tokio::test]
async fn json_may_name_its_charset() {
    let body = read_as("Application/JSON; charset=utf-8", "{\"a\": \"b\"}", Limits::json(), Manners::Strict).await;
    assert_eq!(body.expect("sound").text("a"), Some("b"));
}

#[tokio::test]
async fn only_objects_are_read() {
    let told = [("[]", "list"), ("\"hello\"", "str"), ("1", "int"), ("1.5", "float"), ("true", "bool")];
    for (text, found) in told {
        let refused = read_as("application/json", text, Limits::json(), Manners::Lenient).await.expect_err("no object");
        assert_eq!(refused, BodyError::NotAnObject { found });
    }
    let refused = BodyError::NotAnObject { found: "list" };
    let words = "Недопустимые данные. Ожидался dictionary, но был получен list.";
    assert_eq!(refused.to_drf(Lang::Ru), (StatusCode::BAD_REQUEST, json!({ "non_field_errors": [words] })));
    let nothing = BodyError::NotAnObject { found: "NoneType" };
    assert_eq!(nothing.to_drf(Lang::En).1, json!({ "non_field_errors": ["No data provided"] }));
}

#[tokio::test]
async fn malformed_json_is_told_in_the_old_words() {
    let refused =
        read_as("application/json", "{\"username\":", Limits::json(), Manners::Lenient).await.expect_err("cut off");
    let words = "JSON parse error - Expecting value: line 1 column 13 (char 12)";
    assert_eq!(refused.to_drf(Lang::Ru), (StatusCode::BAD_REQUEST, json!({ "detail": words })));
    assert_eq!(refused.code(), "malformed_json");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_while_it_arrives() {
    let limits = Limits { text: 10, upload: 0 };
    let whole = read_as("application/json", "{\"a\": 123456}", limits, Manners::Strict).await;
    assert_eq!(whole, Err(BodyError::TooLarge));

    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, "application/json".parse().expect("a header value"));
    headers.insert(header::CONTENT_LENGTH, "11".parse().expect("a header value"));
    let announced = Body::read(&headers, HttpBody::from("{}"), limits, Manners::Strict).await;
    assert_eq!(announced, Err(BodyError::TooLarge));
}

#[tokio::test]
async fn a_blank_price_in_a_form_is_refused_and_a_missing_one_is_missing() {
    let shape = Shape::new("Service").field(Field::money("price").required()).field(Field::integer("years").min(0));
    let told = shape.read(&form("price=&years=").await, Manners::Lenient, Mode::Create).expect_err("blank");
    assert_eq!(
        told.to_drf(Lang::En),
        json!({ "price": ["A valid number is required."], "years": ["A valid integer is required."] })
    );
    let told = shape.read(&form("").await, Manners::Lenient, Mode::Create).expect_err("missing");
    assert_eq!(told.to_drf(Lang::En), json!({ "price": ["This field is required."] }));
}

#[tokio::test]
async fn a_blank_form_field_is_null_where_only_null_is_declared() {
    let shape = Shape::new("Person")
        .field(Field::text("name").nullable())
        .field(Field::phone("phone").nullable().may_be_blank());
    let values = shape.read(&form("name=&phone=").await, Manners::Lenient, Mode::Create).expect("sound");
    assert!(values.is_null("name"));
    assert_eq!(values.opt_text("phone"), Some(""));
}

#[tokio::test]
async fn the_last_of_repeated_form_fields_counts_and_lists_take_all() {
    let shape = Shape::new("Form").field(Field::text("a")).field(Field::many("tags", ["p", "q"]));
    let values = shape.read(&form("a=1&a=%D1%8F&tags=p&tags=q").await, Manners::Lenient, Mode::Create).expect("sound");
    assert_eq!(values.text("a"), "я");
    assert_eq!(values.many("tags"), ["p", "q"]);
}

#[tokio::test]
async fn a_form_has_at_most_a_thousand_fields() {
    let many = "a=1&".repeat(1_001);
    let refused = read_as("application/x-www-form-urlencoded", many, Limits::json(), Manners::Lenient).await;
    assert_eq!(refused, Err(BodyError::TooManyKeys));
}

#[tokio::test]
async fn files_arrive_with_their_base_name_beside_text() {
    let text = parts(&[
        ("name=\"avatar\"; filename=\"C:\\dir/../Me.PNG\"\r\nContent-Type: image/png", "bytes"),
        ("name=\"city\"", "Тула"),
        ("name=\"empty\"; filename=\"\"", ""),
    ]);
    let body = read_as(MULTIPART, text, Limits::upload(1 << 20), Manners::Strict).await.expect("a sound form");
    let shape =
        Shape::new("Profile").field(Field::image("avatar")).field(Field::text("city")).field(Field::image("empty"));
    let values = shape.read(&body, Manners::Strict, Mode::Patch).expect("sound");
    let upload = values.upload("avatar").expect("a file");
    assert_eq!(
        (upload.filename.as_str(), upload.content_type.as_str(), &upload.bytes[..]),
        ("Me.PNG", "image/png", &b"bytes"[..])
    );
    assert!(upload.extension() == "png" && upload.has_picture_extension());
    assert_eq!(values.text("city"), "Тула");
    assert!(!values.has("empty"));
}

#[tokio::test]
async fn a_strict_form_may_not_repeat_a_field() {
    let text = parts(&[("name=\"city\"", "Тула"), ("name=\"city\"", "Орёл")]);
    let body = read_as(MULTIPART, text, Limits::upload(1 << 20), Manners::Strict).await.expect("a sound form");
    let told =
        Shape::new("Profile").field(Field::text("city")).read(&body, Manners::Strict, Mode::Patch).expect_err("twice");
    assert!(told.errors.iter().all(|error| error.code == "repeated"));
}

#[tokio::test]
async fn an_empty_file_is_told() {
    let text = parts(&[("name=\"avatar\"; filename=\"me.png\"", "")]);
    let body = read_as(MULTIPART, text, Limits::upload(1 << 20), Manners::Lenient).await.expect("a sound form");
    let told = Shape::new("Profile")
        .field(Field::image("avatar"))
        .read(&body, Manners::Lenient, Mode::Patch)
        .expect_err("empty");
    assert_eq!(told.to_drf(Lang::Ru), json!({ "avatar": ["Отправленный файл пуст."] }));
}

#[tokio::test]
async fn a_broken_multipart_form_is_malformed() {
    for (content_type, text) in [("multipart/form-data", "x"), (MULTIPART, "--cut\r\nnonsense")] {
        let refused = read_as(content_type, text, Limits::upload(1 << 20), Manners::Lenient).await;
        assert!(matches!(refused, Err(BodyError::Malformed { .. })), "{content_type}");
    }
}
