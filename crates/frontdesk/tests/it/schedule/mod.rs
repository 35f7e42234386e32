//! Where specialists work; when they do stands with the bookings, which say whom a change strands.

mod holidays;
mod locations;
mod versions;
