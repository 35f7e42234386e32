//! The native JSON API of this room, one endpoint per file.

mod admin;
mod avatar;
mod deletion;
mod invitations;
mod jwks;
mod me;
mod media;
mod password;
mod profile;
mod profiles;
mod proofs;
mod reset;
mod session_list;
mod sign_in;
mod sign_up;
mod tokens;
mod views;

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Values};
use frontdesk_kit::problem::Problem;
use http::HeaderMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::desk::Desk;

pub use admin::{account_export_shape, account_list_shape, add_account_shape, invite_shape};
pub use invitations::acceptance_shape;
pub use sign_up::request as acceptance_request;
pub use sign_up::sign_up_shape;
pub use views::{AccountView, ProfileView, avatar_url};

/// Code points of a password as it is typed, before it is composed and held against the policy; passwords of the
/// older wires may be longer than native ones.
pub(crate) const LONGEST_TYPED: i64 = 4096;

/// The password once more: the fresh proof that it is the owner who asks.
pub fn current_password() -> Field {
    Field::secret("current_password").max(LONGEST_TYPED).required().example("river-stone-42")
}

/// An answer or a problem.
pub type Answer<T> = Result<T, Problem>;

/// Every native route of this room.
pub fn router(desk: Desk) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(sign_up::create_account))
        .routes(routes!(invitations::look_up_invitation))
        .routes(routes!(invitations::accept_invitation))
        .routes(routes!(sign_in::create_session, session_list::list_sessions, session_list::end_other_sessions))
        .routes(routes!(session_list::end_session))
        .routes(routes!(tokens::refresh_session))
        .routes(routes!(me::get_me))
        .routes(routes!(password::change_password))
        .routes(routes!(deletion::delete_me))
        .routes(routes!(reset::ask_reset))
        .routes(routes!(reset::complete_reset))
        .routes(routes!(proofs::change_email))
        .routes(routes!(proofs::show_email_change_code))
        .routes(routes!(proofs::ask_email_proof))
        .routes(routes!(proofs::show_email_code))
        .routes(routes!(proofs::follow_link))
        .routes(routes!(proofs::change_phone))
        .routes(routes!(proofs::ask_phone_proof))
        .routes(routes!(proofs::show_phone_code))
        .routes(routes!(profile::get_my_profile, profile::edit_my_profile))
        .routes(routes!(avatar::put_avatar, avatar::delete_avatar))
        .routes(routes!(profiles::get_profile))
        .routes(routes!(jwks::get_keys))
        .routes(routes!(media::get_picture))
        .with_state(desk.clone())
        .merge(admin::router(desk))
}

/// Reads a strict JSON body through `shape`.
pub(crate) async fn read(shape: &LazyLock<Shape>, headers: &HeaderMap, body: HttpBody) -> Answer<Values> {
    let body = Body::read(headers, body, Limits::json(), Manners::Strict).await?;
    Ok(shape.read(&body, Manners::Strict, Mode::Create)?)
}
