//! Tables as text (RFC 4180): read with the line on which each row begins, written so that a spreadsheet computes nothing
//! of what people wrote.

use std::iter::Peekable;
use std::str::Chars;

/// What a spreadsheet takes for the beginning of something to compute.
const COMPUTED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// What tells UTF-8 from older encodings in files that spreadsheets open.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    pub cells: Vec<String>,
}

/// A quotation mark that is never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: a quotation mark is never closed")]
pub struct Unclosed {
    /// Where its row begins.
    pub line: usize,
}

/// The rows of a table, one after the other; rows of nothing are left out.
///
/// Cells are separated by commas, or by semicolons if the first line has more of them: spreadsheets of some countries
/// write those. What [`push_row`] put before a cell so that nothing is computed is taken away again.
pub struct Rows<'a> {
    letters: Peekable<Chars<'a>>,
    separator: char,
    line: usize,
}

impl<'a> Rows<'a> {
    /// The rows of `text`.
    pub fn of(text: &'a str) -> Self {
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let separator = if first.matches(';').count() > first.matches(',').count() { ';' } else { ',' };
        Self { letters: text.chars().peekable(), separator, line: 1 }
    }

    /// The cells up to the end of the line; `None` at the end of the text.
    fn cells(&mut self) -> Option<Result<Vec<String>, Unclosed>> {
        self.letters.peek()?;
        let (begins, mut quoted) = (self.line, false);
        let (mut cells, mut cell) = (Vec::new(), String::new());
        while let Some(letter) = self.letters.next() {
            self.line += usize::from(letter == '\n');
            match letter {
                '"' if quoted && self.letters.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' if quoted => quoted = false,
                '"' if cell.is_empty() => quoted = true,
                letter if letter == self.separator && !quoted => cells.push(unguarded(std::mem::take(&mut cell))),
                '\r' if !quoted && self.letters.peek() == Some(&'\n') => {}
                '\n' if !quoted => break,
                letter => cell.push(letter),
            }
        }
        if quoted {
            return Some(Err(Unclosed { line: begins }));
        }
        cells.push(unguarded(cell));
        Some(Ok(cells))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Unclosed>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.line;
            match self.cells()? {
                Ok(cells) if cells.iter().all(String::is_empty) => {}
                Ok(cells) => return Some(Ok(Row { line, cells })),
                Err(unclosed) => {
                    // Nothing behind it can be trusted.
                    self.letters = "".chars().peekable();
                    return Some(Err(unclosed));
                }
            }
        }
    }
}

/// Adds one row to `table`. Text that a spreadsheet would compute is made plain by an apostrophe (security checklist
/// WEB-04); numbers stay numbers.
pub fn push_row<C: AsRef<str>>(table: &mut String, cells: impl IntoIterator<Item = C>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            table.push(',');
        }
        push_cell(table, cell.as_ref());
    }
    table.push_str("\r\n");
}

fn push_cell(table: &mut String, text: &str) {
    let guard = if is_computed(text) && !is_number(text) { "'" } else { "" };
    if text.contains([',', ';', '"', '\n', '\r']) {
        table.push('"');
        table.push_str(guard);
        table.push_str(&text.replace('"', "\"\""));
        table.push('"');
    } else {
        table.push_str(guard);
        table.push_str(text);
    }
}

/// The text as it was before [`push_row`] guarded it.
fn unguarded(mut text: String) -> String {
    if text.starts_with('\'') && is_computed(&text) {
        text.remove(0);
    }
    text
}

/// Whether a spreadsheet computes with it, or would without the apostrophes before it.
fn is_computed(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(COMPUTED)
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    [whole, decimals].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        Rows::of(text).map(|row| row.expect("sound")).map(|row| (row.line, row.cells)).collect()
    }

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn rows_know_the_lines_on_which_they_begin() {
        let text = "\u{feff}name,said\r\nanna,\"one, \"\"two\"\"\r\nthree\"\r\n\r\n,,\nboris,\n";
        let expected =
            [(1, cells(&["name", "said"])), (2, cells(&["anna", "one, \"two\"\r\nthree"])), (6, cells(&["boris", ""]))];
        assert_eq!(read(text), expected);
        assert_eq!(read(""), []);
        assert_eq!(read("a"), [(1, cells(&["a"]))]);
    }

    #[test]
    fn semicolons_separate_where_the_first_line_has_more_of_them() {
        assert_eq!(read("a;b\n\"1;2\";3,4\n")[1].1, cells(&["1;2", "3,4"]));
        assert_eq!(read("a,b;c,d\n1,2;3,4\n")[1].1, cells(&["1", "2;3", "4"]));
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_told_with_its_line() {
        let rows: Vec<_> = Rows::of("a,b\n1,2\n3,\"4\n5,6\n").collect();
        assert_eq!((rows.len(), rows[2].clone()), (3, Err(Unclosed { line: 3 })));
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security checklist")]
    fn sec_WEB_04_a_spreadsheet_computes_nothing_of_what_people_wrote() {
        let mut table = String::new();
        push_row(&mut table, ["=1+1", "+7 900", "-5", "-5.50", "-1+1", "@x", "plain, \"quoted\"", "'=1", "", "a;b"]);
        let expected = "'=1+1,'+7 900,-5,-5.50,'-1+1,'@x,\"plain, \"\"quoted\"\"\",''=1,,\"a;b\"\r\n";
        assert_eq!(table, expected);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(row in prop::collection::vec("[ -~а-я\n\t'=+@;,\"-]{0,12}", 1..6)) {
            prop_assume!(row.iter().any(|cell| !cell.is_empty()));
            let header = cells(&["a", "b"]);
            let mut table = String::new();
            push_row(&mut table, &header);
            push_row(&mut table, &row);
            prop_assert_eq!(&read(&table)[1].1, &row);
        }
    }
}
