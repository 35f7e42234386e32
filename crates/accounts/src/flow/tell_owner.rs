//! An owner is told what has happened to the account.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::outbox::{self, Letter};

use crate::address::Origin;
use crate::limits::Limits;
use crate::model::Mailbox;

/// Queues `letter` to the owner's mailbox, if there is one.
///
/// An address that nobody has verified may be a stranger's, whom somebody plagues by changing an account of their own:
/// what goes there counts among the letters that strangers can cause.
pub(super) async fn tell_owner(
    tx: &mut Tx,
    limits: &Limits,
    mailbox: Option<Mailbox<'_>>,
    letter: impl FnOnce(&str) -> Letter,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(Mailbox { address, is_verified }) = mailbox else { return Ok(()) };
    if is_verified || limits.may_write(tx, address, &origin.source(), now).await? {
        outbox::enqueue(tx, &letter(address), now).await?;
    }
    Ok(())
}
