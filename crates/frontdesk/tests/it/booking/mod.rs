//! Bookings: what is free, who has taken it, and what became of it.

mod any_terms;
mod asked;
mod changes;
mod checklist;
mod copies;
mod leaving;
mod life;
mod lists;
mod moves;
mod nodes;
mod offered;
mod performers;
mod races;
mod reviews;
mod salon;
mod search;
mod sight;
mod sound;
mod storm;
mod summer_time;
mod things;
mod told;
mod town;
mod visits;
mod webhooks;
