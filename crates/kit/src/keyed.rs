//! Enums whose values are known by short texts.

/// Declares an enum whose values have keys: that is how the database, JSON and a [`Field`](crate::input::Field) of choices
/// write them.
#[macro_export]
macro_rules! keyed {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// The keys of all values, in their order.
            pub const KEYS: &[&str] = &[$($key),+];

            /// How it is written.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The value that is written so.
            pub fn parse(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        const _: () = {
            use $crate::db::driver::{bytes, postgres_types as pg, rusqlite};
            type Failure = Box<dyn std::error::Error + Sync + Send>;

            impl rusqlite::ToSql for $name {
                fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                    Ok(rusqlite::types::ToSqlOutput::from(self.key()))
                }
            }

            impl rusqlite::types::FromSql for $name {
                fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                    Self::parse(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
                }
            }

            impl pg::ToSql for $name {
                fn to_sql(&self, ty: &pg::Type, out: &mut bytes::BytesMut) -> Result<pg::IsNull, Failure> {
                    pg::ToSql::to_sql(&self.key(), ty, out)
                }

                fn accepts(ty: &pg::Type) -> bool {
                    <&str as pg::ToSql>::accepts(ty)
                }

                pg::to_sql_checked!();
            }

            impl<'a> pg::FromSql<'a> for $name {
                fn from_sql(ty: &pg::Type, raw: &'a [u8]) -> Result<Self, Failure> {
                    let key = <&str as pg::FromSql>::from_sql(ty, raw)?;
                    Self::parse(key).ok_or_else(|| format!("no {} is called {key:?}", stringify!($name)).into())
                }

                fn accepts(ty: &pg::Type) -> bool {
                    <&str as pg::FromSql>::accepts(ty)
                }
            }
        };
    };
}
