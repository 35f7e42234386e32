//! `GET /api/v1/admin/accounts/export`

use axum::body::Body as HttpBody;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use frontdesk_kit::csv::{BYTE_ORDER_MARK, push_row};
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use http::header;
use http_body_util::channel::{Channel, Sender};

use super::query::{account_query, query_of, search};
use crate::address::Origin;
use crate::caller::Caller;
use crate::declared::{DeclaredField, MARKETPLACE, Model};
use crate::desk::Desk;
use crate::flow;
use crate::http::Answer;
use crate::roster;
use crate::store::search::{AccountSearch, Found, accounts};

/// Accounts that are read at a time: about a megabyte or two.
const PAGE: i64 = 2_000;
/// Pages that wait for a slow reader.
const AHEAD: usize = 2;

/// The parameters of whoever may read the fields that `may_read` says, for the document.
pub fn account_export_shape(model: &Model, may_read: impl Fn(&DeclaredField) -> bool) -> Shape {
    account_query(|by| model.fields.iter().filter(|field| field.serves(by) && may_read(field)).collect())
}
documented_query!(
    /// Which accounts are to be in the table.
    AccountExportQuery, account_export_shape(&MARKETPLACE, |_| true), Strict
);

/// Export accounts
///
/// A CSV table with the columns that the caller may read of anyone, and the same filters and order as the list. Text that a
/// spreadsheet would compute has an apostrophe before it. The table can be imported again.
#[utoipa::path(
    get, path = "/api/v1/admin/accounts/export", tag = "administration", params(AccountExportQuery),
    security(("bearer" = [])),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String,
               example = "id,username,email,…")),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn export_accounts(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = query_of(&desk.model, &caller).read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let search = search(&desk.model, &caller, &values)?;
    flow::note_export(&desk, &caller, &origin).await?;
    let (sender, table) = Channel::new(AHEAD);
    tokio::spawn(write(desk, caller, AccountSearch { limit: PAGE, ..search }, sender));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"accounts.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, HttpBody::new(table)).into_response())
}

/// Writes the table, read beside other requests, a page at a time and no faster than it is taken. Who comes or changes
/// meanwhile may be in it or not; an end that is cut off means that the database stopped answering.
async fn write(desk: Desk, caller: Caller, mut search: AccountSearch, mut sender: Sender<Bytes, DbError>) {
    let mut table = String::from(BYTE_ORDER_MARK);
    push_row(&mut table, roster::header(&desk.model, &caller.role));
    loop {
        let asked = search.clone();
        let page: Vec<Found> = match desk.db.report(async move |tx| accounts(tx, &asked).await).await {
            Ok(page) => page,
            Err(error) => {
                let error: DbError = error;
                tracing::warn!(%error, "a table of accounts was cut off");
                return sender.abort(error);
            }
        };
        for found in &page {
            push_row(&mut table, roster::row(&desk.model, &caller.role, &found.person));
        }
        let is_last = page.len() < usize::try_from(PAGE).unwrap_or_default();
        search.after = page.into_iter().next_back().map(|found| found.place);
        // Whoever asked may have gone.
        if sender.send_data(Bytes::from(std::mem::take(&mut table))).await.is_err() || is_last {
            return;
        }
    }
}
