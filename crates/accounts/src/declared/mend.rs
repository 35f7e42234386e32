//! What the TOML reader complains of, in words that say what to write instead.

/// Keys that a table needs, each with a line that would do.
const NEEDED: [(&str, &str); 16] = [
    ("name", "name = \"…\""),
    ("dialects", "dialects = []"),
    ("identifiers", "a table [identifiers] with username, email and phone"),
    ("username", "username = \"required\", \"optional\" or \"off\""),
    ("email", "email = \"required\", \"optional\" or \"off\""),
    ("phone", "phone = \"required\", \"optional\" or \"off\""),
    ("password", "a table [password] with min_length = 10 and max_length = 128"),
    ("min_length", "min_length = 10"),
    ("max_length", "max_length = 128"),
    ("roles", "a table [[roles]] for each role"),
    ("key", "key = \"…\", in small letters"),
    ("label", "label = { ru = \"…\", en = \"…\" }"),
    ("permissions", "permissions = [], or what the role may do"),
    ("type", "type = \"text\", or another type"),
    ("read", "read = [\"anyone\"], or who else may read it"),
    ("write", "write = [\"own\"], or who else may change it"),
];

/// What the reader expects in its own words, and what to write.
const EXPECTED: [(&str, &str); 10] = [
    ("a string", "write a text in quotes"),
    ("a boolean", "write true or false, without quotes"),
    ("usize", "write a whole number, 0 or more"),
    ("u32", "write a whole number, 0 or more"),
    ("a sequence", "write a list in [ ]"),
    ("struct Labels", "write { ru = \"…\", en = \"…\" }"),
    ("a choice", "write a key in quotes or { key = \"…\", label = { ru = \"…\", en = \"…\" } }"),
    ("struct Identifiers", "write a table [identifiers]"),
    ("struct PasswordLengths", "write a table [password]"),
    ("string or table", "write one of its names in quotes"),
];

/// The reader's `message` with the mend.
pub fn mended(message: &str) -> String {
    let message = message.replace('\n', "; ");
    if let Some(key) = message.strip_prefix("missing field ").map(plain) {
        let line = NEEDED.iter().find(|(known, _)| *known == key).map(|(_, line)| (*line).to_owned());
        return format!("{key} is missing; write {}", line.unwrap_or(format!("{key} = \"…\"")));
    }
    if let Some((key, known)) = between(&message, "unknown field ") {
        return format!("there is no key {key} here; known keys: {known}");
    }
    if let Some((name, known)) = between(&message, "unknown variant ") {
        return format!("\"{name}\" is not known here; write one of: {known}");
    }
    let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    if let Some((found, expected)) = wrong.and_then(|rest| rest.split_once(", expected ")) {
        let mend = EXPECTED.iter().find(|(words, _)| expected.starts_with(words)).map(|(_, mend)| (*mend).to_owned());
        return format!("here stands {}; {}", plain(found), mend.unwrap_or(format!("write {expected}")));
    }
    message
}

/// The name that the reader does not know, and those that it does.
fn between<'a>(message: &'a str, prefix: &str) -> Option<(String, String)> {
    let rest: &'a str = message.strip_prefix(prefix)?;
    let (name, known) = rest.split_once(", expected ")?;
    let known = known.strip_prefix("one of ").unwrap_or(known).replace(" or ", ", ");
    Some((plain(name), plain(&known)))
}

fn plain(text: &str) -> String {
    text.replace('`', "")
}
