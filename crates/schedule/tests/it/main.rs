//! What the room promises, held against a slow reading of the same rules and against the law of real zones.

mod desk;
mod explained;
mod limits;
mod looks;
mod reference;
mod same_as_reference;
mod schedules;
mod slots;
mod speed;
mod visits;
mod worlds;
mod zones;
