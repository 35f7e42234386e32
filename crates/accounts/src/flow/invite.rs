//! Somebody is invited to have an account, in a role that whoever invites may give.

use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Invalid, Values};
use frontdesk_kit::locale::{Lang, Message};
use frontdesk_notify::outbox::{self, Letter};
use serde_json::{Map, Value as Json};

use super::rank::{covers, may_appoint, may_fill};
use crate::address::Origin;
use crate::caller::Caller;
use crate::declared::check_forms;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::Email;
use crate::limits::INVITATIONS_PER_ADDRESS;
use crate::model::Account;
use crate::policy::Permission;
use crate::store::events::{Event, record};
use crate::store::invitations::{self, Invitation, NewInvitation, State};
use crate::store::users;
use crate::words;

/// Who is to be invited. Texts have been checked for kind and length by the face.
#[derive(Clone, Debug, Default)]
pub struct Invite {
    pub email: String,
    pub role: String,
    /// What the profile is to begin with: declared fields, checked by the face.
    pub fields: Values,
    /// What the face found wrong already, to be reported together with the rest.
    pub invalid: Invalid,
}

/// Sends an invitation; one that waits for the same address is void from now on.
///
/// Whoever administers sees all accounts: an address that has one is a faulty field. An address gets so many letters an
/// hour only.
pub async fn invite(desk: &Desk, caller: &Caller, invite: Invite, origin: &Origin) -> Result<Invitation, AccountError> {
    if !may_appoint(desk, caller, &invite.role) {
        return Err(AccountError::Forbidden);
    }
    let (email, fields) = check(desk, caller, &invite).await?;
    let now = desk.clock.now();
    desk.limits.attempt(&desk.db, INVITATIONS_PER_ADDRESS, email.key(), now).await?;
    let (secret, link_hash) = desk.tokens.new_link(desk.entropy);
    let new = NewInvitation {
        public_id: PublicId(desk.entropy.uuid(now)),
        email,
        role: invite.role,
        fields: Json::Object(fields).to_string(),
        link_hash,
        invited_by: Some(caller.user_id).filter(|_| !caller.is_operator()),
        expires_at: now.plus(desk.settings.invitation_seconds()),
    };
    let (shared, caller, origin) = (desk.clone(), caller.clone(), origin.clone());
    let send = async move |tx: &mut Tx| {
        invitations::insert(tx, &new, now).await?;
        let inviter: Option<Account> = users::find(tx, caller.user_id).await?;
        outbox::enqueue(tx, &letter(&shared, &new, inviter.as_ref(), &secret), now).await?;
        let detail = format!("role {}, invitation {}", new.role, new.public_id);
        record(tx, Event::InvitationSent, (Some(caller.user_id), None), &origin, &detail, now).await?;
        invitations::find(tx, new.public_id).await?.ok_or(AccountError::NotFound)
    };
    desk.db.write(send).await
}

async fn check(desk: &Desk, caller: &Caller, invite: &Invite) -> Result<(Email, Map<String, Json>), AccountError> {
    let mut invalid = invite.invalid.clone();
    if desk.model.role(&invite.role).is_none() && !words::names(&invalid, "role") {
        let roles: Vec<&str> = desk.model.roles.iter().map(|role| role.key.as_str()).collect();
        invalid.push("role", "invalid_choice", words::no_such_role(&roles, &invite.role));
    }
    let mut fields = Map::new();
    for field in &desk.model.fields {
        let Some(value) = invite.fields.get(&field.key) else { continue };
        if !may_fill(caller, &invite.role, field) {
            invalid.push(&field.key, "forbidden_field", Message::new("field-forbidden"));
        } else if let Some(stored) = field.stored(value) {
            fields.insert(field.key.clone(), stored);
        }
    }
    check_forms(&desk.model.fields, &invite.fields, &mut invalid);
    let email = words::email(&invite.email, &mut invalid);
    let address = email.clone();
    let (_, is_taken) = desk.db.read(async move |tx| users::taken(tx, None, address.as_ref()).await).await?;
    if is_taken {
        invalid.push("email", "taken", Message::new("field-email-taken"));
    }
    let email = invalid.or_ok(email)?.ok_or(AccountError::NotFound)?;
    Ok((email, fields))
}

/// Without an address that links begin with, the secret stands in the letter by itself.
fn letter(desk: &Desk, new: &NewInvitation, inviter: Option<&Account>, secret: &str) -> Letter {
    let label = |lang: Lang| desk.model.role(&new.role).map_or(new.role.as_str(), |role| role.label.in_lang(lang));
    let labels = Lang::ALL.map(|lang| (lang, label(lang)));
    let name = inviter.and_then(|account| account.username.as_deref().or(account.email.as_deref()));
    let (link, minutes) = (desk.link(secret), desk.settings.invitation_seconds() / 60);
    let shown = (link.as_deref(), secret);
    Letter::invitation(new.email.as_str(), labels, name.unwrap_or_default(), shown, minutes)
}

/// Takes back the invitation called `id`, which must not be for a role above the caller's. One that is expired or taken back
/// already stays so; an accepted one is a conflict.
pub async fn revoke_invitation(
    desk: &Desk,
    caller: &Caller,
    id: PublicId,
    origin: &Origin,
) -> Result<(), AccountError> {
    let (shared, caller, origin, now) = (desk.clone(), caller.clone(), origin.clone(), desk.clock.now());
    let revoke = async move |tx: &mut Tx| {
        let invitation: Invitation = invitations::find(tx, id).await?.ok_or(AccountError::NotFound)?;
        if !caller.may(Permission::ManageAnyAccount) || !covers(&shared, &caller, &invitation.role) {
            return Err(AccountError::Forbidden);
        }
        if invitation.state(now) == State::Accepted {
            return Err(AccountError::InvitationAccepted);
        }
        if invitations::revoke(tx, invitation.id, now).await? {
            let detail = format!("role {}, invitation {id}", invitation.role);
            record(tx, Event::InvitationRevoked, (Some(caller.user_id), None), &origin, &detail, now).await?;
        }
        Ok(())
    };
    desk.db.write(revoke).await
}
