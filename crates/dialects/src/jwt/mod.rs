//! SimpleJWT's pair of tokens: its own routes under `/api/token/`, and djoser's under `/auth/jwt/`.

mod blacklist;
mod obtain;
mod refresh;
mod verify;

use std::sync::Arc;

use axum::extract::FromRef;
use axum::middleware::from_fn;
use frontdesk_accounts::declared::Login;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::input::{Field, Mode, Shape};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::documents::BodyOf;
use crate::{acceptable, documents, moved};

pub use refresh::rotate;

/// Code points of a token that is worth looking at.
const LONGEST_TOKEN: i64 = 10_000;

/// What the routes work with.
#[derive(Clone)]
struct Door {
    desk: Desk,
    obtain: Arc<Shape>,
}

impl FromRef<Door> for Desk {
    fn from_ref(door: &Door) -> Self {
        door.desk.clone()
    }
}

impl Door {
    fn new(desk: Desk) -> Self {
        let obtain = Arc::new(log_in(desk.model.login()));
        Self { desk, obtain }
    }
}

/// What somebody sends to log in; any name that people are known by will do.
pub fn log_in(login: Login) -> Shape {
    let example = match login {
        Login::Username => "anna",
        Login::Email => "anna@example.com",
    };
    Shape::new("JwtLogin")
        .field(Field::text(login.key()).max(1000).required().example(example))
        .field(Field::secret("password").max(4096).required().example("Quiet-Harbor-42"))
}

/// Every route of the wire `simplejwt`.
pub fn router(desk: Desk) -> OpenApiRouter {
    let door = Door::new(desk);
    let mut router = OpenApiRouter::new()
        .routes(routes!(obtain::obtain))
        .routes(routes!(refresh::refresh))
        .routes(routes!(verify::verify))
        .routes(routes!(blacklist::blacklist))
        .route_layer(from_fn(acceptable::guard))
        .with_state(door.clone());
    let bodies: [BodyOf<'_>; 4] = [
        ("simplejwt_login", &door.obtain, Mode::Create),
        ("simplejwt_refresh", &refresh::REFRESH, Mode::Create),
        ("simplejwt_verify", &verify::VERIFY, Mode::Create),
        ("simplejwt_blacklist", &refresh::REFRESH, Mode::Create),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router
}

/// The routes that djoser has for it; the slash at the end of theirs may be left out.
pub fn djoser_router(desk: Desk) -> OpenApiRouter {
    let door = Door::new(desk);
    let mut router = OpenApiRouter::new()
        .routes(moved::at(routes!(obtain::obtain), "/auth/jwt/create/", ("djoser_login", "djoser")))
        .routes(moved::at(routes!(obtain::obtain), "/auth/jwt/create", ("djoser_bare_login", "djoser")))
        .routes(moved::at(routes!(refresh::refresh), "/auth/jwt/refresh/", ("djoser_refresh", "djoser")))
        .routes(moved::at(routes!(refresh::refresh), "/auth/jwt/refresh", ("djoser_bare_refresh", "djoser")))
        .routes(moved::at(routes!(verify::verify), "/auth/jwt/verify/", ("djoser_verify", "djoser")))
        .routes(moved::at(routes!(verify::verify), "/auth/jwt/verify", ("djoser_bare_verify", "djoser")))
        .with_state(door.clone());
    let bodies: [BodyOf<'_>; 6] = [
        ("djoser_login", &door.obtain, Mode::Create),
        ("djoser_bare_login", &door.obtain, Mode::Create),
        ("djoser_refresh", &refresh::REFRESH, Mode::Create),
        ("djoser_bare_refresh", &refresh::REFRESH, Mode::Create),
        ("djoser_verify", &verify::VERIFY, Mode::Create),
        ("djoser_bare_verify", &verify::VERIFY, Mode::Create),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router
}
