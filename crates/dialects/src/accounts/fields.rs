//! The fields of an account, as this wire reads them.

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{AccountChange, Manner, SignUp};
use frontdesk_accounts::password::PasswordPolicy;
use frontdesk_kit::input::{Field, Limits, Manners, Mode, Shape, Value, Values};
use http::HeaderMap;

use super::views::{PLAIN, ROLES, shown_role};
use crate::wire::{Answer, plain_role, read_body};

/// What somebody's name is made of: declared fields of the model.
const NAMES: [&str; 2] = ["first_name", "last_name"];

pub(super) static ACCOUNT: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("AccountsAccount")
        .field(Field::username("username").required().example("anna"))
        .field(Field::email("email").required().example("anna@example.com"))
        .field(Field::secret("password").min(8).max(1024).required().example("Quiet-Harbor-42"))
        .field(Field::choice("role", ROLES).default(Value::Text(PLAIN.to_owned())).example(PLAIN))
        .field(Field::text(NAMES[0]).max(150).may_be_blank().example("Анна"))
        .field(Field::text(NAMES[1]).max(150).may_be_blank().example("Иванова"))
});

/// What a body says of a new account. Takes what can be read even where some fields are faulty, so that all faults are
/// told at once.
pub(super) async fn new_account(desk: &Desk, headers: &HeaderMap, body: HttpBody) -> Answer<SignUp> {
    let body = read_body(headers, body, Limits::json()).await?;
    let (values, invalid) = ACCOUNT.sift(&body, Manners::Lenient, Mode::Create);
    Ok(SignUp {
        username: values.opt_text("username").map(str::to_owned),
        password: values.secret("password").to_owned(),
        role: stored_role(desk, values.text("role")),
        email: values.opt_text("email").map(str::to_owned),
        phone: None,
        fields: names(&values),
        policy: PasswordPolicy::contract(),
        manner: Manner::Plain,
        invalid,
    })
}

/// What a body changes of the account of somebody with the role `present`.
///
/// Whoever has a role of another wire is shown as a plain user here and stays what they are when told so again.
pub(super) async fn change(
    desk: &Desk,
    present: &str,
    headers: &HeaderMap,
    (body, mode): (HttpBody, Mode),
) -> Answer<AccountChange> {
    let body = read_body(headers, body, Limits::json()).await?;
    let (values, invalid) = ACCOUNT.sift(&body, Manners::Lenient, mode);
    let other_role = values.opt_text("role").filter(|role| *role != shown_role(present));
    Ok(AccountChange {
        username: values.opt_text("username").map(str::to_owned),
        email: values.opt_text("email").map(str::to_owned),
        password: values.opt_secret("password").map(str::to_owned),
        role: other_role.map(|role| stored_role(desk, role)),
        fields: names(&values),
        invalid,
        ..AccountChange::nothing(PasswordPolicy::contract())
    })
}

fn stored_role(desk: &Desk, role: &str) -> String {
    if role == PLAIN { plain_role(desk) } else { role.to_owned() }
}

fn names(values: &Values) -> Values {
    let mut names = Values::default();
    for key in NAMES {
        if let Some(value) = values.get(key) {
            names.set(key, value.clone());
        }
    }
    names
}
