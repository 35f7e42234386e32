//! How a caller proves who it is.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::document::{Operation, anchor, entries, list, text};
use super::markdown;
use super::reference::Page;

/// Writes the section on all schemes; nothing when the document has none.
pub fn section(page: &Page, out: &mut Html) {
    let schemes: Vec<_> = page.document.components("securitySchemes").collect();
    if schemes.is_empty() {
        return;
    }
    out.raw("<section class='group' id='authentication'><h2>").text(page.labels.authentication).raw("</h2>");
    for (name, scheme) in schemes {
        out.raw("<div class='scheme' id='").text(&anchor("auth", name)).raw("'><h3>").text(name).raw("</h3> ");
        out.element("span", "pill", &kind(scheme));
        let description = text(scheme, "description");
        if !description.is_empty() {
            out.raw("<div class='prose'>").append(&markdown::blocks(description)).raw("</div>");
        }
        carrier(page, out, scheme);
        out.raw("</div>");
    }
    out.raw("</section>");
}

/// Writes who may call `operation`: alternatives, each with its schemes and scopes.
pub fn requirement(page: &Page, out: &mut Html, operation: &Operation) {
    out.raw("<p class='access'><span class='label'>").text(page.labels.access).raw("</span> ");
    let requirements = page.document.requirements(operation);
    let mut alternatives = requirements.iter().filter(|needed| entries(needed).next().is_some()).peekable();
    if alternatives.peek().is_none() {
        out.element("span", "open", page.labels.public);
    } else {
        for (index, needed) in alternatives.enumerate() {
            if index > 0 {
                out.raw(" ").text(page.labels.or).raw(" ");
            }
            for (position, (name, scopes)) in entries(needed).enumerate() {
                out.raw(if position == 0 { "" } else { " + " });
                out.jump(&anchor("auth", name), name);
                for scope in list(scopes).iter().filter_map(Value::as_str) {
                    out.raw(" ").code(scope);
                }
            }
        }
        if requirements.iter().any(|needed| entries(needed).next().is_none()) {
            out.raw(" ").text(page.labels.or_nothing);
        }
    }
    out.raw("</p>");
}

fn kind(scheme: &Value) -> String {
    match (text(scheme, "type"), text(scheme, "scheme"), text(scheme, "bearerFormat")) {
        ("http", scheme, "") => format!("HTTP {scheme}"),
        ("http", scheme, format) => format!("HTTP {scheme} · {format}"),
        ("apiKey", ..) => "API key".to_owned(),
        ("oauth2", ..) => "OAuth 2".to_owned(),
        ("openIdConnect", ..) => "OpenID Connect".to_owned(),
        ("mutualTLS", ..) => "mTLS".to_owned(),
        (other, ..) => other.to_owned(),
    }
}

/// Writes where the proof travels.
fn carrier(page: &Page, out: &mut Html, scheme: &Value) {
    let mut line = |label: &str, value: &str| {
        out.raw("<p class='carrier'><span class='label'>").text(label).raw("</span> ").code(value).raw("</p>");
    };
    let name = text(scheme, "name");
    match (text(scheme, "type"), text(scheme, "in")) {
        ("http", _) => {
            let word = if text(scheme, "scheme").eq_ignore_ascii_case("basic") { "Basic …" } else { "Bearer …" };
            line(page.labels.header, &format!("Authorization: {word}"));
        }
        ("apiKey", "query") => line(page.labels.query_key, &format!("{name}=…")),
        ("apiKey", "cookie") => line(page.labels.cookie, &format!("{name}=…")),
        ("apiKey", _) => line(page.labels.header, &format!("{name}: …")),
        ("openIdConnect", _) => line("URL", text(scheme, "openIdConnectUrl")),
        ("oauth2", _) => {
            for (flow, details) in entries(&scheme["flows"]) {
                for key in ["authorizationUrl", "tokenUrl", "refreshUrl"] {
                    let address = text(details, key);
                    if !address.is_empty() {
                        line(&format!("{flow} · {key}"), address);
                    }
                }
            }
        }
        _ => {}
    }
}
