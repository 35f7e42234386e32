//! Hours and bookings on their way into the tables.

use frontdesk_catalogue::Currency;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::{Change, DayNumber, RuleKind, store};
use jiff::civil::Date;

use super::bulk::{Statement, Values, add};
use super::diary_rows::{DayRow, DiaryRows, PlaceRow, VisitRow};
use super::holidays;

const LOCATIONS: Statement = Statement {
    head: "insert into locations (id, public_id, owner_id, name, city, address, time_zone, anchor_ticks,
                                  works_on_holidays, latitude, longitude, version, hours_version, created_at,
                                  updated_at) values",
    row: "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 2, ?, ?)",
};
const RULES: Statement = Statement {
    head: "insert into schedule_rules (location_id, position, kind, cycle_days, cycle_day, cycle_anchor, start_min,
                                       end_min, valid_from) values",
    row: "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
const OVERRIDES: Statement = Statement {
    head: "insert into schedule_overrides (location_id, local_date, position, change, start_min, end_min) values",
    row: "(?, ?, 0, ?, ?, ?)",
};
const TIME_OFF: Statement = Statement {
    head: "insert into time_off (id, public_id, location_id, starts_at, ends_at, reason, created_at) values",
    row: "(?, ?, ?, ?, ?, ?, ?)",
};
const RESOURCES: Statement =
    Statement { head: "insert into resources (id, specialist_id, anchor_ticks) values", row: "(?, ?, ?)" };
const DAYS: Statement = Statement {
    head: "insert into resource_days (resource_id, day, w0, w1, w2, w3, w4, w5) values",
    row: "(?, ?, ?, ?, ?, ?, ?, ?)",
};
const BOOKINGS: Statement = Statement {
    head: "insert into bookings (id, public_id, service_id, location_id, specialist_id, client_id, status, starts_at,
                                 ends_at, time_zone, local_date, service_name, price_minor, currency, terms,
                                 reschedules, note, created_at, updated_at, version,
                                 local_start_minutes) values",
    row: "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
const CLAIMS: Statement = Statement {
    head: "insert into claims (booking_id, resource_id, start_tick, end_tick) values",
    row: "(?, ?, ?, ?)",
};
const EVENTS: Statement = Statement {
    head: "insert into booking_events (booking_id, seq, kind, actor_id, starts_at, at, noticed_at) values",
    row: "(?, ?, ?, ?, ?, ?, ?)",
};

const REVIEWS: Statement = Statement {
    head: "insert into reviews (public_id, booking_id, specialist_id, client_id, rating, text, reply, replied_at,
                                created_at, updated_at, version) values",
    row: "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

/// Names the holidays around `today`.
pub async fn add_holidays(tx: &mut Tx, today: Date) -> Result<(), DbError> {
    for (date, name) in holidays::around(today) {
        let holiday = store::holidays::Holiday { local_date: DayNumber::from(date), name: name.to_owned() };
        store::holidays::put(tx, &holiday).await?;
    }
    Ok(())
}

/// Adds places with their hours, and who comes there.
pub async fn add_diaries(tx: &mut Tx, rows: &DiaryRows) -> Result<(), DbError> {
    let (places, visits) = (&rows.places, &rows.visits);
    add(tx, &LOCATIONS, places.iter().map(location).collect()).await?;
    add(tx, &RULES, places.iter().flat_map(rules).collect()).await?;
    add(tx, &OVERRIDES, places.iter().flat_map(overrides).collect()).await?;
    add(tx, &TIME_OFF, places.iter().flat_map(time_off).collect()).await?;
    add(tx, &RESOURCES, places.iter().map(resource).collect()).await?;
    add(tx, &DAYS, rows.days.iter().map(day).collect()).await?;
    add(tx, &BOOKINGS, visits.iter().map(booking).collect()).await?;
    add(tx, &CLAIMS, visits.iter().filter_map(claim).collect()).await?;
    add(tx, &EVENTS, visits.iter().flat_map(events).collect()).await?;
    add(tx, &REVIEWS, visits.iter().filter_map(review).collect()).await
}

fn location(row: &PlaceRow) -> Values {
    vec![
        Box::new(row.id),
        Box::new(row.public_id),
        Box::new(row.owner_id),
        Box::new(row.place.name),
        Box::new(row.city),
        Box::new(row.place.address.clone()),
        Box::new(row.time_zone),
        Box::new(row.anchor.0),
        Box::new(row.calendar.works_on_holidays),
        Box::new(row.place.point.0),
        Box::new(row.place.point.1),
        Box::new(row.created_at),
        Box::new(row.created_at),
    ]
}

fn rules(row: &PlaceRow) -> impl Iterator<Item = Values> {
    row.calendar.rules.iter().zip(0_i64..).map(|(rule, position)| -> Values {
        vec![
            Box::new(row.id),
            Box::new(position),
            Box::new(if rule.kind == RuleKind::Open { "open" } else { "break" }),
            Box::new(rule.cycle.days),
            Box::new(rule.cycle.day),
            Box::new(DayNumber::from(rule.cycle.anchor)),
            Box::new(rule.hours.start_min),
            Box::new(rule.hours.end_min),
            Box::new(DayNumber::from(rule.valid_from)),
        ]
    })
}

fn overrides(row: &PlaceRow) -> impl Iterator<Item = Values> {
    row.calendar.overrides.iter().map(|other| -> Values {
        let (change, hours) = match other.change {
            Change::Closed => ("closed", None),
            Change::Replace(hours) => ("replace", Some(hours)),
            Change::Add(hours) => ("add", Some(hours)),
        };
        vec![
            Box::new(row.id),
            Box::new(DayNumber::from(other.date)),
            Box::new(change),
            Box::new(hours.map(|hours| hours.start_min)),
            Box::new(hours.map(|hours| hours.end_min)),
        ]
    })
}

fn time_off(row: &PlaceRow) -> impl Iterator<Item = Values> {
    row.calendar.absences.iter().zip(&row.absences).map(|((absence, reason), (id, public_id))| -> Values {
        vec![
            Box::new(*id),
            Box::new(*public_id),
            Box::new(row.id),
            Box::new(Timestamp::from(absence.starts_at)),
            Box::new(Timestamp::from(absence.ends_at)),
            Box::new(*reason),
            Box::new(row.created_at),
        ]
    })
}

fn resource(row: &PlaceRow) -> Values {
    vec![Box::new(row.resource_id()), Box::new(row.owner_id), Box::new(row.anchor.0)]
}

fn day(row: &DayRow) -> Values {
    let mut values: Values = vec![Box::new(row.resource_id), Box::new(row.day)];
    values.extend(
        row.taken.words().into_iter().map(|word| -> Box<dyn frontdesk_kit::db::Param + Send> { Box::new(word) }),
    );
    values
}

fn booking(row: &VisitRow) -> Values {
    let (visit, sold) = (&row.visit, &row.sold);
    vec![
        Box::new(row.id),
        Box::new(row.public_id),
        Box::new(sold.id),
        Box::new(row.location_id),
        Box::new(row.specialist_id),
        Box::new(row.client_id),
        Box::new(visit.fate.status),
        Box::new(frontdesk_booking::model::moment(visit.ticks.start)),
        Box::new(frontdesk_booking::model::moment(visit.ticks.end)),
        Box::new(row.time_zone),
        Box::new(DayNumber::from(visit.date)),
        Box::new(sold.name.clone()),
        Box::new(sold.price),
        Box::new(Currency::default().code()),
        Box::new(sold.terms.clone()),
        Box::new(i64::from(visit.fate.moved)),
        Box::new(visit.note),
        Box::new(visit.made),
        Box::new(row.updated_at()),
        Box::new(visit.fate.story.len() as i64),
        Box::new(visit.minutes),
    ]
}

/// Nothing, if somebody else may have the time.
fn claim(row: &VisitRow) -> Option<Values> {
    let claim = (!row.visit.fate.status.frees()).then_some(&row.visit.claim)?;
    Some(vec![Box::new(row.id), Box::new(row.resource_id), Box::new(claim.start.0), Box::new(claim.end.0)])
}

fn events(row: &VisitRow) -> impl Iterator<Item = Values> {
    row.visit.fate.story.iter().enumerate().map(|(place, step)| -> Values {
        vec![
            Box::new(row.id),
            Box::new(place as i64 + 1),
            Box::new(step.kind),
            Box::new(row.actor(step)),
            Box::new(row.starts_at(place)),
            Box::new(step.at),
            // Nobody is written to about what never was.
            Box::new(step.at),
        ]
    })
}

/// Told and answered right after the visit.
fn review(row: &VisitRow) -> Option<Values> {
    let opinion = row.visit.opinion?;
    let told_at = row.updated_at();
    let replied_at = opinion.reply.map(|_| told_at);
    Some(vec![
        Box::new(row.review_id),
        Box::new(row.id),
        Box::new(row.specialist_id),
        Box::new(row.client_id),
        Box::new(opinion.rating),
        Box::new(opinion.text),
        Box::new(opinion.reply.unwrap_or_default()),
        Box::new(replied_at),
        Box::new(told_at),
        Box::new(told_at),
        Box::new(if replied_at.is_some() { 2_i64 } else { 1 }),
    ])
}
