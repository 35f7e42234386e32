//! What kinds of values there are, and a constructor of fields for each.

use super::{
    field::{Field, FieldCode},
    number::Rounding,
    syntax,
};

/// The most digits of a decimal number: each of them fits into an `i64`.
const MOST_DIGITS: u32 = 18;

/// What kind of value a field takes, with the limits that belong to the kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Lengths in code points. Only prose may hold line breaks and tabs.
    Text {
        min: usize,
        max: usize,
        prose: bool,
    },
    Email {
        max: usize,
    },
    Url {
        max: usize,
    },
    /// A telephone number as people write it; the greatest length in code points.
    Phone {
        max: usize,
    },
    /// Never trimmed, never composed, never echoed. Lengths in code points.
    Secret {
        min: usize,
        max: usize,
    },
    /// From `min` to `max`, and a multiple of `step`.
    Integer {
        min: i64,
        max: i64,
        step: i64,
    },
    /// One of these whole numbers.
    Among(Vec<i64>),
    /// Kept in units of `10^-places`, as are `min` and `max`. With `rounding` the field is the bound of a filter: any
    /// number will do, and what is finer or larger than we keep is rounded.
    Decimal {
        whole: u32,
        places: u32,
        min: i64,
        max: i64,
        rounding: Option<Rounding>,
    },
    Boolean,
    /// One of these keys.
    Choice(Vec<String>),
    /// Some of these keys, each once.
    Many(Vec<String>),
    Date,
    /// A moment: a date and a time with their distance from UTC (RFC 3339).
    Moment,
    /// What a clock shows, in minutes from midnight: a multiple of `step`, at most `max`.
    Time {
        step: i64,
        max: i64,
    },
    Uuid,
    /// A list of at most `max` ids.
    Uuids {
        max: usize,
    },
    /// An uploaded picture; whether it is one, decides who decodes it.
    Image,
    /// The number of another record; a text that is no number is answered like an unknown record.
    Reference,
    /// An object with the fields of [`Field::parts`].
    Object,
    /// A list of `min` to `max` such objects.
    Objects {
        min: usize,
        max: usize,
    },
}

impl Field {
    /// One line of text, at most 255 characters unless said otherwise.
    pub fn text(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Text { min: 0, max: 255, prose: false })
    }

    /// Text with line breaks, at most 5,000 characters unless said otherwise.
    pub fn prose(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Text { min: 0, max: 5_000, prose: true })
    }

    /// A login name: letters and digits of any script and `@ . + - _`, at most 150 characters.
    pub fn username(name: impl Into<String>) -> Self {
        let rule = |text: &str| match syntax::is_username(text) {
            true => Ok(()),
            false => Err(FieldCode { code: "invalid_username", key: "field-username" }),
        };
        Self::text(name).max(150).check(rule, r"\p{L}\p{N}@.+_-")
    }

    /// Any text where people write a telephone number, at most 20 characters.
    pub fn phone(name: impl Into<String>) -> Self {
        Self::text(name).max(20)
    }

    /// A telephone number: 5 to 15 digits with the usual signs between them, at most 32 characters.
    pub fn phone_number(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Phone { max: syntax::PHONE_MAX })
    }

    pub fn email(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Email { max: syntax::EMAIL_MAX })
    }

    pub fn url(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Url { max: syntax::URL_MAX })
    }

    /// A password, at most 128 characters unless said otherwise.
    pub fn secret(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Secret { min: 0, max: 128 })
    }

    /// A whole number within `i64`.
    pub fn integer(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Integer { min: i64::MIN, max: i64::MAX, step: 1 })
    }

    /// One of a few whole numbers.
    pub fn among(name: impl Into<String>, numbers: impl IntoIterator<Item = i64>) -> Self {
        Self::new(name, Kind::Among(numbers.into_iter().collect()))
    }

    /// An amount of money as decimal text, from 0 to 99999999.99; read as minor units.
    pub fn money(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Decimal { whole: 8, places: 2, min: 0, max: 9_999_999_999, rounding: None })
    }

    /// A decimal number as text with at most `places` decimals and 18 digits in all; read in units of `10^-places`.
    pub fn decimal(name: impl Into<String>, places: u32) -> Self {
        let (whole, most) = (MOST_DIGITS.saturating_sub(places), 10_i64.pow(MOST_DIGITS) - 1);
        Self::new(name, Kind::Decimal { whole, places, min: -most, max: most, rounding: None })
    }

    /// A bound of money in a filter: any decimal number, rounded to whole minor units.
    pub fn money_bound(name: impl Into<String>, rounding: Rounding) -> Self {
        let kind = Kind::Decimal { whole: 16, places: 2, min: i64::MIN, max: i64::MAX, rounding: Some(rounding) };
        Self::new(name, kind)
    }

    pub fn boolean(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Boolean)
    }

    pub fn choice<S: Into<String>>(name: impl Into<String>, keys: impl IntoIterator<Item = S>) -> Self {
        Self::new(name, Kind::Choice(keys.into_iter().map(Into::into).collect()))
    }

    pub fn many<S: Into<String>>(name: impl Into<String>, keys: impl IntoIterator<Item = S>) -> Self {
        Self::new(name, Kind::Many(keys.into_iter().map(Into::into).collect()))
    }

    pub fn date(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Date)
    }

    pub fn uuid(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Uuid)
    }

    /// A list of at most `max` ids.
    pub fn uuids(name: impl Into<String>, max: usize) -> Self {
        Self::new(name, Kind::Uuids { max })
    }

    pub fn image(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Image)
    }

    pub fn reference(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Reference)
    }
}
