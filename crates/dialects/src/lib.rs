//! The older wires: thin faces over the same flows, bit for bit as their clients know them.

mod account_v1;
mod accounts;
mod cookies;
pub mod django;
mod documents;
mod marketplace;
mod render;
mod session_token;
mod stored;
mod users;
mod wire;

use frontdesk_catalogue::Catalogue;
use utoipa_axum::router::OpenApiRouter;

pub use render::{Dialect, Facts};

/// The routes of all wires that the model speaks.
pub fn router(catalogue: &Catalogue) -> OpenApiRouter {
    let desk = catalogue.desk();
    let mut routes = OpenApiRouter::new();
    let wires = [
        ("marketplace", marketplace::router(catalogue.clone())),
        ("accounts", accounts::router(desk.clone())),
        ("users", users::router(desk.clone())),
        ("account-v1", account_v1::router(desk.clone())),
        ("session-token", session_token::router(desk.clone())),
    ];
    for (_, wire) in wires.into_iter().filter(|(name, _)| desk.model.speaks(name)) {
        routes = routes.merge(wire);
    }
    routes
}
