//! JSON values as YAML.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

/// A parser need not look further than this many characters for the colon after a key.
const MAX_SIMPLE_KEY: usize = 1000;

/// Writes `value` as a YAML document that readers of YAML 1.1 and of YAML 1.2 understand alike.
///
/// A string is left bare only where no reader could take it for anything else; text of several lines becomes a
/// literal block; every other string is double-quoted.
pub fn to_yaml(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(fields) if !fields.is_empty() => mapping(&mut out, fields, 0),
        Value::Array(items) if !items.is_empty() => sequence(&mut out, items, 0),
        _ => {
            scalar(&mut out, value, 0);
            out.push('\n');
        }
    }
    out
}

/// Writes the lines of a mapping; the first one continues the line that is being written.
fn mapping(out: &mut String, fields: &Map<String, Value>, depth: usize) {
    for (index, (key, value)) in fields.iter().enumerate() {
        if index > 0 {
            indent(out, depth);
        }
        let name = if is_plain(key) { key.clone() } else { quoted(key) };
        if name.len() > MAX_SIMPLE_KEY {
            out.push_str("? ");
            out.push_str(&name);
            out.push('\n');
            indent(out, depth);
        } else {
            out.push_str(&name);
        }
        out.push(':');
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                out.push('\n');
                indent(out, depth + 1);
                mapping(out, inner, depth + 1);
            }
            Value::Array(inner) if !inner.is_empty() => {
                out.push('\n');
                indent(out, depth + 1);
                sequence(out, inner, depth + 1);
            }
            _ => {
                out.push(' ');
                scalar(out, value, depth + 1);
                out.push('\n');
            }
        }
    }
}

/// Writes the lines of a sequence; the first one continues the line that is being written.
fn sequence(out: &mut String, items: &[Value], depth: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            indent(out, depth);
        }
        out.push_str("- ");
        match item {
            Value::Object(inner) if !inner.is_empty() => mapping(out, inner, depth + 1),
            Value::Array(inner) if !inner.is_empty() => sequence(out, inner, depth + 1),
            _ => {
                scalar(out, item, depth + 1);
                out.push('\n');
            }
        }
    }
}

fn scalar(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::String(text) if is_plain(text) => out.push_str(text),
        Value::String(text) if fits_a_block(text) => block(out, text, depth),
        Value::String(text) => out.push_str(&quoted(text)),
        Value::Number(number) => out.push_str(&numeral(number)),
        _ => out.push_str(&value.to_string()),
    }
}

/// A number with an exponent gets its point and its sign, without which YAML 1.1 sees a string.
fn numeral(number: &Number) -> String {
    let text = number.to_string();
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// Words that some version of YAML reads as a truth value or as nothing.
const RESERVED: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

fn is_plain(text: &str) -> bool {
    let starts_well = text.starts_with(|first: char| first.is_alphabetic() || matches!(first, '/' | '$' | '_'));
    let harmless = |c: char| c.is_alphanumeric() || " /$_-.,;()[]{}+*=<>!?%@'".contains(c);
    let exponent = text.strip_prefix(['e', 'E']).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    starts_well
        && !exponent
        && !text.ends_with(' ')
        && text.chars().all(harmless)
        && !RESERVED.contains(&text.to_lowercase().as_str())
}

/// Whether a literal block gives `text` back exactly: printable lines, a first one that shows the indentation, and
/// at most one line feed at the end.
fn fits_a_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.contains('\n')
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && body.split('\n').all(|line| line.is_empty() || !line.trim().is_empty())
        && text.chars().all(|character| character == '\n' || is_printable(character))
}

fn block(out: &mut String, text: &str, depth: usize) {
    out.push_str(if text.ends_with('\n') { "|" } else { "|-" });
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            indent(out, depth.max(1));
            out.push_str(line);
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if is_printable(character) => out.push(character),
            _ => _ = write!(out, "\\u{:04X}", u32::from(character)),
        }
    }
    out.push('"');
    out
}

/// Not a control, and neither a line break of YAML 1.1 nor a byte order mark or a non-character.
fn is_printable(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_reads_like_one_written_by_hand() {
        let value = json!({
            "openapi": "3.1.0",
            "info": {"title": "Front desk", "description": "One\n\n- two\n  three\n", "tags": []},
            "paths": {"/a/{id}": {"get": {"responses": {"200": {"$ref": "#/b"}}, "x": [[1, {"a": null, "b": {}}], "no"]}}},
        });
        let expected = "openapi: \"3.1.0\"
info:
  title: Front desk
  description: |
    One

    - two
      three
  tags: []
paths:
  /a/{id}:
    get:
      responses:
        \"200\":
          $ref: \"#/b\"
      x:
        - - 1
          - a: null
            b: {}
        - \"no\"
";
        assert_eq!(to_yaml(&value), expected);
    }

    #[test]
    fn text_that_could_be_taken_for_something_else_is_quoted() {
        for text in [
            "",
            " a",
            "a ",
            "Yes",
            "NULL",
            "1e3",
            "e1",
            "0x1f",
            "2026-11-22",
            "12:30",
            "- a",
            "a: b",
            "a #b",
            "~",
            ".inf",
        ] {
            assert_eq!(to_yaml(&json!(text)), format!("\"{text}\"\n"), "{text}");
        }
        for text in ["&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "{a", "[a", ",a", "?", "<<", "=", "---", "'a'"] {
            assert_eq!(to_yaml(&json!([text])), format!("- \"{text}\"\n"), "{text}");
        }
        assert_eq!(
            to_yaml(&json!("\u{85}\u{2028}\u{0}\t\"\\\u{feff}")),
            "\"\\u0085\\u2028\\u0000\\t\\\"\\\\\\uFEFF\"\n"
        );
    }

    #[test]
    fn a_block_is_used_only_where_it_gives_the_text_back() {
        for (text, expected) in [
            ("a\nb", "|-\n  a\n  b\n"),
            ("a\n b\n", "|\n  a\n   b\n"),
            (" a\nb", "\" a\\nb\"\n"),
            ("a\nb\n\n", "\"a\\nb\\n\\n\"\n"),
            ("a\r\nb", "\"a\\u000D\\nb\"\n"),
            ("a\n \nb", "\"a\\n \\nb\"\n"),
        ] {
            assert_eq!(to_yaml(&json!(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        for (number, expected) in
            [(json!(1e300), "1.0e+300\n"), (json!(-1.5e-7), "-1.5e-7\n"), (json!(u64::MAX), "18446744073709551615\n")]
        {
            assert_eq!(to_yaml(&number), expected);
        }
    }
}
