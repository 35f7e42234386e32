//! `frontdesk openapi`

use std::io::Write;

use clap::ValueEnum;

use super::Failure;
use crate::app;
use crate::config::Settings;
use crate::openapi::Audience;

/// How the document is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    Json,
    Yaml,
}

/// Prints the document of the settings' model: what everybody is shown, or what whoever has `role` is. Needs no database.
pub async fn run(settings: &Settings, format: Format, role: Option<&str>) -> Result<(), Failure> {
    let docs = app::document(settings)?;
    let audience = match role {
        None => Audience::Public,
        Some(name) => docs.audience_called(name).map_err(Failure::new)?,
    };
    let text = match format {
        Format::Json => {
            let document: serde_json::Value = serde_json::from_slice(&docs.json(&audience).bytes).unwrap_or_default();
            serde_json::to_vec_pretty(&document).map_err(|error| Failure::new(error.to_string()))?
        }
        Format::Yaml => docs.yaml(&audience).bytes.to_vec(),
    };
    let text = [text.trim_ascii_end(), b"\n"].concat();
    match std::io::stdout().write_all(&text) {
        // The reader has had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
