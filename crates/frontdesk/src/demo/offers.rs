//! What a specialist offers, and for how much.

use frontdesk_catalogue::model::ServiceTerms;

use super::dice::{Dice, Shuffle, Stream};
use super::model::{Offer, Specialist};
use super::naming::offer_name;
use super::prose;
use super::terms::terms_of;
use super::words::{Line, Template, Trade};

/// How many of every hundred specialists have 1, 2, … 14 offers: six on average, exactly.
const COUNTS: [u64; 14] = [5, 8, 11, 12, 12, 12, 10, 9, 6, 5, 4, 3, 2, 1];

/// A specialist's price level in permille: the quantiles of a log-normal distribution with sigma 0.35.
const PRICE_LEVELS: [u64; 33] = [
    469, 553, 605, 646, 681, 713, 742, 770, 796, 822, 847, 873, 898, 923, 948, 974, 1_000, 1_027, 1_055, 1_084, 1_114,
    1_146, 1_180, 1_216, 1_256, 1_299, 1_348, 1_403, 1_468, 1_548, 1_652, 1_807, 2_134,
];

/// The offer that the demo's own specialist always has, at its usual price and on the usual terms.
const SHOWPIECE: &str = "Массаж лица";

/// The offers of one specialist, one after another.
pub fn offers_of(seed: u64, specialist: &Specialist) -> impl Iterator<Item = Offer> {
    let mut dice = Dice::new(seed, Stream::Offers, specialist.index);
    let level = price_level(&mut dice) * specialist.city.price_permille;
    let mut taken = Vec::new();
    (0..count_of(seed, specialist.index)).zip(terms_of(seed, specialist)).map(move |(number, terms)| {
        let showpiece = specialist.index == 0 && number == 0;
        let (trade, line, template) =
            if showpiece { showpiece_of(Trade::Massage) } else { choose(&mut dice, specialist.trade, &taken) };
        taken.push(template.name);
        let offer = describe(&mut dice, specialist, level, (trade, line, template), terms);
        let usual = || Offer {
            name: SHOWPIECE.into(),
            price_minor: 150_000,
            active: true,
            terms: ServiceTerms::default(),
            ..offer.clone()
        };
        if showpiece { usual() } else { offer }
    })
}

/// From 1 to 14. The first of every hundred, and so the demo's own specialist, has six.
fn count_of(seed: u64, index: u64) -> u64 {
    const SIX: u64 = COUNTS[0] + COUNTS[1] + COUNTS[2] + COUNTS[3] + COUNTS[4];
    let order = Shuffle::new(100, Dice::new(seed, Stream::OfferCounts, index / 100));
    let mut place = (order.at(index % 100) + 100 - order.at(0) + SIX) % 100;
    for (count, specialists) in (1..).zip(COUNTS) {
        if place < specialists {
            return count;
        }
        place -= specialists;
    }
    unreachable!("the counts are of a hundred specialists")
}

fn price_level(dice: &mut Dice) -> u64 {
    let (step, part) = (dice.below(32) as usize, dice.below(1_000));
    let (low, high) = (PRICE_LEVELS[step], PRICE_LEVELS[step + 1]);
    low + (high - low) * part / 1_000
}

type Choice = (Trade, &'static Line, &'static Template);

fn showpiece_of(trade: Trade) -> Choice {
    let lines = trade.craft().lines.iter();
    let mut all = lines.flat_map(|line| line.templates.iter().map(move |template| (trade, line, template)));
    all.find(|(_, _, template)| template.name == SHOWPIECE).expect("the trade has the showpiece")
}

/// An offer that is not taken yet, usually of the specialist's own trade and one of its usual ones.
fn choose(dice: &mut Dice, own: Trade, taken: &[&str]) -> Choice {
    loop {
        let mut trade = own;
        let mut roll = dice.below(1_000);
        for (sideline, share) in own.craft().sidelines {
            if roll < *share {
                trade = *sideline;
                break;
            }
            roll -= share;
        }
        let lines = trade.craft().lines;
        let line = &lines[dice.weighted(lines.iter().map(|line| line.share))];
        let templates = line.templates.len() as u64;
        let template = &line.templates[dice.below(templates).min(dice.below(templates)) as usize];
        if !taken.contains(&template.name) {
            return (trade, line, template);
        }
    }
}

fn describe(
    dice: &mut Dice,
    specialist: &Specialist,
    level: u64,
    (trade, line, template): Choice,
    terms: ServiceTerms,
) -> Offer {
    let duration = template.minutes[dice.weighted(template.minutes.iter().map(|(_, weight)| *weight))].0;
    let rubles = price(dice, template, duration, level);
    let delay = if dice.chance(600) { dice.below(14 * 86_400) } else { dice.below(specialist.created_seconds_ago) };
    Offer {
        name: offer_name(dice, template.name, rubles, duration),
        category: trade.category(),
        description: prose::description(dice, specialist, line.details, trade.craft().emoji),
        price_minor: rubles as i64 * 100,
        duration_minutes: duration,
        active: dice.chance(970),
        terms,
        created_seconds_ago: specialist.created_seconds_ago.saturating_sub(delay),
    }
}

/// The price in rubles; `level` is the specialist's times the city's, in millionths.
///
/// A longer appointment costs more, but less than in proportion.
fn price(dice: &mut Dice, template: &Template, duration: u32, level: u64) -> u64 {
    let usual = u64::from(template.minutes[0].0);
    let by_length = template.rubles * (4 * usual + 6 * u64::from(duration)) / (10 * usual);
    let around = 950 + dice.below(101);
    rounded(by_length * around * level / 1_000_000_000)
}

fn rounded(rubles: u64) -> u64 {
    let step = if rubles < 2_000 { 50 } else { 100 };
    ((rubles + step / 2) / step * step).max(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::words::TRADES;

    #[test]
    fn every_hundred_specialists_have_six_hundred_offers() {
        assert_eq!(COUNTS.iter().sum::<u64>(), 100);
        for hundred in 0..20 {
            let counts: Vec<u64> = (0..100).map(|place| count_of(7, hundred * 100 + place)).collect();
            assert_eq!(counts.iter().sum::<u64>(), 600);
            assert_eq!(counts[0], 6);
            assert!(counts.contains(&1) && counts.contains(&14));
        }
    }

    #[test]
    fn prices_come_in_steps() {
        for (raw, price) in [(12, 100), (1_024, 1_000), (1_025, 1_050), (1_990, 2_000), (2_049, 2_000), (2_050, 2_100)]
        {
            assert_eq!(rounded(raw), price);
        }
    }

    #[test]
    fn there_is_enough_to_offer() {
        let templates = |trade: &Trade| trade.craft().lines.iter().flat_map(|line| line.templates).collect::<Vec<_>>();
        assert!(TRADES.iter().map(|trade| templates(trade).len()).sum::<usize>() >= 120);
        for trade in &TRADES {
            let mut names: Vec<&str> = templates(trade).iter().map(|template| template.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), templates(trade).len(), "{trade:?}");
            assert!(names.len() >= 16, "{trade:?}");
        }
    }

    /// What a trade gives away to its sidelines must come back, or the shares of the categories would drift.
    #[test]
    fn sidelines_give_and_take_alike() {
        let flow = |from: Trade, to: Trade| {
            let share = from.craft().sidelines.iter().find(|(trade, _)| *trade == to).map_or(0, |(_, share)| *share);
            from.craft().share * share
        };
        for (from, to) in TRADES.iter().flat_map(|from| TRADES.map(|to| (*from, to))) {
            let (there, back) = (flow(from, to), flow(to, from));
            assert!(there.abs_diff(back) * 50 <= there, "{from:?} {to:?}: {there} {back}");
        }
        assert_eq!(TRADES.iter().map(|trade| trade.craft().share).sum::<u64>(), 1_000);
    }
}
