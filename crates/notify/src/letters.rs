//! Every letter there is, with what it has to be told.
//!
//! Links are made from the configured public address by whoever asks for the letter; without one they are left out.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::locale::{Lang, Message, text};

use crate::outbox::Letter;

impl Letter {
    /// To the owner: the password was changed a moment ago.
    pub fn password_changed(to: &str) -> Self {
        Self::mail(to, "password_changed")
    }

    /// To the owner of an address with which somebody tried to sign up once more.
    pub fn address_known(to: &str) -> Self {
        Self::mail(to, "address_known")
    }

    /// Proves that `to` is the reader's: a code to type or a link to follow, both good for `minutes`.
    pub fn verify_email(to: &str, link: Option<&str>, code: &str, minutes: i64) -> Self {
        Self::mail(to, "verify_email").with_link(link).with("code", code).with("minutes", minutes)
    }

    /// To the new address: the change holds once the link is followed.
    pub fn email_change_confirm(to: &str, link: &str) -> Self {
        Self::mail(to, "email_change_confirm").with_link(Some(link))
    }

    /// To the old address. Of the new one it shows only the first letter and the domain: the account may be in
    /// somebody else's hands, or the mailbox may.
    pub fn email_changed_notice(to: &str, new_address: &str) -> Self {
        Self::mail(to, "email_changed_notice").with("new_address", masked(new_address))
    }

    /// Lets the reader choose a new password: a code to type or a link to follow, both good for `minutes`.
    pub fn password_reset(to: &str, link: Option<&str>, code: &str, minutes: i64) -> Self {
        Self::mail(to, "password_reset").with_link(link).with("code", code).with("minutes", minutes)
    }

    /// Lets the reader, who signs in as `login`, choose another name to sign in with; the link is good for `minutes`.
    pub fn login_reset(to: &str, login: &str, link: &str, minutes: i64) -> Self {
        Self::mail(to, "login_reset").with("login", login).with_link(Some(link)).with("minutes", minutes)
    }

    /// To the owner: somebody signed in on `device` (in plain words of ours; empty if it is not known) from `address`;
    /// the link is for "that was not me".
    pub fn new_device(to: &str, device: &str, address: &str, at: Timestamp, link: Option<&str>) -> Self {
        let letter = Self::mail(to, "new_device");
        let named = match device {
            "" => Lang::ALL.into_iter().fold(letter, |letter, lang| {
                letter.with(&format!("device.{}", lang.code()), text(lang, &Message::new("mail-unknown-device")))
            }),
            device => letter.with("device", device),
        };
        named.with("address", address).with("time", shown(at)).with_link(link)
    }

    /// Invites somebody to sign up in a role, whose `labels` are for people; `inviter` is a name, empty for the operator.
    /// Link or, without one, secret are good for `minutes`.
    pub fn invitation(
        to: &str,
        labels: [(Lang, &str); 2],
        inviter: &str,
        (link, secret): (Option<&str>, &str),
        minutes: i64,
    ) -> Self {
        let letter = Self::mail(to, "invitation").with("inviter", inviter).with("minutes", minutes);
        let letter = if link.is_none() { letter.with("code", secret) } else { letter.with_link(link) };
        labels.iter().fold(letter, |letter, (lang, label)| letter.with(&format!("role.{}", lang.code()), *label))
    }

    /// To the owner of an account that somebody else has made: choose a password. As [`Letter::invitation`] for the rest.
    pub fn welcome(to: &str, inviter: &str, (link, secret): (Option<&str>, &str), minutes: i64) -> Self {
        let letter = Self::mail(to, "welcome").with("inviter", inviter).with("minutes", minutes);
        if link.is_none() { letter.with("code", secret) } else { letter.with_link(link) }
    }

    /// To somebody who has booked without an account: a service, and when as the clocks of its location show it. Link or,
    /// without one, secret manage the booking.
    pub fn guest_booking(to: &str, about: (&str, String), shown: (Option<&str>, &str)) -> Self {
        Self::mail(to, "guest_booking").with_booking(about, shown)
    }

    /// The same as a text message.
    pub fn guest_booking_sms(to: &str, about: (&str, String), (link, secret): (Option<&str>, &str)) -> Self {
        Self::sms(to, "guest_booking_sms").with_booking(about, (None, link.unwrap_or(secret)))
    }

    fn with_booking(self, (service, time): (&str, String), (link, secret): (Option<&str>, &str)) -> Self {
        let letter = self.with("service", service).with("time", time);
        if link.is_none() { letter.with("code", secret) } else { letter.with_link(link) }
    }

    /// To whoever was the owner: the account is gone.
    pub fn account_deleted(to: &str) -> Self {
        Self::mail(to, "account_deleted")
    }

    /// A text message with a code that proves that the number is the reader's. It is not sent when `minutes` are over.
    pub fn phone_code(to: &str, code: &str, minutes: i64) -> Self {
        Self::sms(to, "phone_code").with("code", code).with("minutes", minutes)
    }

    pub(crate) fn with_link(self, link: Option<&str>) -> Self {
        if let Some(link) = link { self.with("link", link) } else { self }
    }
}

/// `b…@example.com`
fn masked(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}

/// `2026-11-22 06:00 UTC`
fn shown(at: Timestamp) -> String {
    let text = at.to_string();
    match text.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_but_for_its_first_letter_and_domain() {
        assert_eq!(masked("boris.k@example.com"), "b…@example.com");
        assert_eq!(masked("ёж@exämple.test"), "ё…@exämple.test");
        let letter = Letter::email_changed_notice("old@example.com", "boris.k@example.com");
        assert!(!serde_json::to_string(&letter.values).expect("JSON").contains("oris"));
    }

    #[test]
    fn a_moment_is_shown_to_the_minute() {
        assert_eq!(shown(Timestamp(1_795_331_660)), "2026-11-22 07:14 UTC");
    }
}
