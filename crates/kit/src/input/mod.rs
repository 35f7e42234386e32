//! One declaration of an input, from which reading, validation and the OpenAPI schema follow.
//!
//! A [`Shape`] is data: handlers declare it in code, operators declare profile fields in a file. It is read in one of
//! two [`Manners`]: `Strict` for the native API (exact JSON types, unknown keys refused) and `Lenient` for the older
//! wires (Django REST framework's rules). Errors carry a stable code and a [`Message`](crate::locale::Message) that
//! knows its wording on both faces.

mod alternatives;
mod body;
mod chars;
mod decimals;
mod field;
mod form;
mod invalid;
mod json;
mod json_string;
mod kind;
mod lenient;
mod lenient_text;
mod lists;
mod nested;
mod number;
mod number_schema;
mod openapi;
mod pattern;
mod patterns;
mod python;
mod query;
mod shape;
mod single;
mod strict;
mod syntax;
mod times;
mod values;

#[cfg(test)]
mod tests;

pub use alternatives::Wire;
pub use body::{Body, BodyError, Input, Limits};
pub use field::{Field, FieldCode};
pub use form::{PICTURE_EXTENSIONS, Upload};
pub use invalid::{FieldError, Invalid};
pub use json::{Duplicates, Json, JsonError, read as read_json};
pub use kind::Kind;
pub use number::{Rounding, decimal_text};
pub use pattern::{Pattern, PatternError};
pub use shape::{Manners, Mode, Shape};
pub use syntax::{EMAIL_MAX, URL_MAX, is_email, is_url, is_username};
pub use times::shown as shown_time;
pub use values::{Secret, Value, Values};
