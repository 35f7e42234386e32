//! Tests only: a fresh database on either engine, and the real server driven over the wire.
//!
//! Nothing here knows a context or a rule. A test that is written once with [`both_engines!`] runs on
//! an embedded SQLite file and on a real PostgreSQL; [`Launch`] starts the real binary on loopback.

mod authority;
mod engine;
mod http;
mod postgres;
mod provider;
mod server;
mod smtp;
mod temp;
mod watchdog;

pub use authority::{Authority, Identity};
pub use engine::{Database, Engine};
pub use http::{Answer, Call, Exchange, Http, Multipart};
pub use postgres::{Cluster, Durability, Postgres, postgres};
pub use provider::{Asked, Provider, Reply};
pub use server::{Launch, Run, Server};
pub use smtp::{Manner, Received, SmtpServer};
pub use temp::TempData;

/// Writes each test once and makes an SQLite and a PostgreSQL version of it.
///
/// The tests stand in `mod sqlite` and `mod postgres`, so a module (file) uses the macro once, around
/// all of its tests. Attributes, such as `#[ignore = "slow: …"]`, go to both versions.
#[macro_export]
macro_rules! both_engines {
    ($( $(#[$meta:meta])* async fn $name:ident($engine:ident: Engine) $body:block )+) => {
        $( async fn $name($engine: $crate::Engine) $body )+
        $crate::both_engines!(@on sqlite, Sqlite, $( $(#[$meta])* $name )+);
        $crate::both_engines!(@on postgres, Postgres, $( $(#[$meta])* $name )+);
    };
    (@on $module:ident, $engine:ident, $( $(#[$meta:meta])* $name:ident )+) => {
        mod $module {
            $( $(#[$meta])* #[test] fn $name() { $crate::run(super::$name($crate::Engine::$engine)); } )+
        }
    };
}

/// Runs a test's future to its end on two worker threads, as the server itself runs here.
pub fn run<F: Future>(test: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("the system gives a test two threads").block_on(test)
}
