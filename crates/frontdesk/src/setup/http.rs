//! `GET` and `POST /setup/{token}`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{FIRST_ADMIN_FACT, create_first_admin};
use frontdesk_accounts::http::AccountView;
use frontdesk_accounts::store::{facts, users};
use frontdesk_kit::db::Tx;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, HeaderName, StatusCode, header};
use serde::Serialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Newcomer, SetupToken, admin_role};

static FIRST_ADMIN: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("FirstAdmin")
        .field(Field::username("username").required().example("chief").help("What one signs in with; in any case."))
        .field(Field::email("email").nullable().example("chief@example.com"))
        .field(
            Field::secret("password").max(128).required().example("lantern-orchard-73").help("15 to 128 characters."),
        )
});
documented!(
    /// The body that makes the first administrator.
    FirstAdminBody, FIRST_ADMIN, Strict, Create
);

/// What the link is good for.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Setup)]
struct SetupView {
    /// Always true: afterwards the link leads nowhere.
    #[schema(example = true)]
    needed: bool,
    /// What to send.
    fields: Vec<SetupField>,
}

/// One field of the body to send.
#[derive(Serialize, utoipa::ToSchema)]
struct SetupField {
    #[schema(example = "username")]
    name: String,
    #[schema(example = true)]
    required: bool,
    #[schema(example = "What one signs in with; in any case.")]
    help: String,
}

/// The address is a secret while it is good.
type NoStore = [(HeaderName, &'static str); 1];

/// The routes of this file.
pub fn router(desk: Desk) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get_setup, create_admin)).with_state(desk)
}

/// What is needed
///
/// Tells what to send to the same address. The link stands in the server's output at its first start.
#[utoipa::path(
    get, path = "/setup/{token}", tag = "setup", security(()),
    params(("token" = String, Path, description = "The secret of the link.", example = "kG1b…")),
    responses(
        (status = 200, description = "An administrator is needed.", body = SetupView),
        (status = 404, description = "Not this link, or no longer.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_setup(State(desk): State<Desk>, Path(token): Path<String>) -> Result<(NoStore, Json<SetupView>), Problem> {
    let role = wanted_role(&desk)?;
    desk.db.read(async move |tx| prove(tx, &role, &SetupToken::shown(&token)).await).await?;
    let field =
        |field: &Field| SetupField { name: field.name.clone(), required: field.required, help: field.help.clone() };
    let view = SetupView { needed: true, fields: FIRST_ADMIN.fields.iter().map(field).collect() };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)))
}

/// Make the first administrator
///
/// Works once. Of two who open the link at the same time, one becomes the administrator.
#[utoipa::path(
    post, path = "/setup/{token}", tag = "setup", request_body = FirstAdminBody, security(()),
    params(("token" = String, Path, description = "The secret of the link.", example = "kG1b…")),
    responses(
        (status = 201, description = "The administrator's account.", body = AccountView),
        (status = 404, description = "Not this link, or no longer.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "Somebody was faster.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
async fn create_admin(
    State(desk): State<Desk>,
    Path(token): Path<String>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Result<(StatusCode, Json<AccountView>), Problem> {
    let (role, token) = (wanted_role(&desk)?, SetupToken::shown(&token));
    let (wanted, hash) = (role.clone(), token.hash());
    desk.db.read(async move |tx| prove(tx, &wanted, &token).await).await?;
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = FIRST_ADMIN.read(&body, Manners::Strict, Mode::Create)?;
    let newcomer = Newcomer {
        username: values.opt_text("username").map(str::to_owned),
        email: values.opt_text("email").map(str::to_owned),
        password: values.secret("password").to_owned(),
        role,
        active: true,
    };
    let new = newcomer.check(&desk).await?;
    let now = desk.clock.now();
    let create = async move |tx: &mut Tx| {
        // Once more, in the transaction that uses it up: a restart in between has made another link.
        if facts::find(tx, FIRST_ADMIN_FACT).await?.is_none_or(|stored| stored != hash) {
            return Err(AccountError::AdminExists);
        }
        create_first_admin(tx, new, &origin, now).await
    };
    let account = desk.db.write(create).await?;
    Ok((StatusCode::CREATED, Json(account.into())))
}

/// The administrators' role.
fn wanted_role(desk: &Desk) -> Result<String, Problem> {
    admin_role(&desk.model).map(|role| role.key.as_str().to_owned()).ok_or_else(Problem::not_found)
}

/// Refuses every token but the one that is in force, and that one too once there is an administrator.
async fn prove(tx: &mut Tx, role: &str, token: &SetupToken) -> Result<(), Problem> {
    let stored = facts::find(tx, FIRST_ADMIN_FACT).await?;
    let is_shown = stored.is_some_and(|stored| token.matches(&stored));
    if is_shown && users::count_role(tx, role).await? == 0 { Ok(()) } else { Err(Problem::not_found()) }
}
