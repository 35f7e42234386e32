//! A provider of text messages that keeps what it is asked, and can be told to behave badly.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::Identity;

/// How long a request may take to come; who sends looks for messages once a second.
const PATIENCE: Duration = Duration::from_secs(15);

/// What the provider answers from now on.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A status with its words (`200 OK`) and a body.
    Status(&'static str, &'static str),
    /// A redirect to this address.
    Redirect(String),
    /// Nothing at all, for as long as somebody waits.
    Nothing,
    /// A body without an end.
    Endless,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The request line and the headers.
    pub head: String,
    pub body: String,
}

#[derive(Debug)]
struct Shared {
    reply: Mutex<Reply>,
    asked: Mutex<Vec<Asked>>,
}

/// An HTTP/1.1 server on loopback, gone when this is dropped.
#[derive(Debug)]
pub struct Provider {
    port: u16,
    shared: Arc<Shared>,
    listening: JoinHandle<()>,
}

impl Provider {
    /// One that shows `identity` over TLS, or speaks plain text without one. It answers 200.
    pub async fn start(identity: Option<&Identity>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let shared = Arc::new(Shared { reply: Mutex::new(Reply::Status("200 OK", "{}")), asked: Mutex::default() });
        let (acceptor, state) = (identity.map(Identity::acceptor), shared.clone());
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, state) = (acceptor.clone(), state.clone());
                tokio::spawn(async move {
                    match acceptor {
                        Some(acceptor) => answer(acceptor.accept(stream).await.ok()?, &state).await,
                        None => answer(stream, &state).await,
                    }
                });
            }
        });
        Self { port, shared, listening }
    }

    /// Answers like this from now on.
    pub fn reply(&self, reply: Reply) {
        *self.shared.reply.lock().expect("nobody panics while they hold it") = reply;
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().expect("nobody panics while they hold it").clone()
    }

    /// Waits for `count` requests.
    ///
    /// # Panics
    /// When they have not come within 15 seconds.
    pub async fn requests(&self, count: usize) -> Vec<Asked> {
        let began = Instant::now();
        loop {
            let asked = self.asked();
            if asked.len() >= count {
                return asked;
            }
            assert!(began.elapsed() < PATIENCE, "{count} requests were to come, there are {asked:#?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, shared: &Shared) -> Option<()> {
    let asked = read(&mut stream).await?;
    shared.asked.lock().expect("nobody panics while they hold it").push(asked);
    let reply = shared.reply.lock().expect("nobody panics while they hold it").clone();
    let text = match reply {
        Reply::Status(status, body) => format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()),
        Reply::Redirect(to) => {
            format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
        }
        Reply::Nothing => {
            while stream.read(&mut [0; 1024]).await.ok()? > 0 {}
            return None;
        }
        Reply::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").await.ok()?;
            loop {
                stream.write_all(&[b'x'; 4096]).await.ok()?;
            }
        }
    };
    stream.write_all(text.as_bytes()).await.ok()?;
    stream.shutdown().await.ok()
}

async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Asked> {
    let (mut bytes, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let length = stream.read(&mut piece).await.ok().filter(|length| *length > 0)?;
        bytes.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let expected =
            head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
        if body.len() >= expected.and_then(|length| length.trim().parse().ok()).unwrap_or(0) {
            return Some(Asked { head: head.to_owned(), body: body.to_owned() });
        }
    }
}
