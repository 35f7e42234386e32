//! What can be done with services, one verb per file; every face calls these.

mod count_services;
mod edit;
mod find_services;
mod find_specialist;
pub mod import_services;
mod list_all;
mod publish;
mod withdraw;

pub use count_services::count_services;
pub use edit::edit;
pub use find_services::{Sources, find_services};
pub use find_specialist::find_specialist;
pub use list_all::list_all;
pub use publish::{publish, publish_once};
pub use withdraw::withdraw;
