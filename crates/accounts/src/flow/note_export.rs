//! Somebody takes a table of accounts along.

use frontdesk_kit::db::{DbError, Tx};

use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::policy::Permission;
use crate::store::events::{Event, record};

/// Notes in the record that `caller` exports accounts, before the first byte of it; whoever does not manage them may not.
pub async fn note_export(desk: &Desk, caller: &Caller, origin: &Origin) -> Result<(), AccountError> {
    if !caller.may(Permission::ManageAnyAccount) {
        return Err(AccountError::Forbidden);
    }
    let (actor, origin, now) = (caller.user_id, origin.clone(), desk.clock.now());
    let note =
        async move |tx: &mut Tx| record(tx, Event::DataExported, (Some(actor), None), &origin, "accounts", now).await;
    Ok(desk.db.write(note).await.map_err(|error: DbError| error)?)
}
