//! Two kinds of identity: numbers inside (and on the older wires), UUIDs outside.

/// Declares a number that names a row, so that a user's cannot be taken for a service's.
#[macro_export]
macro_rules! number_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(pub i64);

        $crate::db_newtype!($name, i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

/// The number that a segment of a path spells with nothing but digits; anything else names nothing.
pub fn number(segment: &str) -> Option<i64> {
    let digits = segment.bytes().all(|byte| byte.is_ascii_digit());
    segment.parse().ok().filter(|_| digits)
}

/// The public name of a row: a UUID version 7, stored as its 16 bytes.
///
/// Tells nothing about how many there are and cannot be guessed from its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicId(pub uuid::Uuid);

impl PublicId {
    /// Reads the canonical text form; any other spelling names nothing.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 36).then(|| uuid::Uuid::try_parse(text).ok()).flatten().map(Self)
    }
}

impl std::fmt::Display for PublicId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for PublicId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

const _: () = {
    use crate::db::driver::{bytes::BytesMut, postgres_types as pg, rusqlite};
    type Failure = Box<dyn std::error::Error + Sync + Send>;

    impl rusqlite::ToSql for PublicId {
        fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
            Ok(rusqlite::types::ToSqlOutput::from(&self.0.as_bytes()[..]))
        }
    }

    impl rusqlite::types::FromSql for PublicId {
        fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
            let bytes = value.as_blob()?;
            uuid::Uuid::from_slice(bytes).map(Self).map_err(|_| rusqlite::types::FromSqlError::InvalidType)
        }
    }

    impl pg::ToSql for PublicId {
        fn to_sql(&self, ty: &pg::Type, out: &mut BytesMut) -> Result<pg::IsNull, Failure> {
            pg::ToSql::to_sql(&&self.0.as_bytes()[..], ty, out)
        }

        fn accepts(ty: &pg::Type) -> bool {
            *ty == pg::Type::BYTEA
        }

        pg::to_sql_checked!();
    }

    impl<'a> pg::FromSql<'a> for PublicId {
        fn from_sql(_: &pg::Type, raw: &'a [u8]) -> Result<Self, Failure> {
            Ok(Self(uuid::Uuid::from_slice(raw)?))
        }

        fn accepts(ty: &pg::Type) -> bool {
            *ty == pg::Type::BYTEA
        }
    }
};
