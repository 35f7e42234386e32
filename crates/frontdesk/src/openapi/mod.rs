//! The OpenAPI document: put together from what the routes say of themselves, checked, and served.

mod audience;
mod check;
mod edition;
mod http;
mod info;
mod pages;
mod rights;
mod swagger;

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::http::{acceptance_shape, add_account_shape, sign_up_shape};
use frontdesk_dialects::Dialect;
use frontdesk_kit::documented::complete_refusals;
use frontdesk_kit::input::{Manners, Mode};
use utoipa::openapi::{Components, OpenApi};

pub use audience::Audience;
pub use check::Flaws;
pub use edition::edition;
pub use http::router;
pub use pages::Docs;

/// Says by itself what it refuses.
const HEALTH: &str = "/health/";

/// Completes the document that the routes wrote: what holds for all of them, and what the model asks of newcomers. Nobody is
/// shown it as a whole: [`edition`] makes of it what somebody may read.
///
/// Fails with everything that an operation leaves unsaid.
pub fn finish(mut document: OpenApi, model: &Model) -> Result<OpenApi, Flaws> {
    info::introduce(&mut document);
    // Under a dialect refusals have the shape of the older wire, and the dialect says so itself.
    let ours: Vec<String> = document.paths.paths.keys().filter(|path| Dialect::of(path).is_none()).cloned().collect();
    for path in ours.iter().filter(|path| *path != HEALTH) {
        complete_refusals(&mut document, path);
    }
    let components = document.components.get_or_insert_with(Components::new);
    for (name, asked) in [
        ("SignUpBody", sign_up_shape(model)),
        ("AcceptInvitationBody", acceptance_shape(model)),
        ("AddAccountBody", add_account_shape(model)),
    ] {
        components.schemas.insert(name.to_owned(), asked.schema(Manners::Strict, Mode::Create));
    }
    check::check(&document)?;
    Ok(document)
}
