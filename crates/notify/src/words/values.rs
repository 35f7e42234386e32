//! What stands in a letter, made harmless.

use frontdesk_kit::locale::Lang;
use serde_json::{Map, Value};

use crate::outbox::CALENDAR;

/// The most that a value may have, in characters.
const LONGEST: usize = 200;
/// The most that a link may have, in bytes.
const LONGEST_LINK: usize = 2000;

/// The values of one letter. May be secrets, so they cannot be shown for debugging.
#[derive(Clone, Default)]
pub struct Values(Map<String, Value>);

impl Values {
    /// Reads a payload; one that is no object holds nothing.
    pub fn read(payload: &str) -> Self {
        Self(serde_json::from_str(payload).unwrap_or_default())
    }

    /// The value of `name` as one line; that of `name.LANG` where it differs by language. `None` if it is not there.
    pub fn text(&self, name: &str, lang: Lang) -> Option<String> {
        let value = self.0.get(&format!("{name}.{}", lang.code())).or_else(|| self.0.get(name))?;
        Some(one_line(value.as_str()?)).filter(|text| !text.is_empty())
    }

    /// What is to be typed.
    pub fn code(&self) -> Option<String> {
        self.text("code", Lang::DEFAULT)
    }

    /// What is to be followed, if it is a web address in the form in which addresses travel.
    pub fn link(&self) -> Option<&str> {
        let link = self.0.get("link")?.as_str()?;
        let is_web = link.starts_with("https://") || link.starts_with("http://");
        (is_web && link.len() <= LONGEST_LINK && link.bytes().all(|byte| byte.is_ascii_graphic())).then_some(link)
    }

    /// What comes along for the reader's calendar: what it is sent for, and the text.
    pub fn calendar(&self) -> Option<(&'static str, &str)> {
        let said = self.0.get(CALENDAR)?;
        let method = ["REQUEST", "CANCEL"].into_iter().find(|method| said["method"] == *method)?;
        Some((method, said["text"].as_str()?))
    }

    /// How long code and link are good.
    pub fn minutes(&self) -> Option<i64> {
        self.0.get("minutes")?.as_i64().filter(|minutes| *minutes > 0)
    }
}

/// The text without what could begin a new line or turn the reading direction; cut where nobody reads on.
fn one_line(text: &str) -> String {
    let is_odd =
        |letter: char| letter.is_control() || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text.chars().take(LONGEST).map(|letter| if is_odd(letter) { ' ' } else { letter }).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    #[test]
    fn sec_OUT_04_a_value_is_one_short_line() {
        let values = Values::read(
            &serde_json::json!({ "device": "a\r\nBcc: b\u{202e}c\u{0}", "long": "я".repeat(900) }).to_string(),
        );
        assert_eq!(values.text("device", Lang::Ru).as_deref(), Some("a  Bcc: b c"));
        assert_eq!(values.text("long", Lang::Ru).map(|text| text.chars().count()), Some(200));
        assert_eq!(values.text("absent", Lang::Ru), None);
        assert_eq!(Values::read("[1").text("device", Lang::Ru), None);
    }

    #[test]
    fn only_web_addresses_are_links() {
        let link =
            |text: &str| Values::read(&serde_json::json!({ "link": text }).to_string()).link().map(str::to_owned);
        assert_eq!(link("https://desk.example.com/a?b=c#d").as_deref(), Some("https://desk.example.com/a?b=c#d"));
        for text in ["javascript:alert(1)", "//desk.example.com", "https://a b", "https://a\r\nb", "https://я.test", ""]
        {
            assert_eq!(link(text), None, "{text}");
        }
    }

    #[test]
    fn a_value_may_differ_by_language() {
        let values = Values::read(r#"{"role.ru": "Клиент", "role.en": "Client", "inviter": "Anna"}"#);
        assert_eq!(values.text("role", Lang::Ru).as_deref(), Some("Клиент"));
        assert_eq!(values.text("role", Lang::En).as_deref(), Some("Client"));
        assert_eq!(values.text("inviter", Lang::En).as_deref(), Some("Anna"));
    }
}
