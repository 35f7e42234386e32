//! The OpenAPI document: put together from what the routes say of themselves, checked, and served.

mod check;
mod http;
mod info;
mod pages;
mod swagger;

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::http::ProfileView;
use frontdesk_kit::documented::complete_refusals;
use frontdesk_kit::input::{Manners, Mode};
use utoipa::openapi::{Components, OpenApi};

pub use check::Flaws;
pub use http::router;
pub use pages::Docs;

/// Where our own API is; elsewhere refusals have the shape of an older wire.
const NATIVE: [&str; 5] = ["/api/v1/", "/.well-known/", "/api/schema/", "/media/", "/setup/"];

/// Completes the document that the routes wrote: what holds for all of them, and what the model declares.
///
/// Fails with everything that an operation leaves unsaid.
pub fn finish(mut document: OpenApi, model: &Model) -> Result<OpenApi, Flaws> {
    info::introduce(&mut document);
    for prefix in NATIVE {
        complete_refusals(&mut document, prefix);
    }
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.insert("Profile".to_owned(), ProfileView::schema_for(model));
    let editable = model.editable_shape().schema(Manners::Strict, Mode::Patch);
    components.schemas.insert("ProfilePatch".to_owned(), editable);
    check::check(&document)?;
    Ok(document)
}
