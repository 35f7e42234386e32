//! The socket on which a running server takes orders: one line of JSON each way.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use frontdesk_accounts::desk::Desk;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::timeout;

use super::{Order, Outcome, obey};
use crate::cli::Failure;

/// The longest order, in bytes.
const LONGEST: u64 = 64 << 10;
/// How long an order may take to arrive, and its answer to be fetched.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long one waits for what was ordered: holding a long record of events against its seals takes a while.
const DEED: Duration = Duration::from_secs(600);
/// How long nothing is accepted once that has failed.
const RESPITE: Duration = Duration::from_secs(1);

fn path(data: &Path) -> PathBuf {
    data.join("operator.sock")
}

/// Takes orders for ever; end it by aborting its task. The socket is there when this returns, so that a server that says it
/// is ready can be given orders. The folder and the socket are open to the server's user only.
pub fn take_orders(desk: Desk) -> impl Future<Output = ()> + Send {
    let listener = listen(&path(&desk.settings.data));
    async move {
        match listener {
            Ok(listener) => obey_all(&desk, &listener).await,
            Err(error) => {
                tracing::warn!(%error, "no orders can be taken from the command line while the server runs");
            }
        }
    }
}

fn listen(path: &Path) -> std::io::Result<UnixListener> {
    // What a server left that was killed. Two servers on one SQLite file are impossible by its lock; of two on one
    // PostgreSQL database the later takes the orders, which is all the same.
    let _ = std::fs::remove_file(path);
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

async fn obey_all(desk: &Desk, listener: &UnixListener) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let desk = desk.clone();
                tokio::spawn(async move { answer(&desk, stream).await });
            }
            // Most likely no more files may be open; the next try at once would find the same.
            Err(_) => tokio::time::sleep(RESPITE).await,
        }
    }
}

/// Takes the socket away, once nobody takes orders any more.
pub fn hang_up(data: &Path) {
    // What stays there answers nobody, and the next start replaces it.
    let _ = std::fs::remove_file(path(data));
}

async fn answer(desk: &Desk, mut stream: UnixStream) -> std::io::Result<()> {
    let (reading, mut writing) = stream.split();
    let mut line = String::new();
    timeout(PATIENCE, BufReader::new(reading.take(LONGEST)).read_line(&mut line)).await??;
    let outcome = match serde_json::from_str::<Order>(&line) {
        Ok(order) => obey(desk, order).await,
        Err(_) => Outcome::Failed("the running server is another version and does not know this order".to_owned()),
    };
    let mut reply = serde_json::to_vec(&outcome)?;
    reply.push(b'\n');
    timeout(PATIENCE, writing.write_all(&reply)).await?
}

/// Sends an order to the server that runs on the folder `data`; `None` when none does.
pub async fn send(data: &Path, order: &Order) -> Result<Option<Outcome>, Failure> {
    let Ok(mut stream) = UnixStream::connect(path(data)).await else { return Ok(None) };
    let mut line = serde_json::to_vec(order).map_err(|error| Failure::new(error.to_string()))?;
    line.push(b'\n');
    stream.write_all(&line).await?;
    let mut reply = String::new();
    timeout(DEED, BufReader::new(stream).read_line(&mut reply))
        .await
        .map_err(|_| Failure::new("the running server does not answer"))??;
    serde_json::from_str(&reply).map(Some).map_err(|_| Failure::new("the running server gave no answer"))
}
