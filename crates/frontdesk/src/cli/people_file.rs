//! Files of people: JSON or CSV.

use std::path::Path;

use serde::Deserialize;

use super::Failure;
use crate::setup::Newcomer;

/// One person as a file tells.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    username: String,
    email: Option<String>,
    password: String,
    role: String,
    #[serde(default = "yes")]
    active: bool,
}

fn yes() -> bool {
    true
}

impl From<Entry> for Newcomer {
    fn from(entry: Entry) -> Self {
        let Entry { username, email, password, role, active } = entry;
        Self { username: Some(username), email: email.filter(|text| !text.is_empty()), password, role, active }
    }
}

/// People with where each stands in the file.
type People = Vec<(String, Newcomer)>;

/// Reads the people of `file`; what it is, its name says.
pub fn read(file: &Path) -> Result<People, Failure> {
    let text = std::fs::read_to_string(file)?;
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("json") => from_json(&text),
        Some("csv") => from_csv(&text),
        _ => Err(Failure::new("the name must end in .json or .csv")),
    }
}

fn from_json(text: &str) -> Result<People, Failure> {
    let wrong = |error: serde_json::Error| Failure::new(format!("line {}: {error}", error.line()));
    let entries: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).map_err(wrong)?;
    let person = |(name, value): (String, serde_json::Value)| match Entry::deserialize(value) {
        Ok(entry) => Ok((name, entry.into())),
        Err(error) => Err(Failure::new(format!("{name}: {error}"))),
    };
    entries.into_iter().map(person).collect()
}

/// A header of field names, then a person on each line. An `active` that is not there means yes.
fn from_csv(text: &str) -> Result<People, Failure> {
    let mut rows = rows(text)?.into_iter();
    let (_, header) = rows.next().ok_or_else(|| Failure::new("the file is empty"))?;
    let mut people = Vec::new();
    for (line, row) in rows {
        if row.len() != header.len() {
            return Err(Failure::new(format!(
                "line {line}: {} fields, but the header has {}",
                row.len(),
                header.len()
            )));
        }
        let fields = header.iter().zip(row);
        let object: serde_json::Map<_, _> = fields.map(|(name, text)| (name.clone(), value(name, text))).collect();
        let entry = Entry::deserialize(serde_json::Value::Object(object));
        let entry = entry.map_err(|error| Failure::new(format!("line {line}: {error}")))?;
        people.push((format!("line {line}"), entry.into()));
    }
    Ok(people)
}

fn value(name: &str, text: String) -> serde_json::Value {
    match (name, text.as_str()) {
        ("active", "" | "true" | "yes" | "1") => true.into(),
        ("active", "false" | "no" | "0") => false.into(),
        _ => text.into(),
    }
}

/// The rows of a CSV text (RFC 4180) with the lines on which they begin; empty lines are left out.
fn rows(text: &str) -> Result<Vec<(usize, Vec<String>)>, Failure> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut begins, mut quoted) = (1, 1, false);
    let mut letters = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(letter) = letters.next() {
        line += usize::from(letter == '\n');
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                if row.iter().any(|field| !field.is_empty()) {
                    rows.push((begins, std::mem::take(&mut row)));
                }
                row.clear();
                begins = line;
            }
            letter => field.push(letter),
        }
    }
    if quoted {
        return Err(Failure::new(format!("line {begins}: a quotation mark is never closed")));
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push((begins, row));
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_file_names_its_people() {
        let text = "username,email,password,role,active\r\nanna,anna@example.com,\"river, \"\"stone\"\" 42\",client,\r\n\r\nboris,,quiet-harbor-42,staff,no\n";
        let people = from_csv(text).expect("sound");
        assert_eq!(people.len(), 2);
        assert_eq!((people[0].0.as_str(), people[0].1.password.as_str()), ("line 2", "river, \"stone\" 42"));
        assert!(people[0].1.active && !people[1].1.active && people[1].1.email.is_none());
        assert_eq!(people[1].0, "line 4");
    }

    #[test]
    fn a_json_file_names_its_people() {
        let text = r#"{"admin": {"username": "a", "email": "a@example.com", "password": "p", "role": "admin"}}"#;
        let people = from_json(text).expect("sound");
        assert_eq!((people[0].0.as_str(), people[0].1.active), ("admin", true));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let said =
            |people: Result<People, Failure>| people.err().map(|failure| failure.to_string()).unwrap_or_default();
        assert!(said(from_csv("username,password,role\nanna,p\n")).starts_with("line 2: 2 fields"));
        assert!(said(from_csv("username,password,role,is_staff\na,p,client,yes\n")).contains("is_staff"));
        assert!(said(from_csv("username\n\"anna\n")).contains("never closed"));
        assert!(said(from_json("{\"a\": {\"username\": 1}}")).starts_with("a: "));
        assert!(said(from_json("{\n[")).starts_with("line 2"));
    }
}
