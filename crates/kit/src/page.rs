//! Pages of a list, and the authenticated cursors that lead from one to the next.

use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::input::{Field, Invalid, Shape, Value};
use crate::locale::Message;

/// Items on a page unless the caller asks for another number.
const DEFAULT_LIMIT: i64 = 20;
/// The longest cursor, in characters: it may hold three values of a list's order.
const LONGEST_CURSOR: i64 = 5_000;
/// Items on a page at most.
pub const MAX_LIMIT: i64 = 100;

/// Adds to a list's query which page of `things` is wanted.
pub fn paged(query: Shape, things: &str) -> Shape {
    query
        .field(
            Field::integer("limit")
                .between(1, MAX_LIMIT)
                .default(Value::Integer(DEFAULT_LIMIT))
                .example(DEFAULT_LIMIT)
                .help(format!("{things} on the page.")),
        )
        .field(
            Field::text("cursor")
                .max(LONGEST_CURSOR)
                .help("`next_cursor` of the page before, with the same filters and order."),
        )
}

/// What is said of a cursor that is not ours, or another list's.
pub fn bad_cursor() -> Invalid {
    Invalid::one("cursor", "invalid_cursor", Message::new("problem-invalid-cursor"))
}

/// One page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    pub next_cursor: Option<String>,
}

/// The key that makes cursors impossible to forge, and to read: they hold row numbers, which are nobody's business.
#[derive(Clone)]
pub struct CursorKey(Arc<LessSafeKey>);

impl CursorKey {
    /// A key of 32 secret bytes.
    pub fn new(key: [u8; 32]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM_SIV, &key).expect("the algorithm takes keys of 32 bytes");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    /// Seals the place `last` (the last row's sort values) of the list that `scope` names.
    ///
    /// `scope` says everything that must not change between two pages: the route, the filters, the caller.
    pub fn seal(&self, scope: &str, last: &[String]) -> String {
        let mut bytes = last.join("\u{1f}").into_bytes();
        self.0.seal_in_place_append_tag(nonce(), Aad::from(scope), &mut bytes).expect("a place is short");
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The sort values that [`CursorKey::seal`] sealed for the same scope; `None` for any other text.
    pub fn open(&self, scope: &str, cursor: &str) -> Option<Vec<String>> {
        let mut bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let place = self.0.open_in_place(nonce(), Aad::from(scope), &mut bytes).ok()?;
        let place = std::str::from_utf8(place).ok()?;
        Some(place.split('\u{1f}').map(str::to_owned).collect())
    }
}

/// Always the same: with AES-GCM-SIV (RFC 8452 section 1) this tells no more than that two places are equal, and the
/// same page has the same cursor every time.
fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

impl<T> Page<T> {
    /// Makes a page of at most `limit` items from up to `limit + 1` rows; `seal` makes the cursor after a row.
    pub fn cut(mut rows: Vec<T>, limit: i64, seal: impl FnOnce(&T) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = if more { rows.last().map(seal) } else { None };
        Self { items: rows, next_cursor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_az_07_a_cursor_opens_only_where_it_was_made() {
        let key = CursorKey::new([7; 32]);
        let cursor = key.seal("services?q=a", &["1500".into(), "42".into()]);

        assert_eq!(key.open("services?q=a", &cursor), Some(vec!["1500".to_owned(), "42".to_owned()]));
        assert_eq!(key.open("services?q=b", &cursor), None);
        assert_eq!(CursorKey::new([8; 32]).open("services?q=a", &cursor), None);
        assert_eq!(key.seal("services?q=a", &["1500".into(), "42".into()]), cursor);
        for junk in ["", "AAAA", "!!!", &cursor[1..], &format!("{cursor}A")] {
            assert_eq!(key.open("services?q=a", junk), None, "{junk}");
        }
    }

    #[test]
    fn sec_acc_09_a_cursor_does_not_tell_the_number_of_a_row() {
        let cursor = CursorKey::new([7; 32]).seal("services", &["1500".into(), "4242".into()]);
        let bytes = URL_SAFE_NO_PAD.decode(cursor).expect("it is made of letters");
        assert!(!bytes.windows(4).any(|part| part == b"4242" || part == b"1500"), "{bytes:?}");
    }
}
