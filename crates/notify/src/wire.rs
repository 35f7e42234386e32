//! One request over HTTP/1.1, on a connection of its own: what both clients of this room do alike.
//!
//! hyper's connection is in the tree as the server's half already. A client with a pool, redirects and proxies would
//! bring what must be off here.

use std::sync::Arc;

use bytes::Bytes;
use frontdesk_kit::tls::{client, system_authorities};
use http::header::{HOST, USER_AGENT};
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// The most that the head of an answer may have, in bytes.
const LONGEST_HEAD: usize = 64 << 10;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// Why nothing came back. Tells nothing that was asked.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    #[error("its TLS cannot be set up: {0}")]
    NoTls(String),
    #[error("its name is none that a certificate could bear")]
    Name,
    #[error("TLS: {0}")]
    Tls(std::io::Error),
    #[error("the request cannot be composed")]
    Composed,
    #[error("speaking with it: {0}")]
    Spoken(hyper::Error),
    #[error("its answer broke off or is longer than {0} bytes")]
    TooLong(usize),
}

/// Encrypts connections for those whom the authorities of this machine vouch for. They are read when first needed.
#[derive(Default)]
pub struct Tls(OnceCell<Arc<ClientConfig>>);

impl Tls {
    /// Encrypts `stream`, on which `host` has to answer.
    pub async fn wrap(&self, stream: TcpStream, host: String) -> Result<TlsStream<TcpStream>, WireError> {
        let name = ServerName::try_from(host).map_err(|_| WireError::Name)?;
        let set_up = || async {
            let trusted = tokio::task::spawn_blocking(system_authorities).await;
            let trusted = trusted.map_err(|error| WireError::NoTls(error.to_string()))?.map_err(WireError::NoTls)?;
            client(trusted).map(Arc::new).map_err(|error| WireError::NoTls(error.to_string()))
        };
        let config = self.0.get_or_try_init(set_up).await?.clone();
        TlsConnector::from(config).connect(name, stream).await.map_err(WireError::Tls)
    }
}

/// Sends `request`, whose address has a host, over `stream`, and reads an answer of at most `longest` bytes.
pub async fn exchange<S>(stream: S, request: Request<String>, longest: usize) -> Result<Answer, WireError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let request = addressed(request).ok_or(WireError::Composed)?;
    let shaken = http1::Builder::new().max_buf_size(LONGEST_HEAD).handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = shaken.map_err(WireError::Spoken)?;
    // Ends with this function, however that ends.
    let mut driver = JoinSet::new();
    driver.spawn(connection);
    let answer = sender.send_request(request).await.map_err(WireError::Spoken)?;
    let (head, body) = answer.into_parts();
    let body = Limited::new(body, longest).collect().await.map_err(|_| WireError::TooLong(longest))?;
    Ok(Answer { status: head.status, headers: head.headers, body: body.to_bytes().to_vec() })
}

/// The request as a server wants it: the path, and the host in a header.
fn addressed(request: Request<String>) -> Option<Request<Full<Bytes>>> {
    let (mut head, body) = request.into_parts();
    let host = HeaderValue::from_str(head.uri.authority()?.as_str()).ok()?;
    head.uri = head.uri.path_and_query()?.as_str().parse::<Uri>().ok()?;
    head.headers.insert(HOST, host);
    head.headers.insert(USER_AGENT, HeaderValue::from_static("Frontdesk"));
    Some(Request::from_parts(head, Full::from(body)))
}
