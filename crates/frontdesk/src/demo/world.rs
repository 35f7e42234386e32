//! A demo world: who and what is in it.

use super::cities;
use super::dice::{Dice, Stream};
use super::faces::{self, MEN, WOMEN};
use super::model::{Client, Offer, Size, Specialist};
use super::offers;
use super::people::{Gender, Person};
use super::prose;
use super::words::{TRADES, Trade};

/// For how long people have been signing up, in seconds: three years.
const HISTORY: u64 = 3 * YEAR;

const YEAR: u64 = 365 * 86_400;

/// A marketplace that follows from its size and seed.
#[derive(Clone, Copy, Debug)]
pub struct World {
    pub size: Size,
    pub seed: u64,
}

impl World {
    /// Everybody who offers services, oldest account first.
    pub fn specialists(self) -> impl Iterator<Item = Specialist> {
        (0..self.size.specialists()).map(move |index| self.specialist(index))
    }

    /// What `specialist`, who must be of this world, offers.
    pub fn services_of(self, specialist: &Specialist) -> impl Iterator<Item = Offer> {
        offers::offers_of(self.seed, specialist)
    }

    /// Everybody who books, oldest account first.
    pub fn clients(self) -> impl Iterator<Item = Client> {
        (0..self.size.clients()).map(move |index| self.client(index))
    }

    /// A portrait as a square JPEG file; `number` is below [`PORTRAITS`](faces::PORTRAITS).
    pub fn portrait(self, number: usize) -> Vec<u8> {
        faces::portrait(self.seed, number)
    }

    fn specialist(self, index: u64) -> Specialist {
        let mut person = Person::new(self.size.people(), self.seed, index);
        let mut trade = trade(&mut Dice::new(self.seed, Stream::Trades, index), person.gender);
        if index == 0 {
            (person, trade) = (person.known_as("demo.specialist"), Trade::Massage);
        }
        let mut dice = Dice::new(self.seed, Stream::Homes, index);
        let plain_e = dice.chance(400);
        let created_seconds_ago = age(self.seed, index, self.size.specialists());
        let worked = dice.below(31).min(dice.below(31)).min(dice.below(31)) as u32;
        let specialist = Specialist {
            index,
            username: person.username(),
            email: person.email(),
            phone: person.phone(),
            full_name: spelt(person.full_name(), plain_e),
            city: cities::home(&mut dice, person.roots),
            // Nobody has less experience than they have been here.
            experience_years: worked.max((created_seconds_ago / YEAR) as u32),
            bio: String::new(),
            portrait: (dice.chance(350) || index == 0).then(|| portrait(&mut dice, person.gender)),
            created_seconds_ago,
            gender: person.gender,
            trade,
            plain_e,
        };
        Specialist { bio: prose::bio(&mut dice, &specialist), ..specialist }
    }

    fn client(self, index: u64) -> Client {
        let ordinal = self.size.specialists() + index;
        let mut person = Person::new(self.size.people(), self.seed, ordinal);
        if index == 0 {
            person = person.known_as("demo.client");
        }
        let mut dice = Dice::new(self.seed, Stream::Homes, ordinal);
        Client {
            index,
            username: person.username(),
            email: person.email(),
            phone: person.phone(),
            full_name: spelt(person.full_name(), dice.chance(400)),
            city: cities::home(&mut dice, person.roots),
            created_seconds_ago: age(self.seed, index, self.size.clients()),
        }
    }
}

fn spelt(name: String, plain_e: bool) -> String {
    if plain_e { prose::plain(&name) } else { name }
}

/// A trade, in proportion to how many of this gender work in it.
fn trade(dice: &mut Dice, gender: Gender) -> Trade {
    let weight = |trade: &Trade| match (trade.craft(), gender) {
        (craft, Gender::Woman) => craft.share * craft.women,
        (craft, Gender::Man) => craft.share * (1_000 - craft.women),
    };
    TRADES[dice.weighted(TRADES.iter().map(weight))]
}

fn portrait(dice: &mut Dice, gender: Gender) -> usize {
    let pool = if gender == Gender::Woman { WOMEN } else { MEN };
    pool.start + dice.below(pool.len() as u64) as usize
}

/// How long ago number `index` of `people` signed up, in seconds.
///
/// Sign-ups start from nothing and grow evenly over the history, so half of the people came in the last 29 %.
fn age(seed: u64, index: u64, people: u64) -> u64 {
    const ONE: u128 = 1 << 62;
    let place = Dice::new(seed, Stream::Ages, index).below(1 << 20);
    let share = (u128::from(index) * (1 << 20) + u128::from(place)) * ONE / (u128::from(people) << 20);
    let passed = (share.isqrt() * u128::from(HISTORY)) >> 31;
    HISTORY - passed as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ups_grow_over_three_years() {
        let ages: Vec<u64> = (0..1_000).map(|index| age(7, index, 1_000)).collect();
        assert!(ages.is_sorted_by(|older, younger| older >= younger));
        assert!(ages[0] <= HISTORY && ages[0] > HISTORY * 9 / 10);
        assert!(ages[999] < HISTORY / 1_000);
        let last_year = ages.iter().filter(|age| **age < HISTORY / 3).count();
        assert!((540..570).contains(&last_year), "{last_year}");
    }
}
