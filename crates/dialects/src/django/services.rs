//! What specialists offered.

use std::collections::HashMap;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Foreign;
use frontdesk_kit::money::MAX_MINOR;

use super::DjangoError;
use super::mapping::{Mapping, ServicesTable};
use super::moment::{hundredths, is_true, moment};
use super::read::{FIRST, Named, behind, extent, table};
use crate::marketplace::{LONGEST_DESCRIPTION, LONGEST_NAME};

/// More profiles than anybody has.
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

/// Reads services in the order of their numbers.
pub struct ServiceReader<'a> {
    source: &'a mut Foreign,
    table: &'a ServicesTable,
    /// Where the next page begins; `None` behind the last.
    from: Option<i64>,
    /// Users by their profiles, where services name those.
    owners: HashMap<String, String>,
}

impl<'a> ServiceReader<'a> {
    /// A reader of the services in `services`.
    pub async fn new(
        source: &'a mut Foreign,
        mapping: &Mapping,
        services: &'a ServicesTable,
    ) -> Result<Self, DjangoError> {
        let mut owners = HashMap::new();
        if let (true, Some((profiles, user))) = (services.by_profile, &mapping.profile) {
            let id = mapping.profile_id.as_deref().unwrap_or("id");
            for profile in table(source, profiles, &[id, user], (user, FIRST, i64::MAX, ALL)).await? {
                owners.extend(profile.get(id).cloned().zip(profile.get(user).cloned()));
            }
        }
        Ok(Self { source, table: services, from: Some(FIRST), owners })
    }

    /// How many services there are, and the highest number among them.
    pub async fn extent(&mut self) -> Result<(i64, i64), DjangoError> {
        extent(self.source, &self.table.table, "id").await
    }

    /// The next services, `limit` of them at most: each with its number, or why it cannot come. None when all have been
    /// read.
    pub async fn page(&mut self, limit: usize) -> Result<Vec<(i64, Result<OldService, String>)>, DjangoError> {
        let Some(from) = self.from else { return Ok(Vec::new()) };
        let services = self.table;
        let mut columns = vec!["id", &services.specialist, &services.name, &services.price, &services.duration];
        let optional = [&services.description, &services.active, &services.created];
        columns.extend(optional.into_iter().flatten().map(String::as_str));
        let rows = table(self.source, &services.table, &columns, ("id", from, i64::MAX, limit)).await?;
        self.from = behind(&rows, "id");
        let numbered = rows.iter().filter_map(|row| Some((row.get("id")?.parse().ok()?, row)));
        Ok(numbered.map(|(id, row)| (id, read_service(services, id, row, &self.owners))).collect())
    }
}

fn read_service(
    table: &ServicesTable,
    id: i64,
    row: &Named,
    owners: &HashMap<String, String>,
) -> Result<OldService, String> {
    let text = |column: &str| row.get(column).map(String::as_str);
    let optional = |column: &Option<String>| column.as_ref().and_then(|column| text(column));
    if id < 1 {
        return Err("its number is not above zero".to_owned());
    }
    let owner = text(&table.specialist).ok_or("it is nobody's")?;
    let owner = if table.by_profile { owners.get(owner).ok_or("its specialist has no profile")? } else { owner };
    let price = text(&table.price).and_then(hundredths).filter(|price| (0..=MAX_MINOR).contains(price));
    let duration = text(&table.duration).and_then(minutes).filter(|minutes| *minutes >= 0);
    let name = text(&table.name).map(str::trim).filter(|name| !name.is_empty() && fits(name, LONGEST_NAME));
    let description = optional(&table.description).unwrap_or_default();
    if !fits(description, LONGEST_DESCRIPTION) {
        return Err(format!("its description is no text of at most {LONGEST_DESCRIPTION} characters"));
    }
    Ok(OldService {
        id,
        specialist: owner.parse().map_err(|_| "its specialist is named by no number")?,
        name: name.ok_or_else(|| format!("its name is no text of 1 to {LONGEST_NAME} characters"))?.to_owned(),
        description: description.to_owned(),
        price_minor: price.ok_or("its price is no amount from 0 to 99999999.99")?,
        duration_minutes: duration.ok_or("its duration is no number of minutes")?,
        active: optional(&table.active).is_none_or(is_true),
        created_at: optional(&table.created).and_then(moment),
    })
}

/// Whether `text` has at most `most` characters and can be stored: PostgreSQL keeps no NUL.
fn fits(text: &str, most: i64) -> bool {
    !text.contains('\0') && i64::try_from(text.chars().count()).is_ok_and(|length| length <= most)
}

/// Minutes; a duration of Django is in microseconds on SQLite, `HH:MM:SS` on PostgreSQL and in dumps.
fn minutes(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(if number % 60_000_000 == 0 && number > 0 { number / 60_000_000 } else { number });
    }
    let [hours, minutes, _]: [&str; 3] = text.split(':').collect::<Vec<_>>().try_into().ok()?;
    hours.parse::<i64>().ok()?.checked_mul(60)?.checked_add(minutes.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_both_engines_are_minutes() {
        for (text, expected) in [("45", 45), ("2700000000", 45), ("00:45:00", 45), ("1:30:00", 90)] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
        for text in ["", "an hour", "1:30", "9223372036854775807:00:00"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
