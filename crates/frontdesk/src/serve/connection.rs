//! One connection, watched: strict framing, time limits, a place among those that may be open.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};

use super::framing::{Framing, SPOILT};

/// How long a connection may take to say which HTTP it speaks. The parser's own limit begins only after that.
const FIRST_BYTES: Duration = Duration::from_secs(10);
/// How long a client may refuse to take what is sent to it.
const STALLED: Duration = Duration::from_secs(30);

/// Admits connections, up to a number that are open at once.
#[derive(Clone)]
pub struct Doorman {
    places: Arc<Semaphore>,
}

impl Doorman {
    /// At most `most` connections at once.
    pub fn new(most: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(most)) }
    }
}

impl<S> Accept<TcpStream, S> for Doorman {
    type Stream = Connection;
    type Service = S;
    type Future = std::future::Ready<io::Result<(Connection, S)>>;

    /// Over the limit a connection is closed at once: waiting would only move the queue into the kernel.
    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let admitted = self.places.clone().try_acquire_owned();
        let connection = admitted.map_err(|_| io::ErrorKind::ConnectionRefused.into()).and_then(|place| {
            stream.set_nodelay(true)?;
            Ok((Connection::new(stream, place), service))
        });
        std::future::ready(connection)
    }
}

/// A connection that was admitted.
pub struct Connection {
    stream: TcpStream,
    framing: Framing,
    /// What is read instead of the rest, once a request was cut off.
    spoilt: Option<&'static [u8]>,
    first_bytes: Option<Pin<Box<Sleep>>>,
    stalled: Option<Pin<Box<Sleep>>>,
    _place: OwnedSemaphorePermit,
}

impl Connection {
    fn new(stream: TcpStream, place: OwnedSemaphorePermit) -> Self {
        let first_bytes = Some(Box::pin(sleep(FIRST_BYTES)));
        Self { stream, framing: Framing::default(), spoilt: None, first_bytes, stalled: None, _place: place }
    }

    /// Passes on what became of a write, and fails one that has made no progress for too long.
    fn watched<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED)));
        stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let connection = &mut *self;
        if let Some(rest) = &mut connection.spoilt {
            let (now, later) = rest.split_at(rest.len().min(into.remaining()));
            into.put_slice(now);
            *rest = later;
            return Poll::Ready(Ok(()));
        }
        let before = into.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut connection.stream).poll_read(context, into) {
            let cut = connection.framing.follow(&into.filled()[before..]);
            if connection.framing.is_decided() {
                connection.first_bytes = None;
            }
            if let Some(at) = cut {
                connection.spoilt = Some(SPOILT);
                into.set_filled(before + at);
                // Nothing at all would mean that the client has closed.
                return if at == 0 { self.poll_read(context, into) } else { Poll::Ready(read) };
            }
            return Poll::Ready(read);
        }
        match &mut connection.first_bytes {
            Some(limit) => limit.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into())),
            None => Poll::Pending,
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watched(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.watched(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
