//! Delivers letters to a mail server.

use std::sync::Mutex;
use std::time::Duration;

use frontdesk_kit::tls::{AuthorityError, read_authorities};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters, TlsParametersBuilder};
use rustls::pki_types::CertificateDer;
use tokio::sync::OnceCell;

use super::address::{Encryption, SmtpAddress};
use super::line::{Line, Parcel, Server, Way};
use super::message::compose;
use crate::outbox::Due;
use crate::words::Written;
use crate::{Failure, Receipt, Secret};

/// How long one letter may take, from connecting to the server's word that it has it.
const LIMIT: Duration = Duration::from_secs(10);
/// How long goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// Why mail cannot be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    #[error("there is a user and no password")]
    NoPassword,
    #[error("there is a password and no user; name the user in the server's address")]
    NoUser,
    #[error("there are two passwords, one of them in the server's address")]
    TwoPasswords,
    #[error("the authorities cannot be used: {0}")]
    Authorities(#[from] AuthorityError),
}

/// A mail server, and whom letters come from.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    address: SmtpAddress,
    credentials: Option<(String, Secret)>,
    authorities: Vec<CertificateDer<'static>>,
    from: Mailbox,
}

impl SmtpSettings {
    /// Settings for letters from `from`; `password` is the one that does not stand in the address. Reads the file of
    /// authorities, if the address names one.
    pub fn new(address: SmtpAddress, from: Mailbox, password: Option<Secret>) -> Result<Self, SmtpError> {
        let password = match (address.password.clone(), password) {
            (Some(_), Some(_)) => return Err(SmtpError::TwoPasswords),
            (one, other) => one.or(other),
        };
        let credentials = match (address.user.clone(), password) {
            (Some(_), None) => return Err(SmtpError::NoPassword),
            (None, Some(_)) => return Err(SmtpError::NoUser),
            (user, password) => user.zip(password),
        };
        let authorities = address.authorities.as_deref().map(read_authorities).transpose()?.unwrap_or_default();
        Ok(Self { address, credentials, authorities, from })
    }

    /// The server, without the password.
    pub fn address(&self) -> &SmtpAddress {
        &self.address
    }

    /// What the server needs; reads the authorities of this machine.
    fn server(&self) -> Result<Server, Failure> {
        let tls = || {
            let parameters = self.parameters();
            parameters.map_err(|error| Failure::passing(format!("the mail server's TLS cannot be set up: {error}")))
        };
        let way = match self.address.encryption {
            Encryption::StartTls => Way::StartTls(tls()?),
            Encryption::Implicit => Way::Implicit(tls()?),
            Encryption::Plain => Way::Plain,
        };
        let credentials = self.credentials.clone();
        let credentials = credentials.map(|(user, password)| Credentials::new(user, password.reveal().to_owned()));
        Ok(Server { host: self.address.host.clone(), port: self.address.port, way, credentials })
    }

    /// The authorities of this machine and those of the settings.
    fn parameters(&self) -> Result<TlsParameters, lettre::transport::smtp::Error> {
        let builder = TlsParametersBuilder::new(self.address.host.clone());
        let add = |builder: TlsParametersBuilder, authority: &CertificateDer<'static>| {
            Certificate::from_der(authority.to_vec()).map(|authority| builder.add_root_certificate(authority))
        };
        self.authorities.iter().try_fold(builder, add)?.build()
    }
}

/// Sends letters to the server of its settings, over few connections that serve one letter after the other.
pub struct SmtpSender {
    settings: SmtpSettings,
    server: OnceCell<Server>,
    /// Connections without work.
    idle: Mutex<Vec<Line>>,
}

impl SmtpSender {
    /// Connects to nothing yet.
    pub fn new(settings: SmtpSettings) -> Self {
        Self { settings, server: OnceCell::new(), idle: Mutex::new(Vec::new()) }
    }

    /// Hands a letter to the server, within ten seconds or not at all.
    pub async fn send(&self, letter: &Due, written: &Written) -> Result<Receipt, Failure> {
        let parcel = compose(letter, written, &self.settings.from)?;
        let sent = tokio::time::timeout(LIMIT, self.hand_over(parcel)).await;
        // What is cut off here takes its connection along: an answer may still be on its way.
        sent.unwrap_or_else(|_| Err(Failure::passing("the mail server took longer than ten seconds")))
    }

    /// Leaves the server, until there is another letter.
    pub async fn rest(&self) {
        let lines = std::mem::take(&mut *self.idle());
        for line in lines {
            // Whoever does not say goodbye in time is left without.
            let _ = tokio::time::timeout(GOODBYE, line.quit()).await;
        }
    }

    async fn hand_over(&self, parcel: Parcel) -> Result<Receipt, Failure> {
        let mut line = self.line().await?;
        let receipt = line.send(parcel).await?;
        self.idle().push(line);
        Ok(receipt)
    }

    /// A connection that works: one that is there already, or a new one.
    async fn line(&self) -> Result<Line, Failure> {
        loop {
            let Some(mut line) = self.idle().pop() else { break };
            if line.is_alive().await {
                return Ok(line);
            }
        }
        let settings = &self.settings;
        let set_up = || async {
            let settings = settings.clone();
            // It reads the authorities of this machine.
            let made = tokio::task::spawn_blocking(move || settings.server()).await;
            made.unwrap_or_else(|_| Err(Failure::passing("the mail server's TLS cannot be set up")))
        };
        Line::open(self.server.get_or_try_init(set_up).await?).await
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Line>> {
        // Nothing can panic while it is held, and a list of connections is never half changed.
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
