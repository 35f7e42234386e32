//! SimpleJWT's refresh tokens: which were taken back, and how many live.

use std::collections::HashSet;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Foreign;

use super::DjangoError;
use super::moment::moment;
use super::read::{FIRST, behind, table};

const OUTSTANDING: &str = "token_blacklist_outstandingtoken";
const BLACKLISTED: &str = "token_blacklist_blacklistedtoken";
/// Rows that are read at once.
const PAGE: usize = 5_000;

/// What is known of the old backend's refresh tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldTokens {
    /// Taken back and not yet expired: name and end.
    pub blacklisted: Vec<(String, Timestamp)>,
    /// Neither taken back nor expired.
    pub live: u64,
}

/// Reads the tables of SimpleJWT's blacklist, if it was in use.
pub async fn read_tokens(source: &mut Foreign, now: Timestamp) -> Result<OldTokens, DjangoError> {
    let tables = source.tables().await?;
    let has = |name: &str| tables.iter().find(|table| table.name == name);
    if has(OUTSTANDING).is_none() {
        return Ok(OldTokens::default());
    }
    let Some(blacklist) = has(BLACKLISTED) else { return outstanding(source, &HashSet::new(), now).await };
    // A dump calls the column after the relation.
    let token = if blacklist.has("token_id") { "token_id" } else { "token" };
    let (mut taken_back, mut next) = (HashSet::new(), Some(FIRST));
    while let Some(from) = next {
        let rows = table(source, BLACKLISTED, &["id", token], ("id", from, i64::MAX, PAGE)).await?;
        next = behind(&rows, "id");
        taken_back.extend(rows.into_iter().filter_map(|mut row| row.remove(token)));
    }
    outstanding(source, &taken_back, now).await
}

async fn outstanding(
    source: &mut Foreign,
    taken_back: &HashSet<String>,
    now: Timestamp,
) -> Result<OldTokens, DjangoError> {
    let (mut found, mut next) = (OldTokens::default(), Some(FIRST));
    while let Some(from) = next {
        let range = ("id", from, i64::MAX, PAGE);
        let rows = table(source, OUTSTANDING, &["id", "jti", "expires_at"], range).await?;
        next = behind(&rows, "id");
        for row in rows {
            let expires_at = row.get("expires_at").and_then(|text| moment(text)).filter(|at| *at > now);
            let (Some(id), Some(jti), Some(expires_at)) = (row.get("id"), row.get("jti"), expires_at) else { continue };
            if taken_back.contains(id) {
                found.blacklisted.push((jti.clone(), expires_at));
            } else {
                found.live += 1;
            }
        }
    }
    Ok(found)
}
