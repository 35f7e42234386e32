//! A request as a line for the shell, ready to be pasted.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::document::{Document, Operation, entries, flag, text};
use super::json;
use super::sample::{self, Example};

/// How many optional parameters with an example are shown beside the required ones.
const OPTIONAL_SHOWN: usize = 2;

/// A request body and the media type it travels as.
pub struct Body<'a> {
    pub media_type: &'a str,
    pub example: &'a Example<'a>,
}

/// Writes the command that calls `operation`, with `body` if it takes one.
pub fn command(document: &Document, operation: &Operation, body: Option<&Body>) -> Html {
    let mut command = Command { parts: Vec::new() };
    command.start(document, operation);
    if let Some(needed) = document.requirements(operation).first() {
        for (name, _) in entries(needed) {
            if let Some((_, scheme)) = document.components("securitySchemes").find(|(other, _)| *other == name) {
                command.proof(scheme);
            }
        }
    }
    for parameter in shown(document, operation, "header") {
        command.option("-H", &format!("{}: {}", parameter.name, parameter.value));
    }
    for parameter in shown(document, operation, "cookie") {
        command.option("-b", &format!("{}={}", parameter.name, parameter.value));
    }
    if let Some(body) = body {
        command.body(body);
    }
    command.finish()
}

struct Parameter<'a> {
    name: &'a str,
    value: String,
}

/// The parameters at `place` that the command carries: all required ones and a few with an example of their own.
/// A word to be filled in stands in capitals.
fn shown<'a>(document: &Document<'a>, operation: &Operation<'a>, place: &str) -> Vec<Parameter<'a>> {
    let mut optional = 0;
    let mut found = Vec::new();
    for parameter in document.parameters(operation).into_iter().filter(|parameter| parameter["in"] == place) {
        let (value, is_given) = sample::of_parameter(document, parameter);
        if !flag(parameter, "required") && place != "path" {
            if !is_given || optional == OPTIONAL_SHOWN {
                continue;
            }
            optional += 1;
        }
        let (name, first) = (text(parameter, "name"), value.get(0).cloned().unwrap_or(value));
        let is_made_up = !is_given && first == "string";
        let value = if is_made_up { name.to_uppercase() } else { json::short(&first) };
        found.push(Parameter { name, value });
    }
    found
}

/// The options of the command, each on a line of its own.
struct Command {
    parts: Vec<Html>,
}

impl Command {
    /// The method, the address and the query.
    fn start(&mut self, document: &Document, operation: &Operation) {
        let mut path = operation.path.to_owned();
        for parameter in shown(document, operation, "path") {
            path = path.replace(&format!("{{{}}}", parameter.name), &percent_encoded(&parameter.value));
        }
        let query = shown(document, operation, "query");
        let mut address = format!("{}{path}", document.server());
        let reads = operation.method == "get";
        if !reads && !query.is_empty() {
            let pairs =
                query.iter().map(|pair| format!("{}={}", percent_encoded(pair.name), percent_encoded(&pair.value)));
            address = format!("{address}?{}", pairs.collect::<Vec<_>>().join("&"));
        }
        let mut first = Html::default();
        first.raw("curl ");
        match operation.method {
            "get" if query.is_empty() => {}
            "get" => _ = first.raw("-G "),
            "head" => _ = first.raw("-I "),
            other => _ = first.raw("-X ").text(&other.to_uppercase()).raw(" "),
        }
        first.append(&word(&address));
        self.parts.push(first);
        for pair in query.iter().filter(|_| reads) {
            self.option("--data-urlencode", &format!("{}={}", pair.name, pair.value));
        }
    }

    /// The proof of who calls; secrets are left to variables of the shell.
    fn proof(&mut self, scheme: &Value) {
        let name = text(scheme, "name");
        match (text(scheme, "type"), text(scheme, "scheme").to_ascii_lowercase().as_str(), text(scheme, "in")) {
            ("http", "basic", _) => self.literal("-u <span class='s'>&quot;$LOGIN:$PASSWORD&quot;</span>"),
            ("apiKey", _, "cookie") => self.secret("-b", &format!("{name}=")),
            ("apiKey", _, "query") => self.secret("--url-query", &format!("{name}=")),
            ("apiKey", ..) => self.secret("-H", &format!("{name}: ")),
            ("mutualTLS", ..) => self.literal("--cert client.pem --key client.key"),
            _ => self.literal("-H <span class='s'>&quot;Authorization: Bearer $ACCESS_TOKEN&quot;</span>"),
        }
    }

    fn body(&mut self, body: &Body) {
        let value = &body.example.value;
        if body.media_type == "multipart/form-data" {
            for (name, part) in entries(value) {
                self.option("-F", &format!("{name}={}", json::short(part)));
            }
            return;
        }
        if body.media_type == "application/x-www-form-urlencoded" {
            for (name, part) in entries(value) {
                self.option("--data-urlencode", &format!("{name}={}", json::short(part)));
            }
            return;
        }
        self.option("-H", &format!("Content-Type: {}", body.media_type));
        if body.media_type.contains("json") {
            let mut part = Html::default();
            part.raw("--data ").append(&json::pretty(value).shell_quoted());
            self.parts.push(part);
        } else {
            self.literal("--data-binary <span class='s'>@file</span>");
        }
    }

    fn option(&mut self, name: &'static str, value: &str) {
        let mut part = Html::default();
        part.raw(name).raw(" ").append(&word(value));
        self.parts.push(part);
    }

    fn secret(&mut self, name: &'static str, prefix: &str) {
        let mut part = Html::default();
        part.raw(name).raw(" ").append(&word(prefix)).raw("<span class='s'>&quot;$API_KEY&quot;</span>");
        self.parts.push(part);
    }

    fn literal(&mut self, markup: &'static str) {
        let mut part = Html::default();
        part.raw(markup);
        self.parts.push(part);
    }

    fn finish(self) -> Html {
        let mut out = Html::default();
        for (index, part) in self.parts.iter().enumerate() {
            out.raw(if index == 0 { "" } else { " \\\n  " }).append(part);
        }
        out
    }
}

/// One word of the shell, quoted.
fn word(text: &str) -> Html {
    let mut inner = Html::default();
    inner.text(text);
    let mut out = Html::default();
    out.raw("<span class='s'>").append(&inner.shell_quoted()).raw("</span>");
    out
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_part_keeps_its_meaning() {
        assert_eq!(percent_encoded("a b/é"), "a%20b%2F%C3%A9");
    }
}
