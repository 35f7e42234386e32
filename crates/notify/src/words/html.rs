//! Letters as HTML: the one layout.
//!
//! It brings no colours for text and background, so that light and dark programs show it in their own, and asks
//! nothing of the network.

use frontdesk_kit::html::Html;

use super::section::Section;

const HEAD: &str = "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\"><title>";
const BODY: &str = "</title></head>\n<body style=\"margin:0;padding:0\">\n<div style=\"max-width:34em;margin:0 auto;\
padding:24px 16px;font:16px/1.5 system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif\">\n";
const RULE: &str = "<hr style=\"border:0;border-top:1px solid #8888;margin:32px 0\">\n";
const PARAGRAPH: &str = "<p style=\"margin:0 0 16px\">";
const SMALL: &str = "<p style=\"margin:0 0 16px;font-size:14px;opacity:.8\">";
const CODE: &str = "<p style=\"margin:0 0 16px;font:600 28px/1.2 ui-monospace,Menlo,Consolas,monospace;\
letter-spacing:4px\">";
const BUTTON: &str = "\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;background:#2456c9;\
color:#fff;text-decoration:none;font-weight:600\">";
const LINK: &str = "<p style=\"margin:0 0 16px;font-size:13px;opacity:.8;word-break:break-all\">";

/// A whole page of all sections.
pub fn page(title: &str, sections: &[Section]) -> String {
    let mut html = Html::default();
    let lang = sections.first().map_or("", |section| section.lang.code());
    html.raw("<!doctype html>\n<html lang=\"").text(lang).raw(HEAD).text(title).raw(BODY);
    for (index, section) in sections.iter().enumerate() {
        if index > 0 {
            html.raw(RULE);
        }
        show(&mut html, section);
    }
    html.raw("</div>\n</body></html>\n");
    html.finish()
}

fn show(html: &mut Html, section: &Section) {
    html.raw("<div lang=\"").text(section.lang.code()).raw("\">\n");
    paragraphs(html, PARAGRAPH, &section.body);
    paragraphs(html, CODE, section.code.as_slice());
    if !section.facts.is_empty() {
        html.raw(PARAGRAPH);
        for (label, value) in &section.facts {
            html.text(label).raw(": <strong>").text(value).raw("</strong><br>\n");
        }
        html.raw("</p>\n");
    }
    if let Some((words, link)) = &section.button {
        html.raw(PARAGRAPH).raw("<a href=\"").text(link).raw(BUTTON).text(words).raw("</a></p>\n");
        paragraphs(html, LINK, std::slice::from_ref(link));
    }
    paragraphs(html, SMALL, section.validity.as_slice());
    paragraphs(html, SMALL, &section.note);
    html.raw("</div>\n");
}

fn paragraphs(html: &mut Html, begin: &'static str, texts: &[String]) {
    for text in texts {
        html.raw(begin).text(text).raw("</p>\n");
    }
}
