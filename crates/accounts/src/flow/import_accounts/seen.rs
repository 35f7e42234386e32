//! Whom a table has named already, so that two rows of it are told from one another.

use std::collections::HashMap;

use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

use super::check::Candidate;
use crate::identifier::{Email, Username};

/// Keys of the rows so far, by field, with their lines.
#[derive(Default)]
pub(super) struct Seen(HashMap<(String, String), usize>);

impl Seen {
    /// Refuses a row that has a name, an address or a unique value of an earlier one.
    pub fn check(&self, candidate: &Candidate) -> Result<(), Invalid> {
        let mut invalid = Invalid::default();
        for key in keys(candidate) {
            if let Some(line) = self.0.get(&key) {
                let line = i64::try_from(*line).unwrap_or(i64::MAX);
                invalid.push(&key.0, "repeated", Message::new("field-repeated-line").number("line", line));
            }
        }
        invalid.or_ok(())
    }

    /// Remembers a row that has come in, or is there.
    pub fn note(&mut self, candidate: &Candidate) {
        self.0.extend(keys(candidate).map(|key| (key, candidate.line)));
    }
}

fn keys(candidate: &Candidate) -> impl Iterator<Item = (String, String)> {
    let username =
        candidate.user.username.as_ref().map(Username::key).map(|key| ("username".to_owned(), key.to_owned()));
    let email = candidate.user.email.as_ref().map(Email::key).map(|key| ("email".to_owned(), key.to_owned()));
    username.into_iter().chain(email).chain(candidate.profile.keys.unique.iter().cloned())
}
