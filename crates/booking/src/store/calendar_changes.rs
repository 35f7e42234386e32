//! Whose time has changed, for the indexes of all nodes. Written by the database itself.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Differs, Tx};
use frontdesk_kit::row;

use crate::model::ThingId;

/// For how long changes are kept, in seconds.
const KEPT_SECONDS: i64 = 60 * 60;

/// Changes that are not yet visible stand at this place or behind it, as with those of services.
const REACHED: Differs = Differs {
    sqlite: "select coalesce(max(id), 0) + 1 from calendar_changes",
    postgres: "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)",
};
const SINCE: Differs = Differs {
    sqlite: "select id, id, specialist_id, thing_id, only_time from calendar_changes where id >= $1 order by id limit $2",
    postgres: "select id, position, specialist_id, thing_id, only_time from calendar_changes where position >= $1
               order by position, id limit $2",
};

/// Up to where changes have been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position(pub i64);

row! {
    /// Something that has changed.
    #[derive(Clone, Copy, Debug)]
    pub struct Change {
        pub id: i64,
        pub position: i64,
        /// Everybody, without; unless it is a thing of which time is taken.
        pub specialist_id: Option<UserId>,
        pub thing_id: Option<ThingId>,
        /// What is taken of their time is all that changed.
        pub only_time: bool,
    }
}

impl Change {
    /// Whether it is one of everybody.
    pub fn is_everybodys(&self) -> bool {
        self.specialist_id.is_none() && self.thing_id.is_none()
    }
}

/// From where to read on.
pub async fn reached(tx: &mut Tx) -> Result<Position, DbError> {
    tx.one::<(i64,)>(REACHED.on(tx.engine()), &[]).await.map(|(position,)| Position(position))
}

/// What has changed since `from`, in the order of its places, at most `limit`; some may have been read before.
pub async fn since(tx: &mut Tx, from: Position, limit: i64) -> Result<Vec<Change>, DbError> {
    tx.all(SINCE.on(tx.engine()), &[&from.0, &limit]).await
}

/// Puts one change of everybody in the place of all that there are: after so many that nobody will read them one by one.
pub async fn sum_up(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    tx.run("delete from calendar_changes", &[]).await?;
    tx.run("insert into calendar_changes (only_time, at) values ($1, $2)", &[&false, &now]).await.map(|_| ())
}

/// Forgets what every index has read long ago.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from calendar_changes where at < $1", &[&now.plus(-KEPT_SECONDS)]).await
}
