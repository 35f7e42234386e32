//! One request over HTTP/1.1, on a connection of its own.
//!
//! hyper's connection is in the tree as the server's half already. A client with a pool, redirects and proxies would
//! bring what must be off here.

use std::sync::Arc;

use frontdesk_kit::tls::{client, system_authorities};
use http::header::{HOST, USER_AGENT};
use http::{HeaderValue, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;

use crate::Failure;

/// The most that is read of an answer, in bytes.
const LONGEST_ANSWER: usize = 64 << 10;

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub body: Vec<u8>,
}

/// Asks, over TLS for `https`. Follows no redirect and knows no proxy. Whoever calls limits the time.
#[derive(Default)]
pub struct Client {
    tls: OnceCell<Arc<ClientConfig>>,
}

impl Client {
    /// Sends `request`, whose address has a scheme and a host, and reads the answer.
    pub async fn ask(&self, request: Request<String>) -> Result<Answer, Failure> {
        let uri = request.uri().clone();
        let is_encrypted = uri.scheme_str() == Some("https");
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let stream = reach(&host, uri.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 })).await?;
        if !is_encrypted {
            // The name "localhost" could lead elsewhere.
            if !stream.peer_addr().is_ok_and(|address| address.ip().is_loopback()) {
                return Err(Failure::passing("the provider is not on this machine; nothing was sent to it"));
            }
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(host).map_err(|_| Failure::passing("the provider's name is none"))?;
        let connector = TlsConnector::from(self.tls().await?);
        let stream = connector.connect(name, stream).await;
        exchange(stream.map_err(|error| Failure::passing(format!("connecting to the provider: {error}")))?, request)
            .await
    }

    async fn tls(&self) -> Result<Arc<ClientConfig>, Failure> {
        let unusable = |why: String| Failure::passing(format!("the provider's TLS cannot be set up: {why}"));
        let set_up = || async {
            // It reads the authorities of this machine.
            let trusted = tokio::task::spawn_blocking(system_authorities).await;
            let trusted = trusted.map_err(|error| unusable(error.to_string()))?.map_err(unusable)?;
            client(trusted).map(Arc::new).map_err(|error| unusable(error.to_string()))
        };
        self.tls.get_or_try_init(set_up).await.cloned()
    }
}

async fn reach(host: &str, port: u16) -> Result<TcpStream, Failure> {
    let reached = TcpStream::connect((host, port)).await;
    reached.map_err(|error| Failure::passing(format!("the provider cannot be reached: {error}")))
}

async fn exchange<S>(stream: S, request: Request<String>) -> Result<Answer, Failure>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let broken = |error: hyper::Error| Failure::passing(format!("speaking with the provider: {error}"));
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    // Ends with this function, however that ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let request = addressed(request).ok_or_else(|| Failure::lasting("the request cannot be composed"))?;
    let answer = sender.send_request(request).await.map_err(broken)?;
    let status = answer.status();
    let body = Limited::new(answer.into_body(), LONGEST_ANSWER).collect().await;
    let body = body.map_err(|_| Failure::passing("the provider's answer broke off or is longer than 64 KiB"))?;
    Ok(Answer { status, body: body.to_bytes().to_vec() })
}

/// The request as a server wants it: the path, and the host in a header.
fn addressed(mut request: Request<String>) -> Option<Request<String>> {
    let host = HeaderValue::from_str(request.uri().authority()?.as_str()).ok()?;
    let path = request.uri().path_and_query()?.as_str().parse::<Uri>().ok()?;
    *request.uri_mut() = path;
    request.headers_mut().insert(HOST, host);
    request.headers_mut().insert(USER_AGENT, HeaderValue::from_static("Frontdesk"));
    Some(request)
}
