//! A letter as the mail it becomes: RFC 5322 and MIME.

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::{Address, address::AddressError};

use super::line::Parcel;
use crate::Failure;
use crate::outbox::Due;
use crate::words::{Values, Written};

/// Tells programs not to answer, RFC 3834.
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const CONTENT_LANGUAGE: HeaderName = HeaderName::new_from_ascii_str("Content-Language");

/// Reads a mailbox such as `Frontdesk <desk@example.com>` or `desk@example.com`.
pub fn parse_mailbox(text: &str) -> Option<Mailbox> {
    if text.chars().any(char::is_control) {
        return None;
    }
    let mailbox: Mailbox = text.parse().ok()?;
    let email = deliverable(AsRef::<str>::as_ref(&mailbox.email)).ok()?;
    Some(Mailbox::new(mailbox.name, email))
}

/// The letter as bytes, with whom it goes from and to. The same letter gives the same bytes.
pub fn compose(letter: &Due, written: &Written, from: &Mailbox) -> Result<Parcel, Failure> {
    let to = deliverable(&letter.recipient).map_err(|_| Failure::lasting("the recipient's address is none"))?;
    let langs: Vec<&str> = written.langs.iter().map(|lang| lang.code()).collect();
    let seconds = u64::try_from(letter.created_at.0).unwrap_or_default();
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(written.subject.clone())
        .date(UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(format!("<{}@{}>", letter.dedupe_id, from.email.domain())))
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
        .raw_header(HeaderValue::new(CONTENT_LANGUAGE, langs.join(", ")));
    let values = Values::read(&letter.payload);
    let composed = match values.calendar() {
        Some(calendar) => message.multipart(with_calendar(letter, written, calendar)?),
        None => message.multipart(alternatives(letter, written)),
    };
    let composed = composed.map_err(|error| Failure::lasting(format!("the letter cannot be composed: {error}")))?;
    Ok(Parcel { from: from.email.clone(), to, bytes: composed.formatted() })
}

/// Text and HTML; who can show both shows the last.
fn alternatives(letter: &Due, written: &Written) -> MultiPart {
    // Chance has no part in it, and neither quoted-printable nor base64 can contain it.
    let parts = MultiPart::alternative().boundary(format!("=_{}", letter.dedupe_id));
    let parts = parts.singlepart(SinglePart::plain(written.text.clone()));
    match &written.html {
        Some(html) => parts.singlepart(SinglePart::html(html.clone())),
        None => parts,
    }
}

/// The same with a calendar: as one more way to show the letter, for programs that offer to keep it, and as a file for all
/// others (RFC 6047).
fn with_calendar(letter: &Due, written: &Written, (method, text): (&str, &str)) -> Result<MultiPart, Failure> {
    let kind = |name: &str| ContentType::parse(name).map_err(|error| Failure::lasting(error.to_string()));
    let shown = kind(&format!("text/calendar; charset=utf-8; method={method}"))?;
    let shown = SinglePart::builder().header(shown).body(text.to_owned());
    let file = Attachment::new("invitation.ics".to_owned()).body(text.to_owned(), kind("application/ics")?);
    let parts = MultiPart::mixed().boundary(format!("=+{}", letter.dedupe_id));
    Ok(parts.multipart(alternatives(letter, written).singlepart(shown)).singlepart(file))
}

/// The address as servers want it: its domain in ASCII.
fn deliverable(address: &str) -> Result<Address, AddressError> {
    let (local, domain) = address.rsplit_once('@').ok_or(AddressError::MissingParts)?;
    if local.chars().chain(domain.chars()).any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(AddressError::InvalidInput);
    }
    let domain = idna::domain_to_ascii(domain).map_err(|_| AddressError::InvalidDomain)?;
    Address::new(local, domain)
}

#[cfg(test)]
mod tests;
