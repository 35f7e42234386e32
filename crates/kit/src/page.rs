//! Pages of a list, and the authenticated cursors that lead from one to the next.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;

/// Items on a page unless the caller asks for another number.
pub const DEFAULT_LIMIT: i64 = 20;
/// Items on a page at most.
pub const MAX_LIMIT: i64 = 100;
/// Bytes of the cursor's authenticator; 128 bits.
const TAG: usize = 16;

/// One page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    pub next_cursor: Option<String>,
}

/// The key that makes cursors impossible to forge.
#[derive(Clone)]
pub struct CursorKey([u8; 32]);

impl CursorKey {
    /// A key of 32 secret bytes.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// Seals the place `last` (the last row's sort values) of the list that `scope` names.
    ///
    /// `scope` says everything that must not change between two pages: the route, the filters, the caller.
    pub fn seal(&self, scope: &str, last: &[String]) -> String {
        let place = last.join("\u{1f}");
        let mut bytes = place.clone().into_bytes();
        bytes.extend_from_slice(&self.tag(scope, &place));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The sort values that [`CursorKey::seal`] sealed for the same scope; `None` for any other text.
    pub fn open(&self, scope: &str, cursor: &str) -> Option<Vec<String>> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (place, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG)?)?;
        let place = std::str::from_utf8(place).ok()?;
        self.mac(scope, place).verify_truncated_left(tag).ok()?;
        Some(place.split('\u{1f}').map(str::to_owned).collect())
    }

    fn tag(&self, scope: &str, place: &str) -> [u8; TAG] {
        let full = self.mac(scope, place).finalize().into_bytes();
        let mut tag = [0; TAG];
        tag.copy_from_slice(&full[..TAG]);
        tag
    }

    fn mac(&self, scope: &str, place: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        // The length keeps `scope` and `place` from running into one another.
        mac.update(&(scope.len() as u64).to_be_bytes());
        mac.update(scope.as_bytes());
        mac.update(place.as_bytes());
        mac
    }
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
        for junk in ["", "AAAA", "!!!", &cursor[1..], &format!("{cursor}A")] {
            assert_eq!(key.open("services?q=a", junk), None, "{junk}");
        }
    }
}
