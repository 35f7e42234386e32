//! What this room's handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::revision::Revision;

use crate::answers::Answers;
use crate::cards::{Cards, Shows};
use crate::flow::Sources;
use crate::search_index::SearchIndex;

/// The catalogue's state; cheap to clone.
#[derive(Clone)]
pub struct Catalogue(Arc<Parts>);

struct Parts {
    desk: Desk,
    services: Revision,
    answers: Answers,
    sources: Sources,
}

impl Catalogue {
    /// The catalogue over `desk`.
    pub fn new(desk: Desk) -> Self {
        let (services, people) = (Revision::default(), desk.people.clone());
        let answers = Answers::new(services.clone(), people.clone());
        let cards = Arc::new(Cards::new(Shows::of(&desk.model), people));
        let sources = Sources { index: Arc::new(SearchIndex::new(services.clone())), cards };
        Self(Arc::new(Parts { desk, services, answers, sources }))
    }

    /// What all rooms share.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// The remembered answers.
    pub fn answers(&self) -> &Answers {
        &self.0.answers
    }

    /// The remembered cards.
    pub fn cards(&self) -> &Cards {
        &self.0.sources.cards
    }

    /// What searches are answered from.
    pub fn sources(&self) -> &Sources {
        &self.0.sources
    }

    /// To be called after each commit that changed services: the next list shows it.
    pub fn touch_services(&self) {
        self.0.services.bump();
    }
}

impl FromRef<Catalogue> for Desk {
    fn from_ref(catalogue: &Catalogue) -> Self {
        catalogue.0.desk.clone()
    }
}
