//! `GET /api/v1/admin/accounts`

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};

use super::query::{account_query, query_of, search};
use super::scope;
use super::views::{ManagedAccountPage, ManagedAccountView};
use crate::caller::Caller;
use crate::declared::{DeclaredField, MARKETPLACE, Model};
use crate::desk::Desk;
use crate::http::Answer;
use crate::model::UserId;
use crate::store::search::{Found, MOST_KEYS, Place, accounts};

/// The parameters of whoever may read the fields that `may_read` says, for the document.
pub fn account_list_shape(model: &Model, may_read: impl Fn(&DeclaredField) -> bool) -> Shape {
    let fields = |by| model.fields.iter().filter(|field| field.serves(by) && may_read(field)).collect();
    paged(account_query(fields), "Accounts")
}
documented_query!(
    /// Which accounts are looked for.
    AccountListQuery, account_list_shape(&MARKETPLACE, |_| true), Strict
);

/// Find accounts
///
/// For staff and administrators. Filters are joined by AND; declared fields are among them where the model says `filter`
/// and `sort`, and the caller may read them of anyone.
#[utoipa::path(
    get, path = "/api/v1/admin/accounts", tag = "administration", params(AccountListQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of accounts.", body = ManagedAccountPage)),
    extensions(("x-rule" = json!("account.read_any"))),
)]
pub async fn list_accounts(
    State(desk): State<Desk>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Json<ManagedAccountPage>> {
    let shape = paged(query_of(&desk.model, &caller), "Accounts");
    let values = shape.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (scope, limit) = (scope("accounts", &values), values.integer("limit"));
    let mut search = search(&desk.model, &caller, &values)?;
    if let Some(cursor) = values.opt_text("cursor") {
        search.after = Some(place(&desk, &scope, cursor).ok_or_else(bad_cursor)?);
    }
    search.limit = limit + 1;
    let is_long = search.may_be_long();
    let find = async move |tx: &mut Tx| accounts(tx, &search).await;
    let found = if is_long { desk.db.report(find).await } else { desk.db.read(find).await };
    let found = found.map_err(|error: DbError| error)?;
    let page = Page::cut(found, limit, |last| desk.cursor_key.seal(&scope, &sealed(&last.place)));
    let view = |found: &Found| ManagedAccountView::new(&desk.model, &found.person, &caller);
    Ok(Json(Page { items: page.items.iter().map(view).collect(), next_cursor: page.next_cursor }))
}

/// A place as texts: the number, then each key behind a sign that tells nothing from an empty name.
fn sealed(place: &Place) -> Vec<String> {
    let keys = place.keys.iter().map(|key| key.as_ref().map_or_else(|| "-".to_owned(), |key| format!("={key}")));
    std::iter::once(place.id.to_string()).chain(keys).collect()
}

fn place(desk: &Desk, scope: &str, cursor: &str) -> Option<Place> {
    let mut parts = desk.cursor_key.open(scope, cursor)?.into_iter();
    let id = UserId(parts.next()?.parse().ok()?);
    let mut keys = [const { None }; MOST_KEYS];
    for key in &mut keys {
        *key = parts.next()?.strip_prefix('=').map(str::to_owned);
    }
    Some(Place { keys, id })
}
