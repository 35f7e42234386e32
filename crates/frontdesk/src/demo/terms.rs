//! On which terms specialists take bookings.

use frontdesk_catalogue::model::{Confirmation, GridFrom, ServiceTerms};

use super::dice::{Dice, Stream};
use super::model::Specialist;

/// Values with the share of specialists, in percent, who choose them.
type Shares = [(i64, u64)];

const GRIDS: &Shares = &[(30, 60), (15, 30), (10, 7), (5, 3)];
const HORIZONS: &Shares = &[(14, 15), (30, 40), (60, 30), (90, 15)];
/// In minutes: none, up to a day.
const LEADS: &Shares = &[(0, 20), (30, 10), (60, 25), (120, 20), (180, 10), (720, 5), (1_440, 10)];
/// In minutes: until the start, up to two days before it.
const NOTICES: &Shares = &[(0, 15), (120, 15), (180, 15), (720, 10), (1_440, 40), (2_880, 5)];
const RESCHEDULES: &Shares = &[(1, 15), (2, 30), (3, 50), (0, 5)];
/// Of each service, in minutes.
const BUFFERS: &Shares = &[(0, 55), (10, 25), (15, 20)];
/// Of the services that have a limit at all.
const LIMITS: &Shares = &[(1, 20), (2, 40), (3, 25), (4, 15)];

/// The terms of one specialist's services, one after another: habits are the specialist's, what has to be tidied up is a
/// matter of the service.
pub fn terms_of(seed: u64, specialist: &Specialist) -> impl Iterator<Item = ServiceTerms> + use<> {
    let mut dice = Dice::new(seed, Stream::Terms, specialist.index);
    let habits = habits(&mut dice);
    std::iter::repeat_with(move || ServiceTerms {
        buffer_before_minutes: if dice.chance(40) { 10 } else { 0 },
        buffer_after_minutes: one(&mut dice, BUFFERS),
        daily_limit: dice.chance(50).then(|| one(&mut dice, LIMITS)),
        ..habits
    })
}

fn habits(dice: &mut Dice) -> ServiceTerms {
    let cancel_until_minutes = one(dice, NOTICES);
    ServiceTerms {
        lead_minutes: one(dice, LEADS),
        horizon_days: one(dice, HORIZONS),
        grid_minutes: one(dice, GRIDS),
        grid_from: if dice.chance(150) { GridFrom::Opening } else { GridFrom::Clock },
        confirmation: if dice.chance(120) { Confirmation::Manual } else { Confirmation::Auto },
        cancel_until_minutes,
        reschedule_until_minutes: if dice.chance(800) { cancel_until_minutes } else { one(dice, NOTICES) },
        max_reschedules: one(dice, RESCHEDULES),
        ..ServiceTerms::default()
    }
}

fn one(dice: &mut Dice, shares: &Shares) -> i64 {
    shares[dice.weighted(shares.iter().map(|(_, share)| *share))].0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_a_hundred_specialists() {
        for shares in [GRIDS, HORIZONS, LEADS, NOTICES, RESCHEDULES, BUFFERS, LIMITS] {
            assert_eq!(shares.iter().map(|(_, share)| share).sum::<u64>(), 100, "{shares:?}");
        }
    }
}
