//! What services show of their specialists, remembered for a moment.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use frontdesk_accounts::declared::{DeclaredField, Model};
use frontdesk_accounts::http::avatar_url;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::revision::Revision;
use serde::Deserialize;

use crate::store::cards::{self, CardRow};

/// How long a card may be shown again although another node may have changed it.
const BELIEVED: Duration = Duration::from_secs(1);
/// Cards kept; about 300 bytes each.
const REMEMBERED: usize = 20_000;

/// Groups of people that are remembered.
const GROUPS: u64 = 50;

/// A specialist as a service shows one: no more than the operator lets anybody read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The profile's.
    pub profile_id: PublicId,
    pub full_name: Option<String>,
    pub city: Option<String>,
    pub avatar_url: Option<String>,
}

/// The declared fields that a card shows, where the model has them and lets anybody read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shows {
    pub full_name: bool,
    pub city: bool,
    pub avatar: bool,
    /// Whether services can be found by the city as well.
    pub by_city: bool,
}

impl Shows {
    /// What `model` lets anybody read.
    pub fn of(model: &Model) -> Self {
        let open = |key: &str| model.field(key).filter(|field: &&DeclaredField| field.readable(None, false));
        Self {
            full_name: open("full_name").is_some(),
            city: open("city").is_some(),
            avatar: open("avatar").is_some(),
            by_city: open("city").is_some_and(|field| field.filter),
        }
    }

    /// The card that a stored profile makes; a field that holds no text shows nothing.
    pub fn card(self, row: CardRow) -> Card {
        #[derive(Default, Deserialize)]
        struct Texts<'a> {
            #[serde(borrow, default)]
            full_name: Option<Cow<'a, str>>,
            #[serde(borrow, default)]
            city: Option<Cow<'a, str>>,
        }
        let texts: Texts<'_> = serde_json::from_str(&row.fields).unwrap_or_default();
        Card {
            profile_id: row.profile_id,
            full_name: texts.full_name.filter(|_| self.full_name).map(Cow::into_owned),
            city: texts.city.filter(|_| self.city).map(Cow::into_owned),
            avatar_url: row.avatar.filter(|_| self.avatar).as_deref().map(avatar_url),
        }
    }
}

/// People whom searches have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// In the city with this folded name.
    LivingIn(String),
    Suspended,
}

/// The memory of cards.
///
/// A page of services asks for twenty of them: one lock for all is quicker here than a cache that is clever about
/// each. When it is full it begins anew; what it holds would have been forgotten within a second anyway.
pub struct Cards {
    shows: Shows,
    entries: RwLock<HashMap<UserId, Remembered>>,
    people: Revision,
    groups: moka::sync::Cache<Group, (u64, Arc<HashSet<UserId>>)>,
}

struct Remembered {
    card: Arc<Card>,
    read_at: Instant,
    revision: u64,
}

impl Cards {
    /// An empty memory of cards that show what `shows` says of `people`.
    pub fn new(shows: Shows, people: Revision) -> Self {
        let groups = moka::sync::Cache::builder().max_capacity(GROUPS).time_to_live(BELIEVED).build();
        Self { shows, entries: RwLock::default(), people, groups }
    }

    /// What cards show.
    pub fn shows(&self) -> Shows {
        self.shows
    }

    /// The cards of `specialists`, at most a second old; those that are not remembered are read.
    pub async fn of(&self, tx: &mut Tx, specialists: &[UserId]) -> Result<HashMap<UserId, Arc<Card>>, DbError> {
        let (revision, read_at) = (self.people.get(), Instant::now());
        let (mut known, missing) = self.remembered(specialists, revision, read_at);
        for some in missing.chunks(cards::AT_ONCE) {
            for row in cards::of(tx, some).await? {
                known.insert(row.user_id, Arc::new(self.shows.card(row)));
            }
        }
        if !missing.is_empty() {
            self.remember(&missing, &known, revision, read_at);
        }
        Ok(known)
    }

    /// Who belongs to `group`, or did a second ago at most.
    pub async fn group(&self, tx: &mut Tx, group: Group) -> Result<Arc<HashSet<UserId>>, DbError> {
        let revision = self.people.get();
        if let Some((read, people)) = self.groups.get(&group)
            && read == revision
        {
            return Ok(people);
        }
        let people = Arc::new(match &group {
            Group::LivingIn(city) => cards::residents(tx, city).await?,
            Group::Suspended => cards::suspended(tx).await?,
        });
        self.groups.insert(group, (revision, people.clone()));
        Ok(people)
    }

    fn remembered(
        &self,
        specialists: &[UserId],
        revision: u64,
        now: Instant,
    ) -> (HashMap<UserId, Arc<Card>>, Vec<UserId>) {
        let (mut known, mut missing) = (HashMap::with_capacity(specialists.len()), Vec::new());
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        for user in specialists {
            let entry = entries.get(user).filter(|entry| entry.revision == revision && now - entry.read_at < BELIEVED);
            match entry {
                Some(entry) => drop(known.insert(*user, entry.card.clone())),
                None if missing.contains(user) => {}
                None => missing.push(*user),
            }
        }
        (known, missing)
    }

    fn remember(&self, read: &[UserId], known: &HashMap<UserId, Arc<Card>>, revision: u64, read_at: Instant) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        if entries.len() + read.len() > REMEMBERED {
            entries.clear();
        }
        let cards = read.iter().filter_map(|user| Some((*user, known.get(user)?.clone())));
        entries.extend(cards.map(|(user, card)| (user, Remembered { card, read_at, revision })));
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_accounts::declared::MARKETPLACE;

    use super::*;

    fn row(fields: &str) -> CardRow {
        CardRow {
            user_id: UserId(1),
            profile_id: PublicId(uuid::Uuid::nil()),
            fields: fields.to_owned(),
            avatar: Some("avatars/ab/c.png".to_owned()),
        }
    }

    #[test]
    fn a_card_shows_what_anybody_may_read() {
        let shows = Shows::of(&MARKETPLACE);
        let card = shows.card(row(r#"{"full_name":"Анна \"Аня\"","bio":"…","city":"Казань","experience_years":3}"#));
        assert_eq!(card.full_name.as_deref(), Some("Анна \"Аня\""));
        assert_eq!(card.city.as_deref(), Some("Казань"));
        assert_eq!(card.avatar_url.as_deref(), Some("/media/avatars/ab/c.png"));

        let closed = Shows { full_name: false, city: false, avatar: false, by_city: false };
        let card = closed.card(row(r#"{"full_name":"Анна","city":"Казань"}"#));
        assert_eq!((card.full_name, card.city, card.avatar_url), (None, None, None));
    }

    #[test]
    fn a_profile_that_holds_something_else_shows_nothing() {
        let shows = Shows::of(&MARKETPLACE);
        for fields in ["", "{}", "[]", r#"{"full_name":5}"#, r#"{"full_name":null}"#] {
            assert_eq!(shows.card(row(fields)).full_name, None, "{fields}");
        }
    }
}
