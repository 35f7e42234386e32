//! The characters that text may or may not hold, said once for the reader and for the schema.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Ranges of code points, both ends included.
pub type Ranges = &'static [(u32, u32)];

/// What counts as blank: Unicode's white space.
pub const BLANKS: Ranges = &[
    (0x09, 0x0d),
    (0x20, 0x20),
    (0x85, 0x85),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
];
/// What Python's `strip` cuts off beside [`BLANKS`].
pub const SEPARATORS: Ranges = &[(0x1c, 0x1f)];
/// Unicode's control characters.
pub const CONTROLS: Ranges = &[(0x00, 0x1f), (0x7f, 0x9f)];
/// Control characters, less tab, line feed and carriage return.
pub const CONTROLS_IN_PROSE: Ranges = &[(0x00, 0x08), (0x0b, 0x0c), (0x0e, 0x1f), (0x7f, 0x9f)];
/// The one character that no store keeps.
pub const NUL: Ranges = &[(0x00, 0x00)];

pub fn holds(ranges: Ranges, char: char) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&u32::from(char)))
}

/// Blank as Python sees it, which is how the older wires cut text.
pub fn is_blank(char: char) -> bool {
    holds(BLANKS, char) || holds(SEPARATORS, char)
}

pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The inside of a regular expression's character class that covers all `sets`.
///
/// Spelled out as code points, because `\s` means other characters in each regular-expression engine.
pub fn class(sets: &[Ranges]) -> String {
    let spelled = |point: u32| if point < 0x100 { format!("\\x{point:02x}") } else { format!("\\u{point:04x}") };
    let range = |&(first, last): &(u32, u32)| {
        if first == last { spelled(first) } else { format!("{}-{}", spelled(first), spelled(last)) }
    };
    sets.iter().flat_map(|set| set.iter()).map(range).collect()
}

/// Unicode's composed form (NFC), without a copy where `text` is in it already.
pub fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.into(),
        _ => text.nfc().collect::<String>().into(),
    }
}
