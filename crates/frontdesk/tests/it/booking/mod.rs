//! Bookings: what is free, who has taken it, and what became of it.

mod life;
mod moves;
mod offered;
mod races;
mod salon;
mod sight;
mod summer_time;
