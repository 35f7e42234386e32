//! The settings by what they are about.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use frontdesk_accounts::address::ProxyBlock;
use frontdesk_accounts::desk::Registration;
use frontdesk_accounts::password::HasherSettings;
use frontdesk_kit::db::PostgresSettings;
use frontdesk_notify::outbound::Reach;
use http::HeaderValue;

use super::values::{ConfigError, Values};

/// Who may come in, and how many at once.
#[derive(Clone, Debug)]
pub struct Server {
    pub listen: SocketAddr,
    /// The address under which people reach this server, without a slash at its end.
    pub public_url: Option<String>,
    /// Whom to tell about a weakness, as an address that a program can follow.
    pub security_contact: Option<String>,
    pub trusted_proxies: Vec<ProxyBlock>,
    /// Connections that are open at once; more are closed as they come.
    pub max_connections: usize,
    /// Requests that are worked on at once; more are told 503.
    pub max_requests: usize,
    /// How long one request may take.
    pub request_limit: Duration,
}

impl Server {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let proxy = |text: &str| {
            ProxyBlock::parse(text).ok_or_else(|| {
                values.wrong("server.trusted_proxies", "a list of addresses and blocks such as 10.0.0.0/8")
            })
        };
        Ok(Self {
            listen: values.read("server.listen", "an address with a port, such as 127.0.0.1:8000")?,
            public_url: public_url(values)?,
            security_contact: security_contact(values)?,
            trusted_proxies: values.list("server.trusted_proxies").map(proxy).collect::<Result<_, _>>()?,
            max_connections: values.number("server.max_connections", 16, 1_000_000)?,
            max_requests: values.number("server.max_requests", 1, 100_000)?,
            request_limit: Duration::from_secs(values.number("server.request_seconds", 1, 600)? as u64),
        })
    }
}

fn public_url(values: &Values) -> Result<Option<String>, ConfigError> {
    let key = "server.public_url";
    let text = values.text(key).trim_end_matches('/');
    if text.is_empty() {
        return Ok(None);
    }
    if is_origin(text) {
        Ok(Some(text.to_owned()))
    } else {
        Err(values.wrong(key, "an address such as https://desk.example.com"))
    }
}

fn security_contact(values: &Values) -> Result<Option<String>, ConfigError> {
    let key = "server.security_contact";
    match values.text(key) {
        "" => Ok(None),
        text if is_contact(text) => Ok(Some(text.to_owned())),
        _ => Err(values.wrong(key, "an address such as mailto:security@example.com or https://example.com/report")),
    }
}

/// Whether this is the address of a mailbox or of a page that comes over TLS. It becomes a line of a file.
fn is_contact(text: &str) -> bool {
    let leads_somewhere = match (text.strip_prefix("mailto:"), text.strip_prefix("https://")) {
        (Some(mailbox), _) => mailbox.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        (_, Some(page)) => page.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '['),
        _ => false,
    };
    leads_somewhere && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether this is a scheme, a host and perhaps a port, as browsers write an origin.
fn is_origin(text: &str) -> bool {
    let Some(host) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte);
    !host.is_empty() && host.bytes().all(plain)
}

/// Where everything is kept.
#[derive(Clone, Debug)]
pub struct Storage {
    /// The folder of keys, media and, on SQLite, the database.
    pub data: PathBuf,
    pub database: Database,
}

/// Which database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite(PathBuf),
    /// The address, which may hold a password.
    Postgres(String),
}

impl Storage {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let data = PathBuf::from(values.text("data"));
        if data.as_os_str().is_empty() {
            return Err(values.wrong("data", "a folder"));
        }
        let key = "database.url";
        let database = match values.text(key) {
            "" => Database::Sqlite(data.join("frontdesk.db")),
            url if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                PostgresSettings::new(url).check().map_err(|error| values.refused(key, error))?;
                Database::Postgres(url.to_owned())
            }
            url => match url.strip_prefix("sqlite:").filter(|path| !path.is_empty()) {
                Some(path) => Database::Sqlite(PathBuf::from(path)),
                None => return Err(values.wrong(key, "sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME")),
            },
        };
        Ok(Self { data, database })
    }
}

/// What keeps sign-in safe.
#[derive(Clone, Debug)]
pub struct Protection {
    /// Whether attempts and requests are limited.
    pub limits: bool,
    /// How far requests may go to the calendars that specialists name.
    pub calendars: Reach,
    /// Whether owners are written to about a new device.
    pub new_device_letters: bool,
    /// The key of the dialects' tokens, when it was carried over from an old backend.
    pub dialect_secret: Option<String>,
    pub hashing: HasherSettings,
    /// A file with passwords that nobody shall have.
    pub password_list: Option<PathBuf>,
}

impl Protection {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let secret = values.text("tokens.dialect_secret");
        let mut hashing = HasherSettings::default();
        if !values.text("hashing.threads").is_empty() {
            hashing.threads = values.number("hashing.threads", 1, 256)?;
        }
        hashing.queue = values.number("hashing.queue", 1, 100_000)?;
        Ok(Self {
            limits: values.switch("limits.enabled")?,
            calendars: if values.switch("calendars.allow_private")? { Reach::Anywhere } else { Reach::Public },
            new_device_letters: values.switch("mail.new_device_letters")?,
            dialect_secret: (!secret.is_empty()).then(|| secret.to_owned()),
            hashing,
            password_list: Some(values.text("passwords.list")).filter(|path| !path.is_empty()).map(PathBuf::from),
        })
    }
}

/// Who may make an account for themselves.
#[derive(Clone, Copy, Debug)]
pub struct Enrolment {
    pub registration: Registration,
    /// For how many days an invitation can be accepted.
    pub invitation_days: i64,
}

impl Enrolment {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let key = "registration.mode";
        let registration = match values.text(key) {
            "open" => Registration::Open,
            "closed" => Registration::Closed,
            _ => return Err(values.wrong(key, "open or closed")),
        };
        let invitation_days = values.number("registration.invitation_days", 1, 90)? as i64;
        Ok(Self { registration, invitation_days })
    }
}

/// Which other sites' scripts may read our answers.
#[derive(Clone, Debug)]
pub struct Cors {
    pub origins: Vec<HeaderValue>,
}

impl Cors {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let key = "cors.origins";
        let origin = |text: &str| {
            let value = HeaderValue::from_str(text).ok().filter(|_| is_origin(text));
            value.ok_or_else(|| {
                values.wrong(key, "a list of origins such as https://app.example.com (exact, no * and no path)")
            })
        };
        Ok(Self { origins: values.list(key).map(origin).collect::<Result<_, _>>()? })
    }
}

/// What is logged, and how.
#[derive(Clone, Debug)]
pub struct Log {
    /// A level, or levels by target: `info`, `info,frontdesk=debug`.
    pub level: String,
    /// For people instead of programs.
    pub pretty: bool,
    /// Whether there is a line for every request.
    pub requests: bool,
}

impl Log {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let level: tracing_subscriber::EnvFilter =
            values.read("log.level", "a level (error, warn, info, debug, trace), or levels by target")?;
        let pretty = match values.text("log.format") {
            "json" => false,
            "pretty" => true,
            _ => return Err(values.wrong("log.format", "json or pretty")),
        };
        Ok(Self { level: level.to_string(), pretty, requests: values.switch("log.requests")? })
    }
}

/// Where metrics are read.
#[derive(Clone, Debug)]
pub struct Metrics {
    pub listen: Option<SocketAddr>,
}

impl Metrics {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let key = "metrics.listen";
        if values.text(key) == "off" {
            return Ok(Self { listen: None });
        }
        Ok(Self { listen: Some(values.read(key, "off or an address with a port, such as 127.0.0.1:9100")?) })
    }
}
