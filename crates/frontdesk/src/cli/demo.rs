//! `frontdesk demo`

use clap::Args;
use frontdesk_kit::clock::Timestamp;

use super::Failure;
use super::open::{Load, open_desk};
use crate::config::Settings;
use crate::demo::{self, Size, World};

/// The moment at which the demo's three years end unless another is named: 2026-11-22T06:00:00Z. Fixed, so that the
/// same size and seed give the same rows on any day.
const USUAL_MOMENT: &str = "2026-11-22T06:00:00Z";

/// Which world to make.
#[derive(Debug, Args)]
pub struct DemoFlags {
    /// s (100 specialists, 2,000 clients), m (10,000 and 200,000) or l (100,000 and 2,000,000)
    #[arg(long, default_value = "s")]
    size: Size,
    /// The same seed makes the same world
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The world's present moment, as 2026-11-22T06:00:00Z
    #[arg(long, default_value = USUAL_MOMENT, value_parser = moment)]
    at: Timestamp,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    let moment: Result<jiff::Timestamp, _> = text.parse();
    moment.map(|moment| Timestamp(moment.as_second())).map_err(|_| format!("write it as {USUAL_MOMENT}"))
}

/// Fills an empty database. Every account's password is the same; never do this where real people sign in.
pub async fn run(settings: &Settings, flags: &DemoFlags) -> Result<(), Failure> {
    let desk = open_desk(settings, Load::Bulk).await?;
    let world = World { size: flags.size, seed: flags.seed };
    demo::load(&desk, world, flags.at).await?;
    desk.db.close();
    println!("Sign in as demo.specialist, demo.client or demo.admin with the password {}.", demo::PASSWORD);
    Ok(())
}
