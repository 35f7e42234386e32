//! The wire under a connection that begins as plain text.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// What a server may say before encryption, in bytes.
const LONGEST_PRELUDE: usize = 64 << 10;
/// The first byte of a TLS handshake. No command of SMTP begins with it.
const HANDSHAKE: u8 = 0x16;

/// Reads one byte at a time until TLS begins.
///
/// lettre reads ahead and keeps what it has read when the connection turns to TLS. Somebody on the way could append
/// answers in plain text to the server's "go ahead", which would then count as said under TLS. Read byte by byte
/// nothing is ahead: the appended text reaches TLS, which refuses it.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    encrypted: bool,
    prelude: usize,
}

impl Wire {
    pub fn new(stream: TcpStream) -> Self {
        Self { stream, encrypted: false, prelude: 0 }
    }

    fn read_one(&mut self, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.prelude += 1;
        if self.prelude > LONGEST_PRELUDE {
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, "the server says too much")));
        }
        let mut byte = [0];
        let mut one = ReadBuf::new(&mut byte);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut one))?;
        buffer.put_slice(one.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncTokioStream for Wire {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.encrypted {
            Pin::new(&mut self.stream).poll_read(context, buffer)
        } else {
            self.read_one(context, buffer)
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.encrypted |= bytes.first() == Some(&HANDSHAKE);
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
