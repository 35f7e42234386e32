//! Documentation types: how a [`Shape`](crate::input::Shape) stands in the OpenAPI document.

use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

/// Whether `path` is of our own API, whose manners are strict. An older wire lives below the same prefix; its paths end
/// in a slash, ours never do.
pub fn is_native(path: &str) -> bool {
    path.starts_with("/api/v1/") && !path.ends_with('/')
}

/// Declares a unit type that documents a body: `documented!(SignUpBody, SIGN_UP, Strict, Create)`.
#[macro_export]
macro_rules! documented {
    ($(#[$meta:meta])* $name:ident, $shape:expr, $manners:ident, $mode:ident) => {
        $(#[$meta])*
        pub struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $shape.schema($crate::input::Manners::$manners, $crate::input::Mode::$mode)
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }
        }
    };
}

/// Declares a unit type that documents a query string: `documented_query!(SearchQuery, SEARCH, Strict)`.
#[macro_export]
macro_rules! documented_query {
    ($(#[$meta:meta])* $name:ident, $shape:expr, $manners:ident) => {
        $(#[$meta])*
        pub struct $name;

        impl utoipa::IntoParams for $name {
            fn into_params(
                _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
            ) -> Vec<utoipa::openapi::path::Parameter> {
                $shape.query_params($crate::input::Manners::$manners)
            }
        }
    };
}

/// The body of every refusal on `/api/v1` (RFC 9457).
#[derive(serde::Serialize, utoipa::ToSchema)]
#[schema(as = Problem, example = json!({
    "type": "/docs/problems#invalid", "title": "Some fields need another look.", "status": 422,
    "detail": "Some fields need another look.", "code": "invalid",
    "request_id": "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90",
    "errors": [{"field": "name", "code": "required", "message": "Please fill this in."}],
}))]
pub struct ProblemBody {
    /// A reference to the documentation of `code`.
    pub r#type: String,
    pub title: String,
    /// The HTTP status once more.
    pub status: u16,
    pub detail: String,
    /// Stable; programs compare this.
    pub code: String,
    /// Tell this to whoever runs the server; it stands in the log.
    pub request_id: String,
    /// The faulty fields, all of them.
    #[schema(required = false)]
    pub errors: Option<Vec<ProblemField>>,
    /// With `not_bookable`: why, in one stable word.
    #[schema(required = false)]
    pub reason: Option<String>,
    /// With `slot_taken`: the next starts that are free.
    #[schema(required = false)]
    pub next: Option<Vec<String>>,
}

/// One faulty field.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub struct ProblemField {
    pub field: String,
    /// Stable; programs compare this.
    pub code: String,
    pub message: String,
}

/// Writes into every operation below `prefix` the refusals that follow from what it is: its rule, its body,
/// its parameters. An operation says only what is particular to it.
pub fn complete_refusals(document: &mut OpenApi, prefix: &str) {
    for (path, item) in &mut document.paths.paths {
        if !path.starts_with(prefix) {
            continue;
        }
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            complete(operation, is_native(path));
        }
    }
}

/// Whether `operation` declares anything that may stand in the query string.
pub fn reads_query(operation: &Operation) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => true,
    })
}

/// A native operation may refuse its input always: it takes no parameter that it does not know.
fn complete(operation: &mut Operation, is_native: bool) {
    let rule = operation.extensions.as_ref().and_then(|all| all.get("x-rule")).and_then(|rule| rule.as_str());
    let rule = rule.unwrap_or("").to_owned();
    let has_parameters = operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty());
    let has_body = operation.request_body.is_some();
    let refusals = [
        (has_body, "400", "The body cannot be read."),
        (rule != "open", "401", "Nobody is signed in, or the token is not valid."),
        (!["open", "public", "signed_in"].contains(&rule.as_str()), "403", "The caller's role does not allow this."),
        (has_body, "413", "The body is too large."),
        (has_body, "415", "Bodies of this type are not taken."),
        (has_body || has_parameters || is_native, "422", "Some input cannot be accepted; `errors` names each field."),
        (true, "429", "Too many requests; `Retry-After` tells when to come back."),
        (true, "503", "Busy; `Retry-After` tells when to come back."),
    ];
    for (applies, status, description) in refusals {
        if applies && !operation.responses.responses.contains_key(status) {
            let content = ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name("Problem")))).build();
            let response = ResponseBuilder::new().description(description).content("application/problem+json", content);
            operation.responses.responses.insert(status.to_owned(), RefOr::T(response.build()));
        }
    }
}
