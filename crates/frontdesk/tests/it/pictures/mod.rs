//! Pictures: taken in, made anew, shown, removed.
#![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

mod refusals;
mod replaced;
pub mod samples;
mod served;
mod upload;
