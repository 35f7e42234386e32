//! The fields of an account, as this wire reads them.

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{AccountChange, Manner, SignUp};
use frontdesk_accounts::identifier::Username;
use frontdesk_accounts::password::PasswordPolicy;
use frontdesk_kit::input::{Field, Invalid, Limits, Manners, Mode, Shape, Values};
use frontdesk_kit::locale::Message;
use http::HeaderMap;

use crate::wire::{Answer, plain_role, read_body};

/// The longest user name of this wire, in code points.
const LONGEST_NAME: i64 = 30;
/// Lengths of a password. The old backend stopped at 30; there is no reason to.
const SHORTEST: u16 = 10;
const LONGEST: u16 = 1024;

pub(super) static ACCOUNT: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("AccountV1Account")
        .field(Field::email("email").required().example("anna@example.com"))
        .field(Field::username("username").between(3, LONGEST_NAME).required().example("anna"))
        .field(Field::secret("password").between(SHORTEST.into(), LONGEST.into()).required().example("Quiet-Harbor-42"))
});

fn policy() -> PasswordPolicy {
    PasswordPolicy::contract().with_lengths(SHORTEST.into(), LONGEST.into())
}

/// What a body says of a new account. Takes what can be read even where some fields are faulty, so that all faults are
/// told at once.
pub(super) async fn new_account(desk: &Desk, headers: &HeaderMap, body: HttpBody) -> Answer<SignUp> {
    let body = read_body(headers, body, Limits::json()).await?;
    let (values, mut invalid) = ACCOUNT.sift(&body, Manners::Lenient, Mode::Create);
    Ok(SignUp {
        username: username(&values, &mut invalid),
        password: values.secret("password").to_owned(),
        role: plain_role(desk),
        email: values.opt_text("email").map(str::to_owned),
        phone: None,
        fields: Values::default(),
        policy: policy(),
        manner: Manner::Plain,
        invalid,
    })
}

/// What a body changes of an account.
pub(super) async fn change(headers: &HeaderMap, (body, mode): (HttpBody, Mode)) -> Answer<AccountChange> {
    let body = read_body(headers, body, Limits::json()).await?;
    let (values, mut invalid) = ACCOUNT.sift(&body, Manners::Lenient, mode);
    Ok(AccountChange {
        username: username(&values, &mut invalid),
        email: values.opt_text("email").map(str::to_owned),
        password: values.opt_secret("password").map(str::to_owned),
        invalid,
        ..AccountChange::nothing(policy())
    })
}

/// The name as typed, if it is short enough in the form in which it is kept too: one character can stand for many.
fn username(values: &Values, invalid: &mut Invalid) -> Option<String> {
    let text = values.opt_text("username")?;
    let kept = Username::parse(text).map_or(0, |name| name.as_str().chars().count());
    if i64::try_from(kept).is_ok_and(|length| length <= LONGEST_NAME) {
        return Some(text.to_owned());
    }
    invalid.push("username", "too_long", Message::new("field-too-long").number("max", LONGEST_NAME));
    None
}
