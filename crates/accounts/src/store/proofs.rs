//! Links and codes that were sent out, until they are shown again.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::row;

use crate::model::UserId;

/// A code may be guessed so often; then only the link is left.
const TRIES: i64 = 5;

/// What a link or a code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    VerifyEmail,
    ChangeEmail,
    ResetPassword,
    /// To choose another name to sign in with.
    ResetLogin,
    VerifyPhone,
    /// To say of a sign-in that it was somebody else's.
    DisownSignIn,
    /// To choose the first password of an account that somebody else has made.
    FirstPassword,
}

impl Purpose {
    const ALL: [Self; 7] = [
        Self::VerifyEmail,
        Self::ChangeEmail,
        Self::ResetPassword,
        Self::ResetLogin,
        Self::VerifyPhone,
        Self::DisownSignIn,
        Self::FirstPassword,
    ];

    /// The name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::VerifyEmail => "verify_email",
            Purpose::ChangeEmail => "change_email",
            Purpose::ResetPassword => "reset_password",
            Purpose::ResetLogin => "reset_login",
            Purpose::VerifyPhone => "verify_phone",
            Purpose::DisownSignIn => "disown_sign_in",
            Purpose::FirstPassword => "first_password",
        }
    }

    /// For how long it can be shown, in minutes (security checklist PWD-08).
    pub fn minutes(self) -> i64 {
        match self {
            Purpose::ResetPassword | Purpose::ResetLogin | Purpose::ChangeEmail => 60,
            Purpose::VerifyEmail => 24 * 60,
            Purpose::VerifyPhone => 10,
            // The one lets nobody in, and the other only where nobody has been; a letter may lie over a weekend.
            Purpose::DisownSignIn | Purpose::FirstPassword => 7 * 24 * 60,
        }
    }

    /// Whether following the link is all that there is to do; with the others something has to be chosen.
    pub fn is_followed(self) -> bool {
        !self.chooses_password() && self != Purpose::ResetLogin
    }

    /// Whether it is a password that is chosen.
    pub fn chooses_password(self) -> bool {
        matches!(self, Purpose::ResetPassword | Purpose::FirstPassword)
    }
}

/// The hashes of a link and of the code that says the same.
#[derive(Clone, Debug)]
pub struct Hashes {
    pub link: Vec<u8>,
    pub code: Vec<u8>,
}

row! {
    #[derive(Clone, Debug)]
    struct ProofRow {
        user_id: UserId,
        purpose: String,
        target: String,
    }
}

/// What somebody has shown to be theirs.
#[derive(Clone, Debug)]
pub struct Proof {
    pub user: UserId,
    pub purpose: Purpose,
    /// The address or number.
    pub target: String,
}

impl Proof {
    /// `None` where the purpose is one that only a newer version knows, which may share the database.
    fn of(row: ProofRow) -> Option<Self> {
        let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.name() == row.purpose)?;
        Some(Self { user: row.user_id, purpose, target: row.target })
    }
}

/// Keeps what was sent out; an older one for the same purpose is void from now on.
pub async fn issue(
    tx: &mut Tx,
    (user, purpose): (UserId, Purpose),
    target: &str,
    hashes: &Hashes,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.run(
        "insert into proofs (user_id, purpose, target, link_hash, code_hash, tries, expires_at)
         values ($1, $2, $3, $4, $5, 0, $6)
         on conflict (user_id, purpose) do update set target = excluded.target, link_hash = excluded.link_hash,
             code_hash = excluded.code_hash, tries = 0, expires_at = excluded.expires_at",
        &[&user, &purpose.name(), &target, &hashes.link, &hashes.code, &now.plus(purpose.minutes() * 60)],
    )
    .await
    .map(|_| ())
}

/// Keeps what was sent out to some hundreds of people who have been sent nothing before: whom, where to, and what.
pub async fn issue_all(
    tx: &mut Tx,
    purpose: Purpose,
    sent: &[(UserId, String, Hashes)],
    expires_at: Timestamp,
) -> Result<(), DbError> {
    if sent.is_empty() {
        return Ok(());
    }
    let mut query =
        Query::new("insert into proofs (user_id, purpose, target, link_hash, code_hash, tries, expires_at) values");
    for (index, (user, target, hashes)) in sent.iter().enumerate() {
        let values: Vec<Box<dyn Param + Send>> = vec![
            Box::new(*user),
            Box::new(purpose.name()),
            Box::new(target.clone()),
            Box::new(hashes.link.clone()),
            Box::new(hashes.code.clone()),
            Box::new(expires_at),
        ];
        query.bind(if index == 0 { "(?, ?, ?, ?, ?, 0, ?)" } else { ", (?, ?, ?, ?, ?, 0, ?)" }, values);
    }
    tx.run(&query, &query.params()).await.map(|_| ())
}

/// What the link is good for, without using it up.
pub async fn look(tx: &mut Tx, link: &[u8], now: Timestamp) -> Result<Option<Proof>, DbError> {
    let sql = "select user_id, purpose, target from proofs where link_hash = $1 and expires_at > $2";
    Ok(tx.opt::<ProofRow>(sql, &[&link, &now]).await?.and_then(Proof::of))
}

/// Uses the link up; of a hundred who try at once, one has it.
pub async fn redeem_link(tx: &mut Tx, link: &[u8], now: Timestamp) -> Result<Option<Proof>, DbError> {
    let sql = "delete from proofs where link_hash = $1 and expires_at > $2 returning user_id, purpose, target";
    Ok(tx.opt::<ProofRow>(sql, &[&link, &now]).await?.and_then(Proof::of))
}

/// Holds a guess at a code against what was sent. A right one leads to the hash of the link that says the same, and is
/// not used up yet; a wrong one is counted, if the transaction commits.
pub async fn guess_code(
    tx: &mut Tx,
    (user, purpose): (UserId, Purpose),
    code: &[u8],
    now: Timestamp,
) -> Result<Option<Vec<u8>>, DbError> {
    let right = "select link_hash from proofs
                 where user_id = $1 and purpose = $2 and expires_at > $3 and tries < $4 and code_hash = $5";
    let found: Option<(Vec<u8>,)> = tx.opt(right, &[&user, &purpose.name(), &now, &TRIES, &code]).await?;
    if let Some((link,)) = found {
        return Ok(Some(link));
    }
    let wrong = "update proofs set tries = tries + 1
                 where user_id = $1 and purpose = $2 and expires_at > $3 and tries < $4";
    tx.run(wrong, &[&user, &purpose.name(), &now, &TRIES]).await.map(|_| None)
}

/// Makes everything void that was sent to `user`.
pub async fn void(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    tx.run("delete from proofs where user_id = $1", &[&user]).await.map(|_| ())
}

/// The same but for the link that says of a sign-in that it was not the owner's: whoever signed in may change the password
/// before the owner reads the letter.
pub async fn void_but_disowning(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    let sql = "delete from proofs where user_id = $1 and purpose <> $2";
    tx.run(sql, &[&user, &Purpose::DisownSignIn.name()]).await.map(|_| ())
}

/// Removes what can no longer be shown.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from proofs where expires_at < $1", &[&now]).await
}
