//! Parameters and headers as tables.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::document::{flag, text};
use super::facts::{facts, valued};
use super::markdown;
use super::reference::Page;

/// Writes a table of the parameters that travel in each place; nothing for a place without any.
pub fn tables(page: &Page, out: &mut Html, parameters: &[&Value]) {
    let labels = page.labels;
    for (place, title) in [
        ("path", labels.in_path),
        ("query", labels.in_query),
        ("header", labels.in_header),
        ("cookie", labels.in_cookie),
    ] {
        let here: Vec<_> = parameters.iter().filter(|parameter| parameter["in"] == place).collect();
        if !here.is_empty() {
            table(page, out, title, here.into_iter().map(|parameter| (text(parameter, "name"), *parameter)));
        }
    }
}

/// Writes one table. The roles are spelled out because the stylesheet stacks the cells where space is short, and a
/// browser may then no longer see a table in it.
pub fn table<'a>(page: &Page<'a>, out: &mut Html, title: &str, rows: impl Iterator<Item = (&'a str, &'a Value)>) {
    let labels = page.labels;
    out.raw("<table class='params' role='table'><caption>").text(title);
    out.raw("</caption><thead role='rowgroup'><tr role='row'>");
    for heading in [labels.name, labels.kind, labels.description] {
        out.raw("<th role='columnheader' scope='col'>").text(heading).raw("</th>");
    }
    out.raw("</tr></thead><tbody role='rowgroup'>");
    for (name, parameter) in rows {
        row(page, out, name, parameter);
    }
    out.raw("</tbody></table>");
}

fn row<'a>(page: &Page<'a>, out: &mut Html, name: &str, parameter: &'a Value) {
    let labels = page.labels;
    out.raw("<tr role='row'><th role='rowheader' scope='row'><code class='name'>").breakable(name).raw("</code>");
    if flag(parameter, "required") {
        out.raw(" ").element("span", "required", labels.required);
    }
    if flag(parameter, "deprecated") {
        out.raw(" ").element("span", "deprecated", labels.deprecated);
    }
    out.raw("</th><td role='cell'>");
    let schema = schema(parameter);
    facts(&page.document, labels, out, schema);
    out.raw("</td><td role='cell' class='prose'>");
    let shape = page.document.shape(schema);
    let description = Some(text(parameter, "description")).filter(|own| !own.is_empty());
    out.append(&markdown::blocks(description.unwrap_or_else(|| shape.text("description"))));
    let named = parameter["examples"].as_object().and_then(|examples| examples.values().next());
    let named = named.and_then(|example| page.document.resolve(example).get("value"));
    if let Some(example) = parameter.get("example").or(named).or_else(|| shape.example()) {
        valued(out, labels.example, example);
    }
    out.raw("</td></tr>");
}

/// The schema of a parameter, which may stand inside its only media type.
fn schema(parameter: &Value) -> &Value {
    let media = parameter["content"].as_object().and_then(|content| content.values().next());
    media.map_or(&parameter["schema"], |media| &media["schema"])
}
