//! `GET /api/v1/admin/accounts`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Field, Manners, Shape, Value, Values};
use frontdesk_kit::page::{Page, bad_cursor, paged};

use super::views::{ManagedAccountPage, ManagedAccountView};
use crate::caller::Caller;
use crate::declared::ListBy;
use crate::desk::Desk;
use crate::http::Answer;
use crate::identifier::Phone;
use crate::model::{Person, UserId};
use crate::store::search::{AccountSearch, Order, accounts};
use crate::words::fold;

const ORDERS: [(&str, Order); 3] =
    [("-created_at", Order::Newest), ("created_at", Order::Oldest), ("username", Order::Username)];

static LIST: LazyLock<Shape> =
    LazyLock::new(|| {
        let sort = Field::choice("sort", ORDERS.map(|(key, _)| key)).default(Value::Text(ORDERS[0].0.to_owned()));
        let query =
            Shape::new("AccountList")
                .field(
                    Field::text("q")
                        .max(100)
                        .example("anna")
                        .help("What a name, an address, a number or a searchable field begins with, in any case."),
                )
                .field(Field::text("role").max(40).example("specialist"))
                .field(Field::boolean("suspended").help("Only suspended accounts, or only the others."))
                .field(Field::text("field").max(60).example("city").help(
                    "A declared field that lists can be filtered by, and that the caller may read; with `value`.",
                ))
                .field(Field::text("value").max(255).example("Казань").help("What `field` must be, in any case."))
                .field(sort.help("The order; `-created_at` begins with the newest."));
        paged(query, "Accounts")
    });
documented_query!(
    /// Which accounts are looked for.
    AccountListQuery, LIST, Strict
);

/// Find accounts
///
/// For staff and administrators. Filters are joined by AND.
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
    let values = LIST.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let scope = scope(&values);
    let mut search = search(&desk, &caller, &values)?;
    if let Some(cursor) = values.opt_text("cursor") {
        search.after = Some(place(&desk, &scope, cursor).ok_or_else(bad_cursor)?);
    }
    let limit = search.limit;
    search.limit += 1;
    let found = desk.db.read(async move |tx| accounts(tx, &search).await).await.map_err(|error: DbError| error)?;
    let page = Page::cut(found, limit, |last: &Person| {
        let name = last.username.as_deref().map(fold_name).unwrap_or_default();
        desk.cursor_key.seal(&scope, &[last.id.to_string(), name])
    });
    let items = page.items.iter().map(|person| ManagedAccountView::new(&desk.model, person, &caller)).collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}

fn search(desk: &Desk, caller: &Caller, values: &Values) -> Answer<AccountSearch> {
    let role = Some(&caller.role);
    let fields = match (values.opt_text("field"), values.opt_text("value")) {
        (None, None) => Vec::new(),
        (Some(key), Some(value)) => {
            // One that is not there and one that may not be read are one answer.
            let mut fields = desk.model.list_fields(role, ListBy::Filter);
            let field = fields.find(|field| field.key == key).ok_or_else(|| unknown_field(key))?;
            // What is no value of the field is nobody's.
            vec![(key.to_owned(), field.folded_text(value).unwrap_or_default())]
        }
        (field, _) => return Err(missing(if field.is_some() { "value" } else { "field" })),
    };
    let searched = desk.model.list_fields(role, ListBy::Search);
    let order = ORDERS.iter().find(|(key, _)| Some(*key) == values.opt_text("sort"));
    Ok(AccountSearch {
        begins: values.opt_text("q").map(begins),
        searched_fields: searched.map(|field| field.key.clone()).collect(),
        role: values.opt_text("role").map(str::to_owned),
        suspended: values.opt_boolean("suspended"),
        fields,
        order: order.map(|(_, order)| *order).unwrap_or_default(),
        after: None,
        limit: values.integer("limit"),
    })
}

/// What is typed as keys begin: a whole telephone number in its international form, anything else in folded letters.
fn begins(typed: &str) -> String {
    let phone = Phone::parse(typed).ok().and_then(|phone| phone.key().map(str::to_owned));
    phone.unwrap_or_else(|| fold(typed))
}

fn fold_name(name: &str) -> String {
    crate::identifier::Username::parse(name).map(|name| name.key().to_owned()).unwrap_or_default()
}

fn scope(values: &Values) -> String {
    let filters = values.iter().filter(|(key, _)| !["limit", "cursor"].contains(key));
    filters.fold("accounts".to_owned(), |scope, (key, value)| format!("{scope}\u{1e}{key}={value:?}"))
}

fn place(desk: &Desk, scope: &str, cursor: &str) -> Option<(UserId, String)> {
    let mut parts = desk.cursor_key.open(scope, cursor)?.into_iter();
    Some((UserId(parts.next()?.parse().ok()?), parts.next()?))
}

fn unknown_field(key: &str) -> frontdesk_kit::problem::Problem {
    use frontdesk_kit::input::Invalid;
    use frontdesk_kit::locale::Message;
    let message = Message::new("field-choice").arg("value", key).arg("choices", "");
    frontdesk_kit::problem::Problem::invalid(Invalid::one("field", "invalid_choice", message))
}

fn missing(key: &str) -> frontdesk_kit::problem::Problem {
    use frontdesk_kit::input::Invalid;
    use frontdesk_kit::locale::Message;
    frontdesk_kit::problem::Problem::invalid(Invalid::one(key, "required", Message::new("field-required")))
}
