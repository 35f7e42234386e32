//! Accounts as administration looks for them.

use frontdesk_kit::db::{DbError, Query, Tx};

use crate::model::{Person, UserId};

/// In which order accounts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Newest,
    Oldest,
    Username,
}

/// What accounts are looked for, joined by AND.
#[derive(Clone, Debug, Default)]
pub struct AccountSearch {
    /// What a user name, an address, a number or a searchable field begins with, folded.
    pub begins: Option<String>,
    /// The fields that `begins` may be found in.
    pub searched_fields: Vec<String>,
    pub role: Option<String>,
    pub suspended: Option<bool>,
    /// Declared fields with the folded values that they must have.
    pub fields: Vec<(String, String)>,
    pub order: Order,
    /// The last account of the page before: its number and its name's key.
    pub after: Option<(UserId, String)>,
    pub limit: i64,
}

/// The accounts that `search` means, one page of them.
pub async fn accounts(tx: &mut Tx, search: &AccountSearch) -> Result<Vec<Person>, DbError> {
    let mut query = Query::new(
        "select u.id, u.public_id, u.username, u.email, u.phone, u.role, u.created_at, u.updated_at, u.suspended_at,
                u.email_verified_at, u.phone_verified_at, p.id, p.public_id, p.fields, p.avatar, p.version
         from users u join profiles p on p.user_id = u.id",
    );
    narrow(&mut query, search);
    page(&mut query, search);
    tx.all(&query, &query.params()).await
}

fn narrow(query: &mut Query, search: &AccountSearch) {
    if let Some(begins) = &search.begins {
        let (from, to) = (begins.clone(), after_all(begins));
        query.filter(
            "u.id in (select id from users where username_key >= ? and username_key < ?",
            vec![Box::new(from.clone()), Box::new(to.clone())],
        );
        for piece in [
            "union all select id from users where email_key >= ? and email_key < ?",
            "union all select id from users where phone_key >= ? and phone_key < ?",
        ] {
            query.bind(piece, vec![Box::new(from.clone()), Box::new(to.clone())]);
        }
        for field in &search.searched_fields {
            let values: Vec<Box<dyn frontdesk_kit::db::Param + Send>> =
                vec![Box::new(field.clone()), Box::new(from.clone()), Box::new(to.clone())];
            query.bind(
                "union all select user_id from profile_values where field = ? and value >= ? and value < ?",
                values,
            );
        }
        query.push(")");
    }
    if let Some(role) = &search.role {
        query.filter("u.role = ?", vec![Box::new(role.clone())]);
    }
    match search.suspended {
        Some(true) => drop(query.filter("u.suspended_at is not null", vec![])),
        Some(false) => drop(query.filter("u.suspended_at is null", vec![])),
        None => {}
    }
    for (field, value) in &search.fields {
        query.filter(
            "u.id in (select user_id from profile_values where field = ? and value = ?)",
            vec![Box::new(field.clone()), Box::new(value.clone())],
        );
    }
}

fn page(query: &mut Query, search: &AccountSearch) {
    if let Some((id, name)) = &search.after {
        match search.order {
            Order::Newest => query.filter("u.id < ?", vec![Box::new(*id)]),
            Order::Oldest => query.filter("u.id > ?", vec![Box::new(*id)]),
            Order::Username => query
                .filter("(coalesce(u.username_key, ''), u.id) > (?, ?)", vec![Box::new(name.clone()), Box::new(*id)]),
        };
    }
    query.push(match search.order {
        Order::Newest => "order by u.id desc",
        Order::Oldest => "order by u.id",
        Order::Username => "order by coalesce(u.username_key, ''), u.id",
    });
    query.bind("limit ?", vec![Box::new(search.limit)]);
}

/// A text behind all that begin with `begins`: both engines compare these columns byte by byte.
fn after_all(begins: &str) -> String {
    [begins, "\u{10ffff}"].concat()
}
