//! Complete lists, for the older wires.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Query, Tx, escape_like};

use super::services::SERVICE;
use crate::model::{Service, Sight};
use crate::words::fold;

/// No folded name is longer; the engines refuse to compare with patterns that are much longer.
const LONGEST_PART: usize = 4_000;

/// What a complete list leaves out. The default leaves out nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    pub specialist: Option<UserId>,
    /// A part of the name as it was typed; letter case does not matter, nor do blanks at its ends.
    pub name: Option<String>,
    /// In minor units, included.
    pub min_price: Option<i64>,
    /// In minor units, included.
    pub max_price: Option<i64>,
    pub duration_minutes: Option<i64>,
}

/// All services that the reader may see and `narrowing` leaves, by ascending number.
///
/// Compares every name, and so may take long unless one specialist's services are wanted.
pub async fn complete(tx: &mut Tx, sight: Sight, narrowing: &Narrowing) -> Result<Vec<Service>, DbError> {
    let part = narrowing.name.as_deref().map(fold).unwrap_or_default();
    if part.contains('\0') || part.chars().count() > LONGEST_PART {
        return Ok(Vec::new());
    }
    let query = statement(sight, narrowing, &part);
    tx.all(&query, &query.params()).await
}

/// The statement for a complete list; `part` is the folded part of the name, or nothing.
pub fn statement(sight: Sight, narrowing: &Narrowing, part: &str) -> Query {
    let mut query = Query::new(SERVICE);
    sight.narrow(&mut query);
    if let Some(specialist) = narrowing.specialist {
        query.filter("s.specialist_id = ?", vec![Box::new(specialist)]);
    }
    if !part.is_empty() {
        query.filter("s.name_fold like ? escape '\\'", vec![Box::new(containing(part))]);
    }
    if let Some(min) = narrowing.min_price {
        query.filter("s.price_minor >= ?", vec![Box::new(min)]);
    }
    if let Some(max) = narrowing.max_price {
        query.filter("s.price_minor <= ?", vec![Box::new(max)]);
    }
    if let Some(minutes) = narrowing.duration_minutes {
        query.filter("s.duration_minutes = ?", vec![Box::new(minutes)]);
    }
    query.push("order by s.id");
    query
}

fn containing(text: &str) -> String {
    format!("%{}%", escape_like(text))
}
