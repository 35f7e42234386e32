//! What can be done with services, one verb per file; every face calls these.

mod edit;
mod find_services;
mod publish;
mod withdraw;

pub use edit::edit;
pub use find_services::{find_services, search_all, search_quickly};
pub use publish::{publish, publish_once};
pub use withdraw::withdraw;
