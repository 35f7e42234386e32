//! What letters say: one table of templates over the message catalogues, shown as text and as HTML.

mod html;
mod section;
mod templates;
mod text;
mod values;
mod visits;

use frontdesk_kit::locale::{self, Lang, Message};

use section::Section;
pub use templates::Template;
pub use values::Values;

use crate::outbox::{Due, SMS};

/// The most that a subject may have, in characters. Longer lines would have to be folded, and nobody reads them.
const LONGEST_SUBJECT: usize = 150;

/// A letter in words.
#[derive(Clone)]
pub struct Written {
    /// One line.
    pub subject: String,
    /// As plain text, without a line feed at its end.
    pub text: String,
    /// As a whole HTML page; text messages have none.
    pub html: Option<String>,
    /// The languages in it, the first one first.
    pub langs: Vec<Lang>,
}

/// Why a letter cannot be put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A newer version queued it, which may share the database during an upgrade.
    #[error("this version knows no such template")]
    UnknownTemplate,
    /// It is about a code or a link, and has neither.
    #[error("there is neither a code nor a link in it")]
    Empty,
}

/// Puts `letter` into words: in its reader's language, or in both with `first` before the other.
pub fn write(letter: &Due, first: Lang) -> Result<Written, WordsError> {
    let template = Template::find(&letter.template).ok_or(WordsError::UnknownTemplate)?;
    let langs = match Lang::from_tag(&letter.lang) {
        Some(lang) => vec![lang],
        None if template.is_brief() => vec![first],
        None => [first].into_iter().chain(Lang::ALL.into_iter().filter(|lang| *lang != first)).collect(),
    };
    write_in(template, &Values::read(&letter.payload), langs)
}

/// Puts `template` with `values` into words in these languages.
pub fn write_in(template: &Template, values: &Values, langs: Vec<Lang>) -> Result<Written, WordsError> {
    if template.asks && values.code().is_none() && values.link().is_none() {
        return Err(WordsError::Empty);
    }
    let sections: Vec<Section> = langs.iter().map(|lang| Section::new(template, values, *lang)).collect();
    if template.channel == SMS {
        let text = sections.iter().map(|section| section.body.join(" ")).collect::<Vec<_>>().join("\n");
        return Ok(Written { subject: String::new(), text, html: None, langs });
    }
    let subjects: Vec<String> = langs.iter().map(|lang| locale::text(*lang, &Message::new(template.subject))).collect();
    let subject: String = subjects.join(" / ").chars().take(LONGEST_SUBJECT).collect();
    let html = html::page(&subject, &sections);
    Ok(Written { text: text::page(&sections), html: Some(html), subject, langs })
}

#[cfg(test)]
mod tests;
