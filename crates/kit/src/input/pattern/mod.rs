//! The form that a text must have, declared as a regular expression.
//!
//! It is matched in time linear in the text, and means the same to everybody who reads the schema: what ECMAScript and
//! our engine would understand differently is spelled out, or refused.

mod portable;
mod spelling;

use regex::{Regex, RegexBuilder};

use super::field::Fault;
use crate::locale::Message;

/// The most work that a text may be: the bytes of the program that a pattern becomes, times the text's characters. The worst
/// pattern takes about 40 ms for it, a usual one microseconds.
const MOST_WORK: usize = 128 << 20;
/// The largest program, in bytes, however short the texts are.
const LARGEST_PROGRAM: usize = 512 << 10;

/// A regular expression that a whole text must match.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    portable: String,
    refusal: Message,
}

/// Why a text is no pattern, and what to write instead.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

impl Pattern {
    /// Reads a regular expression for texts of `longest` characters at most; `^` at its beginning and `$` at its end say
    /// what holds anyway.
    pub fn parse(source: &str, longest: usize) -> Result<Self, PatternError> {
        let portable = portable::portable(source)?;
        let largest = LARGEST_PROGRAM.min(MOST_WORK / longest.max(1));
        let regex = RegexBuilder::new(&format!("^(?:{portable})$")).size_limit(largest).build();
        let regex = regex.map_err(|error| {
            PatternError(match error {
                regex::Error::CompiledTooBig(_) => {
                    "it takes too much work; say lengths with `min_length` and `max_length`, and write + for {1,200}"
                        .to_owned()
                }
                _ => r"it names a property that there is not; write \p{L} or \p{Script=Cyrillic}".to_owned(),
            })
        })?;
        Ok(Self { regex, portable, refusal: Message::new("field-pattern") })
    }

    /// What is said of a text that does not match, in both languages, instead of the usual sentence.
    pub fn saying(self, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { refusal: Message::new("field-pattern-own").arg("ru", ru).arg("en", en), ..self }
    }

    /// Whether the whole of `text` matches.
    pub fn is_met_by(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The expression in the spelling that everybody understands alike, without anchors.
    pub(super) fn portable(&self) -> &str {
        &self.portable
    }

    pub(super) fn fault(&self) -> Fault {
        Fault { code: "pattern_mismatch", message: self.refusal.clone() }
    }
}
