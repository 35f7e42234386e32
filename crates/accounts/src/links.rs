//! Where the links of letters lead: to a page of ours, or into the operator's own app.

use frontdesk_kit::ids::PublicId;

use crate::model::UserId;
use crate::store::proofs::Purpose;
use crate::token::uid;

/// What stands for the account's number, as [`uid`] writes it.
const UID: &str = "{uid}";
/// What stands for the link's secret.
const TOKEN: &str = "{token}";
/// What stands for the name of something that is shown.
const ID: &str = "{id}";

/// The addresses that the operator's app has for links; a letter without one leads to our own page.
#[derive(Clone, Debug, Default)]
pub struct Links {
    pub verify_email: Option<LinkTemplate>,
    /// Also for the first password of an account that somebody else has made.
    pub reset_password: Option<LinkTemplate>,
    pub reset_login: Option<LinkTemplate>,
    /// Where somebody without an account manages a booking; its secret is no account's.
    pub guest_booking: Option<LinkTemplate>,
    /// Where clients with an account look at a booking of theirs.
    pub booking: Option<PageTemplate>,
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
        (is_address(text, &[UID, TOKEN]) && text.contains(TOKEN)).then(|| Self(text.to_owned()))
    }

    /// The link with the secret `token` that was sent to `user`.
    pub fn filled(&self, user: UserId, token: &str) -> String {
        self.0.replace(UID, &uid::encode(user)).replace(TOKEN, token)
    }
}

/// An address with `{id}` in it: what is shown there is nobody's by the address alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageTemplate(String);

impl PageTemplate {
    /// Reads `https://app.example.com/bookings/{id}`.
    pub fn parse(text: &str) -> Option<Self> {
        (is_address(text, &[ID]) && text.contains(ID)).then(|| Self(text.to_owned()))
    }

    /// The link to what is called `id`.
    pub fn filled(&self, id: PublicId) -> String {
        self.0.replace(ID, &id.to_string())
    }
}

/// Whether `text` is an address of the web in which each of `gaps` stands at most once.
fn is_address(text: &str, gaps: &[&str]) -> bool {
    let place = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let has_host =
        place.is_some_and(|place| place.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '['));
    let rest = gaps.iter().fold(text.to_owned(), |rest, gap| rest.replacen(gap, "", 1));
    has_host && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"{}<>\"\\^`|".contains(&byte))
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
    fn a_page_is_named_by_an_id_and_by_nothing_secret() {
        let page = PageTemplate::parse("https://app.example.com/bookings/{id}?by=mail").expect("an address");
        let id = PublicId::parse("019a9f7e-6c1f-7000-8000-2f6d3c1b5a93").expect("an id");
        let link = "https://app.example.com/bookings/019a9f7e-6c1f-7000-8000-2f6d3c1b5a93?by=mail";
        assert_eq!(page.filled(id), link);
        for text in
            ["", "https://app.example.com/", "https://app.example.com/{token}", "ftp://a/{id}", "https://a/{id}/{id}"]
        {
            assert_eq!(PageTemplate::parse(text), None, "{text}");
        }
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
