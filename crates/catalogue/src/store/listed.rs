//! Services beside the cards of their specialists.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::ids::PublicId;

use super::columns::select_service;
use super::services::find;
use crate::cards::{Cards, Group};
use crate::model::{Listed, Service, ServiceId, ServiceRef, Sight};

/// Services that one statement reads: a page of the usual length and one more to know whether another follows.
pub const AT_ONCE: usize = 24;

/// Those of `ids` that everybody may see, in the same order.
pub async fn listed(tx: &mut Tx, cards: &Cards, ids: &[ServiceId]) -> Result<Vec<Listed>, DbError> {
    let suspended = cards.group(tx, Group::Suspended).await?;
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let mut services = active(tx, some).await?;
        services.retain(|service| !suspended.contains(&service.specialist_id));
        let specialists: Vec<UserId> = services.iter().map(|service| service.specialist_id).collect();
        let cards = cards.of(tx, &specialists).await?;
        let open = services
            .into_iter()
            .filter_map(|service| Some(Listed { card: cards.get(&service.specialist_id)?.clone(), service }));
        found.extend(open);
    }
    Ok(found)
}

/// Those of `ids` that everybody may see, by number; without the cards.
pub async fn visible(tx: &mut Tx, cards: &Cards, ids: &[ServiceId]) -> Result<Vec<Service>, DbError> {
    let suspended = cards.group(tx, Group::Suspended).await?;
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let services = active(tx, some).await?;
        found.extend(services.into_iter().filter(|service| !suspended.contains(&service.specialist_id)));
    }
    found.sort_by_key(|service| service.id);
    Ok(found)
}

/// Those of the services called `names` that everybody may see, with their public ids, in no order.
pub async fn visible_called(tx: &mut Tx, names: &[PublicId]) -> Result<Vec<(PublicId, ServiceId)>, DbError> {
    let Some((first, rest)) = names.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new("select s.public_id, s.id from services s join users u on u.id = s.specialist_id");
    query.filter("s.active and u.suspended_at is null and s.public_id in (?", vec![Box::new(*first)]);
    for name in rest {
        query.bind(", ?", vec![Box::new(*name)]);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}

/// `ids` with as many that nothing has as one statement takes besides.
pub(super) fn padded(ids: &[ServiceId]) -> [ServiceId; AT_ONCE] {
    let mut padded = [ServiceId(0); AT_ONCE];
    for (place, id) in padded.iter_mut().zip(ids) {
        *place = *id;
    }
    padded
}

async fn active(tx: &mut Tx, ids: &[ServiceId]) -> Result<Vec<Service>, DbError> {
    let padded = padded(ids);
    let sql = select_service!(
        "from (values (cast($1 as bigint)), ($2), ($3), ($4), ($5), ($6), ($7), ($8), ($9), ($10), ($11), ($12),
                            ($13), ($14), ($15), ($16), ($17), ($18), ($19), ($20), ($21), ($22), ($23), ($24)) w
         cross join services s where s.id = w.column1 and s.active"
    );
    let mut services: Vec<Service> = tx.all(sql, &padded.each_ref().map(|id| id as &dyn Param)).await?;
    services.sort_by_key(|service| padded.iter().position(|id| *id == service.id));
    Ok(services)
}

/// The service that is named so, if the reader may see it.
pub async fn listed_one(
    tx: &mut Tx,
    cards: &Cards,
    sight: Sight,
    service: ServiceRef,
) -> Result<Option<Listed>, DbError> {
    match find(tx, sight, service).await? {
        Some(service) => beside_card(tx, cards, service).await,
        None => Ok(None),
    }
}

/// `service` beside the card of its specialist; `None` when there is no such person any more.
pub async fn beside_card(tx: &mut Tx, cards: &Cards, service: Service) -> Result<Option<Listed>, DbError> {
    let card = cards.of(tx, &[service.specialist_id]).await?.remove(&service.specialist_id);
    Ok(card.map(|card| Listed { service, card }))
}
