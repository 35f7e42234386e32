//! Another program's PostgreSQL database.

use deadpool_postgres::Object;
use tokio_postgres::SimpleQueryMessage;

use super::super::DbError;
use super::super::postgres::{PostgresEngine, PostgresSettings};
use super::{ForeignColumn, ForeignRow, ForeignTable};

/// One view for everything that is read, and one spelling of moments.
const BEGIN: &str =
    "begin isolation level repeatable read read only; set local timezone = 'UTC'; set local datestyle = 'ISO'";
/// Tables that are found without naming their schema; what each column refers to.
const COLUMNS: &str = "
    select c.relname, a.attname,
           case when a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) then 'yes' end,
           (select min(f.relname) from pg_constraint k join pg_class f on f.oid = k.confrelid
            where k.contype = 'f' and k.conrelid = c.oid and k.conkey = array[a.attnum])
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and pg_table_is_visible(c.oid) and a.attnum > 0 and not a.attisdropped
          and c.relnamespace not in (select oid from pg_namespace where nspname like 'pg\\_%' or nspname = 'information_schema')
    order by c.relname, a.attnum";

pub(super) struct ForeignPostgres(Object);

impl ForeignPostgres {
    pub async fn open(url: &str) -> Result<Self, DbError> {
        let engine = PostgresEngine::open(PostgresSettings { connections: 1, ..PostgresSettings::new(url) }).await?;
        let connection = engine.connect().await?;
        connection.batch_execute(BEGIN).await?;
        Ok(Self(connection))
    }

    pub async fn tables(&self) -> Result<Vec<ForeignTable>, DbError> {
        let mut tables: Vec<ForeignTable> = Vec::new();
        for row in self.query(COLUMNS, 4).await? {
            let [Some(table), Some(name), is_integer, references] = <[_; 4]>::try_from(row).unwrap_or_default() else {
                continue;
            };
            let column = ForeignColumn { name, is_integer: is_integer.is_some(), references };
            match tables.last_mut().filter(|last| last.name == table) {
                Some(last) => last.columns.push(column),
                None => tables.push(ForeignTable { name: table, columns: vec![column] }),
            }
        }
        Ok(tables)
    }

    /// The simple protocol answers with texts, whatever the types are.
    pub async fn query(&self, sql: &str, columns: usize) -> Result<Vec<ForeignRow>, DbError> {
        let messages = self.0.simple_query(sql).await?;
        let row = |message: SimpleQueryMessage| match message {
            SimpleQueryMessage::Row(row) => Some((0..columns).map(|at| row.get(at).map(str::to_owned)).collect()),
            _ => None,
        };
        Ok(messages.into_iter().filter_map(row).collect())
    }
}
