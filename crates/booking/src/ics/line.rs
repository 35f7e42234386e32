//! Lines as RFC 5545 section 3.1 wants them.

use frontdesk_kit::clock::Timestamp;

/// The longest line, in octets, its end not counted.
const LONGEST: usize = 75;

/// Lines that are ended and folded.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds a line as it is; `value` holds nothing that has to be escaped.
    pub fn put(&mut self, name: &str, value: &str) {
        let mut room = LONGEST;
        for piece in [name, ":", value] {
            for letter in piece.chars() {
                // Never inside of a letter: readers unfold after they have decoded.
                if letter.len_utf8() > room {
                    self.0.push_str("\r\n ");
                    room = LONGEST - 1;
                }
                room -= letter.len_utf8();
                self.0.push(letter);
            }
        }
        self.0.push_str("\r\n");
    }

    /// Adds a line with a text that people wrote (section 3.3.11). Control characters are left out.
    pub fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len() + 8);
        for letter in text.replace("\r\n", "\n").chars() {
            match letter {
                '\\' | ';' | ',' => escaped.extend(['\\', letter]),
                '\n' => escaped.push_str("\\n"),
                '\t' => escaped.push(' '),
                control if control.is_control() => {}
                other => escaped.push(other),
            }
        }
        self.put(name, &escaped);
    }

    /// Adds a line with a moment, in UTC.
    pub fn moment(&mut self, name: &str, moment: Timestamp) {
        self.put(name, &jiff::Timestamp::from(moment).strftime("%Y%m%dT%H%M%SZ").to_string());
    }

    /// All lines.
    pub fn into_text(self) -> String {
        self.0
    }
}
