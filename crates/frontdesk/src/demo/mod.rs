//! An invented marketplace to try Frontdesk with: people, trades and prices that look like a Russian city's.
//!
//! Everything but [`load`] is pure. A [`World`] is decided by its size and seed alone, needs no memory for its people,
//! and comes out the same on every machine, because it is worked out in whole numbers.

mod canvas;
mod cities;
mod dice;
mod faces;
mod load;
mod model;
mod naming;
mod offers;
mod people;
mod progress;
mod prose;
mod rows;
mod store;
mod terms;
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
