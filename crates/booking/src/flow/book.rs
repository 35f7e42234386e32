//! A client books.

use std::collections::HashMap;

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::once::{Made, Once};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::{Reason, Tick};

use super::claim::take;
use super::party::Party;
use crate::candidates::offered_to;
use crate::error::BookingError;
use crate::model::{Behalf, Booking, BookingId, Source, Status, Wish, moment};
use crate::offering::{Candidate, Offered};
use crate::pages::Free;
use crate::rules;
use crate::store::{bookings, events, items, sessions};

/// Books what `wish` asks for in the caller's name; confirmed at once, unless the specialist wants to be asked.
///
/// Whether it is free is decided anew in this transaction, by the function that showed it as free.
pub async fn book(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    wish: &Wish,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let client = rules::booking(caller)?;
    make(tx, model, wish, Party::client(client), public_id, now).await
}

/// Makes a booking of what `wish` asks for.
pub(super) async fn make(
    tx: &mut Tx,
    model: &Model,
    wish: &Wish,
    party: Party<'_>,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let mut offered = offered_to(tx, model, &wish.visit, party.side()).await?;
    if let Some(caller) = party.staff {
        offered.candidates.retain(|candidate| rules::booking_for_others(caller, candidate.specialist).is_ok());
        if offered.candidates.is_empty() {
            return Err(BookingError::Forbidden);
        }
    }
    let Choice { candidate, free, forced } = choose(tx, &offered, &party, wish.starts_at, now).await?;
    let agreed = agreed((&offered, candidate), &free, public_id, now)?;
    let booking = Booking { forced, note: wish.note.clone(), ..party.sign(agreed) };
    let booking = bookings::insert(tx, booking, candidate.diary.date(wish.starts_at)).await?;
    if candidate.parts.len() > 1 {
        items::insert(tx, booking.id, &candidate.items(free.start)).await?;
    }
    if !forced && !take(tx, booking.id, (&candidate.diary, &free), now).await? {
        return Err(BookingError::SlotTaken { next: offered.next(tx, wish.starts_at, now).await? });
    }
    // Nothing has come about yet by a hold.
    if booking.status != Status::Held {
        events::note(tx, &booking, booking.status.key(), party.actor, now).await?;
    }
    Ok(booking)
}

/// The same for a request that may be sent twice: the second time the booking is there already, and is shown as it is then.
pub async fn book_once(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    (wish, behalf, once): (&Wish, Option<&Behalf>, &Once),
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    match (once.claim(tx, caller.user_id, public_id, now).await?, behalf) {
        (Made::Now, None) => book(tx, model, caller, wish, public_id, now).await,
        (Made::Now, Some(behalf)) => super::book_for(tx, model, caller, (wish, behalf), public_id, now).await,
        (Made::Before(made), _) => super::get(tx, caller, made).await,
        (Made::OtherRequest, _) => Err(BookingError::KeyReused),
    }
}

/// Who is to be booked, and with what.
struct Choice<'a> {
    candidate: &'a Candidate,
    free: Free,
    /// Their time is taken, and the business wants it all the same.
    forced: bool,
}

/// Who is to be booked of those who can begin at `starts_at`: who takes the least money and time, then to whom others come
/// anyway, then who has the fewest minutes booked on that date, then the lowest number. Whoever names nobody is never held to
/// more than the cheapest slot that was shown to them. Who books into their own calendar means themselves; where nobody can
/// begin because the time is taken, `party` may want it all the same. With whom the party has too much to come already, it is
/// not booked.
///
/// Others wait to write meanwhile: as soon as somebody can, nobody else is looked at. Whoever is taken by somebody else
/// meanwhile makes this transaction begin anew, and then the next is asked.
async fn choose<'a>(
    tx: &mut Tx,
    offered: &'a Offered,
    party: &Party<'_>,
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<Choice<'a>, BookingError> {
    let (mut unable, mut too_many) = (Vec::new(), None);
    for candidate in by_preference(tx, offered, party, starts_at).await? {
        match candidate.diary.look(tx, starts_at, now).await? {
            Err(reason) => unable.push((candidate, reason)),
            Ok(free) => match party.check(tx, (candidate, false), now).await {
                Ok(()) => return Ok(Choice { candidate, free, forced: false }),
                Err(refused) => too_many = Some(refused),
            },
        }
    }
    match too_many {
        Some(refused) => Err(refused),
        None => force(tx, offered, (party, &unable), starts_at, now).await,
    }
}

/// Who is to be asked for `starts_at`, one after another.
async fn by_preference<'a>(
    tx: &mut Tx,
    offered: &'a Offered,
    party: &Party<'_>,
    starts_at: Timestamp,
) -> Result<Vec<&'a Candidate>, BookingError> {
    let mut all: Vec<&Candidate> = offered.candidates.iter().collect();
    if all.len() > 1 {
        let own = party.staff.map(|caller| caller.user_id);
        let people: Vec<UserId> = all.iter().map(|candidate| candidate.specialist).collect();
        let date = offered.diary()?.date(starts_at);
        let booked: HashMap<UserId, i64> = bookings::booked(tx, &people, date).await?.into_iter().collect();
        let hosts = match offered.diary()?.group.and_then(|group| group.service) {
            Some(service) => sessions::hosts(tx, service, starts_at).await?,
            None => Vec::new(),
        };
        all.sort_by_key(|candidate| {
            let (specialist, price) = (candidate.specialist, candidate.price());
            let (is_others, is_new) = (Some(specialist) != own, !hosts.contains(&specialist));
            let booked = booked.get(&specialist).copied().unwrap_or(0);
            (is_others, price, candidate.agreement.duration_minutes, is_new, booked, specialist)
        });
    }
    Ok(all)
}

/// Upon whom a start is forced for which all are `unable`: only upon somebody whose time is taken, and who would work then.
async fn force<'a>(
    tx: &mut Tx,
    offered: &'a Offered,
    (party, unable): (&Party<'_>, &[(&'a Candidate, Reason)]),
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<Choice<'a>, BookingError> {
    let is_own = |candidate: &Candidate| party.staff.is_some_and(|caller| caller.user_id == candidate.specialist);
    let mut busy = unable.iter().filter(|(_, reason)| matches!(reason, Reason::Busy | Reason::Buffer));
    let first = busy.clone().find(|(candidate, _)| is_own(candidate)).or_else(|| busy.next());
    match (first, Tick::exact(starts_at.into())) {
        (Some((candidate, _)), Some(start)) if party.allow_overlap => {
            party.check(tx, (candidate, true), now).await?;
            Ok(Choice { candidate, free: Free { start, units: Vec::new(), session: None }, forced: true })
        }
        _ => {
            let nearest = unable.iter().map(|(_, reason)| *reason).max();
            Err(offered.refusal(tx, nearest, starts_at, now).await?)
        }
    }
}

/// A booking of a candidate for what is offered, by nobody yet.
fn agreed(
    (offered, candidate): (&Offered, &Candidate),
    free: &Free,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, DbError> {
    let Candidate { agreement, diary, .. } = candidate;
    let (start, mut agreement) = (free.start, agreement.clone());
    if let Some(session) = free.session {
        agreement.duration_minutes = session.minutes();
    }
    let ends_at = free.session.map_or_else(|| moment(diary.offer.end(start)), |session| session.ends_at);
    Ok(Booking {
        id: BookingId(0),
        public_id,
        service_id: candidate.parts.first().map(|part| part.service),
        location_id: Some(diary.location.id),
        specialist_id: Some(candidate.specialist),
        client_id: None,
        status: if agreement.confirm { Status::Requested } else { Status::Confirmed },
        hold_expires_at: None,
        source: Source::App,
        guest_name: String::new(),
        guest_email: String::new(),
        guest_phone: String::new(),
        forced: false,
        starts_at: moment(start),
        ends_at,
        time_zone: diary.location.time_zone.clone(),
        service_name: candidate.name(),
        price: candidate.price(),
        currency: offered.currency.clone(),
        terms: agreement.to_text()?,
        reschedules: 0,
        note: String::new(),
        created_at: now,
        updated_at: now,
        version: 1,
    })
}
