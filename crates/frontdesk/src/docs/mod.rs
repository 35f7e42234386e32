//! The description of the API for people: a reference page without scripts.

mod answers;
mod auth;
mod curl;
mod document;
mod facts;
mod json;
mod lang;
mod markdown;
mod nav;
mod operation;
mod params;
mod problems;
mod reference;
mod sample;
mod shape;
mod tree;

#[cfg(test)]
mod tests;

pub use lang::Lang;
pub use problems::problems_page;
pub use reference::{STYLE, reference_page};
