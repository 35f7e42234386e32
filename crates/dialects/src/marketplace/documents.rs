//! What the wire's OpenAPI document says beyond each operation's own: bodies and refusals.

use frontdesk_kit::input::{Manners, Mode, Shape};
use serde_json::{Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{AdditionalProperties, Type};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

use super::{login::LOGIN, profile::PROFILE, refresh::REFRESH, register::REGISTER, services::SERVICE};

/// The schema of a refusal: `detail` alone or with a code, or field names with messages.
const REFUSAL: &str = "DrfError";

/// Completes the operations of this wire.
pub fn complete(document: &mut OpenApi) {
    let schema = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("`detail` with a message (and `code`), or each faulty field with its messages."))
        .additional_properties(Some(AdditionalProperties::<utoipa::openapi::schema::Schema>::FreeForm(true)));
    document.components.get_or_insert_default().schemas.insert(REFUSAL.to_owned(), schema.build().into());
    for (path, item) in &mut document.paths.paths {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            let id = operation.operation_id.clone().unwrap_or_default();
            if let Some((shape, mode)) = body_of(&id) {
                operation.request_body = Some(shape.request_body(Manners::Lenient, mode).into());
            }
            refusals(path, &id, operation);
        }
    }
}

fn body_of(operation: &str) -> Option<(&'static Shape, Mode)> {
    Some(match operation {
        "marketplace_register" => (&*REGISTER, Mode::Create),
        "marketplace_login" => (&*LOGIN, Mode::Create),
        "marketplace_refresh" => (&*REFRESH, Mode::Create),
        "marketplace_replace_profile" => (&*PROFILE, Mode::Replace),
        "marketplace_change_profile" => (&*PROFILE, Mode::Patch),
        "marketplace_add_service" => (&*SERVICE, Mode::Create),
        "marketplace_replace_service" => (&*SERVICE, Mode::Replace),
        "marketplace_change_service" => (&*SERVICE, Mode::Patch),
        _ => return None,
    })
}

fn refusals(path: &str, id: &str, operation: &mut Operation) {
    let rule = operation.extensions.as_ref().and_then(|all| all.get("x-rule")).and_then(Value::as_str).unwrap_or("");
    let (protected, looked_at) = (rule.starts_with("service."), rule != "open");
    let has_body = operation.request_body.is_some();
    let proves = ["marketplace_login", "marketplace_refresh"].contains(&id);
    let refusals = [
        (has_body || id == "marketplace_services", "400", json!({"name": ["Обязательное поле."]})),
        (looked_at || proves, "401", json!({"detail": "Учетные данные не были предоставлены."})),
        (protected, "403", json!({"detail": "У вас недостаточно прав для выполнения данного действия."})),
        (path.contains("{id}"), "404", json!({"detail": "No Service matches the given query."})),
        (has_body, "413", json!({"detail": "Тело запроса слишком велико."})),
        (has_body, "415", json!({"detail": "Неподдерживаемый тип данных \"text/plain\" в запросе."})),
        (true, "429", json!({"detail": "Запрос был проигнорирован. Expected available in 60 seconds."})),
        (true, "503", json!({"detail": "Сервер занят."})),
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

fn meaning(status: &str) -> &'static str {
    match status {
        "400" => "The body cannot be read, or fields are faulty: all of them are named.",
        "401" => "No credentials, or bad ones.",
        "403" => "The caller's role does not allow this.",
        "404" => "There is nothing that the caller may see under this id.",
        "413" => "The body is too large.",
        "415" => "Bodies of this type are not taken.",
        "429" => "Too many requests; `Retry-After` tells when to come back.",
        _ => "Busy; `Retry-After` tells when to come back.",
    }
}
