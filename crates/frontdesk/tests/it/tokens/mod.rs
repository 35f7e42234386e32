//! Tokens: how a session goes on, what is taken for a token and what is not, and the keys behind them.
#![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

mod chain;
mod chain_ends;
mod dialect_chain;
mod forged;
mod keys;
pub mod mint;
mod old_backend;
mod places;
mod public_keys;
