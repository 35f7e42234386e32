//! Regular expressions that say exactly what the readers accept.
//!
//! Written in the part of the language that ECMAScript, Python and Rust share; sets of characters are spelled out.

use super::{
    chars::{self, BLANKS, CONTROLS, CONTROLS_IN_PROSE, NUL, SEPARATORS},
    decimals,
    field::Field,
};

/// One line of text or prose, read strictly; its greatest length is the schema's business.
pub fn strict_text(field: &Field, min: usize, prose: bool) -> String {
    let controls = if prose { CONTROLS_IN_PROSE } else { CONTROLS };
    let (any, ink) = (format!("[^{}]", chars::class(&[controls])), format!("[^{}]", chars::class(&[controls, BLANKS])));
    match (&field.check, field.blank) {
        (Some(check), true) => format!("^(?:|[{}]{{{},}})$", check.class, min.max(1)),
        (Some(check), false) => format!("^[{}]+$", check.class),
        (None, true) if min > 1 => format!("^(?:|{any}{{{min},}})$"),
        (None, true) => format!("^{any}*$"),
        (None, false) => format!("^{any}*{ink}{any}*$"),
    }
}

/// A password, read strictly or not: something to see, and nothing from `refused`.
pub fn secret(is_strict: bool) -> String {
    let refused = if is_strict { CONTROLS } else { NUL };
    let any = chars::class(&[refused]);
    format!("^[^{any}]*[^{any}{}][^{any}]*$", chars::class(&[BLANKS, SEPARATORS]))
}

/// Text that is cut at both ends before `min` and `max` count.
pub fn trimmed_text(field: &Field, min: usize, max: usize) -> String {
    let ink = format!("[^{}]", chars::class(&[NUL, BLANKS, SEPARATORS]));
    let inner = match (&field.check, min, max) {
        (Some(check), ..) => format!("[{}]{{{},{max}}}", check.class, min.max(1)),
        (None, _, ..=1) => ink,
        (None, 2.., _) => format!("{ink}[^\\x00]{{{},{}}}{ink}", min - 2, max - 2),
        _ => format!("{ink}(?:[^\\x00]{{0,{}}}{ink})?", max - 2),
    };
    trimmed(&inner, field.blank)
}

/// `inner` with blanks around it, or nothing but blanks.
pub fn trimmed(inner: &str, or_blank: bool) -> String {
    let blanks = format!("[{}]*", chars::class(&[BLANKS, SEPARATORS]));
    format!("^{blanks}(?:{inner}){}{blanks}$", if or_blank { "?" } else { "" })
}

/// Any decimal number as people write it, without anchors.
pub const ANY_NUMBER: &str = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?";

/// `true` and `false` in all the ways of the older wires, without anchors.
pub const LOOSE_BOOLEAN: &str = "[Tt](?:[Rr][Uu][Ee])?|[Yy](?:[Ee][Ss])?|[Oo][Nn]|1|\
[Ff](?:[Aa][Ll][Ss][Ee])?|[Nn][Oo]?|[Oo][Ff][Ff]|0";

/// A decimal from `min` to `max` (in units of `10^-places`), with at most `whole` digits before the point and `places`
/// after it, as the strict reader wants it.
pub fn strict_decimal(whole: u32, places: u32, min: i64, max: i64) -> String {
    let side = |low: i64, high: i64| decimals::magnitude(whole, places, low.unsigned_abs(), high.unsigned_abs());
    let natural = (max >= 0).then(|| side(min.max(0), max));
    let negative = (min < 0).then(|| side(max.min(0), min));
    match (natural, negative) {
        (Some(natural), Some(negative)) if natural == negative => format!("^-?{natural}$"),
        (Some(natural), Some(negative)) => format!("^(?:{natural}|-(?:{negative}))$"),
        (None, Some(negative)) => format!("^-(?:{negative})$"),
        (natural, None) => format!("^(?:{})$", natural.unwrap_or_default()),
    }
}

/// The same as people write it, without anchors.
pub fn loose_decimal(whole: u32, places: u32, may_be_negative: bool) -> String {
    let sign = if may_be_negative { "[+-]?" } else { "[+]?" };
    let size = format!("(?:0*[0-9]{{1,{whole}}}(?:\\.[0-9]{{0,{places}}})?|\\.[0-9]{{1,{places}}})");
    format!("{sign}{size}|-0+(?:\\.0{{0,{places}}})?")
}

/// A whole number from `min` to `max` as people write it, without anchors.
pub fn loose_integer(min: i64, max: i64) -> String {
    let mut signed = Vec::new();
    if max >= 0 {
        signed.push(format!("[+]?0*(?:{})", digits_between(min.max(0).unsigned_abs(), max.unsigned_abs())));
    }
    if min < 0 {
        signed.push(format!("-0*(?:{})", digits_between(max.min(0).unsigned_abs(), min.unsigned_abs())));
    }
    if min == 0 {
        signed.push("-0+".to_owned());
    }
    format!("(?:{})(?:\\.0*)?", signed.join("|"))
}

/// The digits of every number from `low` to `high`, without leading zeros.
fn digits_between(low: u64, high: u64) -> String {
    let (shortest, longest) = (low.to_string().len(), high.to_string().len());
    let mut alternatives = Vec::new();
    for length in shortest..=longest {
        let first = if length == shortest { low.to_string() } else { format!("1{}", "0".repeat(length - 1)) };
        let last = if length == longest { high.to_string() } else { "9".repeat(length) };
        same_length(String::new(), first.as_bytes(), last.as_bytes(), &mut alternatives);
    }
    alternatives.join("|")
}

pub(super) fn same_length(prefix: String, first: &[u8], last: &[u8], alternatives: &mut Vec<String>) {
    let (Some((&low, first_rest)), Some((&high, last_rest))) = (first.split_first(), last.split_first()) else {
        return alternatives.push(prefix);
    };
    let is_full = first_rest.iter().all(|digit| *digit == b'0') && last_rest.iter().all(|digit| *digit == b'9');
    let step = |digit: u8| format!("{prefix}{}", char::from(digit));
    if is_full {
        let any = if first_rest.is_empty() { String::new() } else { format!("[0-9]{{{}}}", first_rest.len()) };
        let span = if low == high {
            char::from(low).to_string()
        } else {
            format!("[{}-{}]", char::from(low), char::from(high))
        };
        alternatives.push(format!("{prefix}{span}{any}"));
    } else if low == high {
        same_length(step(low), first_rest, last_rest, alternatives);
    } else {
        let (zeros, nines) = ("0".repeat(first_rest.len()), "9".repeat(first_rest.len()));
        same_length(step(low), first_rest, nines.as_bytes(), alternatives);
        if high - low > 1 {
            same_length(
                prefix.clone(),
                format!("{}{zeros}", char::from(low + 1)).as_bytes(),
                format!("{}{nines}", char::from(high - 1)).as_bytes(),
                alternatives,
            );
        }
        same_length(step(high), zeros.as_bytes(), last_rest, alternatives);
    }
}
