//! `frontdesk doctor`

use std::process::ExitCode;

use frontdesk_booking::flow::examine;

use super::{Failure, Load, open_database};
use crate::config::Settings;

/// Tells everything about bookings that does not fit together. It reads only; stop the server first if it uses SQLite.
pub async fn run(settings: &Settings) -> Result<ExitCode, Failure> {
    let (db, _) = open_database(settings, Load::Usual).await?;
    let findings = db.write(async |tx| examine(tx).await).await?;
    db.close();
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("Bookings, claims and days fit together.");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
