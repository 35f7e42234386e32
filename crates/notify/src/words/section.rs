//! A letter in one language, before it is text or HTML.

use frontdesk_kit::locale::{self, Lang, Message};

use super::{Template, Values};

/// What a letter says, in its order.
pub struct Section {
    pub lang: Lang,
    /// Paragraphs.
    pub body: Vec<String>,
    pub code: Option<String>,
    /// Labels with their values.
    pub facts: Vec<(String, String)>,
    /// The words on the link, and where it leads.
    pub button: Option<(String, String)>,
    /// How long code and link are good.
    pub validity: Option<String>,
    /// Paragraphs in smaller print.
    pub note: Vec<String>,
}

impl Section {
    pub fn new(template: &Template, values: &Values, lang: Lang) -> Self {
        let say = |key: &'static str| locale::text(lang, &Message::new(key));
        let body = Message::new(template.body).arg("code", values.code().unwrap_or_default());
        let named = |body: Message, (_, name): &(&'static str, &'static str)| {
            body.arg(name, values.text(name, lang).unwrap_or_default())
        };
        let body = template.facts.iter().fold(body, named);
        let fact = |(label, name): &(&'static str, &str)| Some((say(label), values.text(name, lang)?));
        let link = values.link().map(str::to_owned);
        let minutes = values.minutes().filter(|_| template.asks);
        Self {
            lang,
            body: paragraphs(&locale::text(lang, &body)),
            code: values.code(),
            facts: template.facts.iter().filter_map(fact).collect(),
            button: template.button.map(say).zip(link),
            validity: minutes.map(|minutes| locale::text(lang, &validity(minutes))),
            note: template.note.map(|key| paragraphs(&say(key))).unwrap_or_default(),
        }
    }
}

/// In the largest unit that says it exactly, from two of them on.
fn validity(minutes: i64) -> Message {
    match minutes {
        days if days % (24 * 60) == 0 && days > 24 * 60 => {
            Message::new("mail-validity-days").number("days", days / (24 * 60))
        }
        hours if hours % 60 == 0 && hours > 60 => Message::new("mail-validity-hours").number("hours", hours / 60),
        minutes => Message::new("mail-validity").number("minutes", minutes),
    }
}

/// Blank lines separate paragraphs.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(|paragraph| paragraph.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}
