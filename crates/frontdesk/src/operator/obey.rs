//! Orders, carried out by the flows that everybody uses.

use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{self, AccountChange, AuditFault, AuditReport, Invite};
use frontdesk_accounts::identifier::Identifier;
use frontdesk_accounts::model::Person;
use frontdesk_accounts::store::users;
use frontdesk_kit::db::{DbError, Tx};

use super::{Order, Outcome};
use crate::cli::Failure;

/// Carries out `order`.
pub async fn obey(desk: &Desk, order: Order) -> Outcome {
    match carry_out(desk, order).await {
        Ok(said) => said,
        Err(failure) => Outcome::Failed(failure.to_string()),
    }
}

async fn carry_out(desk: &Desk, order: Order) -> Result<Outcome, Failure> {
    let (caller, origin) = (Caller::operator(), Origin::local());
    let done = |sentence: &str| Ok(Outcome::Done(sentence.to_owned()));
    match order {
        Order::Show { name } => Ok(Outcome::Done(shown(&find(desk, &name).await?))),
        Order::SetRole { name, role } => {
            let said = format!("{name} has the role {role} now.");
            change(desk, &name, |change| change.role = Some(role)).await?;
            done(&said)
        }
        Order::Suspend { name } => {
            change(desk, &name, |change| change.active = Some(false)).await?;
            done("The account is suspended; all its sessions have ended.")
        }
        Order::Restore { name } => {
            change(desk, &name, |change| change.active = Some(true)).await?;
            done("The account can be used again.")
        }
        Order::SetPassword { name, password } => {
            change(desk, &name, |change| change.password = Some(password)).await?;
            done("The password is set; all sessions have ended.")
        }
        Order::EndSessions { name } => {
            flow::end_sessions_of(desk, &caller, &find(desk, &name).await?, &origin).await?;
            done("All sessions have ended.")
        }
        Order::Delete { name } => {
            flow::delete_account(desk, &caller, find(desk, &name).await?.id, &origin).await?;
            done("The account is gone.")
        }
        Order::Invite { email, role } => {
            let invite = Invite { email, role, ..Invite::default() };
            let invitation = flow::invite(desk, &caller, invite, &origin).await?;
            done(&format!(
                "The invitation is on its way to {}; it is good until {}.",
                invitation.email, invitation.expires_at
            ))
        }
        Order::VerifyAudit => Ok(judged(&flow::verify_events(desk).await?)),
    }
}

async fn change(desk: &Desk, name: &str, what: impl FnOnce(&mut AccountChange)) -> Result<Person, Failure> {
    let person = find(desk, name).await?;
    let mut change = AccountChange::nothing(desk.password_policy(&person.role));
    what(&mut change);
    Ok(flow::edit_account(desk, &Caller::operator(), person.id, change, &Origin::local()).await?)
}

/// Whoever signs in with `name`.
async fn find(desk: &Desk, name: &str) -> Result<Person, Failure> {
    let identifiers = Identifier::parse(name);
    let look = async move |tx: &mut Tx| {
        for identifier in &identifiers {
            if let Some(found) = users::credential(tx, identifier).await? {
                return users::person(tx, found.id).await;
            }
        }
        Ok(None)
    };
    let found = desk.db.read(look).await.map_err(|error: DbError| AccountError::from(error))?;
    found.ok_or_else(|| Failure::new(format!("nobody signs in with {name:?}")))
}

fn shown(person: &Person) -> String {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    let state = person.suspended_at.map_or_else(|| "active".to_owned(), |since| format!("suspended since {since}"));
    format!(
        "id: {}\nnumber: {}\nusername: {}\nemail: {}\nphone: {}\nrole: {}\nstate: {state}\ncreated: {}",
        person.public_id,
        person.id,
        or_none(&person.username),
        or_none(&person.email),
        or_none(&person.phone),
        person.role,
        person.created_at,
    )
}

fn judged(report: &AuditReport) -> Outcome {
    let AuditReport { good, unsealed, fault } = report;
    match fault {
        None => Outcome::Done(format!("{good} events are as they were written; {unsealed} are too new to tell.")),
        Some(AuditFault::Changed { id }) => {
            Outcome::Failed(format!("the event in row {id} was changed; the {good} before it are as they were written"))
        }
        Some(AuditFault::Missing { before }) => Outcome::Failed(format!(
            "events are missing before row {before}; the {good} before are as they were written"
        )),
        Some(AuditFault::CutOff) => Outcome::Failed(format!("events are missing behind the first {good}")),
    }
}
