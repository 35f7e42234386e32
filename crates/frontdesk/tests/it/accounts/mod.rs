//! Accounts and sessions: signing up, signing in, what is remembered of it, how it ends.
#![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

mod addresses;
mod administration;
mod alike;
mod audit;
mod declared;
mod devices;
mod events;
mod guessing;
mod hashing;
mod letter_box;
mod limits;
mod limits_per_account;
pub mod memory;
pub mod native;
pub mod old_app;
pub mod outbox;
mod own_data;
mod password_change;
mod password_likeness;
mod password_policy;
mod recovery;
mod secrets;
mod sessions;
mod sessions_pages;
mod sign_in;
mod sign_in_alike;
mod sign_up;
mod sign_up_discreet;
mod sign_up_races;
mod suspension;
mod timing;
pub mod together;
