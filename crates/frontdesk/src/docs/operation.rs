//! One operation: what it does, what it takes, what it answers.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::answers;
use super::auth;
use super::curl::{self, Body};
use super::document::{Operation, entries, flag, text};
use super::facts::facts;
use super::markdown;
use super::nav;
use super::params;
use super::reference::Page;
use super::sample::{self, Sender};
use super::tree::tree;

/// Writes the operation in two columns: the telling and the showing.
pub fn article<'a>(page: &Page<'a>, out: &mut Html, operation: &Operation<'a>) {
    let node = operation.node;
    out.raw("<article class='op' id='").text(&operation.anchor).raw("'>");
    title(page, out, operation);
    out.raw("<div class='columns'><div class='telling'>");
    let description = text(node, "description");
    if !description.is_empty() {
        out.raw("<div class='prose'>").append(&markdown::blocks(description)).raw("</div>");
    }
    auth::requirement(page, out, operation);
    params::tables(page, out, &page.document.parameters(operation));
    let body = page.document.resolve(&node["requestBody"]);
    request_body(page, out, body);
    answers::telling(page, out, node);
    out.raw("</div>");
    nav::open_showing(out, page.labels, operation.title());
    requests(page, out, operation, body);
    answers::showing(page, out, node);
    out.raw("</div></div></article>");
}

/// Writes a method as a small coloured sign.
pub fn badge(out: &mut Html, method: &'static str) {
    out.raw("<span class='method ").raw(method).raw("'>").text(&method.to_uppercase()).raw("</span>");
}

fn title(page: &Page, out: &mut Html, operation: &Operation) {
    let is_deprecated = flag(operation.node, "deprecated");
    out.raw(if is_deprecated { "<header class='old'><h3>" } else { "<header><h3>" })
        .append(&markdown::inline(operation.title()));
    out.raw(" <a class='here' href='#").text(&operation.anchor).raw("' aria-label='").text(page.labels.link_here);
    out.raw(": ").text(operation.title()).raw("'>#</a></h3><p class='route'>");
    badge(out, operation.method);
    out.raw(" <code>").breakable(operation.path).raw("</code>");
    if is_deprecated {
        out.raw(" ").element("span", "deprecated", page.labels.deprecated);
    }
    out.raw("</p></header>");
}

fn request_body<'a>(page: &Page<'a>, out: &mut Html, body: &'a Value) {
    if !body.is_object() {
        return;
    }
    out.raw("<h4>").text(page.labels.request_body).raw("</h4>");
    let description = text(body, "description");
    if !description.is_empty() {
        out.raw("<div class='prose'>").append(&markdown::blocks(description)).raw("</div>");
    }
    for (media_type, media) in entries(&body["content"]) {
        out.raw("<p class='media'><code>").text(media_type).raw("</code> ");
        let word = if flag(body, "required") { page.labels.required } else { page.labels.optional };
        out.element("span", if flag(body, "required") { "required" } else { "fact" }, word).raw(" ");
        if let Some(schema) = media.get("schema") {
            facts(&page.document, page.labels, out, schema);
            out.raw("</p>");
            tree(&page.document, page.labels, out, schema, Some(Sender::Client));
        } else {
            out.raw("</p>");
        }
    }
}

/// Writes the command line for each media type and example; all but the first are folded away.
fn requests(page: &Page, out: &mut Html, operation: &Operation, body: &Value) {
    let media_types: Vec<_> = entries(&body["content"]).collect();
    if media_types.is_empty() {
        nav::code(out, page.labels.request, &curl::command(&page.document, operation, None));
    }
    let mut is_first = true;
    for (media_type, media) in media_types {
        for example in sample::of_media(&page.document, media, Sender::Client) {
            let command = curl::command(&page.document, operation, Some(&Body { media_type, example: &example }));
            let name = if example.title.is_empty() { media_type } else { example.title };
            if is_first {
                let has_name = !example.title.is_empty();
                let title = if has_name {
                    format!("{} · {name}", page.labels.request)
                } else {
                    page.labels.request.to_owned()
                };
                nav::code(out, &title, &command);
            } else {
                out.raw("<details class='more'><summary>").text(name).raw("</summary>");
                nav::code(out, name, &command);
                out.raw("</details>");
            }
            is_first = false;
        }
    }
}
