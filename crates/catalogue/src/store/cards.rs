//! Profiles of specialists, as far as services show them. Read only: the tables are the accounts room's.

use std::collections::HashSet;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Param, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::row;

row! {
    /// What a card is made of.
    #[derive(Clone, Debug)]
    pub struct CardRow {
        pub user_id: UserId,
        pub profile_id: PublicId,
        /// The profile's declared fields, one JSON object; read it through the model.
        pub fields: String,
        /// The media name of the picture.
        pub avatar: Option<String>,
    }
}

/// Whose profile this is.
pub async fn user_of(tx: &mut Tx, profile: PublicId) -> Result<Option<UserId>, DbError> {
    let found: Option<(UserId,)> =
        tx.opt("select p.user_id from profiles p where p.public_id = $1", &[&profile]).await?;
    Ok(found.map(|(user,)| user))
}

/// Who lives in the folded `city`.
pub async fn residents(tx: &mut Tx, city: &str) -> Result<HashSet<UserId>, DbError> {
    let sql = "select c.user_id from profile_values c where c.field = 'city' and c.value = $1";
    Ok(tx.all::<(UserId,)>(sql, &[&city]).await?.into_iter().map(|(user,)| user).collect())
}

/// Who is suspended.
pub async fn suspended(tx: &mut Tx) -> Result<HashSet<UserId>, DbError> {
    let sql = "select u.id from users u where u.suspended_at is not null";
    Ok(tx.all::<(UserId,)>(sql, &[]).await?.into_iter().map(|(user,)| user).collect())
}

/// Profiles that one statement reads.
pub const AT_ONCE: usize = 24;

/// The profiles of `specialists`, in no order. At most [`AT_ONCE`] are read.
pub async fn of(tx: &mut Tx, specialists: &[UserId]) -> Result<Vec<CardRow>, DbError> {
    if let [one] = specialists {
        let sql = "select p.user_id, p.public_id, p.fields, p.avatar from profiles p where p.user_id = $1";
        return tx.all(sql, &[one]).await;
    }
    let mut padded = [UserId(0); AT_ONCE];
    for (place, user) in padded.iter_mut().zip(specialists) {
        *place = *user;
    }
    let sql = "select p.user_id, p.public_id, p.fields, p.avatar from profiles p
               where p.user_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                                   $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";
    tx.all(sql, &padded.each_ref().map(|user| user as &dyn Param)).await
}
