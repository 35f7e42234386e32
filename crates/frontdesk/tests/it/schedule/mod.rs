//! Where specialists work, and when. Whom a change of hours leaves out stands with the bookings.

mod holidays;
mod hours;
mod locations;
mod versions;
