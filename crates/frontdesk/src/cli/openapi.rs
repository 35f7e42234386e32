//! `frontdesk openapi`

use std::io::Write;

use clap::ValueEnum;

use super::Failure;
use crate::app;
use crate::config::Settings;

/// How the document is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    Json,
    Yaml,
}

/// Prints the document of the settings' model. Needs no database.
pub async fn run(settings: &Settings, format: Format) -> Result<(), Failure> {
    let document = app::document(settings)?;
    let text = match format {
        Format::Json => serde_json::to_string_pretty(&document).map_err(|error| error.to_string()),
        Format::Yaml => yaml_serde::to_string(&document).map_err(|error| error.to_string()),
    };
    let text = format!("{}\n", text.map_err(Failure::new)?.trim_end());
    match std::io::stdout().write_all(text.as_bytes()) {
        // The reader has had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
