//! JSON values as coloured text.

use frontdesk_kit::html::Html;
use serde_json::Value;

/// Renders `value` over several lines; keys, strings, numbers and words carry classes for the stylesheet.
pub fn pretty(value: &Value) -> Html {
    let mut out = Html::default();
    write(&mut out, value, 0);
    out
}

/// `value` on one line, strings without quotes unless they would be hard to see: for a choice, a default or an example.
pub fn short(value: &Value) -> String {
    let plain = value.as_str().filter(|text| !text.is_empty() && *text == text.trim());
    plain.map_or_else(|| value.to_string(), str::to_owned)
}

fn write(out: &mut Html, value: &Value, depth: usize) {
    match value {
        Value::Null | Value::Bool(_) => _ = out.element("span", "w", &value.to_string()),
        Value::Number(_) => _ = out.element("span", "n", &value.to_string()),
        Value::String(_) => _ = out.element("span", "s", &value.to_string()),
        Value::Array(items) if items.is_empty() => _ = out.raw("[]"),
        Value::Object(fields) if fields.is_empty() => _ = out.raw("{}"),
        Value::Array(items) => {
            out.raw("[");
            for (index, item) in items.iter().enumerate() {
                line(out, index, depth + 1);
                write(out, item, depth + 1);
            }
            end(out, "]", depth);
        }
        Value::Object(fields) => {
            out.raw("{");
            for (index, (key, field)) in fields.iter().enumerate() {
                line(out, index, depth + 1);
                out.element("span", "k", &Value::from(key.as_str()).to_string()).raw(": ");
                write(out, field, depth + 1);
            }
            end(out, "}", depth);
        }
    }
}

fn line(out: &mut Html, index: usize, depth: usize) {
    out.raw(if index == 0 { "\n" } else { ",\n" });
    indent(out, depth);
}

fn end(out: &mut Html, bracket: &'static str, depth: usize) {
    out.raw("\n");
    indent(out, depth);
    out.raw(bracket);
}

fn indent(out: &mut Html, depth: usize) {
    for _ in 0..depth {
        out.raw("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_laid_out_and_coloured() {
        let html = pretty(&json!({"a": [1, null], "<b>": "\"x'", "c": {}})).finish();
        let expected = "{\n  <span class='k'>&quot;a&quot;</span>: [\n    <span class='n'>1</span>,\n    \
            <span class='w'>null</span>\n  ],\n  <span class='k'>&quot;&lt;b&gt;&quot;</span>: \
            <span class='s'>&quot;\\&quot;x&#39;&quot;</span>,\n  <span class='k'>&quot;c&quot;</span>: {}\n}";
        assert_eq!(html, expected);
    }
}
