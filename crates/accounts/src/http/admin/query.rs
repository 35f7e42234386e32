//! Which accounts a list or a table is about, and in which order: what the model lets be looked for, by whom.

use frontdesk_kit::input::{Field, Invalid, Shape, Value, Values};
use frontdesk_kit::locale::{Lang, Message};

use crate::caller::Caller;
use crate::declared::{DeclaredField, FieldType, ListBy, Model};
use crate::identifier::Beginning;
use crate::store::search::{AccountSearch, Begins, Condition, MOST_KEYS, Order, SortBy, SortKey};
use crate::words::fold;

/// The orders that every model knows.
const ORDERS: [&str; 4] = ["-created_at", "created_at", "username", "-username"];
/// The longest text that is looked for, in characters.
const LONGEST_TEXT: i64 = 2_000;

/// The parameters of somebody who may look for `fields`. One that belongs to another field is as unknown as one that belongs
/// to none.
pub(super) fn account_query<'a>(fields: impl Fn(ListBy) -> Vec<&'a DeclaredField>) -> Shape {
    let query = Shape::new("AccountList")
        .field(
            Field::text("q")
                .max(100)
                .example("anna")
                .help("What a name, an address, a number or a searchable field begins with, in any case."),
        )
        .field(Field::text("role").max(40).example("specialist"))
        .field(Field::boolean("suspended").help("Only suspended accounts, or only the others."));
    let filters = fields(ListBy::Filter).into_iter().flat_map(filters);
    let sorted = fields(ListBy::Sort);
    let declared = sorted.iter().flat_map(|field| [field.key.clone(), format!("-{}", field.key)]);
    let orders: Vec<String> = ORDERS.map(str::to_owned).into_iter().chain(declared).collect();
    let sort = Field::many("sort", orders).default(Value::Many(vec![ORDERS[0].to_owned()])).example(vec![ORDERS[0]]);
    let help = "The order: up to three keys, separated by commas; `-` turns one around. Empty values come last.";
    filters.fold(query, Shape::field).field(sort.help(help))
}

/// The parameters of `caller`.
pub(super) fn query_of(model: &Model, caller: &Caller) -> Shape {
    account_query(|by| model.list_fields(Some(&caller.role), by).collect())
}

/// The parameters that a declared field adds. Limits are left out: older values may be beyond them.
fn filters(field: &DeclaredField) -> Vec<Field> {
    let (key, label) = (field.key.clone(), field.label.in_lang(Lang::En));
    let keys = || field.choices.iter().map(|choice| choice.key.clone());
    let places = field.decimal_places;
    let bounds = |of: &dyn Fn(String) -> Field| {
        let [least, most] = bounds_of(field).map(of);
        vec![
            of(key.clone()).help(format!("{label}.")),
            least.help(format!("{label}: this or more.")),
            most.help(format!("{label}: this or less.")),
        ]
    };
    match field.kind {
        FieldType::Integer => bounds(&Field::integer),
        FieldType::Decimal => bounds(&|name| Field::decimal(name, places)),
        FieldType::Date => bounds(&Field::date),
        FieldType::Boolean => vec![Field::boolean(key).help(format!("{label}."))],
        FieldType::Choice => vec![Field::choice(key, keys()).help(format!("{label}."))],
        FieldType::ManyChoice => {
            vec![Field::many(key, keys()).help(format!("{label}: all of these, and perhaps others."))]
        }
        FieldType::Text
        | FieldType::LongText
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Email
        | FieldType::Image => {
            vec![Field::text(key).max(LONGEST_TEXT).help(format!("{label}, the whole of it, in any case."))]
        }
    }
}

/// The names of the two bounds of a field.
fn bounds_of(field: &DeclaredField) -> [String; 2] {
    [format!("min_{}", field.key), format!("max_{}", field.key)]
}

/// What `values`, read by [`query_of`] the caller, ask for; neither a place nor a limit yet.
pub(super) fn search(model: &Model, caller: &Caller, values: &Values) -> Result<AccountSearch, Invalid> {
    let fields = |by| model.list_fields(Some(&caller.role), by);
    let begins = |typed: &str| {
        let identifiers = Beginning::of(typed);
        let folded = |field: &DeclaredField| match field.kind {
            FieldType::Phone => identifiers.phone.clone(),
            _ => fold(typed),
        };
        let fields = fields(ListBy::Search).map(|field| (field.key.clone(), folded(field))).collect();
        Begins { identifiers, fields }
    };
    Ok(AccountSearch {
        begins: values.opt_text("q").map(begins),
        role: values.opt_text("role").map(str::to_owned),
        suspended: values.opt_boolean("suspended"),
        fields: fields(ListBy::Filter).flat_map(|field| conditions(field, values)).collect(),
        order: order(values.many("sort"))?,
        after: None,
        limit: 0,
    })
}

fn conditions(field: &DeclaredField, values: &Values) -> Vec<(String, Condition)> {
    let [least, most] = bounds_of(field);
    let asked = |name: &str| values.get(name).map(|value| folded(field, value)).unwrap_or_default().into_iter();
    let is = asked(&field.key).map(Condition::Is);
    let found = is.chain(asked(&least).map(Condition::From)).chain(asked(&most).map(Condition::To));
    found.map(|condition| (field.key.clone(), condition)).collect()
}

/// A value that was asked for, as lists know it. What is no value of the field is nobody's: no value is empty there.
fn folded(field: &DeclaredField, value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![field.folded_text(text).unwrap_or_default()],
        value => field.stored(value).map(|stored| field.folded(&stored)).unwrap_or_default(),
    }
}

fn order(chosen: &[String]) -> Result<Order, Invalid> {
    let mut order = Order::default();
    for key in chosen {
        let (name, descending) = key.strip_prefix('-').map_or((key.as_str(), false), |name| (name, true));
        order.newest_first = descending;
        let by = match name {
            // No two accounts are equal in it, so that what follows decides nothing.
            "created_at" => break,
            "username" => SortBy::Username,
            field => SortBy::Field(field.to_owned()),
        };
        if !order.keys.iter().any(|key| key.by == by) {
            order.keys.push(SortKey { by, descending });
        }
    }
    if order.keys.len() > MOST_KEYS {
        let message = Message::new("field-too-many").number("max", MOST_KEYS as i64);
        return Err(Invalid::one("sort", "too_many", message));
    }
    Ok(order)
}
