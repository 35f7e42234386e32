//! One change of an account, written in one transaction.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::input::Values;
use frontdesk_notify::outbox::Letter;
use serde_json::Value as Json;

use super::{AccountChange, Checked};
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::flow::create_account::taken;
use crate::flow::edit_profile::laid_over;
use crate::flow::last_admin;
use crate::flow::tell_owner::tell_owner;
use crate::identifier::{Email, Username};
use crate::model::Person;
use crate::store::events::{Event, record};
use crate::store::{profiles, proofs, sessions, users};

/// What one change is made with.
pub(super) struct Work<'a> {
    pub desk: &'a Desk,
    pub caller: &'a Caller,
    pub before: &'a Person,
    pub origin: &'a Origin,
    pub now: Timestamp,
}

impl Work<'_> {
    /// Writes what differs from what is there; `hash` is that of a new password.
    pub async fn apply(&self, tx: &mut Tx, checked: &Checked, hash: Option<&str>) -> Result<(), AccountError> {
        let (id, now) = (self.before.id, self.now);
        let mut changed = Vec::new();
        let is_other = |name: &&Username| self.before.username.as_deref() != Some(name.as_str());
        if let Some(username) = checked.username.as_ref().filter(is_other) {
            users::rename(tx, id, username, now).await.map_err(taken)?;
            changed.push("username");
        }
        let is_other = |email: &&Email| self.before.email.as_deref() != Some(email.as_str());
        if let Some(email) = checked.email.as_ref().filter(is_other) {
            self.readdress(tx, email).await?;
            changed.push("email");
        }
        if let Some(phone) = &checked.phone {
            users::set_phone(tx, id, phone.as_ref(), now).await?;
            changed.push("phone");
        }
        if !checked.change.fields.is_empty() {
            self.fill(tx, &checked.change.fields).await?;
            changed.extend(checked.change.fields.iter().map(|(key, _)| key));
        }
        if !changed.is_empty() {
            self.note(tx, Event::AccountChanged, &changed.join(", ")).await?;
        }
        if let Some(hash) = hash {
            self.change_password(tx, hash).await?;
        }
        self.change_rights(tx, &checked.change).await
    }

    /// Whatever was sent to the old address is void, and it is told.
    async fn readdress(&self, tx: &mut Tx, email: &Email) -> Result<(), AccountError> {
        users::readdress(tx, self.before.id, email, self.now).await.map_err(taken)?;
        proofs::void(tx, self.before.id).await?;
        self.tell(tx, |old| Letter::email_changed_notice(old, email.as_str())).await
    }

    /// Lays the declared fields over what is stored.
    async fn fill(&self, tx: &mut Tx, values: &Values) -> Result<(), AccountError> {
        let mut profile = profiles::of_user(tx, self.before.id).await?.ok_or(AccountError::NotFound)?;
        let own = self.before.id == self.caller.user_id;
        let (fields, found_by) = laid_over(self.desk, (&self.caller.role, own), &profile, values);
        profile.fields = Json::Object(fields).to_string();
        if !profiles::update(tx, &profile, self.now).await? {
            return Err(AccountError::Stale);
        }
        Ok(profiles::index(tx, self.before.id, &found_by).await?)
    }

    async fn change_password(&self, tx: &mut Tx, hash: &str) -> Result<(), AccountError> {
        let id = self.before.id;
        users::set_hash(tx, id, hash, self.now).await?;
        proofs::void_but_disowning(tx, id).await?;
        let present = self.caller.session.map(|(session, _)| session).filter(|_| id == self.caller.user_id);
        sessions::end_all(tx, id, present, "password_changed", self.now).await?;
        if let Some(present) = present {
            sessions::spend_link(tx, present).await?;
        }
        self.note(tx, Event::PasswordChanged, "").await?;
        self.tell(tx, Letter::password_changed).await
    }

    async fn change_rights(&self, tx: &mut Tx, change: &AccountChange) -> Result<(), AccountError> {
        let (before, id, now) = (self.before, self.before.id, self.now);
        let role = change.role.as_deref().filter(|role| *role != before.role);
        let active = change.active.filter(|active| *active == before.suspended_at.is_some());
        if role.is_some() || active == Some(false) {
            last_admin::stays(tx, &self.desk.model, before, role, active != Some(false)).await?;
        }
        if let Some(role) = role {
            users::set_role(tx, id, role, now).await?;
            self.note(tx, Event::RoleChanged, &format!("{} -> {role}", before.role)).await?;
        }
        match active {
            Some(false) => {
                users::suspend(tx, id, Some(now), now).await?;
                proofs::void(tx, id).await?;
                sessions::end_all(tx, id, None, "suspended", now).await?;
                self.note(tx, Event::AccountSuspended, "").await
            }
            Some(true) => {
                users::suspend(tx, id, None, now).await?;
                self.note(tx, Event::AccountRestored, "").await
            }
            None => Ok(()),
        }
    }

    /// Writes to the address that the account had before the change.
    async fn tell(&self, tx: &mut Tx, letter: impl FnOnce(&str) -> Letter) -> Result<(), AccountError> {
        Ok(tell_owner(tx, &self.desk.limits, self.before.mailbox(), letter, self.origin, self.now).await?)
    }

    async fn note(&self, tx: &mut Tx, event: Event, detail: &str) -> Result<(), AccountError> {
        let who = (Some(self.caller.user_id), Some(self.before.id));
        Ok(record(tx, event, who, self.origin, detail, self.now).await?)
    }
}
