//! Bookings: what is free, who has taken it, and what became of it.

mod asked;
mod changes;
mod leaving;
mod life;
mod lists;
mod moves;
mod offered;
mod races;
mod reviews;
mod salon;
mod sight;
mod sound;
mod summer_time;
mod visits;
