//! SQL text: fixed, or put together from fixed pieces.

use std::borrow::Cow;

use super::Param;

/// A statement's text. Only made from text that is fixed at compile time, so input cannot become SQL.
pub struct Sql<'a>(pub(super) Cow<'a, str>);

impl From<&'static str> for Sql<'static> {
    fn from(text: &'static str) -> Self {
        Sql(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a Query> for Sql<'a> {
    fn from(query: &'a Query) -> Self {
        Sql(Cow::Borrowed(&query.text))
    }
}

/// A statement with optional parts: fixed pieces, each with the values that it binds.
///
/// A `?` in a piece becomes the next `$n`, so that pieces can be left out without renumbering.
#[derive(Default)]
pub struct Query {
    text: String,
    params: Vec<Box<dyn Param + Send>>,
    conditions: usize,
}

impl Query {
    /// Begins with `text`, for instance `select … from services s`.
    pub fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Adds a piece of text with no values.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push(' ');
        self.text.push_str(text);
        self
    }

    /// Adds a piece of text, binding one value for each `?` in it.
    pub fn bind(&mut self, text: &'static str, values: Vec<Box<dyn Param + Send>>) -> &mut Self {
        debug_assert_eq!(text.matches('?').count(), values.len(), "one value per ? in {text}");
        self.text.push(' ');
        let mut number = self.params.len();
        for piece in text.split_inclusive('?') {
            match piece.strip_suffix('?') {
                Some(before) => {
                    number += 1;
                    self.text.push_str(before);
                    self.text.push('$');
                    self.text.push_str(&number.to_string());
                }
                None => self.text.push_str(piece),
            }
        }
        self.params.extend(values);
        self
    }

    /// Adds a condition, joined to earlier ones by `and`.
    pub fn filter(&mut self, condition: &'static str, values: Vec<Box<dyn Param + Send>>) -> &mut Self {
        self.text.push_str(if self.conditions == 0 { " where" } else { " and" });
        self.conditions += 1;
        self.bind(condition, values)
    }

    /// The bound values in order.
    pub fn params(&self) -> Vec<&dyn Param> {
        self.params.iter().map(|value| &**value as &dyn Param).collect()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// `text` as a `like` pattern that matches it literally, for use with `escape '\'`.
pub fn escape_like(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_left_out_leave_no_gap_in_the_numbers() {
        let mut query = Query::new("select id from services");
        query.filter("price_minor >= ?", vec![Box::new(5_i64)]);
        query.filter("(city = ? or city = ?)", vec![Box::new("a"), Box::new("b")]);
        query.bind("limit ?", vec![Box::new(20_i64)]);

        assert_eq!(
            query.text(),
            "select id from services where price_minor >= $1 and (city = $2 or city = $3) limit $4"
        );
        assert_eq!(query.params().len(), 4);
    }

    #[test]
    fn a_percent_sign_in_a_search_is_an_ordinary_character() {
        assert_eq!(escape_like("50%_\\"), "50\\%\\_\\\\");
    }
}
