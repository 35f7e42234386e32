//! The record of security events gets its seals.

use std::time::Duration;

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::seal_events;

/// How often it is looked for events without a seal.
const PACE: Duration = Duration::from_secs(1);

/// Seals what has come, for ever; end it by aborting its task.
pub async fn keep_sealed(desk: Desk) {
    loop {
        tokio::time::sleep(PACE).await;
        if let Err(error) = seal_events(&desk).await {
            tracing::warn!(%error, "security events could not be sealed");
        }
    }
}
