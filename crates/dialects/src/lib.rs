//! The older wires: thin faces over the same flows, bit for bit as their clients know them.

mod acceptable;
mod account_v1;
mod accounts;
mod cookies;
pub mod django;
mod djoser;
mod documents;
mod jwt;
mod marketplace;
mod moved;
mod render;
mod session_token;
mod stored;
mod users;
mod wire;

use frontdesk_catalogue::Catalogue;
use utoipa_axum::router::OpenApiRouter;

pub use render::{Dialect, Facts};

/// The routes of one wire.
type Wire = fn(&Catalogue) -> OpenApiRouter;

/// What a model may speak. A wire that it does not speak is not even put together: that costs memory and time.
const WIRES: [(&str, Wire); 7] = [
    ("marketplace", |catalogue| marketplace::router(catalogue.clone())),
    ("accounts", |catalogue| accounts::router(catalogue.desk().clone())),
    ("users", |catalogue| users::router(catalogue.desk().clone())),
    ("account-v1", |catalogue| account_v1::router(catalogue.desk().clone())),
    ("session-token", |catalogue| session_token::router(catalogue.desk().clone())),
    ("simplejwt", |catalogue| jwt::router(catalogue.desk().clone())),
    ("djoser", |catalogue| djoser::router(catalogue.desk().clone())),
];

/// The routes of all wires that the model speaks.
pub fn router(catalogue: &Catalogue) -> OpenApiRouter {
    let model = &catalogue.desk().model;
    let spoken = WIRES.into_iter().filter(|(name, _)| model.speaks(name));
    spoken.fold(OpenApiRouter::new(), |routes, (_, wire)| routes.merge(wire(catalogue)))
}
