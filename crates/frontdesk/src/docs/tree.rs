//! The fields of a schema, nested ones folded away.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::document::{Document, text};
use super::facts::{facts, valued};
use super::lang::Labels;
use super::markdown;
use super::sample::Sender;
use super::shape::Shape;

/// A named schema deeper than this is only linked to.
const MAX_NAMED: usize = 3;

/// A schema without a name deeper than this is left out: there is no other place that shows it.
const MAX_DEPTH: usize = 8;

/// Writes what `schema` holds, as far as `sender` sends it; nothing for a schema without parts.
pub fn tree<'a>(
    document: &Document<'a>,
    labels: &'static Labels,
    out: &mut Html,
    schema: &'a Value,
    sender: Option<Sender>,
) {
    Tree { document, labels, sender, open: Vec::new(), depth: 0 }.parts(out, schema);
}

struct Tree<'d, 'a> {
    document: &'d Document<'a>,
    labels: &'static Labels,
    /// `None` where a schema is shown for itself.
    sender: Option<Sender>,
    /// The references that the part being written stands in.
    open: Vec<&'a str>,
    depth: usize,
}

impl<'a> Tree<'_, 'a> {
    fn parts(&mut self, out: &mut Html, schema: &'a Value) {
        let shape = self.document.shape(schema);
        let before = self.open.len();
        self.open.extend(&shape.references);
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            self.fields(out, &shape);
            self.choices(out, &shape);
            if let Some(items) = shape.inner().get("items").filter(|items| self.may_open(items)) {
                self.parts(out, items);
            }
        }
        self.depth -= 1;
        self.open.truncate(before);
    }

    fn fields(&mut self, out: &mut Html, shape: &Shape<'a>) {
        let mut fields = self.document.fields(shape);
        if let Some(sender) = self.sender {
            fields.retain(|field| sender.sends(&self.document.shape(field.schema)));
        }
        let additional = shape.additional().filter(|schema| schema.is_object());
        if fields.is_empty() && additional.is_none() {
            return;
        }
        out.raw("<ul class='fields'>");
        for field in fields {
            out.raw("<li><code class='name'>").breakable(field.name).raw("</code> ");
            if field.required {
                out.element("span", "required", self.labels.required).raw(" ");
            }
            self.field(out, field.schema);
            out.raw("</li>");
        }
        if let Some(schema) = additional {
            out.raw("<li>").element("em", "name", self.labels.any_key).raw(" ");
            self.field(out, schema);
            out.raw("</li>");
        }
        out.raw("</ul>");
    }

    /// Writes what follows the name of a field.
    fn field(&mut self, out: &mut Html, schema: &'a Value) {
        facts(self.document, self.labels, out, schema);
        let shape = self.document.shape(schema);
        if let Some(value) = shape.example().filter(|value| !value.is_object() && !value.is_array()) {
            valued(out, self.labels.example, value);
        }
        let description = shape.text("description");
        if !description.is_empty() {
            out.raw("<div class='prose'>").append(&markdown::blocks(description)).raw("</div>");
        }
        let mut inside = Html::default();
        if self.may_open(schema) {
            self.parts(&mut inside, schema);
        }
        if self.repeats(&shape) {
            out.raw(" ").element("span", "fact", self.labels.recursive);
        }
        if !inside.is_empty() {
            out.raw("<details class='inside'><summary>").text(self.labels.fields);
            out.raw("</summary>").append(&inside).raw("</details>");
        }
    }

    fn choices(&mut self, out: &mut Html, shape: &Shape<'a>) {
        let choices = shape.choices();
        if choices.is_empty() {
            return;
        }
        out.raw("<div class='choices'><p class='label'>").text(self.labels.variants);
        let told_by = text(&shape.inner()["discriminator"], "propertyName");
        if !told_by.is_empty() {
            out.raw(", ").text(self.labels.told_by).raw(" ").code(told_by);
        }
        out.raw("</p>");
        for (index, choice) in choices.into_iter().enumerate() {
            self.choice(out, choice, index + 1);
        }
        out.raw("</div>");
    }

    fn choice(&mut self, out: &mut Html, choice: &'a Value, number: usize) {
        let shape = self.document.shape(choice);
        let title = shape.name().unwrap_or_else(|| shape.text("title"));
        let mut inside = Html::default();
        if self.may_open(choice) {
            self.parts(&mut inside, choice);
        }
        let is_folded = !inside.is_empty();
        out.raw(if is_folded { "<details class='inside'><summary>" } else { "<div class='inside'>" });
        if title.is_empty() {
            out.text(self.labels.variant).raw(" ").text(&number.to_string());
        } else {
            out.text(title);
        }
        out.raw(" ");
        if !is_folded || title.is_empty() {
            facts(self.document, self.labels, out, choice);
        }
        out.raw(if is_folded { "</summary>" } else { "" });
        out.append(&inside).raw(if is_folded { "</details>" } else { "</div>" });
    }

    fn is_open(&self, shape: &Shape) -> bool {
        shape.references.iter().any(|reference| self.open.contains(reference))
    }

    /// Whether a value stands in itself, be it as an item of a list.
    fn repeats(&self, shape: &Shape<'a>) -> bool {
        let items = shape.inner().get("items").map(|items| self.document.shape(items));
        self.is_open(shape) || items.is_some_and(|items| self.is_open(&items))
    }

    /// Whether the parts of `schema` are written here; those of a schema in itself, or of a named one that lies deep,
    /// are found behind the link in its type.
    fn may_open(&self, schema: &'a Value) -> bool {
        let shape = self.document.shape(schema);
        !self.is_open(&shape) && (shape.name().is_none() || self.depth < MAX_NAMED)
    }
}
