//! Profiles are named by their UUID, and only their owners touch them.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::furnish_profile;
use frontdesk_accounts::model::Person;
use frontdesk_accounts::store::profiles;
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;

use crate::wire::Answer;

/// The caller, if the profile called `segment` is theirs.
pub async fn own_profile(desk: &Desk, caller: &Caller, segment: &str) -> Answer<Person> {
    let id = PublicId::parse(segment).ok_or_else(Problem::not_found)?;
    let person = furnish_profile(desk, caller.user_id).await?;
    if person.profile_public_id == id {
        return Ok(person);
    }
    let found = desk.db.read(async move |tx| profiles::by_public_id(tx, id).await);
    let missing = || Problem::not_found().with_detail(Message::new("drf-no-match").arg("model", "Profile"));
    Err(found.await.map_err(|error: DbError| error)?.map_or_else(missing, |_| Problem::forbidden()))
}
