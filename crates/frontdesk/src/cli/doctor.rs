//! `frontdesk doctor`

use std::process::ExitCode;

use frontdesk_booking::flow::{examine, look_ahead};
use frontdesk_kit::clock::Clock;

use super::{Failure, Load, open_database};
use crate::config::Settings;

/// Tells everything about bookings that does not fit together. It reads only; stop the server first if it uses SQLite.
pub async fn run(settings: &Settings) -> Result<ExitCode, Failure> {
    let (db, _) = open_database(settings, Load::Usual).await?;
    let now = Clock::system().now();
    let findings = db.write(async |tx| examine(tx).await).await?;
    let outlook = db.write(async move |tx| look_ahead(tx, now).await).await?;
    db.close();
    print!("{outlook}");
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("Bookings, claims and days fit together.");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
