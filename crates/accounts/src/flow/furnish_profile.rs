//! A profile gets what the `users` wire shows of everybody: an address of its own, a name, a picture.

use frontdesk_kit::db::Tx;
use serde_json::{Map, Value as Json};

use super::edit_profile::{found_by, stored};
use crate::desk::Desk;
use crate::error::AccountError;
use crate::keys::hex;
use crate::model::{Person, UserId};
use crate::picture::STANDARD_PICTURE;
use crate::store::{profiles, users};
use crate::words::fold;

/// The declared field with the profile's address. Where it is filled, the profile has been furnished.
const SLUG: &str = "slug";
/// Characters of a profile's name; what people are called elsewhere may be longer.
const LONGEST_NAME: usize = 50;
/// So many counted suffixes are tried; whoever finds them all taken gets one that nobody has.
const MOST_COUNTED: u32 = 20;

/// The account with the number `user`, its profile furnished: when it is looked at for the first time, whatever wire
/// made it. Afterwards its owner decides; a name or picture that was taken away stays away.
pub async fn furnish_profile(desk: &Desk, user: UserId) -> Result<Person, AccountError> {
    let found = desk.db.read(async move |tx| users::person(tx, user).await).await?;
    let person = found.ok_or(AccountError::NotFound)?;
    if is_furnished(&stored(&person.fields)) {
        return Ok(person);
    }
    let shared = desk.clone();
    let person = desk.db.write(async move |tx| furnish(tx, &shared, user).await).await?;
    desk.people.bump();
    Ok(person)
}

async fn furnish(tx: &mut Tx, desk: &Desk, user: UserId) -> Result<Person, AccountError> {
    let person: Person = users::person(tx, user).await?.ok_or(AccountError::NotFound)?;
    let mut profile = profiles::of_user(tx, user).await?.ok_or(AccountError::NotFound)?;
    let mut fields = stored(&profile.fields);
    // Somebody may have been faster.
    if is_furnished(&fields) {
        return Ok(person);
    }
    let called = text(&fields, "display_name").map(str::to_owned).or_else(|| person.username.clone());
    if let Some(name) = called.filter(|_| text(&fields, "profile_name").is_none()) {
        fields.insert("profile_name".to_owned(), name.chars().take(LONGEST_NAME).collect::<String>().into());
    }
    fields.insert(SLUG.to_owned(), free_slug(tx, desk, &person).await?.into());
    profile.fields = Json::Object(fields.clone()).to_string();
    profile.avatar = profile.avatar.or_else(|| Some(STANDARD_PICTURE.to_owned()));
    if !profiles::update(tx, &profile, desk.clock.now()).await? {
        return Err(AccountError::Stale);
    }
    profiles::index(tx, user, &found_by(desk, &fields)).await?;
    users::person(tx, user).await?.ok_or(AccountError::NotFound)
}

fn is_furnished(fields: &Map<String, Json>) -> bool {
    text(fields, SLUG).is_some()
}

fn text<'a>(fields: &'a Map<String, Json>, key: &str) -> Option<&'a str> {
    fields.get(key).and_then(Json::as_str).filter(|text| !text.is_empty())
}

/// The slug of the person's address, with a suffix if somebody has it.
async fn free_slug(tx: &mut Tx, desk: &Desk, person: &Person) -> Result<String, AccountError> {
    let base = slug(person.email.as_deref().or(person.username.as_deref()).unwrap_or_default());
    for count in 1..=MOST_COUNTED {
        let wanted = if count == 1 { base.clone() } else { format!("{base}-{count}") };
        if !wanted.is_empty() && !profiles::is_found_by(tx, SLUG, &fold(&wanted)).await? {
            return Ok(wanted);
        }
    }
    Ok(format!("{base}-{}", hex(&desk.entropy.bytes::<8>())))
}

/// `text` in small letters, without everything but letters, digits, `-` and `_`.
fn slug(text: &str) -> String {
    let kept = text.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter));
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_what_remains_of_an_address() {
        assert_eq!(slug("anna@example.com"), "annaexamplecom");
        assert_eq!(slug("Anna.a-b_c+tag@Mail.example.com"), "annaa-b_ctagmailexamplecom");
        assert_eq!(slug("Анна@пример.рф"), "аннапримеррф");
        assert_eq!(slug("+@."), "");
    }
}
