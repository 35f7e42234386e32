//! Values going in, rows coming out.

use rusqlite::types::FromSql as LiteFromSql;
use tokio_postgres::types::FromSql as PgFromSql;

use super::DbError;

/// A value that both drivers can bind to a parameter: integers, text, booleans, bytes and newtypes of them.
pub trait Param: Sync {
    #[doc(hidden)]
    fn for_sqlite(&self) -> &dyn rusqlite::ToSql;
    #[doc(hidden)]
    fn for_postgres(&self) -> &(dyn tokio_postgres::types::ToSql + Sync);
}

impl<T: rusqlite::ToSql + tokio_postgres::types::ToSql + Sync> Param for T {
    fn for_sqlite(&self) -> &dyn rusqlite::ToSql {
        self
    }

    fn for_postgres(&self) -> &(dyn tokio_postgres::types::ToSql + Sync) {
        self
    }
}

/// A value that both drivers can read from a column.
pub trait Cell: LiteFromSql + for<'a> PgFromSql<'a> {}

impl<T: LiteFromSql + for<'a> PgFromSql<'a>> Cell for T {}

/// One row of an answer.
pub struct Row<'a>(pub(super) Source<'a>);

pub(super) enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The value of the column at `index`, counted from zero.
    pub fn get<T: Cell>(&self, index: usize) -> Result<T, DbError> {
        match &self.0 {
            Source::Sqlite(row) => row.get(index).map_err(|e| DbError::Bug(format!("column {index}: {e}"))),
            Source::Postgres(row) => row.try_get(index).map_err(|e| {
                let cause = std::error::Error::source(&e).map(ToString::to_string).unwrap_or_default();
                DbError::Bug(format!("column {index}: {e}: {cause}"))
            }),
        }
    }
}

/// A type that can be read from a row.
pub trait FromRow: Sized {
    /// Reads the columns in the order in which the statement names them.
    fn from_row(row: &Row<'_>) -> Result<Self, DbError>;
}

macro_rules! tuple_rows {
    ($($name:ident $index:tt),+) => {
        impl<$($name: Cell),+> FromRow for ($($name,)+) {
            fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
                Ok(($(row.get::<$name>($index)?,)+))
            }
        }
    };
}

tuple_rows!(A 0);
tuple_rows!(A 0, B 1);
tuple_rows!(A 0, B 1, C 2);
tuple_rows!(A 0, B 1, C 2, D 3);
tuple_rows!(A 0, B 1, C 2, D 3, E 4);
tuple_rows!(A 0, B 1, C 2, D 3, E 4, F 5);

/// Declares a row type whose columns are named once.
///
/// Makes the struct, its `COLUMNS` for `select` and `returning`, and its [`FromRow`].
///
/// ```ignore
/// row! {
///     /// A service on offer.
///     pub struct Service { id: ServiceId, name: String } from "services"
/// }
/// tx.opt::<Service>(Service::select("where id = $1"), &[&id])
/// ```
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $ty),+ }

        impl $crate::db::FromRow for $name {
            fn from_row(row: &$crate::db::Row<'_>) -> Result<Self, $crate::db::DbError> {
                let mut index = 0;
                $(let $field = row.get::<$ty>(index)?; index += 1;)+
                let _ = index;
                Ok(Self { $($field),+ })
            }
        }
    };
}

/// Gives a one-field tuple struct over a database type the same behaviour as its inner type.
#[macro_export]
macro_rules! db_newtype {
    ($name:ty, $inner:ty) => {
        const _: () = {
            use $crate::db::driver::{bytes, postgres_types as pg, rusqlite};

            impl rusqlite::ToSql for $name {
                fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                    rusqlite::ToSql::to_sql(&self.0)
                }
            }

            impl rusqlite::types::FromSql for $name {
                fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                    <$inner as rusqlite::types::FromSql>::column_result(value).map(Self)
                }
            }

            impl pg::ToSql for $name {
                fn to_sql(
                    &self,
                    ty: &pg::Type,
                    out: &mut bytes::BytesMut,
                ) -> Result<pg::IsNull, Box<dyn std::error::Error + Sync + Send>> {
                    pg::ToSql::to_sql(&self.0, ty, out)
                }

                fn accepts(ty: &pg::Type) -> bool {
                    <$inner as pg::ToSql>::accepts(ty)
                }

                pg::to_sql_checked!();
            }

            impl<'a> pg::FromSql<'a> for $name {
                fn from_sql(ty: &pg::Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
                    <$inner as pg::FromSql>::from_sql(ty, raw).map(Self)
                }

                fn accepts(ty: &pg::Type) -> bool {
                    <$inner as pg::FromSql>::accepts(ty)
                }
            }
        };
    };
}
