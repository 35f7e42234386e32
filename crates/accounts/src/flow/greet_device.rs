//! Somebody has signed in: is the device one that the account knows?

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::outbox::{self, Letter};

use crate::address::Origin;
use crate::desk::Desk;
use crate::device::{Acquaintance, KnownDevice, Visitor};
use crate::limits::{Guesses, PROOFS_BY_STRANGERS, PROOFS_PER_GUESSER};
use crate::model::{Mailbox, UserId};
use crate::store::events::{Event, record};
use crate::store::proofs::{self, Purpose};
use crate::store::{attempts, devices, users};
use crate::token::Mark;

/// A device that comes every day is noted once in so many seconds.
const NOTED_SECONDS: i64 = 86_400;

/// Remembers the device of a sign-in, in its transaction, and tells the owner of one that was never seen before.
///
/// `kept` is what the device keeps from now on: the token that it showed, or the new one that it gets. The first device
/// of an account is nothing to tell of.
pub(super) async fn greet_device(
    tx: &mut Tx,
    desk: &Desk,
    user: UserId,
    (visitor, kept): (&Visitor, Mark),
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbError> {
    let known = devices::of(tx, user).await?;
    let shown_at = visitor.mark.map(|_| now);
    if let Some(device) = same_device(&known, visitor) {
        let is_news = device.mark != kept || device.shown_at.is_none() && shown_at.is_some();
        let has_moved = !visitor.resembles(device);
        if is_news || has_moved || now.since(device.last_seen_at) >= NOTED_SECONDS {
            let shown_at = device.shown_at.or(shown_at);
            devices::update(tx, (user, &device.mark), kept, visitor, shown_at, now).await?;
        }
        return Ok(());
    }
    let is_familiar = known.is_empty() || known.iter().any(|device| visitor.resembles(device));
    devices::insert(tx, user, kept, visitor, shown_at, now).await?;
    if is_familiar {
        return Ok(());
    }
    record(tx, Event::NewDevice, (Some(user), Some(user)), origin, &visitor.agent, now).await?;
    tell(tx, desk, user, visitor, origin, now).await
}

/// The device that showed this token; without a token one that looks the same and has never shown any: it keeps none.
fn same_device<'a>(known: &'a [KnownDevice], visitor: &Visitor) -> Option<&'a KnownDevice> {
    match visitor.mark {
        Some(_) => known.iter().find(|device| visitor.shows_mark_of(device)),
        None => known.iter().find(|device| device.shown_at.is_none() && visitor.resembles(device)),
    }
}

/// Queues the letter, with a link that ends everything, unless there has been enough of it.
async fn tell(
    tx: &mut Tx,
    desk: &Desk,
    user: UserId,
    visitor: &Visitor,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbError> {
    let account = users::find(tx, user).await?;
    let mailbox = account.as_ref().and_then(|account| account.mailbox());
    let Some(Mailbox { address, is_verified }) = mailbox.filter(|_| desk.settings.new_device_letters) else {
        return Ok(());
    };
    let may_tell = match is_verified {
        // Not counted among the letters that strangers can cause: they could use those up beforehand.
        true => desk.limits.may_tell(tx, user, now).await?,
        false => desk.limits.may_write(tx, address, &origin.source(), now).await?,
    };
    if !may_tell {
        return Ok(());
    }
    let purpose = Purpose::DisownSignIn;
    let sent = desk.tokens.new_proof(desk.entropy, user, purpose);
    let link = desk.link(&sent.link);
    if link.is_some() {
        proofs::issue(tx, (user, purpose), address, &sent.hashes, now).await?;
    }
    let from = origin.address.to_string();
    outbox::enqueue(tx, &Letter::new_device(address, &visitor.agent, &from, now, link.as_deref()), now).await
}

/// Whoever has shown that the mailbox is theirs begins anew: devices that the account knew may be another's. Where they
/// come from is known from now on, and what strangers guessed there counts no more.
pub(super) async fn begin_anew(
    tx: &mut Tx,
    user: UserId,
    (visitor, mark): (&Visitor, Mark),
    now: Timestamp,
) -> Result<(), DbError> {
    devices::forget_all(tx, user).await?;
    devices::insert(tx, user, mark, visitor, None, now).await?;
    let here = Guesses::at_sign_in(Some(user), "", visitor, Acquaintance::Source);
    attempts::forget(tx, PROOFS_PER_GUESSER.bucket, &here.guesser).await?;
    attempts::forget(tx, PROOFS_BY_STRANGERS.bucket, &user.to_string()).await
}
