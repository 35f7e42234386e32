//! Money without floats.

use std::fmt;

/// The largest amount that the product stores: eight digits before the point, two after.
pub const MAX_MINOR: i64 = 9_999_999_999;

/// An amount in minor units (kopecks, cents), never negative here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minor(pub i64);

crate::db_newtype!(Minor, i64);

/// As decimal text with two places, for instance `1500.00`.
impl fmt::Display for Minor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", amount / 100, amount % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::Minor;

    #[test]
    fn a_price_shows_two_places() {
        assert_eq!(Minor(150_000).to_string(), "1500.00");
        assert_eq!(Minor(5).to_string(), "0.05");
        assert_eq!(Minor(-105).to_string(), "-1.05");
    }
}
