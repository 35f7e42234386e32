//! Strings inside JSON: escapes, and surrogates that lack their other half.

use super::json::{JsonError, Reader};

impl Reader<'_> {
    /// A string, from its opening quote on, and the first surrogate in it that lacks its other half.
    pub(super) fn string(&mut self) -> Result<(String, Option<u16>), JsonError> {
        let open = self.at;
        self.at += 1;
        let (mut text, mut unpaired) = (String::new(), None);
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let Some(plain) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..=0x1f)) else {
                return Err(self.syntax("Unterminated string starting at", open));
            };
            text.push_str(&self.text[self.at..self.at + plain]);
            self.at += plain;
            match rest[plain] {
                b'"' => {
                    self.at += 1;
                    return Ok((text, unpaired));
                }
                b'\\' if plain + 1 == rest.len() => return Err(self.syntax("Unterminated string starting at", open)),
                b'\\' => self.escape(&mut text, &mut unpaired)?,
                _ => return Err(self.syntax("Invalid control character at", self.at)),
            }
        }
    }

    /// One escape, from its backslash on, which is not the last character.
    fn escape(&mut self, text: &mut String, unpaired: &mut Option<u16>) -> Result<(), JsonError> {
        let short = match self.text.as_bytes()[self.at + 1] {
            b'u' => return self.unicode_escape(text, unpaired),
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            _ => return Err(self.syntax("Invalid \\escape", self.at)),
        };
        self.at += 2;
        text.push(short);
        Ok(())
    }

    fn unicode_escape(&mut self, text: &mut String, unpaired: &mut Option<u16>) -> Result<(), JsonError> {
        let unit = self.unit(self.at)?;
        self.at += 6;
        let is_high = (0xd800..0xdc00).contains(&unit);
        let low = if is_high && self.text[self.at..].starts_with("\\u") { Some(self.unit(self.at)?) } else { None };
        match (unit, low) {
            (high, Some(low @ 0xdc00..0xe000)) => {
                self.at += 6;
                text.extend(char::decode_utf16([high, low]).flatten());
            }
            (half @ 0xd800..0xe000, _) => {
                unpaired.get_or_insert(half);
                text.push(char::REPLACEMENT_CHARACTER);
            }
            (unit, _) => text.extend(char::from_u32(u32::from(unit))),
        }
        Ok(())
    }

    /// The four hexadecimal digits of the escape that begins at `at`; like Python, it wants something behind them.
    fn unit(&self, at: usize) -> Result<u16, JsonError> {
        let escape = self.text.as_bytes().get(at + 2..at + 7);
        escape
            .map(|five| &five[..4])
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok())
            .ok_or_else(|| self.syntax("Invalid \\uXXXX escape", at + 1))
    }
}
