//! Syntax of addresses, names, dates: a check and, for the schema, a pattern that says the same.

use unicode_normalization::char::is_combining_mark;

use super::chars::{self, BLANKS, CONTROLS};

/// The longest e-mail address, in code points.
pub const EMAIL_MAX: usize = 254;
/// The longest URL, in code points.
pub const URL_MAX: usize = 2_048;
/// The longest telephone number with all that stands between its digits, in code points.
pub const PHONE_MAX: usize = 32;

/// Symbols that Unicode calls alphabetic, though they are no letters.
const CIRCLED_LETTERS: chars::Ranges = &[(0x24b6, 0x24e9), (0x1f130, 0x1f149), (0x1f150, 0x1f169), (0x1f170, 0x1f189)];
/// Letters and digits of any script, as the inside of a character class. [`is_word`] also takes the marks that some
/// scripts need; the schema leaves them out, because tools disagree which characters are marks.
const WORD: &str = r"\p{L}\p{N}";
/// What else the local part of an address may hold beside dots.
const ATOM_SIGNS: &str = "!#$%&'*+/=?^_`{|}~-";

/// Unicode's categories L and N: what is alphanumeric beyond them are marks and circled letters.
fn is_letter_or_digit(char: char) -> bool {
    char.is_alphanumeric() && !is_combining_mark(char) && !chars::holds(CIRCLED_LETTERS, char)
}

fn is_word(char: char) -> bool {
    is_letter_or_digit(char) || is_combining_mark(char)
}

/// Whether `text` may be a login name: letters and digits of any script and `@ . + - _`.
pub fn is_username(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| is_letter_or_digit(c) || "@.+-_".contains(c))
}

/// Whether `text` has the form of an e-mail address: one `@`, a local part, a domain with a dot. Case and script are free.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_atom = |atom: &str| !atom.is_empty() && atom.chars().all(|c| is_word(c) || ATOM_SIGNS.contains(c));
    local.split('.').all(is_atom) && is_domain(domain)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && label.chars().all(|c| is_word(c) || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let Some((_, top)) = domain.rsplit_once('.') else { return false };
    let starts_with_letter = top.starts_with(|c: char| is_letter_or_digit(c) && !c.is_numeric());
    domain.split('.').all(is_label) && top.chars().count() >= 2 && starts_with_letter
}

/// What [`is_email`] accepts, as a regular expression without anchors.
pub fn email_pattern() -> String {
    let atom = format!("[{WORD}!#$%&'*+/=?^_`{{|}}~-]+");
    let label = format!("[{WORD}](?:[{WORD}-]{{0,61}}[{WORD}])?");
    let top = format!("\\p{{L}}[{WORD}-]{{0,61}}[{WORD}]");
    format!("{atom}(?:\\.{atom})*@(?:{label}\\.)+{top}")
}

/// Whether `text` is a web address: `http` or `https`, a host, no user and no blanks.
pub fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let host_ends = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(host_ends);
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let is_hidden = |c: char| chars::holds(BLANKS, c) || chars::holds(CONTROLS, c);
    !host.is_empty()
        && host.chars().all(|c| is_word(c) || c == '.' || c == '-')
        && port.len() <= 5
        && super::number::is_digits(port)
        && !path.contains(is_hidden)
}

/// What [`is_url`] accepts, as a regular expression without anchors.
pub fn url_pattern() -> String {
    format!("https?://[{WORD}.-]+(?::[0-9]{{1,5}})?(?:[/?#][^{}]*)?", chars::class(&[CONTROLS, BLANKS]))
}

/// What may stand between the digits of a telephone number, as the inside of a character class.
const PHONE_SIGNS: &str = r"\x20\xa0().\u2010-\u2013-";

/// Whether `text` can be a telephone number: perhaps a plus sign, then 5 to 15 digits, with at most three blanks,
/// brackets, dots or hyphens between each two.
pub fn is_phone(text: &str) -> bool {
    let is_sign = |c: char| matches!(c, ' ' | '\u{a0}' | '(' | ')' | '.' | '\u{2010}'..='\u{2013}' | '-');
    let number = text.strip_prefix('+').unwrap_or(text);
    let Some(first) = number.find(|c: char| c.is_ascii_digit()).filter(|first| *first <= 2) else { return false };
    let (before, digits) = number.split_at(first);
    let between = digits.split(|c: char| c.is_ascii_digit());
    before.chars().all(|c| matches!(c, ' ' | '('))
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && (5..=15).contains(&digits.bytes().filter(u8::is_ascii_digit).count())
        && between.into_iter().all(|signs| signs.chars().count() <= 3 && signs.chars().all(is_sign))
}

/// What [`is_phone`] accepts, as a regular expression without anchors.
pub fn phone_pattern() -> String {
    format!("[+]?[\\x20(]{{0,2}}[0-9](?:[{PHONE_SIGNS}]{{0,3}}[0-9]){{4,14}}")
}

/// Reads `2030-05-06`.
pub fn date(text: &str) -> Option<jiff::civil::Date> {
    let is_spelled = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse().ok().filter(|_| is_spelled)
}
