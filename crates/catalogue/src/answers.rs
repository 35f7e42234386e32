//! Answers to public lists, remembered for a moment.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use frontdesk_kit::revision::Revision;

/// How long an answer may be given again although another node may have changed what it tells.
const BELIEVED: Duration = Duration::from_secs(1);
/// Memory for all answers together, in bytes.
const MEMORY: u64 = 8 << 20;
/// A longer answer is not worth the many others that it would push out.
const LONGEST: usize = 256 << 10;
/// Questions that are told from new ones.
const QUESTIONS: u64 = 4096;
/// What an entry takes beside its key and its body, in bytes; roughly.
const OVERHEAD: usize = 160;

/// The state of things when a read began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen(u64, u64);

/// Ready answers by what was asked. Good only for what everybody sees alike.
pub struct Answers {
    entries: moka::sync::Cache<String, (Seen, Bytes)>,
    services: Revision,
    people: Revision,
    /// What was asked for of late, by a hash of the question: most questions are never asked again, and their answers
    /// would only push each other out.
    asked: Vec<AtomicU64>,
    hasher: RandomState,
}

impl Answers {
    /// An empty memory of answers about `services` and `people`.
    pub fn new(services: Revision, people: Revision) -> Self {
        let weigh = |key: &String, (_, body): &(Seen, Bytes)| {
            u32::try_from(key.len() + body.len() + OVERHEAD).unwrap_or(u32::MAX)
        };
        let entries = moka::sync::Cache::builder().max_capacity(MEMORY).weigher(weigh).time_to_live(BELIEVED).build();
        let asked = (0..QUESTIONS).map(|_| AtomicU64::new(0)).collect();
        Self { entries, services, people, asked, hasher: RandomState::new() }
    }

    /// The present state; to be taken before the database is read, and handed to [`Answers::keep`] with the answer.
    pub fn seen(&self) -> Seen {
        Seen(self.services.get(), self.people.get())
    }

    /// The answer to `key`, if nothing has changed since it was read and it is at most a second old.
    pub fn find(&self, key: &str) -> Option<Bytes> {
        let (seen, body) = self.entries.get(key)?;
        (seen == self.seen()).then_some(body)
    }

    /// Remembers `body`, which was read after `seen` was taken, if it was asked for a short while ago as well.
    pub fn keep(&self, key: impl Into<String>, seen: Seen, body: Bytes) {
        let key = key.into();
        if body.len() <= LONGEST && self.was_asked(&key) {
            self.entries.insert(key, (seen, body));
        }
    }

    fn was_asked(&self, key: &str) -> bool {
        let hash = self.hasher.hash_one(key);
        let place = (hash % QUESTIONS) as usize;
        self.asked[place].swap(hash, Ordering::Relaxed) == hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_given_again_until_something_changes() {
        let (services, people) = (Revision::default(), Revision::default());
        let answers = Answers::new(services.clone(), people.clone());
        for revision in [services, people] {
            answers.keep("q=a", answers.seen(), Bytes::from_static(b"[]"));
            answers.keep("q=a", answers.seen(), Bytes::from_static(b"[]"));
            assert_eq!(answers.find("q=a"), Some(Bytes::from_static(b"[]")));
            assert_eq!(answers.find("q=b"), None);

            revision.bump();
            assert_eq!(answers.find("q=a"), None);
        }
    }

    #[test]
    fn what_was_read_before_a_change_is_not_given_after_it() {
        let services = Revision::default();
        let answers = Answers::new(services.clone(), Revision::default());
        let seen = answers.seen();
        services.bump();
        answers.keep("q=a", seen, Bytes::from_static(b"[]"));
        answers.keep("q=a", seen, Bytes::from_static(b"[]"));
        assert_eq!(answers.find("q=a"), None);
    }

    #[test]
    fn what_is_asked_once_is_not_kept() {
        let answers = Answers::new(Revision::default(), Revision::default());
        answers.keep("q=a", answers.seen(), Bytes::from_static(b"[]"));
        assert_eq!(answers.find("q=a"), None);
    }

    #[test]
    fn very_long_answers_are_not_kept() {
        let answers = Answers::new(Revision::default(), Revision::default());
        for _ in 0..2 {
            answers.keep("all", answers.seen(), Bytes::from(vec![b' '; LONGEST + 1]));
        }
        assert_eq!(answers.find("all"), None);
    }
}
