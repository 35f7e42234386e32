//! Whoever has waited longest is offered a time.

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::users;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_notify::{About, outbox};
use frontdesk_schedule::Dates;
use jiff::ToSpan;

use crate::candidates::offered;
use crate::error::BookingError;
use crate::flow::announce::known;
use crate::flow::book::make;
use crate::flow::party::Party;
use crate::flow::slots::merged;
use crate::letters::{House, letters};
use crate::model::Wish;
use crate::notice::Notices;
use crate::rules;
use crate::store::{holds, waitlist};
use crate::waiting::Entry;

/// What there is for somebody who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prospect {
    /// The first start that suits them is free.
    Free(Timestamp),
    Nothing,
    /// Nothing can come of it any more.
    Over,
}

/// What there is for `entry` now.
pub(super) async fn look(tx: &mut Tx, model: &Model, entry: &Entry, now: Timestamp) -> Result<Prospect, BookingError> {
    if !may_book(tx, model, entry.client_id).await? {
        return Ok(Prospect::Over);
    }
    let offered = match offered(tx, model, &entry.visit()).await {
        Ok(offered) => offered,
        Err(BookingError::NotBookable(_)) => return Ok(Prospect::Nothing),
        Err(BookingError::Store(error)) => return Err(error.into()),
        // The service is hidden or gone, or whom they wait for does not perform it any more, or not there.
        Err(_) => return Ok(Prospect::Over),
    };
    let diary = offered.diary()?;
    let (mut first, end) = (diary.date(entry.from_at.max(now)), diary.date(entry.to_at));
    while first <= end {
        let last = first.saturating_add((Dates::MOST - 1).days()).min(end);
        let Ok(dates) = Dates::new(first, last) else { break };
        let free = merged(&offered.pages(tx, dates, now).await?, now).into_iter().map(|slot| slot.starts_at);
        if let Some(start) = free.into_iter().find(|start| entry.suits(*start)) {
            return Ok(Prospect::Free(start));
        }
        first = first.saturating_add(Dates::MOST.days());
    }
    Ok(Prospect::Nothing)
}

/// Whether the account may still book at all.
async fn may_book(tx: &mut Tx, model: &Model, client: UserId) -> Result<bool, DbError> {
    let account = users::find(tx, client).await?.filter(|account| account.suspended_at.is_none());
    let role = account.and_then(|account| model.role(&account.role));
    Ok(role.is_some_and(|role| role.permissions.has(Permission::MakeBookings)))
}

/// Holds `start` for whoever waits by `entry`, and writes to them.
pub(super) async fn offer(
    tx: &mut Tx,
    catalogue: &Catalogue,
    (entry, start): (&Entry, Timestamp),
    public_id: PublicId,
    now: Timestamp,
) -> Result<(), BookingError> {
    rules::one_more_hold(holds::count(tx, entry.client_id, now).await?)?;
    let until = now.plus(rules::OFFER_SECONDS).min(start);
    let party = Party { hold_expires_at: Some(until), ..Party::client(entry.client_id) };
    let wish = Wish { visit: entry.visit(), starts_at: start, note: String::new() };
    let hold = make(tx, &catalogue.desk().model, &wish, party, public_id, now).await?;
    if !waitlist::offer(tx, entry.id, (hold.id, start, until), now).await? {
        return Err(BookingError::Stale);
    }
    let (bookings, contacts) = known(tx, catalogue, [hold.id].into_iter()).await?;
    let told = Notices { client: Some(About::Offered), specialist: None };
    let house = House::of(catalogue.desk());
    let letters: Vec<_> =
        bookings.values().flat_map(|shown| letters(told, shown, (&contacts, &house), (start, None))).collect();
    Ok(outbox::enqueue_all(tx, &letters, now).await?)
}
