//! `changed_after`: lists of bookings in the order in which they changed, for whoever keeps a copy.

use std::collections::HashMap;

use axum::response::{IntoResponse, Response};
use frontdesk_kit::db::Tx;
use frontdesk_kit::input::{Field, Invalid, Values};
use frontdesk_kit::locale::Message;
use frontdesk_kit::page::bad_cursor;

use super::Answer;
use super::views::{BookingPage, BookingView};
use crate::flow::{Shown, beside};
use crate::model::{BookingId, Status};
use crate::store::changes::{self, Place};
use crate::store::lists::Whose;
use crate::store::notices;
use crate::{BookingError, Bookings};

/// What is said to begin with.
const START: &str = "start";

/// The parameter that asks for changes.
pub(super) fn changed_after() -> Field {
    Field::text("changed_after").max(5_000).example(START).help(
        "Bookings as they are now, in the order in which they last changed: `start` for all, afterwards `next_cursor` of the \
         answer before. `when` does not matter then.",
    )
}

/// The page of changes that `values` ask for; `None` if they ask for no changes.
pub(super) async fn page(bookings: &Bookings, whose: Whose, values: &Values) -> Answer<Option<Response>> {
    let Some(after) = values.opt_text("changed_after") else { return Ok(None) };
    for other in ["status", "cursor"] {
        if values.opt_text(other).is_some() {
            return Err(Invalid::one(other, "not_together", Message::new("field-not-with-changes")).into());
        }
    }
    let (desk, shared, scope) = (bookings.desk(), bookings.clone(), format!("changes {whose:?}"));
    let place = |cursor: &str| place(&desk.cursor_key.open(&scope, cursor)?);
    let after = if after == START { Place::START } else { place(after).ok_or_else(bad_cursor)? };
    let limit = values.integer("limit");
    let read = async move |tx: &mut Tx| {
        if changes::is_ahead(tx, after).await? {
            return Ok(None);
        }
        let changed = changes::since(tx, whose, after, limit).await?;
        // Each once, where it changed last.
        let last: HashMap<BookingId, Place> = changed.iter().map(|(place, id)| (*id, *place)).collect();
        let once: Vec<BookingId> =
            changed.iter().filter(|(place, id)| last.get(id) == Some(place)).map(|(_, id)| *id).collect();
        let found = notices::bookings(tx, &once).await?;
        let found = found.into_iter().filter(|booking| booking.status != Status::Held).collect();
        let mut shown = beside(tx, shared.catalogue().cards(), found).await?;
        shown.sort_by_key(|shown| once.iter().position(|id| *id == shown.booking.id));
        Ok::<_, BookingError>(Some((shown, changed.last().map_or(after, |(place, _)| *place))))
    };
    let found: Option<(Vec<Shown>, Place)> = desk.db.report(read).await?;
    let (found, reached) = found.ok_or_else(bad_cursor)?;
    let cursor = desk.cursor_key.seal(&scope, &[reached.transaction.to_string(), reached.position.to_string()]);
    let items = found.iter().map(BookingView::new).collect::<Result<_, _>>()?;
    Ok(Some(axum::Json(BookingPage { items, next_cursor: Some(cursor) }).into_response()))
}

fn place(parts: &[String]) -> Option<Place> {
    let [transaction, position] = parts else { return None };
    Some(Place { transaction: transaction.parse().ok()?, position: position.parse().ok()? })
}
