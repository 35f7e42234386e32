//! What an operation answers.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::document::{entries, list, text};
use super::facts::facts;
use super::json;
use super::markdown;
use super::nav;
use super::params;
use super::reference::Page;
use super::sample::{self, Example, Sender};
use super::tree::tree;

/// The document's list of the problem codes that an operation or an answer may carry.
///
/// Its value is a list of codes, a list of objects with a `code`, or an object from code to description.
const PROBLEM_CODES: &str = "x-problem-codes";

/// Writes each answer: its meaning, headers, problem codes and schema.
pub fn telling<'a>(page: &Page<'a>, out: &mut Html, operation: &'a Value) {
    out.raw("<h4>").text(page.labels.responses).raw("</h4><div class='answers'>");
    for (code, response) in entries(&operation["responses"]) {
        let response = page.document.resolve(response);
        let mut inside = Html::default();
        problem_codes(page, &mut inside, &response[PROBLEM_CODES]);
        if entries(&response["headers"]).next().is_some() {
            let headers = entries(&response["headers"]).map(|(name, header)| (name, page.document.resolve(header)));
            params::table(page, &mut inside, page.labels.response_headers, headers);
        }
        for (media_type, media) in entries(&response["content"]) {
            content(page, &mut inside, media_type, &media["schema"], !is_success(code));
        }
        let is_folded = !inside.is_empty();
        out.raw(match (is_folded, is_success(code)) {
            (true, true) => "<details open><summary>",
            (true, false) => "<details><summary>",
            _ => "<div class='bare'>",
        });
        status(out, code);
        out.raw(" <span>").append(&markdown::inline(text(response, "description"))).raw("</span>");
        out.raw(if is_folded { "</summary><div class='answer'>" } else { "</div>" });
        out.append(&inside).raw(if is_folded { "</div></details>" } else { "" });
    }
    out.raw("</div>");
    problem_codes(page, out, &operation[PROBLEM_CODES]);
}

/// Writes the answers' examples: those of a success in the open, and of the others those that the document gives.
pub fn showing(page: &Page, out: &mut Html, operation: &Value) {
    for (code, response) in entries(&operation["responses"]) {
        let response = page.document.resolve(response);
        for (media_type, media) in entries(&response["content"]).filter(|(media_type, _)| is_readable(media_type)) {
            for example in sample::of_media(&page.document, media, Sender::Server) {
                if is_success(code) {
                    nav::code(out, &caption(page, code, media_type, &example), &shown(&example));
                } else if example.is_given {
                    out.raw("<details class='more'><summary>");
                    status(out, code);
                    let title = if example.title.is_empty() { text(response, "description") } else { example.title };
                    out.raw(" <span>").append(&markdown::inline(title)).raw("</span></summary>");
                    nav::code(out, media_type, &shown(&example));
                    out.raw("</details>");
                }
            }
        }
    }
}

/// Writes one media type of an answer. The fields of a named schema that failures share are told in one place, which
/// its type links to.
fn content<'a>(page: &Page<'a>, out: &mut Html, media_type: &str, schema: &'a Value, is_failure: bool) {
    out.raw("<p class='media'><code>").text(media_type).raw("</code> ");
    if !schema.is_null() {
        facts(&page.document, page.labels, out, schema);
    }
    out.raw("</p>");
    if !is_failure || page.document.shape(schema).name().is_none() {
        tree(&page.document, page.labels, out, schema, Some(Sender::Server));
    }
}

fn caption(page: &Page, code: &str, media_type: &str, example: &Example) -> String {
    let detail = if !example.title.is_empty() {
        example.title
    } else if media_type == "application/json" {
        ""
    } else {
        media_type
    };
    let dot = if detail.is_empty() { "" } else { " · " };
    format!("{} {code}{dot}{detail}", page.labels.response)
}

fn shown(example: &Example) -> Html {
    let mut out = Html::default();
    match &example.value {
        Value::String(text) => _ = out.text(text),
        value => _ = out.append(&json::pretty(value)),
    }
    out
}

fn status(out: &mut Html, code: &str) {
    let class = match code.as_bytes().first() {
        Some(b'2') => "status good",
        Some(b'3') => "status moved",
        Some(b'4') => "status refused",
        Some(b'5') => "status failed",
        _ => "status",
    };
    out.element("span", class, code);
}

fn problem_codes(page: &Page, out: &mut Html, codes: &Value) {
    let named = entries(codes);
    let listed = list(codes).iter().map(|item| (item.as_str().unwrap_or_else(|| text(item, "code")), item));
    let mut all = named.chain(listed).filter(|(code, _)| !code.is_empty()).peekable();
    if all.peek().is_none() {
        return;
    }
    out.raw("<p class='label'>").text(page.labels.problem_codes).raw("</p><ul class='codes'>");
    for (code, about) in all {
        out.raw("<li><code>").breakable(code).raw("</code>");
        let number = &about["status"];
        if !number.is_null() {
            out.raw(" ");
            status(out, &json::short(number));
        }
        let told = ["description", "detail", "title"].iter().map(|key| text(about, key)).find(|told| !told.is_empty());
        let told = told.or_else(|| about.as_str().filter(|told| *told != code)).unwrap_or_default();
        out.raw(" ").append(&markdown::inline(told)).raw("</li>");
    }
    out.raw("</ul>");
}

fn is_success(code: &str) -> bool {
    code.starts_with(['1', '2', '3'])
}

fn is_readable(media_type: &str) -> bool {
    media_type.contains("json") || media_type.contains("yaml") || media_type.starts_with("text/")
}
