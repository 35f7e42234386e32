//! Everybody, for whoever administers.

use bytes::Bytes;
use frontdesk_kit::db::DbError;
use serde::Serialize;

use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::{Person, UserId};
use crate::store::users;

/// People read at a time.
const BATCH: i64 = 500;

/// Everybody in the order of their numbers as one JSON array, each as `view` shows them.
///
/// For the older wires, whose lists are complete: read batch by batch beside other requests, so that it delays nobody.
pub async fn list_people<V: Serialize>(
    desk: &Desk,
    view: impl Fn(&Person) -> V + Send + Sync + 'static,
) -> Result<Bytes, AccountError> {
    let list = desk.db.report(async move |tx| {
        let (mut json, mut last) = (vec![b'['], UserId(0));
        loop {
            let people = users::people(tx, last, BATCH).await?;
            for person in &people {
                if json.len() > 1 {
                    json.push(b',');
                }
                serde_json::to_writer(&mut json, &view(person)).map_err(|error| DbError::Bug(error.to_string()))?;
            }
            match people.last() {
                Some(person) => last = person.id,
                None => break,
            }
        }
        json.push(b']');
        Ok::<_, DbError>(Bytes::from(json))
    });
    Ok(list.await?)
}
