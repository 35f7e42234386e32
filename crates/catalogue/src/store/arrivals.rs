//! Services that come from another backend with their numbers.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Differs, Param, Tx};
use frontdesk_kit::ids::PublicId;

use super::columns::{self, terms};
use crate::category::Category;
use crate::currency::Currency;
use crate::model::{NewService, ServiceId};
use crate::words::fold;

/// The numbers that another backend gave are unknown to the sequence.
const CLIMB: Differs = Differs {
    sqlite: "update sqlite_sequence set seq = max(seq, $1) where name = 'services' returning seq",
    postgres: "select setval(pg_get_serial_sequence('services', 'id'),
                  greatest(cast($1 as bigint), (select last_value from services_id_seq), (select max(id) from services)))",
};

const INSERT: &str = concat!(
    "insert into services (id, public_id, specialist_id, name, name_fold, description, category, price_minor, currency,
                           duration_minutes, active, created_at, updated_at, version, ",
    terms!(),
    ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 1,
               $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
);

/// Whose the service with the number `id` is, and whether there is the account `specialist`.
pub async fn neighbours(
    tx: &mut Tx,
    id: ServiceId,
    specialist: UserId,
) -> Result<(Option<UserId>, Option<UserId>), DbError> {
    let sql = "select (select specialist_id from services where id = $1), (select id from users where id = $2)";
    tx.one(sql, &[&id, &specialist]).await
}

/// Adds a service of `specialist` under the number `id`.
pub async fn insert(
    tx: &mut Tx,
    (id, public_id): (ServiceId, PublicId),
    specialist: UserId,
    new: &NewService,
    created_at: Timestamp,
) -> Result<(), DbError> {
    let (category, currency) = (new.category.map(Category::key), Currency::code(new.currency));
    let name_fold = fold(&new.name);
    let told: [&dyn Param; 12] = [
        &id,
        &public_id,
        &specialist,
        &new.name,
        &name_fold,
        &new.description,
        &category,
        &new.price,
        &currency,
        &new.duration_minutes,
        &new.active,
        &created_at,
    ];
    tx.run(INSERT, &[&told[..], &columns::values(&new.terms)].concat()).await.map(|_| ())
}

/// Numbers go on behind `id`.
pub async fn climb(tx: &mut Tx, id: i64) -> Result<(), DbError> {
    tx.opt::<(i64,)>(CLIMB.on(tx.engine()), &[&id]).await.map(|_| ())
}
