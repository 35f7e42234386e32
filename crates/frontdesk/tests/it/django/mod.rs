//! Moving in from a real Django backend, and back.
//!
//! `project/` is that backend: Django 5.2 with SimpleJWT and a user model of its own, installed from PyPI.
#![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

mod back;
mod dumps;
mod many;
mod moving_in;
mod project;
mod runs;
mod terms;
