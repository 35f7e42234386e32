//! Pictures of people: taken in with suspicion, made anew, kept under names of our own.

mod extent;
mod kind;
mod name;
mod pool;
mod process;
mod standard;
mod store;

pub use kind::{NameRule, PictureKind};
pub use name::MediaName;
pub use pool::Pictures;
pub use process::{Picture, PictureError, PictureRules, process};
pub use standard::{STANDARD_PICTURE, standard_picture};
pub use store::{MediaFile, MediaFolder};
