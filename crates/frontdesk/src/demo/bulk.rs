//! Many rows with one statement.

use frontdesk_kit::db::{DbError, Param, Query, Tx};

/// Rows that one statement adds.
const AT_ONCE: usize = 50;

/// The values of a row.
pub type Values = Vec<Box<dyn Param + Send>>;

/// A statement for many rows: what stands before them, and one row.
pub struct Statement {
    pub head: &'static str,
    pub row: &'static str,
}

/// Adds all `rows`.
pub async fn add(tx: &mut Tx, statement: &Statement, rows: Vec<Values>) -> Result<(), DbError> {
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let mut query = Query::new(statement.head);
        for (place, row) in rows.by_ref().take(AT_ONCE).enumerate() {
            if place > 0 {
                query.push(",");
            }
            query.bind(statement.row, row);
        }
        tx.run(&query, &query.params()).await?;
    }
    Ok(())
}
