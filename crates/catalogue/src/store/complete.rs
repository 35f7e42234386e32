//! Complete lists, for the older wires.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Query, Tx, escape_like};
use frontdesk_kit::money::{MAX_MINOR, Minor};

use super::services::SERVICE;
use crate::model::{Service, Sight};
use crate::words::{fold, fragment};

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

impl Narrowing {
    /// Whether reading the list may take long, so that it belongs into `db.report`.
    pub fn is_wide(&self) -> bool {
        let part = self.name.as_deref().map(fold);
        self.specialist.is_none() && part.as_deref().and_then(fragment).is_none()
    }
}

/// All services that the reader may see and `narrowing` leaves, by ascending number.
///
/// A part of a name is looked up in the vocabulary first where that can help; the answer is the same as that of
/// comparing every name.
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
        // Only the names of active services are in the index, and few services need none.
        if sight == Sight::Everybody && narrowing.specialist.is_none() {
            by_words(&mut query, narrowing, part);
        }
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

/// Leaves services with a word that holds the longest run of letters in `part`.
fn by_words(query: &mut Query, narrowing: &Narrowing, part: &str) {
    let Some(fragment) = fragment(part) else { return };
    let (min, max) = (narrowing.min_price.unwrap_or(0), narrowing.max_price.unwrap_or(MAX_MINOR));
    query.filter(
        "s.id in (select x.service_id from service_stems x
            where x.stem in (select v.stem from vocabulary v where v.word like ? escape '\\')
                and x.price_minor >= ? and x.price_minor <= ?)",
        vec![Box::new(containing(fragment)), Box::new(Minor(min)), Box::new(Minor(max))],
    );
}

fn containing(text: &str) -> String {
    format!("%{}%", escape_like(text))
}
