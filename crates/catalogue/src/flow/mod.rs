//! What can be done with services, one verb per file; every face calls these.

mod count_services;
mod edit;
mod find_services;
mod find_specialist;
pub mod import_services;
mod invite_performer;
mod list_all;
mod perform;
mod publish;
mod withdraw;

pub use count_services::count_services;
pub use edit::edit;
pub use find_services::{Sources, find_services};
pub use find_specialist::find_specialist;
pub use invite_performer::{Invitation, invite_performer};
pub use list_all::list_all;
pub use perform::{accept_performance, dismiss_performer, list_performers};
pub use publish::{publish, publish_once};
pub use withdraw::withdraw;
