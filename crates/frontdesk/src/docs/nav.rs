//! Ways around the page, and the frames that code stands in.

use frontdesk_kit::html::Html;

use super::lang::Labels;
use super::operation::badge;
use super::reference::Page;

/// Writes the list of everything on the page.
pub fn contents(page: &Page, out: &mut Html) {
    let labels = page.labels;
    out.raw("<nav aria-label='").raw(labels.contents).raw("'><ul><li>").jump("overview", labels.overview).raw("</li>");
    if page.document.components("securitySchemes").next().is_some() {
        out.raw("<li>").jump("authentication", labels.authentication).raw("</li>");
    }
    out.raw("</ul>");
    for group in &page.groups {
        out.raw("<p>").jump(&group.anchor, group.title).raw("</p><ul>");
        for operation in &group.operations {
            out.raw("<li><a href='#")
                .text(&operation.anchor)
                .raw("'><span>")
                .breakable(operation.title())
                .raw("</span> ");
            badge(out, operation.method);
            out.raw("</a></li>");
        }
        out.raw("</ul>");
    }
    if page.document.components("schemas").next().is_some() {
        out.raw("<ul><li>").jump("schemas", labels.schemas).raw("</li></ul>");
    }
    out.raw("</nav>");
}

/// Opens the column of examples for `title`; where it scrolls by itself, a keyboard must be able to reach it.
pub fn open_showing(out: &mut Html, labels: &Labels, title: &str) {
    out.raw("<div class='showing' role='group' tabindex='0' aria-label='").text(labels.examples).raw(": ");
    out.text(title).raw("'>");
}

/// Writes a titled block of code.
pub fn code(out: &mut Html, title: &str, code: &Html) {
    out.raw("<figure class='code'><figcaption>").text(title).raw("</figcaption><pre><code>");
    out.append(code).raw("</code></pre></figure>");
}
