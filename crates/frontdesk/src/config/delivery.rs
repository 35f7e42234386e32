//! Where letters and text messages go.

use std::fmt;
use std::path::{Path, PathBuf};

use frontdesk_kit::locale::Lang;
use frontdesk_notify::Secret;
use frontdesk_notify::mail::{SmtpAddress, SmtpSender, SmtpSettings, parse_mailbox};
use frontdesk_notify::sender::{MailWay, Sender, SmsWay};
use frontdesk_notify::sms::{Provider, ProviderError, ProviderSettings, SmsSender};

use super::values::{ConfigError, Source, Values};

/// Where messages go.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub mail: MailRoute,
    /// The address that letters come from, if one is set.
    pub from: Option<String>,
    pub sms: SmsRoute,
    /// What comes first in letters whose reader chose no language.
    pub language: Lang,
}

/// Where e-mail goes.
#[derive(Clone, Debug)]
pub enum MailRoute {
    /// Into files of this folder.
    Files(PathBuf),
    Smtp(Box<SmtpSettings>),
}

/// Where text messages go.
#[derive(Clone, Debug)]
pub enum SmsRoute {
    /// Into files of this folder.
    Files(PathBuf),
    Provider(Box<Provider>),
}

impl Delivery {
    pub(super) fn read(values: &Values, data: &Path) -> Result<Self, ConfigError> {
        let from = parse_mailbox(values.text("mail.from")).map(|from| from.email.to_string());
        Ok(Self { mail: mail(values, data)?, from, sms: sms(values, data)?, language: language(values)? })
    }

    /// What delivers by these routes. Connects to nothing yet.
    pub fn sender(&self) -> Sender {
        let mail = match &self.mail {
            MailRoute::Files(folder) => MailWay::Files(folder.clone()),
            MailRoute::Smtp(settings) => MailWay::Smtp(Box::new(SmtpSender::new(settings.as_ref().clone()))),
        };
        let sms = match &self.sms {
            SmsRoute::Files(folder) => SmsWay::Files(folder.clone()),
            SmsRoute::Provider(provider) => SmsWay::Provider(Box::new(SmsSender::new(provider.as_ref().clone()))),
        };
        Sender::new(mail, sms, self.language)
    }
}

/// Without passwords.
impl fmt::Display for MailRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(folder) => write!(f, "file:{}", folder.display()),
            Self::Smtp(settings) => settings.address().fmt(f),
        }
    }
}

/// Without the query, which may hold a key.
impl fmt::Display for SmsRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(folder) => write!(f, "file:{}", folder.display()),
            Self::Provider(provider) => f.write_str(provider.address()),
        }
    }
}

fn language(values: &Values) -> Result<Lang, ConfigError> {
    let key = "server.language";
    let lang = Lang::ALL.into_iter().find(|lang| lang.code() == values.text(key));
    lang.ok_or_else(|| values.wrong(key, "ru or en"))
}

/// The folder of a transport that is one, or none when it is something else.
fn folder(values: &Values, key: &str, data: &Path) -> Option<PathBuf> {
    match values.text(key) {
        "" => Some(data.join("outbox")),
        text => text.strip_prefix("file:").filter(|path| !path.is_empty()).map(PathBuf::from),
    }
}

fn mail(values: &Values, data: &Path) -> Result<MailRoute, ConfigError> {
    let key = "mail.transport";
    if let Some(folder) = folder(values, key, data) {
        return Ok(MailRoute::Files(folder));
    }
    let text = values.text(key);
    if !(text.starts_with("smtp://") || text.starts_with("smtps://")) {
        return Err(values.wrong(key, "file:FOLDER, smtp://USER:PASSWORD@HOST or smtps://USER:PASSWORD@HOST"));
    }
    let address = SmtpAddress::parse(text).map_err(|error| values.refused(key, error))?;
    if address.password.is_some() && matches!(values.source(key), Source::Flag(_)) {
        let why = "a password on a command line is seen by others; give it by FRONTDESK_MAIL_PASSWORD or a file";
        return Err(values.refused(key, why));
    }
    let from = parse_mailbox(values.text("mail.from"));
    let from = from.ok_or_else(|| values.wrong("mail.from", "a sender such as Frontdesk <desk@example.com>"))?;
    let settings = SmtpSettings::new(address, from, password(values)?);
    settings.map(|settings| MailRoute::Smtp(Box::new(settings))).map_err(|error| values.refused(key, error))
}

/// The password of the mail server that does not stand in its address.
fn password(values: &Values) -> Result<Option<Secret>, ConfigError> {
    let (file, said) = (values.text("mail.password_file"), values.text("mail.password"));
    if file.is_empty() {
        return Ok((!said.is_empty()).then(|| Secret::new(said)));
    }
    let key = "mail.password_file";
    if !said.is_empty() {
        return Err(values.refused(key, "mail.password is there too; leave one of them out"));
    }
    let text = std::fs::read_to_string(file).map_err(|error| values.refused(key, format!("{file}: {error}")))?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(values.refused(key, format!("{file} is empty"))),
        password => Ok(Some(Secret::new(password))),
    }
}

fn sms(values: &Values, data: &Path) -> Result<SmsRoute, ConfigError> {
    if let Some(folder) = folder(values, "sms.transport", data) {
        return Ok(SmsRoute::Files(folder));
    }
    let text = |key: &str| values.text(key).to_owned();
    let secret = values.text("sms.secret");
    let provider = Provider::new(ProviderSettings {
        url: text("sms.transport"),
        method: text("sms.method"),
        content_type: text("sms.content_type"),
        body: text("sms.body"),
        headers: values.list("sms.headers").map(str::to_owned).collect(),
        expect: text("sms.expect"),
        secret: (!secret.is_empty()).then(|| Secret::new(secret)),
    });
    provider.map(|provider| SmsRoute::Provider(Box::new(provider))).map_err(|error| unfit(values, error))
}

/// The place and what would be right.
fn unfit(values: &Values, error: ProviderError) -> ConfigError {
    match error {
        ProviderError::Url => {
            values.wrong("sms.transport", "file:FOLDER or https://HOST/PATH (http:// with localhost only)")
        }
        ProviderError::Method => values.wrong("sms.method", "POST or GET"),
        ProviderError::ContentType => {
            values.wrong("sms.content_type", "application/json or application/x-www-form-urlencoded")
        }
        ProviderError::Body => {
            values.wrong("sms.body", "of its content type with the gaps {phone} (or {phone_digits}) and {text} in it")
        }
        ProviderError::Header => {
            values.wrong("sms.headers", "a list of headers such as Authorization: Bearer {secret}")
        }
        ProviderError::NoSecret => values.wrong("sms.secret", "there, but {secret} stands in another setting"),
    }
}

#[cfg(test)]
mod tests;
