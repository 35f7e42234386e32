//! `uid` and `token`: whose link it is, and what it holds.

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::look_at_link;
use frontdesk_accounts::model::Account;
use frontdesk_accounts::store::proofs::Purpose;
use frontdesk_accounts::store::users;
use frontdesk_accounts::token::uid;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::{Invalid, Values};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;

use crate::wire::Answer;

/// A text that opens nothing: what is tried with it is refused and counted like any other.
const NO_LINK: &str = "";

/// The account that `uid` names.
pub async fn owner(desk: &Desk, values: &Values) -> Answer<Account> {
    let nobody = || Problem::invalid(Invalid::one("uid", "unknown", Message::new("drf-uid-unknown")));
    let id = uid::decode(values.text("uid")).ok_or_else(nobody)?;
    let found = desk.db.read(async move |tx| users::find(tx, id).await).await;
    found.map_err(|error: DbError| error)?.ok_or_else(nobody)
}

/// The link's secret, if it was sent to `owner` for something that `is_fit`.
pub async fn link<'a>(
    desk: &Desk,
    owner: &Account,
    values: &'a Values,
    is_fit: impl Fn(Purpose) -> bool,
) -> Answer<&'a str> {
    let secret = values.text("token");
    let proof = look_at_link(desk, secret).await?;
    let is_theirs = proof.is_some_and(|proof| proof.user == owner.id && is_fit(proof.purpose));
    Ok(if is_theirs { secret } else { NO_LINK })
}
