//! Accounts and sessions: signing up, signing in, what is remembered of it, how it ends.
#![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

mod events;
mod hashing;
mod limits;
mod limits_per_account;
pub mod memory;
pub mod native;
pub mod old_app;
pub mod outbox;
mod password_change;
mod password_policy;
mod secrets;
mod sessions;
mod sessions_pages;
mod sign_in;
mod sign_in_alike;
mod sign_up;
mod sign_up_discreet;
mod sign_up_races;
mod suspension;
pub mod together;
