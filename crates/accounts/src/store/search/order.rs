//! The order of a list of accounts, and how a page goes on behind a place in it.

use frontdesk_kit::db::Query;

use crate::model::UserId;

/// Keys that one order has at most.
pub const MOST_KEYS: usize = 3;

/// By what accounts are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// The user name; accounts without one are taken for having an empty one.
    Username,
    /// A declared field that lists know. Where it holds nothing comes last, whatever the direction.
    Field(String),
}

/// One key of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    pub by: SortBy,
    pub descending: bool,
}

/// By these keys, the first one first; accounts that are equal in all of them stand by their age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// [`MOST_KEYS`] at most; what is beyond them is left out.
    pub keys: Vec<SortKey>,
    pub newest_first: bool,
}

/// A place in an order: the values of its keys, and the account that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub keys: [Option<String>; MOST_KEYS],
    pub id: UserId,
}

/// The pieces of SQL of one key; which of the keys it is decides about the names in them.
struct Pieces {
    nothing: &'static str,
    username: &'static str,
    field: &'static str,
    join: &'static str,
    ascending: &'static str,
    descending: &'static str,
    empty_last: &'static str,
    equal: &'static str,
    empty: &'static str,
    greater: &'static str,
    less: &'static str,
    greater_or_empty: &'static str,
    less_or_empty: &'static str,
}

macro_rules! pieces {
    ($key:literal, $table:literal) => {
        Pieces {
            nothing: concat!(", cast(null as text) as ", $key),
            username: concat!(", coalesce(u.username_key, '') as ", $key),
            field: concat!(", ", $table, ".value as ", $key),
            join: concat!(
                "left join profile_values ",
                $table,
                " on ",
                $table,
                ".user_id = u.id and ",
                $table,
                ".field = ?"
            ),
            ascending: concat!("f.", $key, ","),
            descending: concat!("f.", $key, " desc,"),
            empty_last: concat!("f.", $key, " is null,"),
            equal: concat!("f.", $key, " = ? and"),
            empty: concat!("f.", $key, " is null and"),
            greater: concat!("f.", $key, " > ?"),
            less: concat!("f.", $key, " < ?"),
            greater_or_empty: concat!("(f.", $key, " > ? or f.", $key, " is null)"),
            less_or_empty: concat!("(f.", $key, " < ? or f.", $key, " is null)"),
        }
    };
}

const PIECES: [Pieces; MOST_KEYS] = [pieces!("k1", "s1"), pieces!("k2", "s2"), pieces!("k3", "s3")];

impl Order {
    fn keyed(&self) -> impl Iterator<Item = (&SortKey, &'static Pieces)> {
        self.keys.iter().zip(&PIECES)
    }

    /// Adds the columns of the keys, all [`MOST_KEYS`].
    pub(super) fn select(&self, query: &mut Query) {
        for (index, pieces) in PIECES.iter().enumerate() {
            query.push(match self.keys.get(index).map(|key| &key.by) {
                None => pieces.nothing,
                Some(SortBy::Username) => pieces.username,
                Some(SortBy::Field(_)) => pieces.field,
            });
        }
    }

    /// Adds the tables that the keys stand in.
    pub(super) fn join(&self, query: &mut Query) {
        for (key, pieces) in self.keyed() {
            if let SortBy::Field(field) = &key.by {
                query.bind(pieces.join, vec![Box::new(field.clone())]);
            }
        }
    }

    /// Adds the order itself.
    pub(super) fn sort(&self, query: &mut Query) {
        query.push("order by");
        for (key, pieces) in self.keyed() {
            if key.by != SortBy::Username {
                query.push(pieces.empty_last);
            }
            query.push(if key.descending { pieces.descending } else { pieces.ascending });
        }
        query.push(if self.newest_first { "f.id desc" } else { "f.id" });
    }

    /// Adds the condition that a row stands behind `place`: it is equal in the first keys, for any number of them, and
    /// behind in the next.
    pub(super) fn seek(&self, query: &mut Query, place: &Place) {
        query.push("where (");
        for (index, (key, pieces)) in self.keyed().enumerate() {
            // Behind an empty value nothing stands but other empty ones.
            let Some(value) = &place.keys[index] else { continue };
            self.equal_before(query, place, index);
            let piece = match (&key.by, key.descending) {
                (SortBy::Username, false) => pieces.greater,
                (SortBy::Username, true) => pieces.less,
                (SortBy::Field(_), false) => pieces.greater_or_empty,
                (SortBy::Field(_), true) => pieces.less_or_empty,
            };
            query.bind(piece, vec![Box::new(value.clone())]).push("or");
        }
        self.equal_before(query, place, self.keys.len().min(MOST_KEYS));
        query.bind(if self.newest_first { "f.id < ?)" } else { "f.id > ?)" }, vec![Box::new(place.id)]);
    }

    /// Adds that the first `count` keys are those of `place`.
    fn equal_before(&self, query: &mut Query, place: &Place, count: usize) {
        for ((_, pieces), value) in self.keyed().zip(&place.keys).take(count) {
            match value {
                Some(value) => query.bind(pieces.equal, vec![Box::new(value.clone())]),
                None => query.push(pieces.empty),
            };
        }
    }
}
