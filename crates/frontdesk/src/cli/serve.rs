//! `frontdesk serve`

use std::process::ExitCode;

use super::Failure;
use crate::config::Settings;
use crate::{serve, telemetry};

/// Runs the server until it is told to stop.
pub async fn run(settings: &Settings) -> Result<ExitCode, Failure> {
    // Dropped last, so that the last words are written.
    let (sink, _thread) = telemetry::start_log(&settings.log)?;
    serve::run(settings, sink).await
}
