//! The owner changes the password.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_notify::outbox::{self, Letter};

use super::sign_in::{prove, subject};
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::limits::PROOFS_PER_ACCOUNT;
use crate::model::{Account, SessionId, UserId};
use crate::password::{Context, Password, PasswordPolicy};
use crate::store::events::{Event, record};
use crate::store::{sessions, users};
use crate::words;

/// What the owner typed.
#[derive(Clone)]
pub struct ChangePassword {
    pub current: String,
    pub new: String,
    pub policy: PasswordPolicy,
}

/// Changes the caller's password, ends every other session and tells the owner by mail.
pub async fn change_password(
    desk: &Desk,
    caller: &Caller,
    request: ChangePassword,
    origin: &Origin,
) -> Result<(), AccountError> {
    let (now, user) = (desk.clock.now(), caller.user_id);
    let found = desk.db.read(async move |tx| {
        Ok::<_, AccountError>((users::find(tx, user).await?, users::credential_of(tx, user).await?))
    });
    let (Some(account), credential) = found.await? else { return Err(AccountError::NotFound) };
    let mut invalid = Invalid::default();
    let context = Context { username: Some(&account.username), email: account.email.as_deref(), names: &[] };
    let password = words::new_password("new_password", &request.new, &request.policy, &context, &mut invalid);

    let subject = subject(Some(user), "", origin);
    desk.limits.attempt(&desk.db, PROOFS_PER_ACCOUNT, &subject, now).await?;
    let wrong = || Invalid::one("current_password", "wrong", Message::new("field-password-wrong"));
    let current = Password::parse(request.current.as_str()).map_err(|_| wrong())?;
    let (credential, verdict) = prove(desk, credential, &current).await?;
    let old = credential.and_then(|credential| credential.password_hash).filter(|_| verdict.ok);
    let Some(old) = old else {
        let origin = origin.clone();
        let who = (Some(user), Some(user));
        desk.db
            .write(async move |tx| record(tx, Event::PasswordProofFailed, who, &origin, "", now).await)
            .await
            .map_err(|error: frontdesk_kit::db::DbError| error)?;
        return Err(wrong().into());
    };
    desk.limits.forgive(&desk.db, PROOFS_PER_ACCOUNT, &subject).await?;
    let password = invalid.or_ok(password)?.ok_or(AccountError::NotFound)?;
    let new = desk.hasher.hash(password, desk.entropy.bytes()).await?;

    let (present, origin) = (caller.session.map(|(id, _)| id), origin.clone());
    desk.db.write(async move |tx| write(tx, &account, (&old, &new), present, &origin, now).await).await?;
    desk.live.forget();
    Ok(())
}

async fn write(
    tx: &mut Tx,
    account: &Account,
    (old, new): (&str, &str),
    present: Option<SessionId>,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), AccountError> {
    let user: UserId = account.id;
    if !users::change_hash(tx, user, old, new, now).await? {
        return Err(AccountError::Stale);
    }
    sessions::end_all(tx, user, present, "password_changed", now).await?;
    record(tx, Event::PasswordChanged, (Some(user), Some(user)), origin, "", now).await?;
    if let Some(email) = &account.email {
        outbox::enqueue(tx, &Letter::mail(email, "password_changed"), now).await?;
    }
    Ok(())
}
