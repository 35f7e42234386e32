//! How characters are written so that every engine reads them alike.

use regex_syntax::ast::{ClassPerl, ClassPerlKind};

use crate::input::chars::{self, Ranges};

/// What `\s` stands for, less control characters.
const SPACES: Ranges = &[
    (0x20, 0x20),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
    (0xfeff, 0xfeff),
];
const DIGITS: &str = "0-9";
const WORD: &str = "A-Za-z0-9_";

/// What `\d`, `\w` and `\s` stand for, as the inside of a character class.
pub fn shorthand(class: &ClassPerl) -> String {
    match class.kind {
        ClassPerlKind::Digit => DIGITS.to_owned(),
        ClassPerlKind::Word => WORD.to_owned(),
        ClassPerlKind::Space => chars::class(&[SPACES]),
    }
}

pub fn outside_class(char: char) -> String {
    match char {
        sign if r"\^$.|?*+()[]{}".contains(sign) => format!("\\{sign}"),
        char => spelled(char),
    }
}

pub fn in_class(char: char) -> String {
    match char {
        sign if r"\]^[-".contains(sign) => format!("\\{sign}"),
        // Doubled they mean something to our engine.
        '&' | '~' => format!("\\x{:02x}", u32::from(char)),
        char => spelled(char),
    }
}

/// Letters, digits and signs as they are, what cannot be seen by its number.
fn spelled(char: char) -> String {
    match u32::from(char) {
        0x20..0x7f => char.to_string(),
        point if point < 0x100 && !char.is_alphanumeric() => format!("\\x{point:02x}"),
        point if point < 0x1_0000 && !char.is_alphanumeric() => format!("\\u{point:04x}"),
        _ => char.to_string(),
    }
}
