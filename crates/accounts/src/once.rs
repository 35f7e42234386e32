//! Creates that may be sent again: an `Idempotency-Key` names the request, and what it made is remembered for a day.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use http::HeaderMap;
use sha2::{Digest, Sha256};

use crate::model::UserId;

/// For how long a key is remembered, in seconds: 24 hours.
const KEPT_SECONDS: i64 = 24 * 60 * 60;
/// The longest key, in bytes.
const LONGEST_KEY: usize = 255;

/// A create that may be sent again: its `Idempotency-Key` and the digest of what it asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    pub key: String,
    pub digest: [u8; 32],
}

/// What became of a request under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is the first: the thing is to be made now.
    Now,
    /// The same was asked for before, and made this.
    Before(PublicId),
    /// The key belongs to another request.
    OtherRequest,
}

impl Once {
    /// The key of a request that asks for `parts`, the first of which says what is to be made; `None` if it has none.
    pub fn read(headers: &HeaderMap, parts: &[&str]) -> Result<Option<Self>, Invalid> {
        let mut sent = headers.get_all("idempotency-key").iter();
        let Some(key) = sent.next() else { return Ok(None) };
        let refused = |code, message| Err(Invalid::one("Idempotency-Key", code, message));
        match key.to_str() {
            _ if sent.next().is_some() => refused("repeated", Message::new("field-repeated")),
            Err(_) => refused("control_character", Message::new("field-control-character")),
            Ok(key) if key.contains('\t') => refused("control_character", Message::new("field-control-character")),
            Ok("") => refused("blank", Message::new("field-blank")),
            Ok(key) if key.len() > LONGEST_KEY => {
                refused("too_long", Message::new("field-too-long").number("max", LONGEST_KEY as i64))
            }
            Ok(key) => Ok(Some(Self { key: key.to_owned(), digest: digest(parts) })),
        }
    }

    /// Claims the key for the request that makes `made`, unless it was claimed in the last 24 hours.
    ///
    /// The insert comes first: a look before it would make transactions of other callers collide on PostgreSQL.
    pub async fn claim(&self, tx: &mut Tx, user: UserId, made: PublicId, now: Timestamp) -> Result<Made, DbError> {
        let sql = "insert into idempotent_answers (user_id, key, request_hash, resource, created_at)
                   values ($1, $2, $3, $4, $5)
                   on conflict (user_id, key) do update set request_hash = excluded.request_hash,
                       resource = excluded.resource, created_at = excluded.created_at
                   where idempotent_answers.created_at <= $6";
        let old = now.plus(-KEPT_SECONDS);
        if tx.run(sql, &[&user, &self.key, &&self.digest[..], &made, &now, &old]).await? == 1 {
            return Ok(Made::Now);
        }
        let sql =
            "select request_hash, resource from idempotent_answers where user_id = $1 and key = $2 and created_at > $3";
        let before: Option<(Vec<u8>, PublicId)> = tx.opt(sql, &[&user, &self.key, &old]).await?;
        Ok(match before {
            Some((digest, made)) if digest == self.digest => Made::Before(made),
            _ => Made::OtherRequest,
        })
    }
}

/// Forgets keys that are older than 24 hours.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from idempotent_answers where created_at <= $1", &[&now.plus(-KEPT_SECONDS)]).await
}

/// A digest in which no two different requests meet: each part goes in with its length.
fn digest(parts: &[&str]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}
