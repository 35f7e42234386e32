//! An invented marketplace to try Frontdesk with: people, trades and prices that look like a Russian city's.
//!
//! Everything but [`load`] is pure. A [`World`] is decided by its size and seed alone, needs no memory for its people,
//! and comes out the same on every machine, because it is worked out in whole numbers.

mod bulk;
mod calendars;
mod canvas;
mod cities;
mod diaries;
mod diary_rows;
mod diary_store;
mod dice;
mod faces;
mod fates;
mod holidays;
mod load;
mod model;
mod naming;
mod offers;
mod opinions;
mod people;
mod places;
mod progress;
mod prose;
mod regulars;
mod rows;
mod store;
mod terms;
mod visits;
mod words;
mod world;

#[cfg(test)]
mod tests;

pub use faces::PORTRAITS;
pub use load::{PASSWORD, load};
pub use model::{Client, Offer, Size, Specialist};
pub use progress::Progress;
#[cfg(test)]
use words::CATEGORIES;
pub use world::World;
