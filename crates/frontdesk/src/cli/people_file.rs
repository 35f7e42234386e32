//! Files of people: JSON or CSV.

use std::path::Path;

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::flow::{ImportRow, operators_row_shape};
use frontdesk_accounts::roster;
use frontdesk_kit::input::{Body, Invalid, Manners};

use super::Failure;

/// People to import, with what each is called in the file: a line, or a name.
pub struct PeopleFile {
    pub rows: Vec<ImportRow>,
    /// The names of a JSON file, which a row's number counts from one; a CSV file has lines.
    names: Vec<String>,
}

impl PeopleFile {
    /// Reads `file`; what it is, its name says.
    pub fn read(file: &Path, model: &Model) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(file)?;
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("json") => from_json(&text),
            Some("csv") => match roster::read(model, &operators_row_shape(model), &text) {
                Ok(rows) => Ok(Self { rows, names: Vec::new() }),
                Err(roster::TableError::Columns(invalid)) => Err(invalid.into()),
                Err(error) => Err(Failure::new(error.to_string())),
            },
            _ => Err(Failure::new("the name must end in .json or .csv")),
        }
    }

    /// Where the row with this number stands.
    pub fn place(&self, line: usize) -> String {
        let name = line.checked_sub(1).and_then(|index| self.names.get(index));
        name.cloned().unwrap_or_else(|| format!("line {line}"))
    }
}

/// One object of objects; the names of the outer one are for whoever reads the file.
fn from_json(text: &str) -> Result<PeopleFile, Failure> {
    let wrong = |error: serde_json::Error| Failure::new(format!("line {}: {error}", error.line()));
    let entries: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).map_err(wrong)?;
    let (mut rows, mut names) = (Vec::with_capacity(entries.len()), Vec::with_capacity(entries.len()));
    for (name, value) in entries {
        names.push(name);
        let body = Body::parse_json(value.to_string().as_bytes(), Manners::Strict);
        let sent = body.map(Body::without_blanks).map_err(|error| Invalid::one("row", error.code(), error.message()));
        rows.push(ImportRow { line: names.len(), sent });
    }
    Ok(PeopleFile { rows, names })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_file_names_its_people() {
        let text = r#"{"admin": {"username": "a", "email": "", "password": "p"}, "other": 5}"#;
        let file = from_json(text).expect("sound");
        assert_eq!((file.place(1), file.place(2), file.place(7)), ("admin".into(), "other".into(), "line 7".into()));
        let admin = file.rows[0].sent.as_ref().expect("an object");
        assert_eq!((admin.text("username"), admin.has("email")), (Some("a"), false));
        assert!(file.rows[1].sent.is_err());
    }

    #[test]
    fn what_is_no_json_is_told_with_its_line() {
        let said = from_json("{\n[").err().map(|failure| failure.to_string()).unwrap_or_default();
        assert!(said.starts_with("line 2"), "{said}");
    }
}
