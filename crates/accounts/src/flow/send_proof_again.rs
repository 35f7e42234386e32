//! Somebody who is not signed in asks once more for the letter that proves an address.

use frontdesk_kit::db::Tx;

use super::prove_address::send_email_proof;
use super::steadily::steadily;
use crate::address::Origin;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::Email;
use crate::store::proofs::Purpose;
use crate::store::users;

/// Sends a link and a code to `address`, if it is that of an account in good standing and nobody has verified it.
///
/// The answer is the same whether it is or not, and whether a letter goes out or there have been too many.
pub async fn send_proof_again(desk: &Desk, address: &str, origin: &Origin) -> Result<(), AccountError> {
    let Ok(email) = Email::parse(address) else { return Ok(()) };
    let (now, shared, origin) = (desk.clock.now(), desk.clone(), origin.clone());
    let send = async move |tx: &mut Tx| {
        let account = match users::owner_of_email(tx, &email).await? {
            Some((user, _)) => users::find(tx, user).await?,
            None => None,
        };
        let waits = account.filter(|account| account.suspended_at.is_none() && account.email_verified_at.is_none());
        match waits.as_ref().and_then(|account| account.email.as_deref().map(|stored| (account.id, stored))) {
            Some((user, stored)) => {
                send_email_proof(tx, &shared, (user, Purpose::VerifyEmail), stored, &origin, now).await
            }
            // Counted nevertheless, so that it is no quicker.
            None => Ok(shared.limits.may_write(tx, email.as_str(), &origin.source(), now).await.map(|_| ())?),
        }
    };
    steadily(desk.db.write(send)).await
}
