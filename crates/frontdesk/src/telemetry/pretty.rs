//! Log lines for people: one event is one line here too, whatever its text holds.

use std::borrow::Cow;
use std::io::{self, Write};

use tracing_subscriber::fmt::MakeWriter;

use super::LogSink;

/// Where events are written for people.
#[derive(Clone)]
pub struct Pretty(LogSink);

impl Pretty {
    /// Puts its lines into `sink`.
    pub fn new(sink: LogSink) -> Self {
        Self(sink)
    }
}

/// Gathers what one event writes, and puts it as one line.
pub struct PrettyLine {
    sink: LogSink,
    bytes: Vec<u8>,
}

impl Write for PrettyLine {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for PrettyLine {
    fn drop(&mut self) {
        self.sink.put(one_line(&String::from_utf8_lossy(&self.bytes)).as_bytes());
    }
}

impl<'a> MakeWriter<'a> for Pretty {
    type Writer = PrettyLine;

    fn make_writer(&'a self) -> PrettyLine {
        PrettyLine { sink: self.0.clone(), bytes: Vec::with_capacity(256) }
    }
}

/// The text with everything written out that a terminal would obey; only the line feed at its end stays.
///
/// The library escapes what begins a colour, but lets line feeds through: a forged line could follow one.
fn one_line(text: &str) -> Cow<'_, str> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    if !line.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in line.chars() {
        if is_obeyed(letter) { safe.extend(letter.escape_default()) } else { safe.push(letter) }
    }
    safe.push('\n');
    Cow::Owned(safe)
}

/// Control characters, and the two separators that some readers take for the end of a line.
fn is_obeyed(letter: char) -> bool {
    letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}'
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    #[test]
    fn sec_LOG_03_an_event_for_people_cannot_become_two_nor_colour_the_screen() {
        let forged = "INFO it: panicked\r\n2026-11-22 INFO request: GET / 200\u{1b}[31m\u{9b}1m\u{2028}end\n";
        let line = one_line(forged);
        assert_eq!(line, "INFO it: panicked\\r\\n2026-11-22 INFO request: GET / 200\\u{1b}[31m\\u{9b}1m\\u{2028}end\n");
        assert_eq!(one_line("Анна: ok\n"), "Анна: ok\n");
    }
}
