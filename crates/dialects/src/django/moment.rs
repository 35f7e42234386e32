//! Small values as databases and dumps spell them.

use frontdesk_kit::clock::Timestamp;

/// A moment; one that names no zone is in UTC, as Django stores it.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(moment.as_second()));
    }
    let local: jiff::civil::DateTime = text.parse().ok()?;
    Some(Timestamp(local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second()))
}

/// Yes or no; whatever is not a clear yes is no.
pub(super) fn is_true(text: &str) -> bool {
    ["1", "t", "true", "yes", "y"].contains(&text.to_ascii_lowercase().as_str())
}

/// An amount in hundredths, exactly; `None` for more than two decimals, signs and what is no number.
pub(super) fn hundredths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let fraction = fraction.trim_end_matches('0');
    let plain = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) || fraction.len() > 2 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_both_engines_and_of_dumps_are_understood() {
        for text in [
            "2026-01-02 03:04:05.678901",
            "2026-01-02 03:04:05+00",
            "2026-01-02 06:04:05.678901+03",
            "2026-01-02T03:04:05.678Z",
            "2026-01-02T03:04:05.678901+00:00",
        ] {
            assert_eq!(moment(text), Some(Timestamp(1_767_323_045)), "{text}");
        }
        assert_eq!(moment("yesterday"), None);
    }

    #[test]
    fn prices_are_exact() {
        for (text, amount) in
            [("1500", 150_000), ("1500.0", 150_000), ("0.05", 5), ("9.5", 950), ("12.340", 1_234), ("0", 0)]
        {
            assert_eq!(hundredths(text), Some(amount), "{text}");
        }
        for text in ["", "-1", "1.005", "1e3", "1,50", "."] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }
}
