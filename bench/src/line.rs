//! One connection that stays open.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::ready;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::http::read_head;

/// Room for a usual answer; it grows where an answer is longer.
const ROOM: usize = 32 * 1024;

/// A keep-alive connection with the buffer that its answers are received in.
pub struct Line {
    stream: TcpStream,
    input: Vec<u8>,
}

impl Line {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, input: vec![0; ROOM] })
    }

    /// Sends `request` and waits for its whole answer: status and body.
    pub async fn exchange(&mut self, request: &[u8]) -> io::Result<(u16, &[u8])> {
        self.send(request).await?;
        let mut filled = 0;
        loop {
            filled += self.receive(filled).await?;
            let head = read_head(&self.input[..filled]).map_err(|_| io::ErrorKind::InvalidData)?;
            let Some(head) = head else { continue };
            let end = head.end().ok_or(io::ErrorKind::InvalidData)?;
            if filled > end {
                return Err(io::ErrorKind::InvalidData.into());
            }
            while filled < end {
                filled += self.receive(filled).await?;
            }
            return Ok((head.status, &self.input[head.body_at..end]));
        }
    }

    async fn send(&mut self, mut request: &[u8]) -> io::Result<()> {
        while !request.is_empty() {
            let sent = poll_fn(|context| Pin::new(&mut self.stream).poll_write(context, request)).await?;
            request = &request[sent..];
        }
        Ok(())
    }

    /// Receives some bytes behind the first `filled`; an end of the connection is an error here.
    async fn receive(&mut self, filled: usize) -> io::Result<usize> {
        if filled == self.input.len() {
            self.input.resize(filled * 2, 0);
        }
        let mut room = ReadBuf::new(&mut self.input[filled..]);
        poll_fn(|context| {
            ready!(Pin::new(&mut self.stream).poll_read(context, &mut room))?;
            let received = room.filled().len();
            if received == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(received) }.into()
        })
        .await
    }
}
