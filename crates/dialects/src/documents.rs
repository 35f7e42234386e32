//! What a wire's OpenAPI document says beyond each operation's own: bodies and refusals.

use frontdesk_kit::documented::reads_query;
use frontdesk_kit::input::{Manners, Mode, Shape};
use frontdesk_kit::locale::{self, Lang, Message};
use serde_json::{Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AdditionalProperties, Type};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

use crate::render::Dialect;

/// The schema of a refusal: `detail` alone or with a code, or field names with messages.
const REFUSAL: &str = "DrfError";

/// How the ids of operations end that look at nobody's `Authorization` and yet refuse with 401.
const PROVE: [&str; 4] = ["_login", "_refresh", "_verify", "_blacklist"];

/// An operation that takes a body, by its id, and how it is read.
pub type BodyOf<'a> = (&'a str, &'a Shape, Mode);

/// Completes the operations of one wire, whose bodies are `bodies`.
pub fn complete(document: &mut OpenApi, bodies: &[BodyOf<'_>]) {
    let schema = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("`detail` with a message (and `code`), or each faulty field with its messages."))
        .additional_properties(Some(AdditionalProperties::<utoipa::openapi::schema::Schema>::FreeForm(true)));
    document.components.get_or_insert_default().schemas.insert(REFUSAL.to_owned(), schema.build().into());
    for (path, item) in &mut document.paths.paths {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            let id = operation.operation_id.clone().unwrap_or_default();
            if let Some((_, shape, mode)) = bodies.iter().find(|(known, ..)| *known == id) {
                operation.request_body = Some(shape.request_body(Manners::Lenient, *mode).into());
            }
            refusals(path, &id, operation);
        }
    }
}

fn refusals(path: &str, id: &str, operation: &mut Operation) {
    let rule = operation.extensions.as_ref().and_then(|all| all.get("x-rule")).and_then(Value::as_str).unwrap_or("");
    let (protected, looked_at) = (rule.contains('.'), rule != "open");
    let takes_cookies = operation.extensions.as_ref().is_some_and(|all| all.contains_key("x-credentials"));
    let has_body = operation.request_body.is_some();
    let proves = PROVE.iter().any(|end| id.ends_with(end));
    let dialect = Dialect::of(path);
    let negotiates = dialect.is_some_and(Dialect::is_librarys);
    let lang = dialect.map_or(Lang::DEFAULT, |dialect| dialect.language(None));
    let say = |message: Message| locale::drf(lang, &message);
    let detail = |message: Message| json!({"detail": say(message)});
    let refusals = [
        (has_body || reads_query(operation), "400", json!({"name": [say(Message::new("field-required"))]})),
        // A cookie that is no good is no cookie, and nobody is told 403.
        ((looked_at || proves) && !takes_cookies, "401", detail(Message::new("drf-not-authenticated"))),
        (protected || takes_cookies || refuses(operation, "403"), "403", detail(Message::new("drf-permission-denied"))),
        (path.contains('{'), "404", detail(Message::new("drf-not-found"))),
        (negotiates, "406", detail(Message::new("drf-not-acceptable"))),
        (has_body, "413", detail(Message::new("body-too-large"))),
        (has_body, "415", detail(Message::new("body-unsupported-media-type").arg("media-type", "text/plain"))),
        (true, "429", detail(Message::new("drf-throttled").number("seconds", 60))),
        (true, "503", detail(Message::new("drf-busy"))),
    ];
    for (applies, status, example) in refusals {
        if applies {
            let schema = RefOr::Ref(Ref::from_schema_name(REFUSAL));
            let content = ContentBuilder::new().schema(Some(schema)).example(Some(example)).build();
            let response = ResponseBuilder::new().description(meaning(status)).content("application/json", content);
            operation.responses.responses.insert(status.to_owned(), RefOr::T(response.build()));
        }
    }
}

/// Whether `operation` says itself that it may answer `status`, without saying how that looks.
fn refuses(operation: &Operation, status: &str) -> bool {
    operation.responses.responses.contains_key(status)
}

fn meaning(status: &str) -> &'static str {
    match status {
        "400" => "The body cannot be read, or fields are faulty: all of them are named.",
        "401" => "No credentials, or bad ones.",
        "403" => "Not for this caller. Where cookies are taken also: nobody is logged in, or `X-CSRFToken` is missing.",
        "404" => "There is nothing that the caller may see under this id.",
        "406" => "JSON is not what `Accept` asks for.",
        "413" => "The body is too large.",
        "415" => "Bodies of this type are not taken.",
        "429" => "Too many requests; `Retry-After` tells when to come back.",
        _ => "Busy; `Retry-After` tells when to come back.",
    }
}
