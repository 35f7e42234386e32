//! Accounts as administration looks for them.

mod order;

use frontdesk_kit::db::{DbError, FromRow, Param, Query, Row, Tx};

pub use self::order::{MOST_KEYS, Order, Place, SortBy, SortKey};
use crate::identifier::Beginning;
use crate::model::Person;

/// What a declared field must be; values are folded, as lists know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// This value; for a field with many values, among others.
    Is(String),
    /// This value or one behind it.
    From(String),
    /// This value or one before it.
    To(String),
}

/// What a user name, an address, a number or a declared field begins with.
#[derive(Clone, Debug)]
pub struct Begins {
    pub identifiers: Beginning,
    /// Declared fields, each with the same as its values are folded.
    pub fields: Vec<(String, String)>,
}

/// What accounts are looked for, joined by AND.
#[derive(Clone, Debug, Default)]
pub struct AccountSearch {
    pub begins: Option<Begins>,
    pub role: Option<String>,
    pub suspended: Option<bool>,
    /// Declared fields with what they must be.
    pub fields: Vec<(String, Condition)>,
    pub order: Order,
    /// The last account of the page before.
    pub after: Option<Place>,
    pub limit: i64,
}

impl AccountSearch {
    /// Whether the database may have to look at every account.
    pub fn may_be_long(&self) -> bool {
        !self.fields.is_empty() || self.order.keys.iter().any(|key| key.by != SortBy::Username)
    }
}

/// An account that was found, with its place in the order.
#[derive(Clone, Debug)]
pub struct Found {
    pub person: Person,
    pub place: Place,
}

/// The columns of a person before those of the place.
const COLUMNS: usize = 16;

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
        let person = Person::from_row(row)?;
        let keys = [row.get(COLUMNS)?, row.get(COLUMNS + 1)?, row.get(COLUMNS + 2)?];
        Ok(Self { place: Place { keys, id: person.id }, person })
    }
}

/// The accounts that `search` means, one page of them.
///
/// The page is found by numbers and keys alone; whole rows are read for what stands on it.
pub async fn accounts(tx: &mut Tx, search: &AccountSearch) -> Result<Vec<Found>, DbError> {
    let mut query = Query::new(
        "select u.id, u.public_id, u.username, u.email, u.phone, u.role, u.created_at,
                case when p.updated_at > u.updated_at then p.updated_at else u.updated_at end, u.suspended_at,
                u.email_verified_at, u.phone_verified_at, p.id, p.public_id, p.fields, p.avatar, p.version,
                f.k1, f.k2, f.k3
         from (select f.id, f.k1, f.k2, f.k3 from (select u.id",
    );
    search.order.select(&mut query);
    query.push("from users u");
    search.order.join(&mut query);
    narrow(&mut query, search);
    query.push(") f");
    if let Some(place) = &search.after {
        search.order.seek(&mut query, place);
    }
    search.order.sort(&mut query);
    query.bind(
        "limit ?) f join users u on u.id = f.id join profiles p on p.user_id = u.id",
        vec![Box::new(search.limit)],
    );
    search.order.sort(&mut query);
    tx.all(&query, &query.params()).await
}

fn narrow(query: &mut Query, search: &AccountSearch) {
    if let Some(begins) = &search.begins {
        find_beginnings(query, begins);
    }
    if let Some(role) = &search.role {
        query.filter("u.role = ?", vec![Box::new(role.clone())]);
    }
    match search.suspended {
        Some(true) => drop(query.filter("u.suspended_at is not null", vec![])),
        Some(false) => drop(query.filter("u.suspended_at is null", vec![])),
        None => {}
    }
    for (field, condition) in &search.fields {
        let (piece, value) = match condition {
            Condition::Is(value) => {
                ("u.id in (select user_id from profile_values where field = ? and value = ?)", value)
            }
            Condition::From(value) => {
                ("u.id in (select user_id from profile_values where field = ? and value >= ?)", value)
            }
            Condition::To(value) => {
                ("u.id in (select user_id from profile_values where field = ? and value <= ?)", value)
            }
        };
        query.filter(piece, vec![Box::new(field.clone()), Box::new(value.clone())]);
    }
}

fn find_beginnings(query: &mut Query, begins: &Begins) {
    let range =
        |from: &str| -> Vec<Box<dyn Param + Send>> { vec![Box::new(from.to_owned()), Box::new(after_all(from))] };
    let Beginning { username, email, phone } = &begins.identifiers;
    query.filter("u.id in (select id from users where username_key >= ? and username_key < ?", range(username));
    query.bind("union all select id from users where email_key >= ? and email_key < ?", range(email));
    query.bind("union all select id from users where phone_key >= ? and phone_key < ?", range(phone));
    for (field, value) in &begins.fields {
        let mut values = range(value);
        values.insert(0, Box::new(field.clone()));
        query.bind("union all select user_id from profile_values where field = ? and value >= ? and value < ?", values);
    }
    query.push(")");
}

/// A text behind all that begin with `begins`: both engines compare these columns byte by byte.
fn after_all(begins: &str) -> String {
    [begins, "\u{10ffff}"].concat()
}
