//! Webhooks: who is told, and telling them. They are the operator's; routes let nobody past who may not manage them.

mod add;
mod deliver;
mod edit;

pub use add::{NewWebhook, add_webhook};
pub use deliver::{Courier, deliver_due};
pub use edit::{WebhookChange, edit_webhook, renew_secret};
