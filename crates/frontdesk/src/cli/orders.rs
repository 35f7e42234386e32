//! Commands that work on a running and on a stopped server: `frontdesk user show|set-role|…`, `frontdesk audit verify`

use super::Failure;
use super::open::{Load, open_desk};
use crate::config::Settings;
use crate::operator::{Order, Outcome, obey, send};

/// Has `order` carried out, by the server if it runs, or else here, and tells what came of it.
pub async fn run(settings: &Settings, order: Order) -> Result<(), Failure> {
    let outcome = match send(settings.data(), &order).await? {
        Some(outcome) => outcome,
        None => {
            let desk = open_desk(settings, Load::Usual).await?;
            let outcome = obey(&desk, order).await;
            desk.db.close();
            outcome
        }
    };
    match outcome {
        Outcome::Done(sentence) => {
            println!("{sentence}");
            Ok(())
        }
        Outcome::Failed(sentence) => Err(Failure::new(sentence)),
    }
}
