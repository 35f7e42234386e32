//! Every template: which messages of the catalogues it is made of, and with which values it is tried out.

use serde_json::{Value, json};

use super::visits::VISITS;
use crate::outbox::{MAIL, SMS};

/// The parts of a letter, by their keys in `locales/*.ftl`.
#[derive(Debug)]
pub struct Template {
    /// As the outbox names it.
    pub name: &'static str,
    /// By what it goes.
    pub channel: &'static str,
    pub(super) subject: &'static str,
    pub(super) body: &'static str,
    /// The words on the link; the link is left out where there are none.
    pub(super) button: Option<&'static str>,
    /// Smaller print at the end.
    pub(super) note: Option<&'static str>,
    /// Values that are shown in lines of their own, if they are there, each after its label; the body may name them too.
    pub(super) facts: &'static [(&'static str, &'static str)],
    /// Whether it is for nothing without a code and a link.
    pub(super) asks: bool,
    pub(super) sample: fn() -> Value,
}

impl Template {
    /// Every template, in the order in which they are previewed.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        TEMPLATES.iter().chain(VISITS)
    }

    /// The template of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().find(|template| template.name == name)
    }

    /// Whether it comes in one language even to a reader who has chosen none: a text message costs by its length, and
    /// only codes must be understood by everybody.
    pub(super) fn is_brief(&self) -> bool {
        self.channel == SMS && !self.asks && !self.facts.is_empty()
    }

    /// Values to try it out with, as the outbox keeps them.
    pub fn sample(&self) -> String {
        (self.sample)().to_string()
    }
}

/// An e-mail of a subject and a body; the entries below add what else they have.
pub(super) const PLAIN: Template = Template {
    name: "",
    channel: MAIL,
    subject: "",
    body: "",
    button: None,
    note: None,
    facts: &[],
    asks: false,
    sample: || json!({}),
};

/// Those of accounts, and of the operator's trials.
const TEMPLATES: &[Template] = &[
    Template {
        name: "verify_email",
        subject: "mail-verify-email-subject",
        body: "mail-verify-email-body",
        button: Some("mail-verify-email-button"),
        note: Some("mail-verify-email-note"),
        asks: true,
        sample: || json!({ "code": "482913", "minutes": 30, "link": "https://desk.example.com/account/verify#k7Qm2x" }),
        ..PLAIN
    },
    Template { name: "address_known", subject: "mail-address-known-subject", body: "mail-address-known-body", ..PLAIN },
    Template {
        name: "password_reset",
        subject: "mail-password-reset-subject",
        body: "mail-password-reset-body",
        button: Some("mail-password-reset-button"),
        note: Some("mail-password-reset-note"),
        asks: true,
        sample: || json!({ "code": "175204", "minutes": 20, "link": "https://desk.example.com/account/reset#Zp41vd" }),
        ..PLAIN
    },
    Template {
        name: "login_reset",
        subject: "mail-login-reset-subject",
        body: "mail-login-reset-body",
        button: Some("mail-login-reset-button"),
        note: Some("mail-login-reset-note"),
        facts: &[("mail-fact-login", "login")],
        asks: true,
        sample: || json!({ "login": "anna", "minutes": 60, "link": "https://desk.example.com/links/t5Yn8c" }),
        ..PLAIN
    },
    Template {
        name: "password_changed",
        subject: "mail-password-changed-subject",
        body: "mail-password-changed-body",
        ..PLAIN
    },
    Template {
        name: "email_change_confirm",
        subject: "mail-email-change-confirm-subject",
        body: "mail-email-change-confirm-body",
        button: Some("mail-email-change-confirm-button"),
        note: Some("mail-email-change-confirm-note"),
        asks: true,
        sample: || json!({ "link": "https://desk.example.com/account/email#m3Xe9b" }),
        ..PLAIN
    },
    Template {
        name: "email_changed_notice",
        subject: "mail-email-changed-notice-subject",
        body: "mail-email-changed-notice-body",
        note: Some("mail-email-changed-notice-note"),
        facts: &[("mail-fact-new-address", "new_address")],
        sample: || json!({ "new_address": "a…@example.com" }),
        ..PLAIN
    },
    Template {
        name: "new_device",
        subject: "mail-new-device-subject",
        body: "mail-new-device-body",
        button: Some("mail-new-device-button"),
        note: Some("mail-new-device-note"),
        facts: &[("mail-fact-device", "device"), ("mail-fact-address", "address"), ("mail-fact-time", "time")],
        sample: || {
            json!({ "device": "Firefox, Linux", "address": "203.0.113.7", "time": "2026-11-22 07:14 UTC",
                    "link": "https://desk.example.com/account/sessions#w8Rk5t" })
        },
        ..PLAIN
    },
    Template {
        name: "invitation",
        subject: "mail-invitation-subject",
        body: "mail-invitation-body",
        button: Some("mail-invitation-button"),
        note: Some("mail-invitation-note"),
        facts: &[("mail-fact-role", "role"), ("mail-fact-inviter", "inviter")],
        asks: true,
        sample: || {
            json!({ "role.ru": "Специалист", "role.en": "Specialist", "inviter": "Анна Иванова", "minutes": 10080,
                    "link": "https://desk.example.com/account/invitation#h2Ls6n" })
        },
        ..PLAIN
    },
    Template {
        name: "welcome",
        subject: "mail-welcome-subject",
        body: "mail-welcome-body",
        button: Some("mail-welcome-button"),
        note: Some("mail-welcome-note"),
        facts: &[("mail-fact-inviter", "inviter")],
        asks: true,
        sample: || json!({ "inviter": "Анна Иванова", "minutes": 10080, "link": "https://desk.example.com/links/k4Vt8w" }),
        ..PLAIN
    },
    Template {
        name: "guest_booking",
        subject: "mail-guest-booking-subject",
        body: "mail-guest-booking-body",
        button: Some("mail-guest-booking-button"),
        note: Some("mail-guest-booking-note"),
        facts: &[("mail-fact-service", "service"), ("mail-fact-time", "time")],
        asks: true,
        sample: || {
            json!({ "service": "Массаж лица", "time": "2030-05-06 12:00 (Europe/Moscow)",
                    "link": "https://app.example.com/bookings/q3Tz8v" })
        },
        ..PLAIN
    },
    Template {
        name: "guest_booking_sms",
        channel: SMS,
        body: "mail-guest-booking-sms-body",
        facts: &[("mail-fact-service", "service"), ("mail-fact-time", "time")],
        asks: true,
        sample: || json!({ "service": "Массаж лица", "time": "2030-05-06 12:00 (Europe/Moscow)", "code": "q3Tz8v" }),
        ..PLAIN
    },
    Template {
        name: "account_deleted",
        subject: "mail-account-deleted-subject",
        body: "mail-account-deleted-body",
        note: Some("mail-account-deleted-note"),
        ..PLAIN
    },
    Template {
        name: "phone_code",
        channel: SMS,
        body: "mail-phone-code-body",
        asks: true,
        sample: || json!({ "code": "482913", "minutes": 10 }),
        ..PLAIN
    },
    Template { name: "test", subject: "mail-test-subject", body: "mail-test-body", ..PLAIN },
    Template { name: "test_sms", channel: SMS, body: "mail-test-body", ..PLAIN },
];
