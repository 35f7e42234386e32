//! Log lines for people: one event is one line here too, whatever its text holds.

/// The text with everything written out that a terminal would obey; only the line feed at its end stays.
///
/// The library escapes what begins a colour, but lets line feeds through: a forged line could follow one.
pub fn one_line(text: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8_lossy(&text);
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in line.chars() {
        if is_obeyed(letter) { safe.extend(letter.escape_default()) } else { safe.push(letter) }
    }
    safe.push('\n');
    safe.into_bytes()
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
        let line = |text: &str| String::from_utf8(one_line(text.into())).expect("text");
        assert_eq!(
            line(forged),
            "INFO it: panicked\\r\\n2026-11-22 INFO request: GET / 200\\u{1b}[31m\\u{9b}1m\\u{2028}end\n"
        );
        assert_eq!(line("Анна: ok\n"), "Анна: ok\n");
    }
}
