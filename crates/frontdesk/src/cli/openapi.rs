//! `frontdesk openapi`

use std::io::Write;

use clap::ValueEnum;

use super::Failure;
use crate::config::Settings;
use crate::{app, docs};

/// How the document is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    Json,
    Yaml,
}

/// Prints the document of the settings' model. Needs no database.
pub async fn run(settings: &Settings, format: Format) -> Result<(), Failure> {
    let document = app::document(settings)?;
    let value = serde_json::to_value(&document).map_err(|error| Failure::new(error.to_string()))?;
    let text = match format {
        Format::Json => format!("{value:#}\n"),
        Format::Yaml => docs::to_yaml(&value),
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        // The reader has had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
