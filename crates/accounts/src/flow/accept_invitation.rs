//! Somebody accepts an invitation: an account in the role that was preset, under the address that got the letter.

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::input::{Manners, Values};
use frontdesk_kit::locale::Message;
use serde_json::{Map, Value as Json};

use super::create_account::create_account;
use super::newcomer::{KnownAddress, Newcomer, SignUp};
use super::rank::may_appoint;
use super::reset_password::refused;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::limits::SIGN_UPS_PER_SOURCE;
use crate::model::Account;
use crate::store::events::{Event, record};
use crate::store::invitations::{self, Invitation};
use crate::store::users;
use crate::words;

/// The field that a refusal names.
const FIELD: &str = "token";

/// The invitation that the secret `link` accepts; `None` when it is none, or no longer.
pub async fn look_at_invitation(desk: &Desk, link: &str) -> Result<Option<Invitation>, AccountError> {
    let (hash, shared) = (desk.tokens.link_hash(link), desk.clone());
    Ok(desk.db.read(async move |tx| good(tx, &shared, &hash).await).await.map_err(|error: DbError| error)?)
}

/// Makes the account, whether or not registration is open; `request` needs neither role nor address. The address is
/// verified by it: whoever holds the secret reads what is sent there. An account that bears the address and never verified
/// it gives it up.
///
/// What the invitation says of the profile holds where `request` says nothing.
pub async fn accept_invitation(
    desk: &Desk,
    link: &str,
    request: SignUp,
    origin: &Origin,
) -> Result<Account, AccountError> {
    let now = desk.clock.now();
    desk.limits.attempt(&desk.db, SIGN_UPS_PER_SOURCE, &origin.source(), now).await?;
    let Some(invitation) = look_at_invitation(desk, link).await? else {
        // Together with what the face found wrong.
        let mut invalid = request.invalid;
        if !words::names(&invalid, FIELD) {
            invalid.push(FIELD, "proof_refused", Message::new("field-proof-refused"));
        }
        return Err(invalid.into());
    };
    let role = invitation.role.clone();
    let request = SignUp {
        policy: desk.password_policy(&role),
        email: Some(invitation.email.clone()),
        fields: with_presets(desk, &invitation, request.fields),
        role: role.clone(),
        ..request
    };
    let newcomer = Newcomer::check(desk, request, &[&role], KnownAddress::Kept).await?;
    let new = newcomer.prepare(desk).await?;
    let (shared, hash, origin) = (desk.clone(), desk.tokens.link_hash(link), origin.clone());
    let accept = async move |tx: &mut Tx| {
        let invitation = good(tx, &shared, &hash).await?.ok_or_else(|| refused(FIELD))?;
        let squatter = match &new.user.email {
            Some(email) => users::give_up_email(tx, email, now).await?,
            None => None,
        };
        let account = create_account(tx, new, (Event::AccountCreated, None), &origin, now).await?;
        if let Some(squatter) = squatter {
            let who = (Some(account.id), Some(squatter));
            record(tx, Event::EmailChanged, who, &origin, "another has shown it to be theirs", now).await?;
        }
        if !invitations::accept(tx, invitation.id, account.id, now).await? {
            return Err(refused(FIELD));
        }
        users::verify_email(tx, account.id, &invitation.email, now).await?;
        let (who, detail) = ((Some(account.id), Some(account.id)), format!("invitation {}", invitation.public_id));
        record(tx, Event::InvitationAccepted, who, &origin, &detail, now).await?;
        users::find(tx, account.id).await?.ok_or(AccountError::NotFound)
    };
    desk.db.write(accept).await
}

/// The invitation that waits behind the link, if whoever sent it may still give its role.
async fn good(tx: &mut Tx, desk: &Desk, link: &[u8]) -> Result<Option<Invitation>, DbError> {
    let Some(invitation) = invitations::look(tx, link, desk.clock.now()).await? else { return Ok(None) };
    if desk.model.role(&invitation.role).is_none() {
        return Ok(None);
    }
    let inviter = match invitation.invited_by {
        None => Caller::operator(),
        Some(id) => match users::find(tx, id).await? {
            Some(account) if account.suspended_at.is_none() => Caller::standing_for(desk, &account),
            _ => return Ok(None),
        },
    };
    Ok(Some(invitation).filter(|invitation| may_appoint(desk, &inviter, &invitation.role)))
}

/// The declared fields that were sent, and those of the invitation that were not. What the model no longer takes is left out.
fn with_presets(desk: &Desk, invitation: &Invitation, mut sent: Values) -> Values {
    let preset: Map<String, Json> = serde_json::from_str(&invitation.fields).unwrap_or_default();
    for (key, value) in &preset {
        let read = desk.model.field(key).and_then(|field| field.input().read(value, Manners::Strict).ok());
        if let Some(value) = read.filter(|_| !sent.has(key)) {
            sent.set(key, value);
        }
    }
    sent
}
