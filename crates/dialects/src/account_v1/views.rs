//! What this wire shows.

use frontdesk_accounts::model::{Account, Person};
use frontdesk_kit::clock::Timestamp;
use serde::Serialize;

/// An account.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AccountV1Account)]
pub struct AccountView {
    #[schema(example = 17)]
    pub id: i64,
    #[schema(example = "anna@example.com")]
    pub email: String,
    #[schema(example = "anna")]
    pub username: String,
    /// In UTC, without saying so.
    #[schema(example = "2024-07-13T17:24:33.855512")]
    pub date_joined: String,
}

impl From<&Person> for AccountView {
    fn from(person: &Person) -> Self {
        Self {
            id: person.id.0,
            email: person.email.clone().unwrap_or_default(),
            username: person.username.clone().unwrap_or_default(),
            date_joined: local(person.created_at),
        }
    }
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.0,
            email: account.email.unwrap_or_default(),
            username: account.username.unwrap_or_default(),
            date_joined: local(account.created_at),
        }
    }
}

/// The moment as this wire writes it: no zone, six digits of fractions, which we do not keep.
fn local(moment: Timestamp) -> String {
    let moment = jiff::Timestamp::from_second(moment.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.strftime("%Y-%m-%dT%H:%M:%S.000000").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_six_digits_of_fractions_and_no_zone() {
        assert_eq!(local(Timestamp(1_720_891_473)), "2024-07-13T17:24:33.000000");
        assert_eq!(local(Timestamp(i64::MAX)), "1970-01-01T00:00:00.000000");
    }
}
