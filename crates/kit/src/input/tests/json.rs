use proptest::prelude::*;

use super::{super::json, *};

fn syntax_error(text: &[u8]) -> String {
    match json::read(text, Duplicates::LastWins) {
        Err(JsonError::Syntax(what)) => what,
        other => format!("{other:?}"),
    }
}

/// As `serde_json` reads it; numbers through their text.
fn as_serde(json: &Json) -> JsonValue {
    match json {
        Json::Null => JsonValue::Null,
        Json::Bool(is_true) => json!(is_true),
        Json::Number(text) => serde_json::from_str(text).expect("a number"),
        Json::Text(text) | Json::Unpaired { text, .. } => json!(text),
        Json::List(items) => items.iter().map(as_serde).collect(),
        Json::Object(entries) => {
            JsonValue::Object(entries.iter().map(|(key, value)| (key.clone(), as_serde(value))).collect())
        }
    }
}

#[test]
fn refusals_use_the_words_of_python() {
    let told = [
        (&b"{\"username\":"[..], "Expecting value: line 1 column 13 (char 12)"),
        (b"nope", "Expecting value: line 1 column 1 (char 0)"),
        (b"{city: 1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b"{\"username\": \"x\",}", "Expecting property name enclosed in double quotes: line 1 column 18 (char 17)"),
        (b"{\"username\": \"x\",", "Expecting property name enclosed in double quotes: line 1 column 18 (char 17)"),
        (b"{\"email\"}", "Expecting ':' delimiter: line 1 column 9 (char 8)"),
        (b"[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
        (b"{}\n{", "Extra data: line 2 column 1 (char 3)"),
        ("{\"я\": \"é\" x".as_bytes(), "Expecting ',' delimiter: line 1 column 11 (char 10)"),
        (b"{\"x\":NaN}", "Out of range float values are not JSON compliant: 'NaN'"),
        (b"[-Infinity]", "Out of range float values are not JSON compliant: '-Infinity'"),
        (b"\"abc", "Unterminated string starting at: line 1 column 1 (char 0)"),
        (b"\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)"),
        (b"\"a\\x\"", "Invalid \\escape: line 1 column 3 (char 2)"),
        (b"\"\\u12G4\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
        (b"{\"username\": \"\xff\"}", "'utf-8' codec can't decode byte 0xff in position 14: invalid start byte"),
        (b"\"\xe2\x28\"", "'utf-8' codec can't decode byte 0xe2 in position 1: invalid continuation byte"),
        (b"\"\xe2\x82\"", "'utf-8' codec can't decode bytes in position 1-2: invalid continuation byte"),
        (b"\xef\xbb\xbf{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
    ];
    for (text, words) in told {
        assert_eq!(syntax_error(text), words, "{:?}", String::from_utf8_lossy(text));
    }
}

#[test]
fn numbers_keep_the_text_they_were_written_in() {
    let list = json::read(b"[1.50, -0, 1e400, 123456789012345678901234567890]", Duplicates::Refuse);
    let texts = ["1.50", "-0", "1e400", "123456789012345678901234567890"];
    assert_eq!(list, Ok(Json::List(texts.map(|text| Json::Number(text.into())).to_vec())));
}

#[test]
fn half_a_surrogate_pair_is_let_through_and_told() {
    let read = |text: &str| json::read(text.as_bytes(), Duplicates::Refuse);
    assert_eq!(read(r#""\ud83d\ude00""#), Ok(Json::Text("😀".to_owned())));
    assert_eq!(read(r#""a\ud800""#), Ok(Json::Unpaired { text: "a\u{fffd}".to_owned(), unit: 0xd800 }));
    assert_eq!(read(r#""\udc00\ud800b""#), Ok(Json::Unpaired { text: "\u{fffd}\u{fffd}b".to_owned(), unit: 0xdc00 }));
}

#[test]
fn a_key_sent_twice_is_refused_or_the_last_one_wins() {
    let twice = br#"{"role": "client", "name": 1, "role": "admin"}"#;
    assert_eq!(json::read(twice, Duplicates::Refuse), Err(JsonError::DuplicateKey("role".to_owned())));
    let last = json::read(twice, Duplicates::LastWins).map(|json| as_serde(&json).to_string());
    assert_eq!(last, Ok(r#"{"role":"admin","name":1}"#.to_owned()));
}

#[test]
fn depth_and_keys_are_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::read(nested(64).as_bytes(), Duplicates::Refuse).is_ok());
    assert_eq!(json::read(nested(65).as_bytes(), Duplicates::Refuse), Err(JsonError::TooDeep));
    assert_eq!(json::read("[".repeat(100_000).as_bytes(), Duplicates::Refuse), Err(JsonError::TooDeep));

    let keys = |count: usize| format!("{{{}}}", (0..count).map(|n| format!("\"{n}\":0")).collect::<Vec<_>>().join(","));
    assert!(json::read(keys(1_000).as_bytes(), Duplicates::Refuse).is_ok());
    assert_eq!(json::read(keys(1_001).as_bytes(), Duplicates::Refuse), Err(JsonError::TooManyKeys));
}

fn any_json() -> impl Strategy<Value = JsonValue> {
    let leaf = prop_oneof![
        Just(JsonValue::Null),
        any::<bool>().prop_map(JsonValue::from),
        any::<i64>().prop_map(JsonValue::from),
        any::<f64>().prop_map(JsonValue::from),
        any::<String>().prop_map(JsonValue::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(JsonValue::from),
            prop::collection::vec((any::<String>(), inner), 0..6).prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn reads_what_serde_json_writes(value in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.expect("JSON");
        let theirs = serde_json::from_str::<JsonValue>(&text).expect("JSON");
        let mine = json::read(text.as_bytes(), Duplicates::Refuse);
        prop_assert_eq!(mine.map(|json| as_serde(&json)), Ok(theirs));
    }

    #[test]
    fn judges_any_text_as_serde_json_does(text in r#"([\[\]{},: \n]|"a"|"b"|"é\\n"|"\\u00e9"|-?[0-9.]{1,3}|1e[0-9]|tru?e|null|\PC){0,12}"#) {
        let mine = json::read(text.as_bytes(), Duplicates::LastWins);
        match serde_json::from_str::<JsonValue>(&text) {
            Ok(theirs) => prop_assert_eq!(mine.map(|json| as_serde(&json)), Ok(theirs)),
            Err(_) => prop_assert!(mine.is_err()),
        }
    }

    #[test]
    fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..64), cut in 0_usize..40) {
        let _ = json::read(&bytes, Duplicates::Refuse);
        let whole = br#"{"a": ["\ud83d\ude00\u00e9", -1.5e-3, true, null]}"#;
        let _ = json::read(&whole[..cut.min(whole.len())], Duplicates::Refuse);
    }
}
