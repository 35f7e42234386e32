//! Entity tags (RFC 9110 section 8.8.3): a thing's version, as its readers hold it.

use http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// The `ETag` of a thing in its `version`.
pub fn of(version: i64) -> HeaderValue {
    HeaderValue::try_from(format!("\"{version}\"")).expect("a number is a fit header")
}

/// The `ETag` of what is nothing but `content`.
pub fn of_content(content: &[u8]) -> HeaderValue {
    let hash: String = Sha256::digest(content).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::try_from(format!("\"{hash}\"")).expect("digits are a fit header")
}

/// Whether the reader has seen what `tag` stands for: `If-None-Match` names it (RFC 9110 section 13.1.2).
pub fn is_seen(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let seen = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).unwrap_or("");
    let names = |seen: &str| seen.trim() == "*" || seen.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes();
    seen.split(',').any(names)
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

    #[test]
    fn content_is_known_again_by_its_tag() {
        let tag = of_content(b"{}");
        assert!(tag != of_content(b"[]") && tag == of_content(b"{}"));
        let is_known = |tags: String| {
            let value = HeaderValue::try_from(tags).expect("a header");
            is_seen(&[(header::IF_NONE_MATCH, value)].into_iter().collect(), &tag)
        };
        let text = tag.to_str().expect("text");
        assert!(is_known(text.to_owned()) && is_known(format!("\"1\", W/{text}")) && is_known("*".to_owned()));
        assert!(!is_known("\"1\"".to_owned()) && !is_known(String::new()) && !is_seen(&HeaderMap::new(), &tag));
    }
}
