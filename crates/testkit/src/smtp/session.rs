//! One connection to the mail server.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::{Manner, Received, Shared, login};

/// A connection, encrypted or not.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// What is said and heard, line by line. `None` when the other side has gone.
pub(super) struct Talk {
    stream: BufReader<Box<dyn Stream>>,
    encrypted: bool,
    shared: Arc<Shared>,
}

impl Talk {
    pub(super) async fn say(&mut self, line: &str) -> Option<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()?;
        self.stream.flush().await.ok()
    }

    pub(super) async fn hear(&mut self) -> Option<String> {
        let mut line = Vec::new();
        let length = self.stream.read_until(b'\n', &mut line).await.ok()?;
        let line = String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned();
        if !self.encrypted && length > 0 {
            self.shared.overhear(&line);
        }
        (length > 0).then_some(line)
    }

    /// The lines up to the one with a dot alone, RFC 5321 section 4.5.2.
    async fn hear_letter(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let line = self.hear().await?;
            match line.strip_prefix('.') {
                Some("") => return Some(text),
                Some(rest) => text += rest,
                None => text += &line,
            }
            text += "\r\n";
        }
    }
}

/// Says nothing until the other side has had enough.
async fn fall_silent(talk: &mut Talk) -> Option<()> {
    while talk.hear().await.is_some() {}
    None
}

/// Serves one client until it goes.
pub(super) async fn serve(stream: TcpStream, acceptor: TlsAcceptor, implicit: bool, shared: Arc<Shared>) {
    if implicit {
        if let Ok(stream) = acceptor.accept(stream).await {
            encrypted(Box::new(stream), shared, true).await;
        }
        return;
    }
    if let Some(stream) = before_encryption(stream, shared.clone()).await
        && let Ok(stream) = acceptor.accept(stream).await
    {
        encrypted(Box::new(stream), shared, false).await;
    }
}

/// Speaks plain text up to STARTTLS and hands the connection back; serves it to its end where nobody asks for it.
async fn before_encryption(stream: TcpStream, shared: Arc<Shared>) -> Option<TcpStream> {
    // A second handle on the same connection, for after the handshake's first word.
    let second = stream.into_std().ok()?;
    let first = TcpStream::from_std(second.try_clone().ok()?).ok()?;
    let mut talk = Talk { stream: BufReader::new(Box::new(first)), encrypted: false, shared };
    talk.say("220 mail.example.com ESMTP").await?;
    let asked = commands(&mut talk).await?;
    let answer = match talk.shared.manner() {
        Manner::Injects => "220 go ahead\r\n250-mail.example.com\r\n250 AUTH PLAIN LOGIN",
        _ => "220 go ahead",
    };
    talk.say(answer).await?;
    drop((talk, asked));
    TcpStream::from_std(second).ok()
}

async fn encrypted(stream: Box<dyn Stream>, shared: Arc<Shared>, greets: bool) {
    let mut talk = Talk { stream: BufReader::new(stream), encrypted: true, shared };
    if !greets || talk.say("220 mail.example.com ESMTP").await.is_some() {
        commands(&mut talk).await;
    }
}

/// STARTTLS was asked for.
struct StartTls;

/// What a client has said so far.
#[derive(Default)]
struct State {
    user: Option<String>,
    from: String,
    to: Vec<String>,
}

/// Obeys commands until STARTTLS, or until the client goes.
async fn commands(talk: &mut Talk) -> Option<StartTls> {
    let mut state = State::default();
    loop {
        let line = talk.hear().await?;
        if talk.shared.manner() == Manner::Tarpit {
            fall_silent(talk).await?;
        }
        let (verb, argument) = line.split_once(' ').unwrap_or((&line, ""));
        match verb {
            "STARTTLS" => return Some(StartTls),
            "QUIT" => {
                talk.say("221 bye").await;
                return None;
            }
            _ => obey(talk, &mut state, verb, argument).await?,
        }
    }
}

async fn obey(talk: &mut Talk, state: &mut State, verb: &str, argument: &str) -> Option<()> {
    let manner = talk.shared.manner();
    match verb {
        "EHLO" => greet(talk).await,
        "AUTH" => {
            state.user = login::sign_in(talk, argument).await.filter(|_| manner != Manner::RefusesPasswords);
            let refused = "535 5.7.8 wrong password";
            talk.say(if state.user.is_some() { "235 2.7.0 welcome" } else { refused }).await
        }
        "MAIL" if state.user.is_none() => talk.say("530 5.7.0 sign in first").await,
        "MAIL" => {
            (state.from, state.to) = (address(argument), Vec::new());
            talk.say("250 2.1.0 fine").await
        }
        "RCPT" if manner == Manner::RefusesForNow => talk.say("451 4.3.0 come back later").await,
        "RCPT" if manner == Manner::RefusesForGood => {
            talk.say(&format!("550 5.1.1 <{}>: nobody of this name", address(argument))).await
        }
        "RCPT" => {
            state.to.push(address(argument));
            talk.say("250 2.1.5 fine").await
        }
        "DATA" => take(talk, state).await,
        "NOOP" | "RSET" => talk.say("250 2.0.0 fine").await,
        _ => talk.say("500 5.5.1 what?").await,
    }
}

async fn greet(talk: &mut Talk) -> Option<()> {
    let offers_tls = !talk.encrypted && talk.shared.manner() != Manner::OffersNoTls;
    let tls = if offers_tls { "250-STARTTLS\r\n" } else { "" };
    let mechanisms = talk.shared.mechanisms;
    talk.say(&format!("250-mail.example.com\r\n{tls}250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH {mechanisms}")).await
}

async fn take(talk: &mut Talk, state: &mut State) -> Option<()> {
    talk.say("354 go ahead").await?;
    let text = talk.hear_letter().await?;
    if talk.shared.manner() == Manner::SilentAtTheEnd {
        fall_silent(talk).await?;
    }
    let (encrypted, user) = (talk.encrypted, state.user.clone());
    let letter = Received { from: state.from.clone(), to: std::mem::take(&mut state.to), encrypted, user, text };
    talk.shared.keep(letter);
    talk.say("250 2.0.0 queued").await
}

/// What stands between `<` and `>`.
fn address(argument: &str) -> String {
    let inside = argument.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or(argument, |(address, _)| address).to_owned()
}
