//! E-mail over SMTP.

mod address;
mod line;
mod message;
mod smtp;
mod wire;

pub use address::{AddressError, Encryption, SmtpAddress, is_loopback};
pub use message::parse_mailbox;
pub use smtp::{SmtpError, SmtpSender, SmtpSettings};
