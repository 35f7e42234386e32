//! The database learns what the operator decides.

use frontdesk_kit::db::{Db, DbError, Tx};

use crate::{BookingSettings, OnSuspension};

/// Tells the database what becomes of bookings when somebody is suspended: its triggers see to it, whoever suspends.
pub async fn adopt_settings(db: &Db, settings: BookingSettings) -> Result<(), DbError> {
    let word = match settings.on_suspension {
        OnSuspension::Cancel => "cancel",
        OnSuspension::Keep => "keep",
    };
    let sql = "insert into booking_settings (key, value) values ('on_suspension', $1)
               on conflict (key) do update set value = excluded.value where booking_settings.value <> excluded.value";
    db.write(async move |tx: &mut Tx| tx.run(sql, &[&word]).await.map(|_| ())).await
}
