//! One request.

use std::fmt::Write;
use std::pin::Pin;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Answer, Http, Multipart, read};

/// The longest that a test waits for one answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// A request under construction; `.await` sends it.
#[derive(Clone, Debug)]
#[must_use = "a request goes out when it is awaited"]
pub struct Call {
    http: Http,
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Call {
    pub(super) fn new(http: Http, method: &str, path: &str) -> Self {
        Self { http, method: method.to_owned(), target: path.to_owned(), headers: Vec::new(), body: None }
    }

    /// Adds a header; one of the same name that is there already stays.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Adds `name=value` to the query, percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.target.push(if self.target.contains('?') { '&' } else { '?' });
        self.target += &format!("{}={}", encode(name), encode(value));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.raw("application/json", body.to_string())
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.raw("application/x-www-form-urlencoded", pairs.join("&"))
    }

    pub fn multipart(self, parts: Multipart) -> Self {
        let (content_type, body) = parts.finish();
        self.raw(&content_type, body)
    }

    /// A body as it stands.
    pub fn raw(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("content-type", content_type)
    }

    /// Sends the request and reads the answer to its end.
    ///
    /// # Panics
    /// When there is no complete answer within 30 seconds.
    pub async fn send(self) -> Answer {
        let sent = tokio::time::timeout(ANSWER_LIMIT, self.exchange()).await;
        let Ok(result) = sent else { panic!("{} {}: no answer in {ANSWER_LIMIT:?}", self.method, self.target) };
        result.unwrap_or_else(|why| panic!("{} {}: {why}", self.method, self.target))
    }

    /// As [`Call::send`], for tests in which the server may be gone: `Err` says what happened instead of an answer.
    pub async fn try_send(self) -> Result<Answer, String> {
        let sent = tokio::time::timeout(ANSWER_LIMIT, self.exchange()).await;
        sent.unwrap_or_else(|_| Err(format!("no answer in {ANSWER_LIMIT:?}")))
    }

    async fn exchange(&self) -> Result<Answer, String> {
        let began = Instant::now();
        let stream = tokio::net::TcpStream::connect(self.http.address()).await;
        let mut stream = stream.map_err(|error| format!("no connection: {error}"))?;
        let mut received = Vec::new();
        // A server may answer before it has read everything and close, so a failed write is not yet a failure;
        // nor is a reset once the answer is complete.
        let written = stream.write_all(&self.bytes()).await;
        let ended = stream.read_to_end(&mut received).await;
        let parsed = read::answer(&received, self.method == "HEAD");
        let (status, headers, body) = parsed.map_err(|why| format!("{why} (written: {written:?}, read: {ended:?})"))?;
        let request = self.to_string();
        Ok(Answer { status, headers, body, elapsed: began.elapsed(), request, json: Default::default() })
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        let named = |name: &str| self.headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(name));
        if !named("host") {
            let _ = write!(head, "host: {}\r\n", self.http.address());
        }
        if let Some(body) = self.body.as_ref().filter(|_| !named("content-length") && !named("transfer-encoding")) {
            let _ = write!(head, "content-length: {}\r\n", body.len());
        }
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head += "connection: close\r\n\r\n";
        let mut bytes = head.into_bytes();
        bytes.extend(self.body.iter().flatten());
        bytes
    }
}

impl IntoFuture for Call {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The request as a failing test shows it: without credentials, its body cut.
impl std::fmt::Display for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.target)?;
        let body = String::from_utf8_lossy(self.body.as_deref().unwrap_or_default()).into_owned();
        if body.is_empty() { Ok(()) } else { write!(f, " {}", body.chars().take(500).collect::<String>()) }
    }
}

/// Percent-encodes everything but what RFC 3986 calls unreserved.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            other => encoded += &format!("%{other:02X}"),
        }
    }
    encoded
}
