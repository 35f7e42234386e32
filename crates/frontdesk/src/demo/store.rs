//! Many rows at once, into tables of other rooms.
//!
//! The stores of those rooms add one row at a time and ask the database for its number. A world of 300,000 people
//! comes in by the statement-full instead, under numbers that are known beforehand, because the tables are empty.

use frontdesk_catalogue::words;
use frontdesk_catalogue::{Category, Currency};
use frontdesk_kit::db::{DbError, Differs, Tx};

use super::bulk::{Statement, Values, add};
use super::rows::{PersonRow, ServiceRow};

/// Numbers that were given by hand are unknown to PostgreSQL's sequences, and a planner without statistics plans
/// badly. SQLite numbers on from the highest, and its plans here need no statistics.
const AFTERWARDS: Differs = Differs {
    sqlite: "",
    postgres: "select setval(pg_get_serial_sequence('users', 'id'), (select max(id) from users));
               select setval(pg_get_serial_sequence('profiles', 'id'), (select max(id) from profiles));
               select setval(pg_get_serial_sequence('services', 'id'), (select max(id) from services));
               select setval(pg_get_serial_sequence('locations', 'id'), (select max(id) from locations));
               select setval(pg_get_serial_sequence('time_off', 'id'), (select max(id) from time_off));
               select setval(pg_get_serial_sequence('resources', 'id'), (select max(id) from resources));
               select setval(pg_get_serial_sequence('bookings', 'id'), (select max(id) from bookings));
               analyze;",
};

const USERS: Statement = Statement {
    head: "insert into users (id, public_id, username, username_key, email, email_key, phone, phone_key,
                              password_hash, password_changed_at, role, created_at, updated_at) values",
    row: "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
const PROFILES: Statement = Statement {
    head: "insert into profiles (id, public_id, user_id, fields, avatar, version, updated_at) values",
    row: "(?, ?, ?, ?, ?, 1, ?)",
};
const PROFILE_VALUES: Statement =
    Statement { head: "insert into profile_values (field, value, user_id) values", row: "(?, ?, ?)" };
const SERVICES: Statement = Statement {
    head: "insert into services (id, public_id, specialist_id, name, name_fold, description, category, price_minor,
                                 currency, duration_minutes, active, created_at, updated_at, version,
                                 buffer_before_minutes, buffer_after_minutes, lead_minutes, horizon_days, grid_minutes,
                                 grid_from, daily_limit, confirmation, cancel_until_minutes, reschedule_until_minutes,
                                 max_reschedules) values",
    row: "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
/// Adds people, all with the same password.
pub async fn add_people(tx: &mut Tx, people: &[PersonRow], password_hash: &str) -> Result<(), DbError> {
    let users = people.iter().map(|person| user_values(person, password_hash)).collect();
    add(tx, &USERS, users).await?;
    add(tx, &PROFILES, people.iter().map(profile_values).collect()).await?;
    let found_by = people.iter().flat_map(|person| person.found_by.iter().map(|found| (person.id, found)));
    let values = found_by
        .map(|(id, (field, value))| -> Values { vec![Box::new(field.clone()), Box::new(value.clone()), Box::new(id)] });
    add(tx, &PROFILE_VALUES, values.collect()).await
}

/// Adds services. Who searches reads them all: no server runs yet that could have read some.
pub async fn add_services(tx: &mut Tx, services: &[ServiceRow]) -> Result<(), DbError> {
    add(tx, &SERVICES, services.iter().map(service_values).collect()).await
}

/// What has to be done once everything is in.
pub async fn finish(tx: &mut Tx) -> Result<(), DbError> {
    match AFTERWARDS.on(tx.engine()) {
        "" => Ok(()),
        text => tx.batch(text).await,
    }
}

fn user_values(person: &PersonRow, password_hash: &str) -> Values {
    let phone = Some(person.phone.clone()).filter(|phone| !phone.is_empty());
    vec![
        Box::new(person.id),
        Box::new(person.public_id),
        Box::new(person.username.clone()),
        Box::new(person.username_key.clone()),
        Box::new(person.email.clone()),
        Box::new(person.email_key.clone()),
        Box::new(phone),
        Box::new(person.phone_key.clone()),
        Box::new(password_hash.to_owned()),
        Box::new(0_i64),
        Box::new(person.role),
        Box::new(person.created_at),
        Box::new(person.created_at),
    ]
}

fn profile_values(person: &PersonRow) -> Values {
    vec![
        Box::new(person.id),
        Box::new(person.profile_id),
        Box::new(person.id),
        Box::new(person.fields.clone()),
        Box::new(person.avatar.clone()),
        Box::new(person.created_at),
    ]
}

fn service_values(service: &ServiceRow) -> Values {
    let offer = &service.offer;
    let terms = offer.terms;
    // A shelf that the catalogue does not have would be none.
    let category = Category::parse(offer.category.key).map(Category::key);
    vec![
        Box::new(service.id),
        Box::new(service.public_id),
        Box::new(service.specialist_id),
        Box::new(offer.name.clone()),
        Box::new(words::fold(&offer.name)),
        Box::new(offer.description.clone()),
        Box::new(category),
        Box::new(offer.price_minor),
        Box::new(Currency::default().code()),
        Box::new(i64::from(offer.duration_minutes)),
        Box::new(offer.active),
        Box::new(service.created_at),
        Box::new(service.created_at),
        Box::new(terms.buffer_before_minutes),
        Box::new(terms.buffer_after_minutes),
        Box::new(terms.lead_minutes),
        Box::new(terms.horizon_days),
        Box::new(terms.grid_minutes),
        Box::new(terms.grid_from),
        Box::new(terms.daily_limit),
        Box::new(terms.confirmation),
        Box::new(terms.cancel_until_minutes),
        Box::new(terms.reschedule_until_minutes),
        Box::new(terms.max_reschedules),
    ]
}
