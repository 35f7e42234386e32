//! The business books for somebody.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_catalogue::store::cards;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

use super::book::make;
use super::party::Party;
use crate::error::BookingError;
use crate::model::{Behalf, Booking, Source, Whom, Wish};
use crate::rules;

/// Books what `wish` asks for in somebody else's name: a specialist into their own calendar, whoever manages bookings into
/// anybody's. It is confirmed at once, and not held to what clients are held to.
///
/// Where the caller allows an overlap and the time is taken, the booking claims nothing: it is shown as busy like any
/// other, and the doctor lists it.
pub async fn book_for(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    (wish, behalf): (&Wish, &Behalf),
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    rules::booking_for_anybody(caller)?;
    let party = Party {
        actor: Some(caller.user_id),
        source: Source::Staff,
        staff: Some(caller),
        allow_overlap: behalf.allow_overlap,
        ..Party::default()
    };
    let party = match &behalf.whom {
        Whom::Client(profile) => {
            let unknown = || Invalid::one("client", "invalid_choice", Message::new("field-client-unknown"));
            let client = cards::user_of(tx, *profile).await?.ok_or_else(unknown)?;
            Party { client: Some(client), ..party }
        }
        Whom::Guest(guest) => Party { guest: guest.clone(), ..party },
    };
    make(tx, model, wish, party, public_id, now).await
}
