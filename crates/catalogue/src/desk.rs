//! What this room's handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use frontdesk_accounts::desk::Desk;

use crate::answers::Answers;
use crate::card::Shows;

/// The catalogue's state; cheap to clone.
#[derive(Clone)]
pub struct Catalogue(Arc<Parts>);

struct Parts {
    desk: Desk,
    answers: Answers,
    shows: Shows,
}

impl Catalogue {
    /// The catalogue over `desk`.
    pub fn new(desk: Desk) -> Self {
        let shows = Shows::of(&desk.model);
        Self(Arc::new(Parts { desk, answers: Answers::default(), shows }))
    }

    /// What all rooms share.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// The remembered answers.
    pub fn answers(&self) -> &Answers {
        &self.0.answers
    }

    /// What cards show.
    pub fn shows(&self) -> Shows {
        self.0.shows
    }

    /// Forgets remembered answers: something that lists show has changed, and the change is committed.
    pub fn touch(&self) {
        self.0.answers.touch();
    }
}

impl FromRef<Catalogue> for Desk {
    fn from_ref(catalogue: &Catalogue) -> Self {
        catalogue.0.desk.clone()
    }
}
