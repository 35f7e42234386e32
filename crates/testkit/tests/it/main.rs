//! The harness itself keeps its promises.

mod http;
mod postgres;
mod server;
