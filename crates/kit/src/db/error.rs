//! What can go wrong below a store.

use rusqlite::ErrorCode;
use tokio_postgres::error::SqlState;

/// An error of the data layer.
///
/// A store may translate [`DbError::Constraint`] into a domain error by the constraint's name; all others
/// travel up unchanged and become a 503 or a 500 at the edge.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// A unique, check or foreign-key rule refused the write.
    ///
    /// The name is the same on both engines: `TABLE_COLUMN[_COLUMN]_key` for unique rules and the written
    /// name for checks; a foreign key has the name `foreign_key`.
    #[error("constraint {0} refused the write")]
    Constraint(String),
    /// Two transactions collided and repeating did not help.
    #[error("transactions collided")]
    Conflict,
    /// The database cannot be reached, is overloaded or shutting down.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// There is no room left on the disk.
    #[error("the disk is full")]
    Full,
    /// The statement ran longer than its limit.
    #[error("the query took too long")]
    TooSlow,
    /// Another process already holds this data folder.
    #[error("another Frontdesk process is using {0}")]
    InUse(String),
    /// A mistake of ours: bad SQL, a wrong type, a panic inside a closure.
    #[error("database bug: {0}")]
    Bug(String),
}

impl DbError {
    /// Whether this is the refusal of the constraint called `name`.
    pub fn is_constraint(&self, name: &str) -> bool {
        matches!(self, DbError::Constraint(found) if found == name)
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(code, message) = &error else {
            return DbError::Bug(error.to_string());
        };
        match code.code {
            ErrorCode::ConstraintViolation => DbError::Constraint(sqlite_constraint(message.as_deref().unwrap_or(""))),
            ErrorCode::DiskFull => DbError::Full,
            ErrorCode::OperationInterrupted => DbError::TooSlow,
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::ReadOnly => DbError::Unavailable(error.to_string()),
            _ => DbError::Bug(error.to_string()),
        }
    }
}

/// Turns SQLite's message into the name that PostgreSQL would give the same rule.
///
/// `UNIQUE constraint failed: users.username_key` → `users_username_key_key`;
/// `UNIQUE constraint failed: index 'x'` (an expression index) → `x`; `CHECK constraint failed: x` → `x`.
fn sqlite_constraint(message: &str) -> String {
    let (kind, rest) = message.split_once(" constraint failed: ").unwrap_or(("", message));
    match kind {
        "UNIQUE" => match rest.strip_prefix("index '") {
            Some(index) => index.trim_end_matches('\'').to_owned(),
            None => unique_name(rest),
        },
        "CHECK" => rest.to_owned(),
        _ if message.starts_with("FOREIGN KEY") => "foreign_key".to_owned(),
        _ => rest.to_owned(),
    }
}

fn unique_name(columns: &str) -> String {
    let mut name = String::new();
    for column in columns.split(", ") {
        let (table, column) = column.split_once('.').unwrap_or(("", column));
        if name.is_empty() {
            name.push_str(table);
        }
        name.push('_');
        name.push_str(column);
    }
    name + "_key"
}

impl From<tokio_postgres::Error> for DbError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(db) = error.as_db_error() else {
            return if error.is_closed() || std::error::Error::source(&error).is_some_and(|s| s.is::<std::io::Error>()) {
                DbError::Unavailable(whole(&error))
            } else {
                DbError::Bug(whole(&error))
            };
        };
        let code = db.code();
        match code {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => DbError::Conflict,
            &SqlState::FOREIGN_KEY_VIOLATION => DbError::Constraint("foreign_key".to_owned()),
            &SqlState::UNIQUE_VIOLATION | &SqlState::CHECK_VIOLATION | &SqlState::EXCLUSION_VIOLATION => {
                DbError::Constraint(db.constraint().unwrap_or("").to_owned())
            }
            &SqlState::QUERY_CANCELED => DbError::TooSlow,
            &SqlState::DISK_FULL => DbError::Full,
            // Classes 08 (connection), 53 (resources) and 57 (operator intervention) pass by themselves.
            _ if ["08", "53", "57"].contains(&&code.code()[..2]) => DbError::Unavailable(db.message().to_owned()),
            _ => DbError::Bug(format!("{} {}", code.code(), db.message())),
        }
    }
}

/// What an error says, with its causes.
fn whole(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said.push_str(": ");
        said.push_str(&error.to_string());
        cause = error.source();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unique_rule_has_one_name_on_both_engines() {
        assert_eq!(sqlite_constraint("UNIQUE constraint failed: users.username_key"), "users_username_key_key");
        assert_eq!(sqlite_constraint("UNIQUE constraint failed: claim.lane, claim.day"), "claim_lane_day_key");
        assert_eq!(sqlite_constraint("UNIQUE constraint failed: index 'users_email_key'"), "users_email_key");
        assert_eq!(sqlite_constraint("CHECK constraint failed: services_price_check"), "services_price_check");
        assert_eq!(sqlite_constraint("FOREIGN KEY constraint failed"), "foreign_key");
    }
}
