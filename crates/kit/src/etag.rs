//! Entity tags (RFC 9110 section 8.8.3): a thing's version, as its readers hold it.

use http::{HeaderMap, HeaderValue, header};

/// The `ETag` of a thing in its `version`.
pub fn of(version: i64) -> HeaderValue {
    HeaderValue::try_from(format!("\"{version}\"")).expect("a number is a fit header")
}

/// The versions that `If-Match` names (RFC 9110 section 13.1.1): `None` when any will do. A tag that is none of ours
/// matches nothing.
pub fn expected_versions(headers: &HeaderMap) -> Option<Vec<i64>> {
    let tags = headers.get(header::IF_MATCH)?.to_str().unwrap_or("");
    if tags.trim() == "*" {
        return None;
    }
    let version = |tag: &str| tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok();
    Some(tags.split(',').filter_map(version).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_versions_that_were_seen_are_expected() {
        let expected = |tags: &'static str| {
            let headers = [(header::IF_MATCH, HeaderValue::from_static(tags))];
            expected_versions(&headers.into_iter().collect())
        };
        assert_eq!(expected_versions(&HeaderMap::new()), None);
        assert_eq!(expected("*"), None);
        assert_eq!(expected("\"3\", \"7\""), Some(vec![3, 7]));
        for other in ["W/\"3\"", "3", "\"abc\"", "", "\"3"] {
            assert_eq!(expected(other), Some(vec![]), "{other}");
        }
        assert_eq!(expected(of(42).to_str().expect("text").to_owned().leak()), Some(vec![42]));
    }
}
