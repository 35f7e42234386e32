//! Everybody's routes.

use axum::Router;
use frontdesk_booking::Bookings;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::{Health, SecurityTxt};
use crate::config::Server;
use crate::openapi::Docs;
use crate::{links, openapi, own_data, setup};

/// All routes with their documentation.
pub struct Routes(OpenApiRouter);

impl Routes {
    /// The routes over their shared state.
    pub fn new(bookings: &Bookings, server: &Server, docs: Docs) -> Self {
        let (desk, catalogue) = (bookings.desk(), bookings.catalogue().clone());
        let health = Health::new(desk.db.clone());
        let security_txt = SecurityTxt::new(server, desk.clock.clone());
        let routes = OpenApiRouter::new()
            .merge(frontdesk_accounts::http::router(desk.clone()))
            .merge(frontdesk_catalogue::router(catalogue.clone()))
            .merge(frontdesk_schedule::router(desk.clone()))
            .merge(frontdesk_booking::router(bookings.clone()))
            .merge(setup::router(desk.clone()))
            .merge(links::router(desk.clone()))
            .merge(own_data::router(desk.clone()))
            .merge(super::health::router(health))
            .merge(super::security_txt::router(security_txt))
            .merge(openapi::router(docs))
            .merge(frontdesk_dialects::router(&catalogue));
        Self(routes)
    }

    /// The routes, and the document as the handlers wrote it.
    pub fn into_parts(self) -> (Router, OpenApi) {
        self.0.split_for_parts()
    }
}
