//! What a Django backend leaves behind: its tables read, its rows made into what can move in.
//!
//! Nothing here writes or decides whether somebody may come; the command line does that with the flows of the rooms.

mod detect;
mod dump;
mod export;
mod mapping;
mod moment;
mod person;
mod read;
mod role;
mod services;
mod source;
mod tokens;

pub use detect::detect;
pub use export::{Fixture, groups};
pub use mapping::{Groups, Mapping, MappingFile, Place, ServicesTable};
pub use person::{Left, Newcomer, Reading, read_person};
pub use read::{OldUser, Reader};
pub use services::{OldService, ServiceReader};
pub use source::open;
pub use tokens::{OldTokens, read_tokens};

use frontdesk_kit::db::DbError;

/// Why a Django backend cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DjangoError {
    #[error("{0}")]
    Source(String),
    #[error("the mapping file: {0}")]
    Mapping(String),
    #[error(transparent)]
    Store(#[from] DbError),
}
