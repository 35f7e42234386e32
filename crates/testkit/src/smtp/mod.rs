//! A mail server that keeps what it is given, and can be told to behave badly.

mod login;
mod session;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::Identity;

/// How long a letter may take; who sends looks for letters once a second.
const PATIENCE: Duration = Duration::from_secs(15);

/// Who may sign in.
pub(crate) const USER: &str = "desk";
/// With which password: one that stands out in any heap of bytes.
pub(crate) const PASSWORD: &str = "Zebra/Marked Mail-91";

/// How the server behaves from the next command on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As it should.
    Takes,
    /// 451 to every recipient.
    RefusesForNow,
    /// 550 to every recipient, quoting it.
    RefusesForGood,
    /// 535 to every password.
    RefusesPasswords,
    /// Greets and never says another word.
    Tarpit,
    /// Takes a letter's text and never says whether it has it.
    SilentAtTheEnd,
    /// Offers no encryption and would take everything as plain text.
    OffersNoTls,
    /// Answers STARTTLS with more than one answer, as somebody on the way could.
    Injects,
}

/// A letter as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// The envelope's sender and recipients.
    pub from: String,
    pub to: Vec<String>,
    /// Whether the connection was encrypted when it came.
    pub encrypted: bool,
    /// Who had signed in.
    pub user: Option<String>,
    /// Head and body, lines ending in CR LF.
    pub text: String,
}

impl Received {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.text.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        head.split("\r\n").find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }
}

/// What the server and its sessions share.
#[derive(Debug)]
pub(crate) struct Shared {
    manner: Mutex<Manner>,
    received: Mutex<Vec<Received>>,
    /// Every line of clients that was not encrypted.
    plain: Mutex<Vec<String>>,
    connections: Mutex<usize>,
    pub(crate) mechanisms: &'static str,
}

impl Shared {
    pub(crate) fn manner(&self) -> Manner {
        *held(&self.manner)
    }

    pub(crate) fn keep(&self, letter: Received) {
        held(&self.received).push(letter);
    }

    pub(crate) fn overhear(&self, line: &str) {
        held(&self.plain).push(line.to_owned());
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no session panics while it holds it")
}

/// A mail server on loopback, under the name `localhost`, gone when this is dropped.
pub struct SmtpServer {
    address: SocketAddr,
    acceptor: TlsAcceptor,
    implicit: bool,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

impl SmtpServer {
    /// Who may sign in, and with which password.
    pub const USER: &str = USER;
    pub const PASSWORD: &str = PASSWORD;

    /// One that offers STARTTLS with `identity`, and AUTH PLAIN and LOGIN.
    pub async fn start(identity: &Identity) -> Self {
        Self::start_as(identity, false, "PLAIN LOGIN").await
    }

    /// One that offers STARTTLS, and AUTH LOGIN only.
    pub async fn start_with_login_only(identity: &Identity) -> Self {
        Self::start_as(identity, false, "LOGIN").await
    }

    /// One that speaks TLS from the first byte.
    pub async fn start_implicit(identity: &Identity) -> Self {
        Self::start_as(identity, true, "PLAIN LOGIN").await
    }

    async fn start_as(identity: &Identity, implicit: bool, mechanisms: &'static str) -> Self {
        let shared = Shared {
            manner: Mutex::new(Manner::Takes),
            received: Mutex::default(),
            plain: Mutex::default(),
            connections: Mutex::default(),
            mechanisms,
        };
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let acceptor = identity.acceptor();
        let mut server = Self { address: nowhere, acceptor, implicit, shared: Arc::new(shared), listening: None };
        server.start_again().await;
        server
    }

    /// Listens once more on its port, or for the first time on a free one.
    pub async fn start_again(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("loopback has this port");
        self.address = listener.local_addr().expect("it is bound");
        let (acceptor, shared, implicit) = (self.acceptor.clone(), self.shared.clone(), self.implicit);
        self.listening = Some(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *held(&shared.connections) += 1;
                tokio::spawn(session::serve(stream, acceptor.clone(), implicit, shared.clone()));
            }
        }));
    }

    /// Listens no more: connections are refused.
    pub async fn stop(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
            // The port is free once the task is gone.
            let _ = listening.await;
        }
    }

    /// Behaves like this from now on.
    pub fn behave(&self, manner: Manner) {
        *held(&self.shared.manner) = manner;
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The letters so far.
    pub fn received(&self) -> Vec<Received> {
        held(&self.shared.received).clone()
    }

    /// Every line that clients said without encryption.
    pub fn overheard(&self) -> Vec<String> {
        held(&self.shared.plain).clone()
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        *held(&self.shared.connections)
    }

    /// Waits for `count` letters.
    ///
    /// # Panics
    /// When they have not come within 15 seconds.
    pub async fn letters(&self, count: usize) -> Vec<Received> {
        let began = Instant::now();
        loop {
            let received = self.received();
            if received.len() >= count {
                return received;
            }
            assert!(began.elapsed() < PATIENCE, "{count} letters were to come, there are {received:#?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.abort();
        }
    }
}
