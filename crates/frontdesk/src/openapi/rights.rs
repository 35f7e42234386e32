//! `GET /api/v1/admin/roles/{role}/rights`

use axum::Json;
use axum::extract::{Path, State};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::DeclaredField;
use frontdesk_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Audience, Docs};

/// What a role may do, and which rule says so.
#[derive(Serialize, ToSchema)]
pub struct RoleRights {
    /// `anonymous` for whoever is not signed in.
    #[schema(example = "specialist")]
    pub role: String,
    pub operations: Vec<OperationRight>,
    /// The declared fields that the role or the caller has anything to do with.
    pub fields: Vec<FieldRights>,
}

/// Whether an operation may be called. Whose things it may be called for, is said by the operation.
#[derive(Serialize, ToSchema)]
pub struct OperationRight {
    #[schema(example = "POST")]
    pub method: String,
    #[schema(example = "/api/v1/services")]
    pub path: String,
    pub allowed: bool,
    /// Who may.
    #[schema(example = "service.manage_own")]
    pub rule: String,
    /// What of the role the rule lets past; `null` if nothing.
    #[schema(example = "service.manage_own")]
    pub because: Option<String>,
}

/// By which entries of the model file the role may read and change a field; `null`: it may not.
#[derive(Serialize, ToSchema)]
pub struct FieldRights {
    #[schema(example = "city")]
    pub key: String,
    #[schema(example = "anyone")]
    pub reads_own: Option<String>,
    #[schema(example = "anyone")]
    pub reads_others: Option<String>,
    #[schema(example = "own")]
    pub changes_own: Option<String>,
    #[schema(example = "admin")]
    pub changes_others: Option<String>,
}

impl FieldRights {
    fn of(field: &DeclaredField, audience: &Audience) -> Self {
        let (role, is_somebody) = (audience.role(), audience.role().is_some());
        let told = |entry: Option<&_>| entry.map(ToString::to_string);
        Self {
            key: field.key.clone(),
            reads_own: told(field.why_readable(role, is_somebody)),
            reads_others: told(field.why_readable(role, false)),
            changes_own: told(field.why_writable(role, is_somebody)),
            changes_others: told(field.why_writable(role, false)),
        }
    }
}

/// What a role may do
///
/// Which operations it may call and which declared fields it may read and change, and what says so: the same decisions
/// that its requests meet. For roles that anybody can sign up as, one's own, and those that the caller can give; and for
/// `anonymous`.
#[utoipa::path(
    get, path = "/api/v1/admin/roles/{role}/rights", tag = "administration", security(("bearer" = [])),
    params(("role" = String, Path, description = "The role's key, or `anonymous`.", example = "specialist")),
    responses(
        (status = 200, description = "Its rights.", body = RoleRights),
        (status = 404, description = "There is no such role for the caller.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.read_any"))),
)]
pub async fn show_rights(
    State(docs): State<Docs>,
    caller: Caller,
    Path(role): Path<String>,
) -> Result<Json<RoleRights>, Problem> {
    let audience = docs.audience(Some(&caller), Some(&role)).ok_or_else(Problem::not_found)?;
    let (model, own) = (docs.model(), Audience::Role(caller.role));
    let operations = docs.operations().iter().map(|(method, path, rule)| {
        let because = audience.why_call(model, *rule).map(|ground| ground.to_string());
        let (method, path) = ((*method).to_owned(), path.clone());
        OperationRight { method, path, allowed: because.is_some(), rule: rule.to_string(), because }
    });
    let concerns = |audience: &Audience, field: &DeclaredField| {
        audience.reads(model, field) || [true, false].into_iter().any(|own| audience.writes(model, field, own))
    };
    let fields = model.fields.iter().filter(|field| concerns(&audience, field) || concerns(&own, field));
    let fields = fields.map(|field| FieldRights::of(field, &audience));
    Ok(Json(RoleRights { role, operations: operations.collect(), fields: fields.collect() }))
}
