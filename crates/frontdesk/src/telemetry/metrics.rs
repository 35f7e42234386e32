//! Numbers for Prometheus, on a listener of their own.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use frontdesk_kit::db::Db;
use http::{Method, StatusCode, header};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::{Gauges, access};

/// Panics that were caught; each lost one request.
pub const PANICS: &str = "frontdesk_panics_total";
const REQUESTS: &str = "frontdesk_requests_total";
const SECONDS: &str = "frontdesk_request_seconds";
const IN_FLIGHT: &str = "frontdesk_requests_in_flight";
const HASHING: &str = "frontdesk_hashing_waiting";
const DATABASE_UP: &str = "frontdesk_database_up";
const DATABASE_PING: &str = "frontdesk_database_ping_seconds";

/// Upper bounds of the latency histogram, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Counts requests; costs nothing while nobody reads the numbers.
#[derive(Clone)]
pub struct Metrics {
    handle: Option<PrometheusHandle>,
    in_flight: Arc<AtomicUsize>,
}

impl Metrics {
    /// Nothing is counted.
    pub fn off() -> Self {
        Self { handle: None, in_flight: Arc::default() }
    }

    /// Starts counting for the whole process.
    pub fn start() -> Result<Self, String> {
        let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &BUCKETS);
        let handle = builder.and_then(PrometheusBuilder::install_recorder).map_err(|error| error.to_string())?;
        metrics::describe_counter!(REQUESTS, "Requests by method, route and class of status.");
        metrics::describe_histogram!(SECONDS, metrics::Unit::Seconds, "How long requests took.");
        metrics::describe_gauge!(IN_FLIGHT, "Requests that are being worked on.");
        metrics::describe_counter!(PANICS, "Panics that were caught; each lost one request.");
        metrics::describe_gauge!(HASHING, "Callers that wait for a password to be hashed.");
        metrics::describe_gauge!(DATABASE_UP, "Whether the database answers.");
        metrics::describe_gauge!(DATABASE_PING, metrics::Unit::Seconds, "How long the database took to answer.");
        metrics::counter!(PANICS).absolute(0);
        Ok(Self { handle: Some(handle), ..Self::off() })
    }

    /// Notes that a request has come; it counts as in flight until the returned value is dropped.
    pub fn begin(&self) -> InFlight {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight(self.in_flight.clone())
    }

    /// Notes the answer to a request.
    pub fn observe(&self, method: &Method, route: Option<&str>, status: StatusCode, elapsed: Duration) {
        if self.handle.is_none() {
            return;
        }
        let class = match status.as_u16() / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        let route = route.unwrap_or("-").to_owned();
        metrics::histogram!(SECONDS, "route" => route.clone()).record(elapsed.as_secs_f64());
        metrics::counter!(REQUESTS, "method" => access::method(method), "route" => route, "status" => class)
            .increment(1);
    }
}

/// A request that is being worked on.
pub struct InFlight(Arc<AtomicUsize>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How often records are summed up, so that they take no memory while nobody asks for the numbers.
const UPKEEP: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Page {
    metrics: Metrics,
    gauges: Gauges,
    db: Db,
}

/// Serves `/metrics` on `address` until the process ends; returns the address that was taken.
pub fn serve(address: SocketAddr, metrics: Metrics, gauges: Gauges, db: Db) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let taken = listener.local_addr()?;
    if let Some(handle) = metrics.handle.clone() {
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(UPKEEP).await;
                handle.run_upkeep();
            }
        });
    }
    let router = Router::new().route("/metrics", get(page)).with_state(Page { metrics, gauges, db });
    let server = axum_server::from_tcp(listener)?;
    tokio::spawn(async move {
        if let Err(error) = server.serve(router.into_make_service()).await {
            tracing::error!(%error, "metrics are no longer served");
        }
    });
    Ok(taken)
}

async fn page(State(page): State<Page>) -> impl IntoResponse {
    let asked_at = Instant::now();
    let up = page.db.ping().await.is_ok();
    metrics::gauge!(DATABASE_UP).set(if up { 1.0 } else { 0.0 });
    metrics::gauge!(DATABASE_PING).set(asked_at.elapsed().as_secs_f64());
    metrics::gauge!(HASHING).set(page.gauges.hasher.waiting() as f64);
    metrics::gauge!(IN_FLIGHT).set(page.metrics.in_flight.load(Ordering::Relaxed) as f64);
    let text = page.metrics.handle.as_ref().map(|handle| {
        handle.run_upkeep();
        handle.render()
    });
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text.unwrap_or_default())
}
