//! One connection to the mail server.
//!
//! lettre's own transport and pool are not used: their time limit covers only the connecting, and a letter that is
//! cut off leaves its connection in the pool with an answer on the way, which the next letter would take for its own.

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::{Error, response::Response};
use tokio::net::TcpStream;

use super::wire::Wire;
use crate::{Failure, Receipt};

/// Where to connect to, and as whom.
pub struct Server {
    pub host: String,
    pub port: u16,
    pub way: Way,
    pub credentials: Option<Credentials>,
}

/// How the connection is encrypted.
pub enum Way {
    StartTls(TlsParameters),
    Implicit(TlsParameters),
    Plain,
}

/// A letter ready for the wire.
pub struct Parcel {
    pub from: Address,
    pub to: Address,
    pub bytes: Vec<u8>,
}

/// A connection over which letters can be handed over, one after the other.
pub struct Line(AsyncSmtpConnection);

/// What was being done when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Connecting,
    SigningIn,
    Sender,
    Recipient,
    Content,
}

impl Line {
    /// Connects, encrypts as the way asks for, signs in. Nothing about a letter is said yet.
    pub async fn open(server: &Server) -> Result<Self, Failure> {
        let mut connection = connect(server).await?;
        if let Some(credentials) = &server.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await.map_err(|error| told(Stage::SigningIn, &error))?;
        }
        Ok(Self(connection))
    }

    /// Whether the server still answers.
    pub async fn is_alive(&mut self) -> bool {
        self.0.test_connected().await
    }

    /// Hands a letter over. After a failure the line is in no known state: hang up.
    pub async fn send(&mut self, parcel: Parcel) -> Result<Receipt, Failure> {
        let parameters = self.parameters(&parcel)?;
        let at = |stage: Stage| move |error: Error| told(stage, &error);
        self.0.command(Mail::new(Some(parcel.from), parameters)).await.map_err(at(Stage::Sender))?;
        self.0.command(Rcpt::new(parcel.to, Vec::new())).await.map_err(at(Stage::Recipient))?;
        self.0.command(Data).await.map_err(at(Stage::Content))?;
        let answer: Response = self.0.message(&parcel.bytes).await.map_err(at(Stage::Content))?;
        let words: Vec<&str> = answer.message().collect();
        Ok(Receipt { said: Some(format!("{} {}", answer.code(), words.join(" "))) })
    }

    /// Says goodbye.
    pub async fn quit(mut self) {
        // A server that does not answer has been left all the same.
        let _ = self.0.quit().await;
    }

    /// Letters are ASCII, but an address may not be.
    fn parameters(&self, parcel: &Parcel) -> Result<Vec<MailParameter>, Failure> {
        let is_ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        if is_ascii(&parcel.from) && is_ascii(&parcel.to) {
            return Ok(Vec::new());
        }
        if !self.0.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Failure::lasting("the address has other letters than ASCII, and the mail server takes none"));
        }
        Ok(vec![MailParameter::SmtpUtfEight])
    }
}

async fn connect(server: &Server) -> Result<AsyncSmtpConnection, Failure> {
    let (name, at) = (ClientId::default(), |error: Error| told(Stage::Connecting, &error));
    let place = (server.host.as_str(), server.port);
    match &server.way {
        Way::Implicit(tls) => {
            AsyncSmtpConnection::connect_tokio1(place, None, &name, Some(tls.clone()), None).await.map_err(at)
        }
        Way::StartTls(tls) => {
            let wire = Box::new(Wire::new(reach(server).await?));
            let mut connection = AsyncSmtpConnection::connect_with_transport(wire, &name).await.map_err(at)?;
            if !connection.can_starttls() {
                return Err(Failure::passing("the mail server does not offer STARTTLS; nothing was sent to it"));
            }
            connection.starttls(tls.clone(), &name).await.map_err(at)?;
            Ok(connection)
        }
        Way::Plain => {
            let wire = reach(server).await?;
            // The name "localhost" could lead elsewhere.
            if !wire.peer_addr().is_ok_and(|address| address.ip().is_loopback()) {
                return Err(Failure::passing("the mail server is not on this machine; nothing was sent to it"));
            }
            AsyncSmtpConnection::connect_with_transport(Box::new(wire), &name).await.map_err(at)
        }
    }
}

async fn reach(server: &Server) -> Result<TcpStream, Failure> {
    let reached = TcpStream::connect((server.host.as_str(), server.port)).await;
    reached.map_err(|error| Failure::passing(format!("the mail server cannot be reached: {error}")))
}

/// What an error means for the letter. The server's own words are kept apart: they often name the recipient.
fn told(stage: Stage, error: &Error) -> Failure {
    let doing = match stage {
        Stage::Connecting => "connecting to the mail server",
        Stage::SigningIn => "signing in at the mail server",
        Stage::Sender => "naming the sender to the mail server",
        Stage::Recipient => "naming the recipient to the mail server",
        Stage::Content => "handing the letter to the mail server",
    };
    let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let Some(code) = error.status() else {
        // What cannot be understood is quoted in the error.
        let why = if error.is_response() { "it answers what is not SMTP".to_owned() } else { error.to_string() };
        return Failure::passing(format!("{doing}: {why}"));
    };
    let code = code.to_string();
    let what = format!("{doing}: it answered {code}{}", enhanced(&words));
    // Only from here on the answer is about this letter. 530 is about our signing in, whenever it comes.
    let is_about_letter = matches!(stage, Stage::Recipient | Stage::Content) && code != "530";
    let failure = if is_about_letter && error.is_permanent() { Failure::lasting(what) } else { Failure::passing(what) };
    failure.said(format!("{code} {words}"))
}

/// The status code of RFC 3463 that may begin an answer, after a blank.
fn enhanced(words: &str) -> String {
    let first = words.split_whitespace().next().unwrap_or_default();
    let is_status = first.split('.').count() == 3 && first.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_status && first.len() <= 11 { format!(" {first}") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::enhanced;

    #[test]
    fn only_a_status_is_taken_from_an_answer() {
        assert_eq!(enhanced("5.1.1 <ada@example.com>: unknown"), " 5.1.1");
        for words in ["", "ada@example.com is unknown", "5.1 no", "1.2.3.4 is blocked", "5.1.1<ada>", "79161234567.1.1"]
        {
            assert_eq!(enhanced(words), "", "{words}");
        }
    }
}
