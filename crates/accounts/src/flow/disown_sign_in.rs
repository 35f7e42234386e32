//! "That was not me": whoever signed in is out, and the password that let them in is worthless.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use super::reset_password::send_reset;
use crate::address::Origin;
use crate::desk::Desk;
use crate::model::UserId;
use crate::store::events::{Event, record};
use crate::store::{devices, proofs, sessions, users};

/// Ends every session of `user`, makes the password void and sends what a new one is chosen with.
///
/// That is a letter of its own, and not the link that led here: this one is good for days, a reset for an hour at most.
pub(super) async fn disown_sign_in(
    tx: &mut Tx,
    desk: &Desk,
    user: UserId,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbError> {
    users::clear_hash(tx, user, now).await?;
    sessions::end_all(tx, user, None, "disowned", now).await?;
    proofs::void(tx, user).await?;
    devices::forget_all(tx, user).await?;
    record(tx, Event::SignInDisowned, (Some(user), Some(user)), origin, "", now).await?;
    let account = users::find(tx, user).await?;
    send_reset(tx, desk, account.as_ref(), now).await
}
