//! Text messages through a provider's HTTP interface.

mod http;
mod provider;
mod sender;
mod template;

pub use provider::{Provider, ProviderError, ProviderSettings};
pub use sender::SmsSender;
