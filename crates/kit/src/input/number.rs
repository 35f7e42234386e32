//! Exact numbers out of text; nothing here passes through a float.

/// A decimal number exactly as written: `digits × 10^exponent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Without leading zeros; `"0"` for zero.
    digits: String,
    exponent: i64,
}

/// Where a number stands that an `i64` cannot hold, or cannot hold exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miss {
    NotWhole,
    TooSmall,
    TooLarge,
}

/// Which way a bound with too many decimals gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    Down,
    Up,
}

/// Beyond this many digits only "too large" matters.
const MOST_DIGITS: usize = 36;
/// Exponents are cut to this, which is far beyond any number we keep.
const MOST_EXPONENT: i64 = 1_000_000;

impl Decimal {
    /// Reads `-1.50`, `.5`, `7.` or `1e3`; no blanks, no `NaN`, no grouping.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = split_sign(text);
        let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
            Some(at) => (&unsigned[..at], parse_exponent(&unsigned[at + 1..])?),
            None => (unsigned, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{decimals}");
        if all.is_empty() || !is_digits(&all) {
            return None;
        }
        let significant = all.trim_start_matches('0');
        let digits = if significant.is_empty() { "0" } else { significant }.to_owned();
        Some(Self { negative, digits, exponent: exponent - i64::try_from(decimals.len()).ok()? })
    }

    /// The same number without zeros at the end of its decimals (`1500.00` becomes `1500`).
    pub fn without_trailing_zeros(mut self) -> Self {
        while self.exponent < 0 && self.digits.len() > 1 && self.digits.ends_with('0') {
            self.digits.pop();
            self.exponent += 1;
        }
        if self.digits == "0" {
            self.exponent = 0;
        }
        self
    }

    /// How many digits there are in total, before the point and after it, counted as Python's decimals count.
    pub fn sizes(&self) -> (i64, i64, i64) {
        let length = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        match -self.exponent {
            ..=0 => (length + self.exponent, length + self.exponent, 0),
            places if length > places => (length, length - places, places),
            places => (places, 0, places),
        }
    }

    /// The number in units of `10^-places`, if it is a whole number of them within `i64`.
    pub fn units(&self, places: u32) -> Result<i64, Miss> {
        let (magnitude, exact) = self.scaled(places);
        let signed = if self.negative { -magnitude } else { magnitude };
        match i64::try_from(signed) {
            _ if !exact => Err(Miss::NotWhole),
            Ok(units) => Ok(units),
            Err(_) if self.negative => Err(Miss::TooSmall),
            Err(_) => Err(Miss::TooLarge),
        }
    }

    /// The number in units of `10^-places`, rounded, and held at the ends of `i64`.
    pub fn units_rounded(&self, places: u32, rounding: Rounding) -> i64 {
        let (magnitude, exact) = self.scaled(places);
        let away = i128::from(!exact && (rounding == Rounding::Up) != self.negative);
        let signed = if self.negative { -(magnitude + away) } else { magnitude + away };
        i64::try_from(signed).unwrap_or(if self.negative { i64::MIN } else { i64::MAX })
    }

    /// The magnitude in units of `10^-places`, cut towards zero, and whether nothing was cut off.
    fn scaled(&self, places: u32) -> (i128, bool) {
        let shift = self.exponent + i64::from(places);
        let length = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        let kept = usize::try_from(length + shift.min(0)).unwrap_or(0);
        let zeros = usize::try_from(shift).unwrap_or(0);
        let exact = self.digits[kept..].bytes().all(|digit| digit == b'0');
        let magnitude = match (&self.digits[..kept], kept + zeros) {
            ("0" | "", _) => 0,
            (_, size) if size > MOST_DIGITS => i128::MAX >> 1,
            (digits, _) => format!("{digits}{}", "0".repeat(zeros)).parse().unwrap_or(i128::MAX >> 1),
        };
        (magnitude, exact)
    }
}

/// Reads a whole number as JSON writes it: no plus sign, no leading zero, no exponent, no `-0`. As JSON Schema sees it,
/// `45.0` is a whole number too.
pub fn plain_integer(text: &str) -> Result<i64, Miss> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_plain = is_digits(digits) && (!digits.starts_with('0') || digits == "0") && text != "-0";
    if !is_plain || decimals.is_empty() || decimals.bytes().any(|byte| byte != b'0') {
        return Err(Miss::NotWhole);
    }
    whole.parse().map_err(|_| if whole.starts_with('-') { Miss::TooSmall } else { Miss::TooLarge })
}

/// Reads a whole number as people and forms write it: `90`, `+90`, `090`, `90.0`.
pub fn loose_integer(text: &str) -> Result<i64, Miss> {
    let (negative, unsigned) = split_sign(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if !is_digits(whole) || decimals.bytes().any(|byte| byte != b'0') {
        return Err(Miss::NotWhole);
    }
    let sign = if negative { "-" } else { "" };
    format!("{sign}{whole}").parse().map_err(|_| if negative { Miss::TooSmall } else { Miss::TooLarge })
}

/// A number of units of `10^-places` with all its decimals: `150` with two places is `1.50`.
pub fn decimal_text(units: i64, places: u32) -> String {
    let (sign, size, scale) = (if units < 0 { "-" } else { "" }, units.unsigned_abs(), 10_u64.pow(places));
    match places {
        0 => units.to_string(),
        _ => format!("{sign}{}.{:0width$}", size / scale, size % scale, width = places as usize),
    }
}

/// Whether `text` is made of ASCII digits, at least one.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    }
}

fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = split_sign(text);
    if !is_digits(digits) {
        return None;
    }
    let size = digits.parse::<i64>().map_or(MOST_EXPONENT, |size| size.min(MOST_EXPONENT));
    Some(if negative { -size } else { size })
}
