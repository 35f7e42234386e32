//! Against whose counters a try of a password is held.

use crate::address::Origin;
use crate::caller::Caller;
use crate::device::{Acquaintance, Visitor};
use crate::keys::hex;
use crate::limits::{Guesses, PROOFS_BY_STRANGERS, PROOFS_PER_SESSION, digest};
use crate::model::UserId;

impl Guesses {
    /// At sign-in. `account` is whose password it is, `typed` the name if that is nobody's.
    ///
    /// A device that the account knows by its token has a counter that nobody else can spend. Else all who come from
    /// one source share one, and unless that source is known, all strangers share another.
    ///
    /// What was typed is kept as a digest only: people type passwords where the name belongs.
    pub(super) fn at_sign_in(
        account: Option<UserId>,
        typed: &str,
        visitor: &Visitor,
        acquaintance: Acquaintance,
    ) -> Self {
        let whose = account.map_or_else(|| digest(typed), |account| account.to_string());
        match (acquaintance, visitor.mark) {
            (Acquaintance::Device, Some(mark)) => {
                Self { guesser: format!("{whose} device {}", hex(&mark)), crowd: None, source: None }
            }
            (Acquaintance::Stranger, _) => Self {
                guesser: format!("{whose} {}", visitor.source),
                crowd: Some((PROOFS_BY_STRANGERS, whose)),
                source: Some(visitor.source.clone()),
            },
            _ => Self {
                guesser: format!("{whose} {}", visitor.source),
                crowd: None,
                source: Some(visitor.source.clone()),
            },
        }
    }

    /// Where somebody signed in has to type the password once more; counted together with sign-ins from there.
    pub(super) fn in_session(caller: &Caller, origin: &Origin) -> Self {
        let session = caller.session.map(|(session, _)| (PROOFS_PER_SESSION, session.to_string()));
        Self { guesser: format!("{} {}", caller.user_id, origin.source()), crowd: session, source: None }
    }
}
