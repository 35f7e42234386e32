//! What this room's handlers share.

use std::sync::Arc;

use axum::extract::{FromRef, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use frontdesk_accounts::desk::Desk;
use http::Method;

use crate::answers::Answers;
use crate::cards::{Cards, Shows};
use crate::flow::Sources;
use crate::search_index::SearchIndex;

/// The catalogue's state; cheap to clone.
#[derive(Clone)]
pub struct Catalogue(Arc<Parts>);

struct Parts {
    desk: Desk,
    answers: Answers,
    sources: Sources,
}

impl Catalogue {
    /// The catalogue over `desk`.
    pub fn new(desk: Desk) -> Self {
        let cards = Arc::new(Cards::new(Shows::of(&desk.model)));
        let sources = Sources { index: Arc::new(SearchIndex::default()), cards };
        Self(Arc::new(Parts { desk, answers: Answers::default(), sources }))
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

    /// Forgets remembered answers: services have changed, and the change is committed.
    pub fn touch_services(&self) {
        self.0.sources.index.touch();
        self.0.answers.touch();
    }

    /// Forgets all that is remembered: profiles have changed or somebody was suspended, and the change is committed.
    pub fn touch(&self) {
        self.0.sources.cards.touch();
        self.touch_services();
    }
}

/// A layer around rooms that do not know this one: what they change about people shows in the very next list.
///
/// Touches after every successful `PUT`, `PATCH` and `DELETE`.
pub async fn touch_after_changes(State(catalogue): State<Catalogue>, request: Request, next: Next) -> Response {
    let changes = matches!(*request.method(), Method::PUT | Method::PATCH | Method::DELETE);
    let response = next.run(request).await;
    if changes && response.status().is_success() {
        catalogue.touch();
    }
    response
}

impl FromRef<Catalogue> for Desk {
    fn from_ref(catalogue: &Catalogue) -> Self {
        catalogue.0.desk.clone()
    }
}
