//! Who comes to whom.

use std::collections::HashMap;

use super::dice::{Dice, Stream};
use super::model::{Client, Specialist};

/// Clients whom a specialist sees again and again.
const REGULARS: u64 = 40;

/// A client as one who comes: which one, and for how long they have had an account, in seconds.
type Guest = (u64, u64);

/// The clients of a world by city, the oldest accounts first.
#[derive(Default)]
pub struct Guests {
    by_city: HashMap<&'static str, Vec<Guest>>,
}

impl Guests {
    /// Adds the next client of the world.
    pub fn add(&mut self, client: &Client) {
        self.by_city.entry(client.city.name).or_default().push((client.index, client.created_seconds_ago));
    }

    /// The index of somebody who books with `specialist`, so many seconds ago: seven of ten times a regular.
    pub fn pick(&self, dice: &mut Dice, seed: u64, specialist: &Specialist, seconds_ago: u64) -> Option<u64> {
        // Whoever tries the demo finds bookings on both sides.
        if specialist.index == 0 && dice.chance(100) {
            return Some(0);
        }
        let neighbours = self.by_city.get(specialist.city.name)?;
        let known = neighbours.partition_point(|(_, age)| *age > seconds_ago);
        if dice.chance(700) {
            let regular = dice.below(REGULARS).min(dice.below(REGULARS));
            let mut lot = Dice::new(seed, Stream::Regulars, specialist.index * REGULARS + regular);
            let (index, age) = neighbours[lot.below(neighbours.len() as u64) as usize];
            if age > seconds_ago {
                return Some(index);
            }
        }
        let place = dice.below(known as u64) as usize;
        neighbours[..known].get(place).map(|(index, _)| *index)
    }
}
