//! Sends text messages through a provider.

use std::time::Duration;

use super::http::Client;
use super::provider::Provider;
use super::template::Filling;
use crate::{Failure, Receipt};

/// How long one message may take, from connecting to the last byte of the answer.
const LIMIT: Duration = Duration::from_secs(5);

/// Asks a provider to send messages, each over a connection of its own.
pub struct SmsSender {
    provider: Provider,
    client: Client,
}

impl SmsSender {
    /// Connects to nothing yet.
    pub fn new(provider: Provider) -> Self {
        Self { provider, client: Client::default() }
    }

    /// Asks the provider to send `text` to `phone`, within five seconds or not at all; `id` names the message.
    pub async fn send(&self, phone: &str, text: &str, id: &str) -> Result<Receipt, Failure> {
        let filling = Filling { phone, text, id, secret: self.provider.secret() };
        let request = self.provider.request(&filling);
        let request = request.ok_or_else(|| Failure::lasting("the request to the provider cannot be composed"))?;
        let answered = tokio::time::timeout(LIMIT, self.client.ask(request)).await;
        let slow = || Err(Failure::passing("the provider took longer than five seconds"));
        self.provider.judge(&answered.unwrap_or_else(|_| slow())?)
    }
}
