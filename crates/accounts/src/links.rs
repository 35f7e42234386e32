//! Where the links of letters lead: to a page of ours, or into the operator's own app.

use crate::model::UserId;
use crate::store::proofs::Purpose;
use crate::token::uid;

/// What stands for the account's number, as [`uid`] writes it.
const UID: &str = "{uid}";
/// What stands for the link's secret.
const TOKEN: &str = "{token}";

/// The addresses that the operator's app has for links; a letter without one leads to our own page.
#[derive(Clone, Debug, Default)]
pub struct Links {
    pub verify_email: Option<LinkTemplate>,
    /// Also for the first password of an account that somebody else has made.
    pub reset_password: Option<LinkTemplate>,
    pub reset_login: Option<LinkTemplate>,
    /// Where somebody without an account manages a booking; its secret is no account's.
    pub guest_booking: Option<LinkTemplate>,
}

impl Links {
    /// The address for links of this purpose.
    pub fn find(&self, purpose: Purpose) -> Option<&LinkTemplate> {
        match purpose {
            Purpose::VerifyEmail => self.verify_email.as_ref(),
            Purpose::ResetPassword | Purpose::FirstPassword => self.reset_password.as_ref(),
            Purpose::ResetLogin => self.reset_login.as_ref(),
            Purpose::ChangeEmail | Purpose::VerifyPhone | Purpose::DisownSignIn => None,
        }
    }
}

/// An address with `{token}`, and perhaps `{uid}`, in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTemplate(String);

impl LinkTemplate {
    /// Reads `https://app.example.com/reset/{uid}/{token}`; each of the two stands there at most once.
    pub fn parse(text: &str) -> Option<Self> {
        let place = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let has_host = place.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[');
        let rest = text.replacen(UID, "", 1).replacen(TOKEN, "", 1);
        let is_plain = rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"{}<>\"\\^`|".contains(&byte));
        (has_host && is_plain && text.contains(TOKEN)).then(|| Self(text.to_owned()))
    }

    /// The link with the secret `token` that was sent to `user`.
    pub fn filled(&self, user: UserId, token: &str) -> String {
        self.0.replace(UID, &uid::encode(user)).replace(TOKEN, token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_the_number_and_the_secret_where_the_operator_wants_them() {
        let filled = |text: &str| LinkTemplate::parse(text).map(|link| link.filled(UserId(1), "s3cret"));
        let address = "https://app.example.com/#/reset/{uid}/{token}";
        assert_eq!(filled(address).as_deref(), Some("https://app.example.com/#/reset/MQ/s3cret"));
        assert_eq!(filled("http://localhost:3000/a?t={token}").as_deref(), Some("http://localhost:3000/a?t=s3cret"));
    }

    #[test]
    fn what_is_no_such_address_is_none() {
        for text in [
            "",
            "app.example.com/{uid}/{token}",
            "ftp://app.example.com/{token}",
            "https:///{token}",
            "https://{token}.example.com/",
            "https://app.example.com/reset",
            "https://app.example.com/{uid}",
            "https://app.example.com/{token}/{token}",
            "https://app.example.com/{uid}/{token}/{name}",
            "https://app.example.com/ {token}",
            "https://app.example.com/\"{token}",
        ] {
            assert_eq!(LinkTemplate::parse(text), None, "{text}");
        }
    }
}
