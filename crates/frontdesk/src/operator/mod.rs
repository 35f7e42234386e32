//! What the operator does to accounts from the command line, whether the server runs or not.
//!
//! A running server takes orders on a socket in its data folder that only its own user can open; without one the command
//! opens the database itself. Either way the same flows do it.

mod obey;
mod socket;

use serde::{Deserialize, Serialize};

pub use obey::obey;
pub use socket::{hang_up, send, take_orders};

/// One thing to do.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    Show { name: String },
    SetRole { name: String, role: String },
    Suspend { name: String },
    Restore { name: String },
    SetPassword { name: String, password: String },
    EndSessions { name: String },
    Delete { name: String },
    Invite { email: String, role: String },
    VerifyAudit,
}

/// What came of it: a sentence for the operator.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Done(String),
    Failed(String),
}
