//! The assembly: everybody's routes under one set of layers.
//!
//! A request falls through them in this order, and the answer rises in the reverse one:
//!
//! 1. `edge`: its id and its clock, and the bound on requests at once; on the way out it turns problems into bodies,
//!    sets the headers that every answer has, counts and logs. Outermost, so that nothing leaves without passing it.
//! 2. CORS: preflights are answered here, without troubling anybody, and refusals too may be read by allowed origins.
//! 3. Panics become a 500.
//! 4. The time limit, within which a body must have come and the answer be made.
//! 5. The limit of a body that nobody reads piece by piece. Inputs have their own, smaller ones.
//! 6. The gate: the rule of the route. Unknown paths and methods are settled by the router before and after it.
//! 7. The handler.

mod adopt;
mod calendars;
mod edge;
mod fallback;
mod guards;
mod headers;
mod health;
mod render;
mod retention;
mod routes;
mod sealing;
mod security_txt;

use std::path::Path;
use std::sync::Arc;

use axum::extract::Request;
use axum::{Router, middleware};
use frontdesk_accounts::desk::{Desk, DeskSettings};
use frontdesk_accounts::gate::{Gate, Rules, gate};
use frontdesk_booking::Bookings;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Clock;
use frontdesk_kit::db::{Db, Migration, SqliteSettings};
use frontdesk_kit::entropy::Entropy;
use tower::ServiceBuilder;

pub use calendars::keep_calendars;
use edge::Edge;
use health::Health;
pub use retention::keep_tidy;
use routes::Routes;
pub use sealing::keep_sealed;
use security_txt::SecurityTxt;

use crate::cli::Failure;
use crate::config::Settings;
use crate::openapi::{self, Docs, Flaws};
use crate::telemetry::{AccessLog, LogSink, Metrics};

/// The schema's steps of all rooms.
pub fn migrations() -> Vec<Migration> {
    [
        frontdesk_notify::MIGRATIONS,
        frontdesk_accounts::MIGRATIONS,
        frontdesk_catalogue::MIGRATIONS,
        frontdesk_schedule::MIGRATIONS,
        frontdesk_booking::MIGRATIONS,
    ]
    .concat()
}

/// The document of everything that a server with these settings answers.
///
/// The routes are made as for a server, over a folder that is thrown away: nothing of the operator's is touched.
pub fn document(settings: &Settings) -> Result<Docs, Failure> {
    let folder = std::env::temp_dir().join(format!("frontdesk-{}", Entropy::system().uuid(Clock::system().now())));
    std::fs::create_dir(&folder)?;
    let document = document_over(&folder, settings);
    // Somebody may be cleaning up there already.
    let _ = std::fs::remove_dir_all(&folder);
    document
}

fn document_over(folder: &Path, settings: &Settings) -> Result<Docs, Failure> {
    let model = settings.load_model()?;
    let db = Db::open_sqlite(SqliteSettings::new(folder.join("frontdesk.db")))?;
    let desk = Desk::open(db, Clock::system(), Entropy::system(), model, DeskSettings::new(folder))?;
    let docs = Docs::new(desk.clone());
    let bookings = Bookings::new(Catalogue::new(desk.clone()), settings.booking);
    let (_, document) = Routes::new(&bookings, &settings.server, docs.clone()).into_parts();
    desk.db.close();
    docs.publish(&openapi::finish(document, &desk.model)?);
    Ok(docs)
}

/// Puts everything together into one service; fails when a route breaks the house's rules.
pub fn assemble(bookings: &Bookings, settings: &Settings, log: LogSink, metrics: Metrics) -> Result<Router, Flaws> {
    let desk = bookings.desk();
    let docs = Docs::new(desk.clone());
    let (router, document) = Routes::new(bookings, &settings.server, docs.clone()).into_parts();
    let document = openapi::finish(document, &desk.model)?;
    let rules = Arc::new(Rules::collect(&document).map_err(Flaws::without_rule)?);
    let templates = Arc::new(fallback::Templates::of(&document));
    docs.publish(&document);

    let log = settings.log.requests.then(|| AccessLog::new(log, settings.log.pretty));
    let edge = Edge::new(desk.clone(), &settings.server, log, metrics);
    // As one layer: each by itself would cost every request a few allocations.
    let layers = ServiceBuilder::new()
        .layer(middleware::from_fn_with_state(edge, edge::pass))
        .option_layer(headers::cors(&settings.cors))
        .layer(guards::guards(&settings.server))
        .layer(middleware::from_fn_with_state(Gate { desk: desk.clone(), rules }, gate));
    Ok(router.fallback(move |request: Request| fallback::answer(templates.clone(), request)).layer(layers))
}
