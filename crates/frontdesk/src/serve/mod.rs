//! The server: from opening the database to closing it.

mod connection;
mod files;
mod framing;
mod signals;
mod work;

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum_server::{Handle, Server};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow;
use frontdesk_booking::Bookings;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Clock;
use frontdesk_kit::entropy::Entropy;
use hyper_util::rt::TokioTimer;
use tokio::net::{TcpListener, TcpSocket};

use crate::cli::{Failure, Load, open_database};
use crate::config::Settings;
use crate::telemetry::{Gauges, LogSink, Metrics, serve_metrics};
use crate::{app, operator, setup};
use connection::Doorman;
use signals::StopSignals;

/// How long requests may take to finish once the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How long a request's head may take to arrive, and a connection to lie idle.
const HEAD: Duration = Duration::from_secs(10);
/// Bytes of a request's head; a longer one is answered with 431.
const LONGEST_HEAD: usize = 64 << 10;
/// Files that are kept free for the database, media and standard streams.
const OTHER_FILES: usize = 256;
/// Connections that may wait to be accepted.
const BACKLOG: u32 = 4096;

/// Serves until a signal says to stop, then finishes what was begun.
///
/// A second signal ends it at once; what was answered is on disk either way.
pub async fn run(settings: &Settings, log: LogSink) -> Result<ExitCode, Failure> {
    let mut signals = StopSignals::listen()?;
    let max_connections = settings.server.max_connections.min(files::allow_many().saturating_sub(OTHER_FILES).max(16));
    let model = settings.load_model()?;
    let (db, _) = open_database(settings, Load::Usual).await?;
    let desk = Desk::open(db, Clock::system(), Entropy::system(), model, settings.desk())?;
    adopt_model(&desk, settings.force_model_change).await?;
    frontdesk_booking::flow::adopt_settings(&desk.db, settings.booking).await?;
    let metrics = start_metrics(settings, &desk)?;
    let bookings = Bookings::new(Catalogue::new(desk.clone()), settings.booking)
        .with_reach(settings.notices.reach)
        .with_calendars(settings.protection.calendars);
    let router = app::assemble(&bookings, settings, log, metrics)?;
    let listener = listen(settings.server.listen)?;
    let address = listener.local_addr()?;
    let link = setup::prepare(&desk).await?;
    let work = work::start(&bookings, settings);

    let handle = Handle::new();
    let serving = tokio::spawn(serve(listener, router, max_connections, handle.clone()));
    let base = settings.server.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    if let Some(link) = link {
        say(&format!("First start: create the administrator at {} (works once)", link.link(&base)));
    }
    say(&format!("Frontdesk is listening on http://{address}"));

    signals.next().await;
    let in_order = stop(handle, serving, &mut signals).await;
    work.end();
    operator::hang_up(settings.data());
    // Waits for the writer's last commit.
    let _ = tokio::task::spawn_blocking(move || desk.db.close()).await;
    tracing::info!(in_order, "stopped");
    Ok(if in_order { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Makes what is stored follow the model file, and tells what was otherwise.
async fn adopt_model(desk: &Desk, force: bool) -> Result<(), Failure> {
    let adopted = flow::adopt_model(desk, force).await.map_err(|error| Failure::new(error.to_string()))?;
    for change in &adopted.changes {
        tracing::info!(change, "the model was changed");
    }
    for lost in &adopted.lost {
        tracing::warn!(%lost, "lost, because the change of the model was forced");
    }
    Ok(())
}

fn start_metrics(settings: &Settings, desk: &Desk) -> Result<Metrics, Failure> {
    let Some(address) = settings.metrics.listen else { return Ok(Metrics::off()) };
    let metrics = Metrics::start().map_err(Failure::new)?;
    let gauges = Gauges { hasher: desk.hasher.clone() };
    let served = serve_metrics(address, metrics.clone(), gauges, desk.db.clone());
    let address = served.map_err(|error| Failure::new(format!("metrics cannot be served on {address}: {error}")))?;
    tracing::info!("metrics are served on http://{address}/metrics");
    Ok(metrics)
}

fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let bind = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // A port that was in use a moment ago may be taken again.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    bind().map_err(|error| Failure::new(format!("cannot listen on {address}: {error}")))
}

async fn serve(
    listener: TcpListener,
    router: Router,
    max_connections: usize,
    handle: Handle<SocketAddr>,
) -> std::io::Result<()> {
    let mut server =
        Server::<SocketAddr>::from_listener(listener).handle(handle).acceptor(Doorman::new(max_connections));
    let builder = server.http_builder();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LONGEST_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(HEAD)
        .max_concurrent_streams(100)
        .max_header_list_size(LONGEST_HEAD as u32);
    server.serve(router.into_make_service_with_connect_info::<SocketAddr>()).await
}

/// Lets requests finish; `false` when a second signal, or the end of patience, cut them off.
async fn stop(
    handle: Handle<SocketAddr>,
    mut serving: tokio::task::JoinHandle<std::io::Result<()>>,
    signals: &mut StopSignals,
) -> bool {
    tracing::info!(connections = handle.connection_count(), "stopping");
    handle.graceful_shutdown(Some(GRACE));
    tokio::select! {
        _ = &mut serving => true,
        () = signals.next() => {
            handle.shutdown();
            false
        }
    }
}

/// One line on standard output; if nobody reads it, there is nobody to tell.
fn say(line: &str) {
    let mut output = std::io::stdout().lock();
    let _ = writeln!(output, "{line}").and_then(|()| output.flush());
}
