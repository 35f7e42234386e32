//! `frontdesk migrate`

use super::{Failure, Load, open_database};
use crate::config::Settings;

/// Brings the schema up to date and says what was done.
pub async fn run(settings: &Settings) -> Result<(), Failure> {
    let (db, report) = open_database(settings, Load::Usual).await?;
    if report.applied.is_empty() {
        println!("The database is up to date.");
    }
    for step in report.applied {
        println!("Applied {step}.");
    }
    db.close();
    Ok(())
}
