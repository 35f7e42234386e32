//! What specialists offered.

use std::collections::HashMap;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Foreign;
use frontdesk_kit::money::MAX_MINOR;

use super::DjangoError;
use super::mapping::{Mapping, ServicesTable};
use super::moment::{hundredths, is_true, moment};
use super::read::table;

/// More profiles than a page of services names.
const ALL: usize = 10_000_000;

/// A service as the old backend knew it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldService {
    pub id: i64,
    /// The user who offers it.
    pub specialist: i64,
    pub name: String,
    pub description: String,
    pub price_minor: i64,
    pub duration_minutes: i64,
    pub active: bool,
    /// Absent where the old backend did not keep it.
    pub created_at: Option<Timestamp>,
}

/// The services behind the number `after`, `limit` of them: each with its number, or why it cannot come.
pub async fn read_services(
    source: &mut Foreign,
    mapping: &Mapping,
    services: &ServicesTable,
    after: i64,
    limit: usize,
) -> Result<Vec<(i64, Result<OldService, String>)>, DjangoError> {
    let mut columns = vec!["id", &services.specialist, &services.name, &services.price, &services.duration];
    columns.extend([&services.description, &services.active, &services.created].into_iter().flatten().map(|c| &**c));
    let range = ("id", after.saturating_add(1), i64::MAX, limit);
    let rows = table(source, &services.table, &columns, range).await?;
    let mut owners = HashMap::new();
    if let (true, Some((profiles, user))) = (services.by_profile, &mapping.profile) {
        let id = mapping.profile_id.as_deref().unwrap_or("id");
        for profile in table(source, profiles, &[id, user], (user, i64::MIN + 1, i64::MAX, ALL)).await? {
            owners.extend(profile.get(id).cloned().zip(profile.get(user).cloned()));
        }
    }
    let read = |row: &HashMap<String, String>| {
        let id = row.get("id").and_then(|id| id.parse().ok()).unwrap_or(0);
        (id, read_service(services, id, row, &owners))
    };
    Ok(rows.iter().map(read).collect())
}

fn read_service(
    table: &ServicesTable,
    id: i64,
    row: &HashMap<String, String>,
    owners: &HashMap<String, String>,
) -> Result<OldService, String> {
    let text = |column: &str| row.get(column).map(String::as_str);
    let optional = |column: &Option<String>| column.as_ref().and_then(|column| text(column));
    let owner = text(&table.specialist).ok_or("it is nobody's")?;
    let owner = if table.by_profile { owners.get(owner).ok_or("its specialist has no profile")? } else { owner };
    let price = text(&table.price).and_then(hundredths).filter(|price| (0..=MAX_MINOR).contains(price));
    let duration = text(&table.duration).and_then(minutes).filter(|minutes| *minutes >= 0);
    let name = text(&table.name).map(str::trim).filter(|name| !name.is_empty());
    Ok(OldService {
        id,
        specialist: owner.parse().map_err(|_| "its specialist is named by no number")?,
        name: name.ok_or("it has no name")?.to_owned(),
        description: optional(&table.description).unwrap_or_default().to_owned(),
        price_minor: price.ok_or("its price is no amount from 0 to 99999999.99")?,
        duration_minutes: duration.ok_or("its duration is no number of minutes")?,
        active: optional(&table.active).is_none_or(is_true),
        created_at: optional(&table.created).and_then(moment),
    })
}

/// Minutes; a duration of Django is in microseconds on SQLite, `HH:MM:SS` on PostgreSQL and in dumps.
fn minutes(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(if number % 60_000_000 == 0 && number > 0 { number / 60_000_000 } else { number });
    }
    let [hours, minutes, _]: [&str; 3] = text.split(':').collect::<Vec<_>>().try_into().ok()?;
    Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
}
