//! The archive: each kind of record as JSON, lists as CSV too.

use std::io::{Cursor, Read, Write};

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::picture::MediaName;
use frontdesk_booking::external::ExternalCalendar;
use frontdesk_booking::model::Booking;
use frontdesk_booking::review::Review;
use frontdesk_booking::waiting::Entry;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::csv::push_row;
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::http::degrees;
use frontdesk_schedule::http::hours::{AbsenceView, RulesView, changed_dates};
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::gather::{OwnData, Workplace};

/// The picture's file, if it is there.
pub fn picture(desk: &Desk, name: &str) -> Option<(String, Vec<u8>)> {
    let mut file = desk.media.read(&MediaName::parse(name)?).ok()??.file;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).ok()?;
    let (_, last) = name.rsplit_once('/')?;
    Some((last.to_owned(), bytes))
}

/// Everything in one ZIP file.
pub fn pack(data: &OwnData, picture: Option<(String, Vec<u8>)>) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    put(&mut archive, "account.json", pretty(&account(data)).as_bytes())?;
    put(&mut archive, "profile.json", pretty(&profile(data)).as_bytes())?;
    let lists = [
        ("services", services(data)),
        ("performances", performances(data)),
        ("things", things(data)),
        ("locations", locations(data)),
        ("bookings", data.bookings.iter().map(own_booking).collect()),
        ("agenda", data.agenda.iter().map(booking).collect()),
        ("reviews", data.reviews.iter().map(review).collect()),
        ("replies", data.replies.iter().map(reply).collect()),
        ("favourites", data.favourites.iter().map(favourite).collect()),
        ("calendars", data.calendars.iter().map(calendar).collect()),
        ("waitlist", data.waitlist.iter().map(wait).collect()),
        ("sessions", sessions(data)),
        ("devices", devices(data)),
        ("events", events(data)),
    ];
    for (name, rows) in lists {
        put(&mut archive, &format!("{name}.json"), pretty(&Value::Array(rows.clone())).as_bytes())?;
        put(&mut archive, &format!("{name}.csv"), csv(&rows).as_bytes())?;
    }
    if let Some((name, bytes)) = picture {
        put(&mut archive, &format!("picture/{name}"), &bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn put(archive: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> ZipResult<()> {
    archive.start_file(name, SimpleFileOptions::default())?;
    Ok(archive.write_all(bytes)?)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn account(data: &OwnData) -> Value {
    let (person, wanted) = (&data.person, data.wanted);
    json!({
        "id": person.public_id.to_string(), "number": person.id.0, "username": person.username, "email": person.email,
        "email_verified_at": person.email_verified_at, "phone": person.phone,
        "phone_verified_at": person.phone_verified_at, "role": person.role, "created_at": person.created_at,
        "updated_at": person.updated_at,
        "notifications": { "bookings": wanted.bookings, "reminders": wanted.reminders, "sms": wanted.sms },
    })
}

/// The owner may take everything along, also what only staff can read.
fn profile(data: &OwnData) -> Value {
    let fields: Value = serde_json::from_str(&data.person.fields).unwrap_or_default();
    json!({ "id": data.person.profile_public_id.to_string(), "picture": data.person.avatar, "fields": fields })
}

fn services(data: &OwnData) -> Vec<Value> {
    let view = |service: &frontdesk_catalogue::model::Service| {
        let mut told = json!({
            "id": service.public_id.to_string(), "name": service.name, "description": service.description,
            "category": service.category, "price_minor": service.price.0, "currency": service.currency,
            "duration_minutes": service.duration_minutes, "active": service.active, "created_at": service.created_at,
            "updated_at": service.updated_at,
        });
        let terms = serde_json::to_value(service.terms).unwrap_or_default();
        told.as_object_mut().into_iter().for_each(|told| told.extend(terms.as_object().cloned().unwrap_or_default()));
        told
    };
    data.services.iter().map(view).collect()
}

fn things(data: &OwnData) -> Vec<Value> {
    let view = |thing: &frontdesk_booking::model::Thing| json!({ "id": thing.public_id.to_string(), "name": thing.name, "units": thing.units });
    data.things.iter().map(view).collect()
}

fn performances(data: &OwnData) -> Vec<Value> {
    let view = |performance: &frontdesk_catalogue::model::Performance| {
        json!({
            "service": performance.name, "price_minor": performance.price.map(|price| price.0),
            "duration_minutes": performance.duration_minutes, "invited_at": performance.invited_at,
            "accepted_at": performance.accepted_at,
        })
    };
    data.performances.iter().map(view).collect()
}

fn locations(data: &OwnData) -> Vec<Value> {
    let view = |Workplace { location, rules, overrides, time_off }: &Workplace| {
        let RulesView { rules, works_on_holidays } = RulesView::new(location, rules);
        json!({
            "id": location.public_id.to_string(), "name": location.name, "city": location.city,
            "address": location.address, "latitude": location.latitude.map(degrees),
            "longitude": location.longitude.map(degrees), "time_zone": location.time_zone, "works_on_holidays": works_on_holidays,
            "rules": rules, "dates": changed_dates(overrides),
            "time_off": time_off.iter().map(AbsenceView::new).collect::<Vec<_>>(),
            "created_at": location.created_at, "updated_at": location.updated_at,
        })
    };
    data.workplaces.iter().map(view).collect()
}

fn own_booking(own: &Booking) -> Value {
    let mut told = booking(own);
    told["note"] = own.note.as_str().into();
    told
}

/// Of a booking with them they take along what they agreed on; who came is the other's.
fn booking(booking: &Booking) -> Value {
    json!({
        "id": booking.public_id.to_string(), "status": booking.status, "service": booking.service_name,
        "starts_at": booking.starts_at, "ends_at": booking.ends_at, "time_zone": booking.time_zone,
        "price_minor": booking.price.0, "currency": booking.currency, "created_at": booking.created_at,
        "updated_at": booking.updated_at,
    })
}

fn review(review: &Review) -> Value {
    json!({
        "id": review.public_id.to_string(), "service": review.service_name, "rating": review.rating,
        "text": review.text, "created_at": review.created_at, "updated_at": review.updated_at,
    })
}

/// What was answered; what it answers is the other's.
fn reply(review: &Review) -> Value {
    json!({
        "review_id": review.public_id.to_string(), "service": review.service_name, "text": review.reply,
        "at": review.replied_at,
    })
}

fn favourite((profile, marked_at): &(PublicId, Timestamp)) -> Value {
    json!({ "specialist": profile.to_string(), "marked_at": marked_at })
}

fn calendar(calendar: &ExternalCalendar) -> Value {
    json!({ "id": calendar.public_id.to_string(), "url": calendar.url, "created_at": calendar.created_at })
}

fn wait(entry: &Entry) -> Value {
    json!({
        "id": entry.public_id.to_string(), "status": entry.status, "service": entry.service_name, "from": entry.from_at,
        "to": entry.to_at, "created_at": entry.created_at,
    })
}

fn sessions(data: &OwnData) -> Vec<Value> {
    let view = |session: &frontdesk_accounts::model::SessionEntry| {
        json!({
            "id": session.public_id.to_string(), "device_name": session.device_name, "user_agent": session.user_agent,
            "address": session.address, "created_at": session.created_at, "last_seen_at": session.last_seen_at,
        })
    };
    data.sessions.iter().map(view).collect()
}

fn devices(data: &OwnData) -> Vec<Value> {
    let view = |device: &frontdesk_accounts::device::KnownDevice| {
        json!({
            "program": device.agent, "address": device.source, "first_seen_at": device.first_seen_at,
            "last_seen_at": device.last_seen_at,
        })
    };
    data.devices.iter().map(view).collect()
}

/// Who else acted is not told: that is the other's.
fn events(data: &OwnData) -> Vec<Value> {
    let own = data.person.id;
    let view = |event: &frontdesk_accounts::store::audit::EventEntry| {
        let by_me = event.actor_id == Some(own);
        let address = if by_me || event.actor_id.is_none() { event.address.as_str() } else { "" };
        json!({ "at": event.at, "event": event.event, "by_me": by_me, "address": address, "detail": event.detail })
    };
    data.events.iter().map(view).collect()
}

/// Rows of the same keys as CSV, for a spreadsheet.
fn csv(rows: &[Value]) -> String {
    let mut table = String::new();
    let Some(first) = rows.first().and_then(Value::as_object) else { return table };
    push_row(&mut table, first.keys());
    for row in rows.iter().filter_map(Value::as_object) {
        push_row(&mut table, first.keys().map(|key| cell(row.get(key))));
    }
    table
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
mod tests {
    use super::*;

    #[test]
    fn sec_WEB_04_a_spreadsheet_computes_nothing_of_what_people_wrote() {
        let rows = [json!({ "a": "=1+1", "b": "plain, \"quoted\"", "c": -5, "d": null })];
        assert_eq!(csv(&rows), "a,b,c,d\r\n'=1+1,\"plain, \"\"quoted\"\"\",-5,\r\n");
        assert_eq!(csv(&[]), "");
    }
}
