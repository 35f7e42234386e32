//! Where the links of letters lead.

use frontdesk_accounts::links::{LinkTemplate, Links, PageTemplate};

use super::values::{ConfigError, Values};

/// The addresses of the operator's own app, for those letters that have one.
pub(super) fn read(values: &Values) -> Result<Links, ConfigError> {
    let link = |key: &str| match values.text(key) {
        "" => Ok(None),
        text => LinkTemplate::parse(text).map(Some).ok_or_else(|| {
            values.wrong(key, "an address with {token} in it, such as https://app.example.com/reset/{uid}/{token}")
        }),
    };
    let page = |key: &str| match values.text(key) {
        "" => Ok(None),
        text => PageTemplate::parse(text).map(Some).ok_or_else(|| {
            values.wrong(key, "an address with {id} in it, such as https://app.example.com/bookings/{id}")
        }),
    };
    Ok(Links {
        verify_email: link("links.verify_email")?,
        reset_password: link("links.reset_password")?,
        reset_login: link("links.reset_login")?,
        guest_booking: link("links.guest_booking")?,
        booking: page("links.booking")?,
    })
}
