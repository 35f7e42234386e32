//! The `djoser` wire: accounts by REST under `/auth/`, as the library of that name serves them.

mod activation;
mod forms;
mod login_name;
mod me;
mod password;
mod person;
mod proof;
mod refusal;
mod users;
mod views;

use std::sync::Arc;

use axum::extract::FromRef;
use axum::middleware::from_fn;
use frontdesk_accounts::declared::Login;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::password::PasswordPolicy;
use frontdesk_kit::input::Mode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::forms::Forms;
use crate::documents::BodyOf;
use crate::moved::named;
use crate::{acceptable, documents, jwt};

/// What the routes work with.
#[derive(Clone)]
struct Door {
    desk: Desk,
    login: Login,
    forms: Arc<Forms>,
}

impl FromRef<Door> for Desk {
    fn from_ref(door: &Door) -> Self {
        door.desk.clone()
    }
}

/// What a new password must satisfy: Django's four rules.
fn policy() -> PasswordPolicy {
    PasswordPolicy::native().with_lengths(8, 1024)
}

/// Every route of this wire.
pub fn router(desk: Desk) -> OpenApiRouter {
    let (login, forms) = (desk.model.login(), Arc::new(Forms::of(&desk.model)));
    let tokens = jwt::djoser_router(desk.clone());
    let mut router = OpenApiRouter::new()
        .routes(routes!(users::list_users, users::create_user))
        .routes(routes!(me::get_me, me::put_me, me::patch_me, me::delete_me))
        .routes(routes!(person::get_user, person::put_user, person::patch_user, person::delete_user))
        .routes(routes!(activation::activate))
        .routes(routes!(activation::resend))
        .routes(routes!(password::set_password))
        .routes(routes!(password::ask_reset))
        .routes(routes!(password::confirm_reset))
        .routes(named(routes!(login_name::set_login), login))
        .routes(named(routes!(login_name::ask_reset), login))
        .routes(named(routes!(login_name::confirm_reset), login))
        .with_state(Door { desk, login, forms: forms.clone() });
    let set_login = format!("djoser_set_{}", login.key());
    let ask_login_reset = format!("djoser_reset_{}", login.key());
    let confirm_login_reset = format!("djoser_reset_{}_confirm", login.key());
    let bodies: [BodyOf<'_>; 15] = [
        ("djoser_create_user", &forms.sign_up, Mode::Create),
        ("djoser_replace_me", &forms.change, Mode::Replace),
        ("djoser_change_me", &forms.change, Mode::Patch),
        ("djoser_delete_me", &forms.deletion, Mode::Create),
        ("djoser_replace_user", &forms.change, Mode::Replace),
        ("djoser_change_user", &forms.change, Mode::Patch),
        ("djoser_delete_user", &forms.deletion, Mode::Create),
        ("djoser_activate", &forms.proof, Mode::Create),
        ("djoser_resend_activation", &forms.address, Mode::Create),
        ("djoser_set_password", &forms.set_password, Mode::Create),
        ("djoser_reset_password", &forms.address, Mode::Create),
        ("djoser_reset_password_confirm", &forms.new_password, Mode::Create),
        (&set_login, &forms.set_login, Mode::Create),
        (&ask_login_reset, &forms.address, Mode::Create),
        (&confirm_login_reset, &forms.new_login, Mode::Create),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router.merge(tokens).route_layer(from_fn(acceptable::guard))
}
