//! Somebody would come if a time came free.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::candidates::offered;
use crate::error::BookingError;
use crate::http::zone;
use crate::model::Sight;
use crate::rules;
use crate::search::End;
use crate::store::waitlist;
use crate::waiting::{Entry, Hope, NewEntry};

const DAY: i64 = 86_400;
/// The longest time in which one entry looks: two months.
const LONGEST_DAYS: i64 = 62;
/// How far ahead it may lie: as far as anything can be booked.
const FARTHEST_DAYS: i64 = 366;

/// Lets the caller wait for what they hope for. Dates are those of where it can be had.
pub async fn join(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    hope: &Hope,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Entry, BookingError> {
    let client = rules::booking(caller)?;
    let offered = offered(tx, model, &hope.visit).await?;
    let gone = || BookingError::NotBookable("no_location");
    let candidate = offered.candidates.first().ok_or_else(gone)?;
    let (from_at, to_at) = window(hope, &zone(&candidate.diary.location.time_zone), now)?;
    waitlist::forget_settled(tx, client).await?;
    rules::one_more_wait(waitlist::count_open(tx, client).await?)?;
    let entry = NewEntry {
        public_id,
        client,
        service: candidate.parts.first().map(|part| part.service).ok_or_else(gone)?,
        specialist: hope.visit.specialist.map(|_| candidate.specialist),
        location: hope.visit.location.map(|_| candidate.diary.location.id),
        from_at,
        to_at,
    };
    waitlist::insert(tx, &entry, now).await?;
    let made = waitlist::find(tx, Sight::Of(client), public_id).await?;
    Ok(made.ok_or_else(|| DbError::Bug("an entry of the waitlist was not there".to_owned()))?)
}

/// The moments between which the visit may begin, both included.
fn window(hope: &Hope, zone: &TimeZone, now: Timestamp) -> Result<(Timestamp, Timestamp), Invalid> {
    let refused = |field, code, key, (name, bound): (&'static str, Timestamp)| {
        Invalid::one(field, code, Message::new(key).arg(name, bound.to_string()))
    };
    let begin = |date: Date| date.to_zoned(zone.clone()).ok().and_then(|day| day.start_of_day().ok());
    let begin = |date: Date| begin(date).map(|day| Timestamp::from(day.timestamp()));
    let far = |field| refused(field, "too_large", "field-too-large", ("max", now.plus(FARTHEST_DAYS * DAY)));
    let from_at = match hope.from {
        None => now,
        Some(End::Moment(moment)) => moment,
        Some(End::Date(date)) => begin(date).ok_or_else(|| far("from"))?,
    };
    let from_at = from_at.max(now);
    let to_at = match hope.to {
        End::Moment(moment) => moment,
        // To the last second of the date.
        End::Date(date) => date.checked_add(1.day()).ok().and_then(begin).ok_or_else(|| far("to"))?.plus(-1),
    };
    if to_at < from_at {
        return Err(refused("to", "too_small", "field-too-small", ("min", from_at)));
    }
    if now.plus(FARTHEST_DAYS * DAY) < to_at {
        return Err(far("to"));
    }
    match from_at.plus(LONGEST_DAYS * DAY) {
        latest if latest < to_at => Err(refused("to", "too_large", "field-too-large", ("max", latest))),
        _ => Ok((from_at, to_at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offering::Visit;

    /// 2030-05-05T06:00:00Z.
    const NOW: Timestamp = Timestamp(1_904_191_200);

    fn between(from: Option<&str>, to: &str) -> Result<(String, String), String> {
        let nothing = PublicId(uuid::Uuid::nil());
        let visit = Visit { service: nothing, then: Vec::new(), specialist: None, location: None };
        let end = |text: &str| End::parse(text).expect("an end");
        let hope = Hope { visit, from: from.map(end), to: end(to) };
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        match window(&hope, &zone, NOW) {
            Ok((from, to)) => Ok((from.to_string(), to.to_string())),
            Err(invalid) => Err(format!("{} {}", invalid.errors[0].field, invalid.errors[0].code)),
        }
    }

    #[test]
    fn dates_are_those_of_the_place_and_count_as_a_whole() {
        let told = |from: &str, to: &str| Ok((from.to_owned(), to.to_owned()));
        assert_eq!(between(Some("2030-05-06"), "2030-05-06"), told("2030-05-05T22:00:00Z", "2030-05-06T21:59:59Z"));
        assert_eq!(between(None, "2030-05-05T06:00:00Z"), told("2030-05-05T06:00:00Z", "2030-05-05T06:00:00Z"));
        assert_eq!(between(Some("2030-05-01"), "2030-05-05"), told("2030-05-05T06:00:00Z", "2030-05-05T21:59:59Z"));
    }

    #[test]
    fn what_is_over_too_long_or_too_far_is_no_time_to_wait_for() {
        assert_eq!(between(None, "2030-05-05T05:59:59Z"), Err("to too_small".to_owned()));
        assert_eq!(between(Some("2030-05-08"), "2030-05-07"), Err("to too_small".to_owned()));
        assert_eq!(between(Some("2030-06-01"), "2030-08-03"), Err("to too_large".to_owned()));
        assert_eq!(between(Some("2031-05-05"), "2031-05-07"), Err("to too_large".to_owned()));
        assert!(between(Some("9999-12-31"), "9999-12-31").is_err());
    }
}
