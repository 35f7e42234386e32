//! The whole page.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::document::{Document, Group, anchor, text};
use super::lang::{Labels, Lang};
use super::sample::{self, Sender};
use super::{auth, json, markdown, nav, operation, tree};

/// The page's stylesheet, to be served at `/api/schema/reference.css`.
pub const STYLE: &str = include_str!("style.css");

/// What every part of the page needs to know.
pub struct Page<'a> {
    pub document: Document<'a>,
    pub labels: &'static Labels,
    pub groups: Vec<Group<'a>>,
}

/// Renders the OpenAPI 3.1 `document` as one HTML page, with the page's own words in `lang`.
///
/// The page has no script, no inline style and asks for nothing but its stylesheet, so it lives under
/// `default-src 'none'; style-src 'self'`. Everything from the document is shown as text. It costs a few milliseconds
/// for a large document: keep the result rather than render it for each request.
pub fn reference_page(document: &Value, lang: Lang) -> String {
    let document = Document::new(document);
    let labels = lang.labels();
    let page = Page { document, labels, groups: document.groups(labels.untagged) };
    let mut out = Html::default();
    head(&page, &mut out);
    out.raw("<body><a class='skip' href='#main'>").text(labels.skip).raw("</a>");
    out.raw("<div class='page'><aside class='side'>");
    nav::contents(&page, &mut out);
    out.raw("</aside><div class='body'><details class='menu' id='menu'><summary>")
        .text(labels.contents)
        .raw("</summary>");
    nav::contents(&page, &mut out);
    out.raw("</details><main id='main' tabindex='-1'>");
    intro(&page, &mut out);
    auth::section(&page, &mut out);
    for group in &page.groups {
        section(&page, &mut out, group);
    }
    schemas(&page, &mut out);
    out.raw("</main><a class='to-menu' href='#menu'>").text(labels.contents).raw("</a></div></div></body></html>\n");
    out.finish()
}

fn head(page: &Page, out: &mut Html) {
    out.raw("<!DOCTYPE html>\n<html lang='").raw(page.labels.code).raw("'><head><meta charset='utf-8'>");
    out.raw("<meta name='viewport' content='width=device-width, initial-scale=1'>");
    out.raw("<meta name='color-scheme' content='light dark'><title>").text(page.document.info("title")).raw("</title>");
    out.raw("<link rel='stylesheet' href='/api/schema/reference.css'></head>");
}

fn intro(page: &Page, out: &mut Html) {
    let (document, labels) = (page.document, page.labels);
    out.raw("<header class='intro' id='overview'><h1>").text(document.info("title")).raw("</h1>");
    tools(out, labels);
    out.raw("<div class='prose'>")
        .append(&markdown::blocks(document.info("description")))
        .raw("</div><dl class='about'>");
    let contact = document.about("contact");
    let addresses = ["name", "email", "url"].map(|key| text(contact, key)).into_iter().filter(|part| !part.is_empty());
    for (label, value) in [
        (labels.version, document.info("version").to_owned()),
        (labels.server, document.server()),
        (labels.licence, text(document.about("license"), "name").to_owned()),
        (labels.contact, addresses.collect::<Vec<_>>().join(", ")),
    ] {
        if !value.is_empty() {
            out.raw("<div><dt>").text(label).raw("</dt><dd>").text(&value).raw("</dd></div>");
        }
    }
    out.raw("</dl></header>");
}

/// Writes the ways to the same document in other forms, and to this page in the other language.
fn tools(out: &mut Html, labels: &Labels) {
    out.raw("<p class='tools'><a href='/api/schema/?format=json'>OpenAPI JSON</a> ");
    out.raw("<a href='/api/schema/?format=yaml'>YAML</a> <a href='/api/schema/swagger-ui/'>Swagger UI</a> ");
    out.raw("<a lang='").raw(labels.other_code).raw("' hreflang='").raw(labels.other_code);
    out.raw("' href='?lang=").raw(labels.other_code).raw("'>").raw(labels.other_name).raw("</a></p>");
}

fn section(page: &Page, out: &mut Html, group: &Group) {
    out.raw("<section class='group' id='").text(&group.anchor).raw("'><h2>").text(group.title).raw("</h2>");
    if !group.description.is_empty() {
        out.raw("<div class='prose'>").append(&markdown::blocks(group.description)).raw("</div>");
    }
    for one in &group.operations {
        operation::article(page, out, one);
    }
    out.raw("</section>");
}

/// Writes every named schema with an example: the place that types in the operations link to.
fn schemas(page: &Page, out: &mut Html) {
    let mut schemas = page.document.components("schemas").peekable();
    if schemas.peek().is_none() {
        return;
    }
    out.raw("<section class='group' id='schemas'><h2>").text(page.labels.schemas).raw("</h2>");
    for (name, schema) in schemas {
        out.raw("<article class='op model' id='").text(&anchor("schema", name)).raw("'><h3><code>").breakable(name);
        out.raw("</code></h3><div class='columns'><div class='telling'>");
        let description = text(schema, "description");
        if !description.is_empty() {
            out.raw("<div class='prose'>").append(&markdown::blocks(description)).raw("</div>");
        }
        let mut fields = Html::default();
        tree::tree(&page.document, page.labels, &mut fields, schema, None);
        if fields.is_empty() {
            out.raw("<p class='facts'>");
            super::facts::facts(&page.document, page.labels, out, schema);
            out.raw("</p>");
        }
        out.append(&fields).raw("</div>");
        let example = sample::of_schema(&page.document, schema, Sender::Server);
        if example.is_object() || example.is_array() {
            nav::open_showing(out, page.labels, name);
            nav::code(out, page.labels.example, &json::pretty(&example));
            out.raw("</div>");
        }
        out.raw("</div></article>");
    }
    out.raw("</section>");
}
