//! The table of holidays.

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::row;

use crate::stored::DayNumber;

row! {
    /// A date on which rules open nothing, for everybody who does not work on holidays.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Holiday {
        pub local_date: DayNumber,
        pub name: String,
    }
}

/// The holidays from day `first` to day `last`, by date.
pub async fn list(tx: &mut Tx, first: DayNumber, last: DayNumber) -> Result<Vec<Holiday>, DbError> {
    let sql = "select local_date, name from holidays where local_date between $1 and $2 order by local_date";
    tx.all(sql, &[&first, &last]).await
}

/// Makes a date a holiday, or calls it differently; `true` when it was none.
pub async fn put(tx: &mut Tx, holiday: &Holiday) -> Result<bool, DbError> {
    let sql = "update holidays set name = $1 where local_date = $2";
    if tx.run(sql, &[&holiday.name, &holiday.local_date]).await? == 1 {
        return Ok(false);
    }
    let sql = "insert into holidays (local_date, name) values ($1, $2)";
    tx.run(sql, &[&holiday.local_date, &holiday.name]).await.map(|_| true)
}

/// Makes a date a day like others; `false` when it is one.
pub async fn delete(tx: &mut Tx, date: DayNumber) -> Result<bool, DbError> {
    Ok(tx.run("delete from holidays where local_date = $1", &[&date]).await? == 1)
}
