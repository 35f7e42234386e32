//! People who come from another backend with their numbers, and who go back to it.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Differs, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::row;

use super::users::NewUser;
use crate::identifier::{Email, Phone, Username};
use crate::model::{ProfileId, UserId};

/// What the record says of a person who came from Django; by it a second import knows them.
pub const FROM_DJANGO: &str = "django";

/// The numbers that other backends gave are unknown to the sequences, and those of people who stayed behind must not be
/// given to anybody: old tokens name them. On SQLite the sequence of an empty table has to be begun first.
const CLIMB_USERS: [Differs; 2] = [
    Differs {
        sqlite: "insert into sqlite_sequence (name, seq) select 'users', $1
                 where not exists (select 1 from sqlite_sequence where name = 'users')",
        postgres: "select cast($1 as bigint)",
    },
    Differs {
        sqlite: "update sqlite_sequence set seq = max(seq, $1) where name = 'users'",
        postgres: "select setval(pg_get_serial_sequence('users', 'id'), greatest(cast($1 as bigint),
                       (select last_value from users_id_seq), (select max(id) from users)))",
    },
];
const CLIMB_PROFILES: [Differs; 2] = [
    Differs {
        sqlite: "insert into sqlite_sequence (name, seq) select 'profiles', $1
                 where not exists (select 1 from sqlite_sequence where name = 'profiles')",
        postgres: "select cast($1 as bigint)",
    },
    Differs {
        sqlite: "update sqlite_sequence set seq = max(seq, $1) where name = 'profiles'",
        postgres: "select setval(pg_get_serial_sequence('profiles', 'id'), greatest(cast($1 as bigint),
                       (select last_value from profiles_id_seq), (select max(id) from profiles)))",
    },
];

row! {
    /// Who stands where somebody wants to move in.
    #[derive(Clone, Debug)]
    pub struct Neighbours {
        /// Whoever has the number.
        pub number: Option<UserId>,
        pub username: Option<UserId>,
        pub email: Option<UserId>,
        /// Whose profile has the profile's number.
        pub profile: Option<UserId>,
        /// The record says that somebody came from Django under this number.
        pub imported: Option<UserId>,
    }
}

/// Looks who is there already.
pub async fn neighbours(
    tx: &mut Tx,
    id: UserId,
    (username, email): (Option<&Username>, Option<&Email>),
    profile: Option<ProfileId>,
) -> Result<Neighbours, DbError> {
    let (username, email) = (username.map(Username::key), email.map(Email::key));
    tx.one(
        "select (select id from users where id = $1), (select id from users where username_key = $2),
                (select id from users where email_key = $3), (select user_id from profiles where id = $4),
                (select subject_id from security_events
                 where subject_id = $1 and event = 'account.imported' and detail = 'django' limit 1)",
        &[&id, &username, &email, &profile],
    )
    .await
}

/// Adds an account under the number `id`, as old as it was where it comes from.
pub async fn insert_user(
    tx: &mut Tx,
    id: UserId,
    new: &NewUser,
    created_at: Timestamp,
    now: Timestamp,
) -> Result<(), DbError> {
    let (email, email_key) = (new.email.as_ref().map(Email::as_str), new.email.as_ref().map(Email::key));
    let (username, username_key) =
        (new.username.as_ref().map(Username::as_str), new.username.as_ref().map(Username::key));
    let (phone, phone_key) = (new.phone.as_ref().map(Phone::as_str), new.phone.as_ref().and_then(Phone::key));
    let suspended_at = new.suspended.then_some(now);
    tx.run(
        "insert into users (id, public_id, username, username_key, email, email_key, phone, phone_key,
                            password_hash, password_changed_at, role, created_at, updated_at, suspended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12, $13)",
        &[
            &id,
            &new.public_id,
            &username,
            &username_key,
            &email,
            &email_key,
            &phone,
            &phone_key,
            &new.password_hash,
            &new.role,
            &created_at,
            &now,
            &suspended_at,
        ],
    )
    .await
    .map(|_| ())
}

/// Adds the profile of an account, under the number `id` if it has one already.
pub async fn insert_profile(
    tx: &mut Tx,
    (id, public_id): (Option<ProfileId>, PublicId),
    user: UserId,
    (fields, avatar): (&str, Option<&str>),
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(id) = id else {
        let sql = "insert into profiles (public_id, user_id, fields, avatar, version, updated_at)
                   values ($1, $2, $3, $4, 1, $5)";
        return tx.run(sql, &[&public_id, &user, &fields, &avatar, &now]).await.map(|_| ());
    };
    let sql = "insert into profiles (id, public_id, user_id, fields, avatar, version, updated_at)
               values ($1, $2, $3, $4, $5, 1, $6)";
    tx.run(sql, &[&id, &public_id, &user, &fields, &avatar, &now]).await.map(|_| ())
}

/// Numbers go on behind `user` and `profile`.
pub async fn climb(tx: &mut Tx, user: i64, profile: i64) -> Result<(), DbError> {
    for step in CLIMB_USERS {
        tx.run(step.on(tx.engine()), &[&user]).await?;
    }
    for step in CLIMB_PROFILES {
        tx.run(step.on(tx.engine()), &[&profile]).await?;
    }
    Ok(())
}

row! {
    /// An account as another backend needs it.
    #[derive(Clone, Debug)]
    pub struct Departure {
        pub id: UserId,
        pub username: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub password_hash: Option<String>,
        pub role: String,
        pub created_at: Timestamp,
        pub suspended_at: Option<Timestamp>,
        /// The declared fields: one JSON object.
        pub fields: String,
    }
}

/// Accounts in the order of their numbers, `limit` of them behind `after`.
pub async fn departures(tx: &mut Tx, after: UserId, limit: i64) -> Result<Vec<Departure>, DbError> {
    tx.all(
        "select u.id, u.username, u.email, u.phone, u.password_hash, u.role, u.created_at, u.suspended_at, p.fields
         from users u join profiles p on p.user_id = u.id where u.id > $1 order by u.id limit $2",
        &[&after, &limit],
    )
    .await
}
