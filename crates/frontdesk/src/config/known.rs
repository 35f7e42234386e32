//! Every setting there is: its key in the file, its variable, its flag, its default.

/// One setting under all its names.
#[derive(Debug)]
pub struct Known {
    /// The key in `frontdesk.toml`, with its table.
    pub key: &'static str,
    /// The environment variable.
    pub variable: &'static str,
    /// The flag, for settings that may stand on a command line.
    pub flag: Option<&'static str>,
    /// What holds when nobody says anything; empty for "nothing".
    pub default: &'static str,
    /// Whether the value must not be shown.
    pub secret: bool,
}

const fn known(key: &'static str, variable: &'static str, flag: &'static str, default: &'static str) -> Known {
    let flag = if flag.is_empty() { None } else { Some(flag) };
    Known { key, variable, flag, default, secret: false }
}

/// All settings, in the order in which they are shown.
pub const KNOWN: [Known; 47] = [
    known("data", "FRONTDESK_DATA", "--data", "./data"),
    known("model", "FRONTDESK_MODEL", "--model", "marketplace"),
    known("force_model_change", "FRONTDESK_FORCE_MODEL_CHANGE", "--force-model-change", "off"),
    known("server.listen", "FRONTDESK_LISTEN", "--listen", "127.0.0.1:8000"),
    known("server.public_url", "FRONTDESK_PUBLIC_URL", "--public-url", ""),
    known("server.language", "FRONTDESK_LANGUAGE", "", "ru"),
    known("server.security_contact", "FRONTDESK_SECURITY_CONTACT", "", ""),
    known("server.trusted_proxies", "FRONTDESK_TRUSTED_PROXIES", "--trusted-proxies", ""),
    known("server.max_connections", "FRONTDESK_MAX_CONNECTIONS", "", "16384"),
    known("server.max_requests", "FRONTDESK_MAX_REQUESTS", "", "1024"),
    known("server.request_seconds", "FRONTDESK_REQUEST_SECONDS", "", "30"),
    // The default follows from `data`; a password in the address is masked where it is shown.
    known("database.url", "FRONTDESK_DATABASE_URL", "--database-url", ""),
    Known { secret: true, ..known("tokens.dialect_secret", "FRONTDESK_DIALECT_SECRET", "", "") },
    known("limits.enabled", "FRONTDESK_LIMITS", "--limits", "on"),
    known("registration.mode", "FRONTDESK_REGISTRATION", "--registration", "open"),
    known("registration.invitation_days", "FRONTDESK_INVITATION_DAYS", "", "7"),
    known("booking.hold_minutes", "FRONTDESK_BOOKING_HOLD_MINUTES", "", "10"),
    known("booking.guests", "FRONTDESK_BOOKING_GUESTS", "", "on"),
    known("booking.on_suspension", "FRONTDESK_BOOKING_ON_SUSPENSION", "", "cancel"),
    known("booking.reminder_hours", "FRONTDESK_BOOKING_REMINDER_HOURS", "", "24,2"),
    known("webhooks.allow_private", "FRONTDESK_WEBHOOKS_ALLOW_PRIVATE", "", "off"),
    known("calendars.allow_private", "FRONTDESK_CALENDARS_ALLOW_PRIVATE", "", "off"),
    known("cors.origins", "FRONTDESK_CORS_ORIGINS", "--cors-origins", ""),
    known("passwords.list", "FRONTDESK_PASSWORDS_LIST", "", ""),
    // The default follows from the number of processors.
    known("hashing.threads", "FRONTDESK_HASHING_THREADS", "", ""),
    known("hashing.queue", "FRONTDESK_HASHING_QUEUE", "", "128"),
    // The defaults of both transports follow from `data`; passwords in the addresses are masked where they are shown.
    known("mail.transport", "FRONTDESK_MAIL", "--mail", ""),
    known("mail.from", "FRONTDESK_MAIL_FROM", "", ""),
    Known { secret: true, ..known("mail.password", "FRONTDESK_MAIL_PASSWORD", "", "") },
    known("mail.password_file", "FRONTDESK_MAIL_PASSWORD_FILE", "", ""),
    known("mail.new_device_letters", "FRONTDESK_MAIL_NEW_DEVICE_LETTERS", "", "on"),
    known("links.verify_email", "FRONTDESK_LINK_VERIFY_EMAIL", "", ""),
    known("links.reset_password", "FRONTDESK_LINK_RESET_PASSWORD", "", ""),
    known("links.reset_login", "FRONTDESK_LINK_RESET_LOGIN", "", ""),
    known("links.guest_booking", "FRONTDESK_LINK_GUEST_BOOKING", "", ""),
    known("links.booking", "FRONTDESK_LINK_BOOKING", "", ""),
    known("sms.transport", "FRONTDESK_SMS", "--sms", ""),
    known("sms.method", "FRONTDESK_SMS_METHOD", "", "POST"),
    known("sms.content_type", "FRONTDESK_SMS_CONTENT_TYPE", "", "application/json"),
    // Both may hold a key that somebody wrote there instead of `{secret}`.
    Known { secret: true, ..known("sms.body", "FRONTDESK_SMS_BODY", "", r#"{"to": "{phone}", "text": "{text}"}"#) },
    Known { secret: true, ..known("sms.headers", "FRONTDESK_SMS_HEADERS", "", "") },
    known("sms.expect", "FRONTDESK_SMS_EXPECT", "", ""),
    Known { secret: true, ..known("sms.secret", "FRONTDESK_SMS_SECRET", "", "") },
    known("log.level", "FRONTDESK_LOG", "--log", "info"),
    known("log.format", "FRONTDESK_LOG_FORMAT", "--log-format", "json"),
    known("log.requests", "FRONTDESK_LOG_REQUESTS", "", "on"),
    known("metrics.listen", "FRONTDESK_METRICS", "--metrics", "off"),
];

/// The variable that names the settings file.
pub const CONFIG_VARIABLE: &str = "FRONTDESK_CONFIG";

/// What all our variables begin with.
pub const PREFIX: &str = "FRONTDESK_";

/// Variables of the test programs, which are none of ours.
pub const TEST_PREFIX: &str = "FRONTDESK_TEST_";

/// The setting with this key in the file.
pub fn by_key(key: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.key == key)
}

/// The setting with this environment variable.
pub fn by_variable(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.variable == name)
}

/// Settings that are no secrets and may hold one.
const MAY_HOLD_ONE: [&str; 3] = ["database.url", "mail.transport", "sms.transport"];

/// Whether the value of this setting must not be quoted in a message.
pub fn is_delicate(key: &str) -> bool {
    MAY_HOLD_ONE.contains(&key) || by_key(key).is_some_and(|known| known.secret)
}

/// All variables in one line, for the message about an unknown one.
pub fn variables() -> String {
    let names: Vec<&str> = KNOWN.iter().map(|known| known.variable).chain([CONFIG_VARIABLE]).collect();
    names.join(", ")
}

/// All keys of a file in one line, for the message about an unknown one.
pub fn keys() -> String {
    KNOWN.map(|known| known.key).join(", ")
}
