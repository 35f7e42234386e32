//! The older wires that the union of all models speaks besides `marketplace`.

mod account_v1;
mod accounts;
mod accounts_races;
mod accounts_rights;
pub mod bearer;
pub mod browser;
mod djoser;
mod djoser_by_email;
mod djoser_letters;
mod djoser_rights;
pub mod pair;
pub mod session_token;
mod session_token_rights;
mod simplejwt;
pub mod users;
mod users_sessions;
