//! One page of rows against what is there, and into the database.

use std::collections::{HashMap, HashSet};

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_notify::outbox::{self, Letter};

use super::ImportTerms;
use super::check::Candidate;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::{Email, Username};
use crate::model::UserId;
use crate::store::events::{Event, record_all};
use crate::store::profiles::{self, KeyTable};
use crate::store::proofs::{self, Purpose};
use crate::store::{bulk, users};

/// How often a page is tried when others take its names meanwhile.
const TRIES: usize = 3;

/// Who has which name, address and unique value of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    names: HashMap<String, UserId>,
    addresses: HashMap<String, UserId>,
    values: HashSet<(String, String)>,
}

/// What becomes of a row.
pub(super) enum Verdict {
    New,
    /// The account is there already.
    Here,
    Refused(Invalid),
}

impl Standing {
    async fn of(tx: &mut Tx, candidates: &[Candidate]) -> Result<Self, DbError> {
        let names: Vec<String> = candidates.iter().filter_map(name).map(str::to_owned).collect();
        let addresses: Vec<String> = candidates.iter().filter_map(address).map(str::to_owned).collect();
        let values: Vec<_> = candidates.iter().flat_map(|one| one.profile.keys.unique.iter().cloned()).collect();
        Ok(Self {
            names: bulk::holders_of_names(tx, &names).await?.into_iter().collect(),
            addresses: bulk::holders_of_addresses(tx, &addresses).await?.into_iter().collect(),
            values: bulk::taken_values(tx, &values).await?.into_iter().collect(),
        })
    }

    /// An account is there when every name that the row gives is one and the same account's.
    pub fn judge(&self, candidate: &Candidate) -> Verdict {
        let by_name = name(candidate).map(|key| self.names.get(key).copied());
        let by_address = address(candidate).map(|key| self.addresses.get(key).copied());
        let found: Vec<Option<UserId>> = by_name.into_iter().chain(by_address).collect();
        if let Some(Some(first)) = found.first()
            && found.iter().all(|holder| *holder == Some(*first))
        {
            return Verdict::Here;
        }
        let mut invalid = Invalid::default();
        if by_name.flatten().is_some() {
            invalid.push("username", "taken", Message::new("field-username-taken"));
        }
        if by_address.flatten().is_some() {
            invalid.push("email", "taken", Message::new("field-email-taken"));
        }
        for key in candidate.profile.keys.unique.iter().filter(|key| self.values.contains(*key)) {
            invalid.push(&key.0, "taken", Message::new("field-unique"));
        }
        if invalid.is_empty() { Verdict::New } else { Verdict::Refused(invalid) }
    }
}

fn name(candidate: &Candidate) -> Option<&str> {
    candidate.user.username.as_ref().map(Username::key)
}

fn address(candidate: &Candidate) -> Option<&str> {
    candidate.user.email.as_ref().map(Email::key)
}

/// Looks who is there.
pub(super) async fn look(desk: &Desk, candidates: &[Candidate]) -> Result<Standing, AccountError> {
    let candidates = candidates.to_vec();
    let look = async move |tx: &mut Tx| Standing::of(tx, &candidates).await;
    Ok(desk.db.read(look).await.map_err(|error: DbError| error)?)
}

/// What came of one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    pub created: usize,
    pub existing: usize,
    pub letters: usize,
    pub refused: Vec<(usize, Invalid)>,
}

/// Makes accounts of all who are still not there when it comes to it.
pub(super) async fn make(
    desk: &Desk,
    caller: &Caller,
    mut candidates: Vec<Candidate>,
    terms: ImportTerms,
    origin: &Origin,
) -> Result<Made, AccountError> {
    for candidate in &mut candidates {
        if let Some(password) = candidate.password.take() {
            candidate.user.password_hash = Some(desk.hasher.hash(password, desk.entropy.bytes()).await?);
        }
    }
    for _ in 1..TRIES {
        match write(desk, caller, candidates.clone(), terms, origin).await {
            // Somebody took one of the names since they were looked for: then it is seen to be taken.
            Err(AccountError::Store(DbError::Constraint(_))) => {}
            made => return made,
        }
    }
    write(desk, caller, candidates, terms, origin).await
}

async fn write(
    desk: &Desk,
    caller: &Caller,
    candidates: Vec<Candidate>,
    terms: ImportTerms,
    origin: &Origin,
) -> Result<Made, AccountError> {
    let (shared, actor, origin, now) = (desk.clone(), caller.user_id, origin.clone(), desk.clock.now());
    let write = async move |tx: &mut Tx| {
        let standing = Standing::of(tx, &candidates).await?;
        let mut made = Made::default();
        let mut fresh = Vec::with_capacity(candidates.len());
        for candidate in &candidates {
            match standing.judge(candidate) {
                Verdict::New => fresh.push(candidate),
                Verdict::Here => made.existing += 1,
                Verdict::Refused(invalid) => made.refused.push((candidate.line, invalid)),
            }
        }
        let numbers = insert(tx, &fresh, now).await?;
        let told: Vec<_> =
            fresh.iter().zip(&numbers).map(|(one, id)| (*id, format!("role {}", one.user.role))).collect();
        record_all(tx, Event::AccountImported, Some(actor), &told, &origin, now).await?;
        made.created = fresh.len();
        if terms.send_invitations {
            made.letters = welcome(tx, &shared, (actor, &fresh, &numbers), now).await?;
        }
        Ok::<_, AccountError>(made)
    };
    desk.db.write(write).await
}

/// Adds accounts, profiles and keys; gives the number of each.
async fn insert(tx: &mut Tx, fresh: &[&Candidate], now: Timestamp) -> Result<Vec<UserId>, DbError> {
    let people: Vec<_> = fresh.iter().map(|one| &one.user).collect();
    let numbers: HashMap<_, _> = bulk::insert_users(tx, &people, now).await?.into_iter().collect();
    let number = |one: &Candidate| numbers.get(&one.user.public_id).copied();
    let numbers: Option<Vec<UserId>> = fresh.iter().map(|one| number(one)).collect();
    let numbers = numbers.ok_or_else(|| DbError::Bug("an account got no number".to_owned()))?;
    let whole = || fresh.iter().zip(&numbers);
    let rows: Vec<_> = whole().map(|(one, id)| (one.profile_id, *id, one.profile.fields.clone())).collect();
    bulk::insert_profiles(tx, &rows, now).await?;
    for (table, keys) in [
        (KeyTable::Listed, (|one| &one.profile.keys.listed) as fn(&Candidate) -> &Vec<(String, String)>),
        (KeyTable::Unique, |one| &one.profile.keys.unique),
    ] {
        let pairs =
            whole().flat_map(|(one, id)| keys(one).iter().map(|(field, value)| (*id, field.clone(), value.clone())));
        let keys: Vec<_> = pairs.collect();
        for some in keys.chunks(500) {
            profiles::add_keys(tx, table, some).await?;
        }
    }
    Ok(numbers)
}

/// Writes to everybody who came without a password how to choose one; tells how many.
async fn welcome(
    tx: &mut Tx,
    desk: &Desk,
    (actor, fresh, numbers): (UserId, &[&Candidate], &[UserId]),
    now: Timestamp,
) -> Result<usize, DbError> {
    let purpose = Purpose::FirstPassword;
    let seconds = desk.settings.invitation_seconds();
    let inviter = users::find(tx, actor).await?.and_then(|account| account.username.or(account.email));
    let (mut issued, mut letters) = (Vec::new(), Vec::new());
    for (one, id) in fresh.iter().zip(numbers).filter(|(one, _)| one.awaits_letter()) {
        let Some(email) = &one.user.email else { continue };
        let sent = desk.tokens.new_proof(desk.entropy, *id, purpose);
        let link = desk.proof_link((*id, purpose), &sent.link);
        let shown = (link.as_deref(), sent.link.as_str());
        letters.push(Letter::welcome(email.as_str(), inviter.as_deref().unwrap_or_default(), shown, seconds / 60));
        issued.push((*id, email.as_str().to_owned(), sent.hashes));
    }
    proofs::issue_all(tx, purpose, &issued, now.plus(seconds)).await?;
    outbox::enqueue_all(tx, &letters, now).await?;
    Ok(letters.len())
}
