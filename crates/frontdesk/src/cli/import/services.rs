//! Services move in, page by page.

use std::collections::HashSet;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::error::ServiceError;
use frontdesk_catalogue::flow::import_services::{Arrival, Hindrance, hindrances, import_services};
use frontdesk_catalogue::model::{NewService, ServiceId, ServiceTerms};
use frontdesk_catalogue::{Catalogue, Currency};
use frontdesk_dialects::django::{Mapping, OldService, ServiceReader, ServicesTable};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{Foreign, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;

use super::report::{Report, Tally};
use crate::cli::Failure;
use crate::demo::Progress;

/// Services that one transaction takes.
const AT_ONCE: usize = 1_000;

/// Takes all services; `coming` are the users of a dry run, who have no account yet.
pub async fn run(
    catalogue: &Catalogue,
    (source, mapping, table): (&mut Foreign, &Mapping, &ServicesTable),
    coming: Option<&HashSet<i64>>,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut reader = ServiceReader::new(source, mapping, table).await?;
    let (count, highest) = reader.extent().await?;
    let progress = Progress::start("Services", u64::try_from(count).unwrap_or(0));
    let mut tally = Tally::default();
    loop {
        let page = reader.page(AT_ONCE).await?;
        if page.is_empty() {
            break;
        }
        let many = page.len();
        let mut arrivals = Vec::with_capacity(many);
        for (id, service) in page {
            match service {
                Ok(service) => arrivals.push(arrival(catalogue, service)),
                Err(why) => {
                    tally.not_taken += 1;
                    report.not_taken(&table.table, id, &why)?;
                }
            }
        }
        let admitted = admitted(catalogue, arrivals, coming, (&table.table, report, &mut tally)).await?;
        if coming.is_none() {
            write(catalogue, admitted, highest).await?;
        }
        (0..many).for_each(|_| progress.step());
    }
    progress.finish();
    report.say(tally.told("Services"));
    Ok(())
}

fn arrival(catalogue: &Catalogue, old: OldService) -> Arrival {
    let desk = catalogue.desk();
    let now = desk.clock.now();
    let service = NewService {
        name: old.name,
        description: old.description,
        category: None,
        price: Minor(old.price_minor),
        currency: Currency::default(),
        duration_minutes: old.duration_minutes,
        active: old.active,
        terms: ServiceTerms::default(),
    };
    let created_at = old.created_at.unwrap_or(now).min(now);
    let public_id = PublicId(desk.entropy.uuid(now));
    Arrival { id: ServiceId(old.id), public_id, specialist: UserId(old.specialist), service, created_at }
}

/// Those whom nothing hinders.
async fn admitted(
    catalogue: &Catalogue,
    arrivals: Vec<Arrival>,
    coming: Option<&HashSet<i64>>,
    (table, report, tally): (&str, &mut Report, &mut Tally),
) -> Result<Vec<Arrival>, Failure> {
    let asked = arrivals.clone();
    let found = catalogue.desk().db.read(async move |tx: &mut Tx| hindrances(tx, &asked).await).await;
    let mut admitted = Vec::with_capacity(arrivals.len());
    for (arrival, hindrance) in arrivals.into_iter().zip(found.map_err(failure)?) {
        let comes = coming.is_some_and(|coming| coming.contains(&arrival.specialist.0));
        let why = match hindrance {
            Some(Hindrance::Here) => {
                tally.there_already += 1;
                continue;
            }
            Some(Hindrance::Number) => "the service of another specialist has its number",
            Some(Hindrance::Specialist) if !comes => "its specialist has no account here",
            _ => {
                tally.taken += 1;
                admitted.push(arrival);
                continue;
            }
        };
        tally.not_taken += 1;
        report.not_taken(table, arrival.id.0, why)?;
    }
    Ok(admitted)
}

async fn write(catalogue: &Catalogue, arrivals: Vec<Arrival>, highest: i64) -> Result<(), Failure> {
    let now: Timestamp = catalogue.desk().clock.now();
    let import = async move |tx: &mut Tx| import_services(tx, &arrivals, highest, now).await;
    catalogue.desk().db.write(import).await.map_err(failure)?;
    catalogue.touch_services();
    Ok(())
}

fn failure(error: ServiceError) -> Failure {
    match error {
        ServiceError::Store(error) => error.into(),
        other => Failure::new(other.to_string()),
    }
}
