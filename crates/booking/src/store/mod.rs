//! This room's tables.

pub mod beside;
pub mod bookings;
pub mod calendar_changes;
pub mod changes;
pub mod claims;
pub mod days;
pub mod deliveries;
pub mod events;
pub mod external;
pub mod favourites;
pub mod feeds;
pub mod guests;
pub mod holds;
pub mod items;
pub mod lists;
pub mod masks;
pub mod notices;
pub mod preferences;
pub mod reminders;
pub mod resources;
pub mod reviews;
pub mod soundness;
pub mod taken;
pub mod things;
pub mod webhooks;
pub mod workers;
