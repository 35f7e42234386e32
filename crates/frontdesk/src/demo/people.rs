//! Names and addresses: who the people of a world are.

use super::dice::{Dice, Shuffle, Stream};
use super::words::names::{POOLS, Pool, Roots, Tier};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    Woman,
    Man,
}

/// How many of 1,000 people have Tatar names.
pub const TATAR_PERMILLE: u64 = 50;

/// How the people of every 1,000 are named: 789 women and 211 men, which suits both who works in these trades
/// and who books them.
const LANES: [(Gender, Roots, u64); 14] = [
    (Gender::Woman, Roots::Russian, 695),
    (Gender::Woman, Roots::Tatar, 39),
    (Gender::Woman, Roots::Armenian, 17),
    (Gender::Woman, Roots::Caucasian, 11),
    (Gender::Woman, Roots::Azerbaijani, 9),
    (Gender::Woman, Roots::CentralAsian, 13),
    (Gender::Woman, Roots::Georgian, 5),
    (Gender::Man, Roots::Russian, 185),
    (Gender::Man, Roots::Tatar, 11),
    (Gender::Man, Roots::Armenian, 5),
    (Gender::Man, Roots::Caucasian, 3),
    (Gender::Man, Roots::Azerbaijani, 3),
    (Gender::Man, Roots::CentralAsian, 3),
    (Gender::Man, Roots::Georgian, 1),
];

/// Numbers after +7 900: seven digits.
const PHONES: u64 = 10_000_000;

/// One person's name and how to reach them; no two people of a world share a username, address or number.
pub struct Person {
    pub gender: Gender,
    pub roots: Roots,
    given: &'static str,
    family: String,
    username: String,
    mail_domain: &'static str,
    phone: u64,
}

impl Person {
    /// Person number `ordinal` of the `people` of a world, specialists first and clients after them.
    ///
    /// Unique by construction: a shuffle gives each ordinal its own rank in one lane, and the rank is taken apart
    /// into given name, family name and number without loss.
    pub fn new(people: u64, seed: u64, ordinal: u64) -> Self {
        let rank = Shuffle::new(people, Dice::new(seed, Stream::Order, 0)).at(ordinal);
        let (lane, gender, roots, rank) = lane_of(rank);
        let pool = POOLS.iter().find(|pool| pool.roots == roots).expect("every tradition has its names");
        let (given, family, number) = name_of(pool, gender, rank, Dice::new(seed, Stream::Names, lane));
        let family = agreed(family, gender);
        let stem = format!("{}.{}", latin(given), latin(&family));
        let username = if number == 0 { stem } else { format!("{stem}{}", number + 1) };
        let mail_domain = ["example.com", "example.org", "example.net"][(rank % 3) as usize];
        let phone = Shuffle::new(PHONES, Dice::new(seed, Stream::Phones, 0)).at(ordinal);
        Self { gender, roots, given, family, username, mail_domain, phone }
    }

    /// This person under a username that everybody knows.
    pub fn known_as(self, username: &str) -> Self {
        Self { username: username.to_owned(), mail_domain: "example.com", ..self }
    }

    pub fn username(&self) -> String {
        self.username.clone()
    }

    pub fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    pub fn email(&self) -> String {
        format!("{}@{}", self.username, self.mail_domain)
    }

    pub fn phone(&self) -> String {
        format!("+7000{:07}", self.phone)
    }
}

/// The lane a rank falls into, and the rank within that lane.
fn lane_of(rank: u64) -> (u64, Gender, Roots, u64) {
    let (lap, mut place) = (rank / 1_000, rank % 1_000);
    for (lane, (gender, roots, width)) in (0..).zip(LANES) {
        if place < width {
            return (lane, gender, roots, lap * width + place);
        }
        place -= width;
    }
    unreachable!("the lanes are 1,000 wide together")
}

/// Takes a rank apart into given name, family name and a number that tells namesakes apart.
fn name_of(pool: &Pool, gender: Gender, rank: u64, order: Dice) -> (&'static str, &'static str, u64) {
    let given = match gender {
        Gender::Woman => pool.women,
        Gender::Man => pool.men,
    };
    let (givens, families) = (width(given), width(pool.families));
    let slot = Shuffle::new(givens * families, order).at(rank % (givens * families));
    let (given, given_turn, given_turns) = at(given, slot % givens);
    let (family, family_turn, family_turns) = at(pool.families, slot / givens);
    let lap = rank / (givens * families);
    (given, family, (lap * given_turns + given_turn) * family_turns + family_turn)
}

fn width(tiers: &[Tier]) -> u64 {
    tiers.iter().map(|(weight, names)| weight * names.len() as u64).sum()
}

/// The name at a slot, the slot's turn among those of that name, and how many those are.
fn at(tiers: &'static [Tier], mut slot: u64) -> (&'static str, u64, u64) {
    for (weight, names) in tiers {
        let span = weight * names.len() as u64;
        if slot < span {
            return (names[(slot / weight) as usize], slot % weight, *weight);
        }
        slot -= span;
    }
    unreachable!("the slot is below the tiers' width")
}

/// A family name in the form that fits its bearer.
fn agreed(masculine: &str, gender: Gender) -> String {
    const FEMININE: [(&str, &str); 10] = [
        ("ов", "ова"),
        ("ев", "ева"),
        ("ёв", "ёва"),
        ("ин", "ина"),
        ("ын", "ына"),
        ("ский", "ская"),
        ("цкий", "цкая"),
        ("ской", "ская"),
        ("стой", "стая"),
        ("вой", "вая"),
    ];
    let form = FEMININE.iter().find(|(ending, _)| gender == Gender::Woman && masculine.ends_with(ending));
    match form {
        Some((ending, feminine)) => masculine.strip_suffix(ending).unwrap_or(masculine).to_owned() + feminine,
        None => masculine.to_owned(),
    }
}

/// A name in small Latin letters.
fn latin(name: &str) -> String {
    /// From «а» to «я» in the order of code points, which leaves «ё» out.
    const LATIN: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
        "ts", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya",
    ];
    let letter = |c: char| match c {
        'а'..='я' => LATIN[c as usize - 'а' as usize],
        'ё' => "e",
        _ => "",
    };
    name.to_lowercase().chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn lanes_hold_a_thousand() {
        assert_eq!(LANES.iter().map(|(_, _, width)| width).sum::<u64>(), 1_000);
        let tatar = LANES.iter().filter(|lane| lane.1 == Roots::Tatar).map(|lane| lane.2).sum::<u64>();
        assert_eq!(tatar, TATAR_PERMILLE);
    }

    #[test]
    fn family_names_agree_with_their_bearer() {
        let woman = |family| agreed(family, Gender::Woman);
        assert_eq!(woman("Иванов"), "Иванова");
        assert_eq!(woman("Королёв"), "Королёва");
        assert_eq!(woman("Троицкий"), "Троицкая");
        assert_eq!(woman("Вишневский"), "Вишневская");
        assert_eq!(woman("Толстой"), "Толстая");
        assert_eq!(woman("Птицын"), "Птицына");
        assert_eq!(woman("Мухаметшин"), "Мухаметшина");
        for unchanged in ["Коваленко", "Саркисян", "Гелашвили", "Ким", "Цой", "Черных"]
        {
            assert_eq!(woman(unchanged), unchanged);
        }
        assert_eq!(agreed("Иванов", Gender::Man), "Иванов");
    }

    #[test]
    fn names_read_in_latin_letters() {
        assert_eq!(latin("Щербакова"), "scherbakova");
        assert_eq!(latin("Артём"), "artem");
        assert_eq!(latin("Юлия"), "yuliya");
    }

    /// Two names that look alike in Latin letters would let two people share a username.
    #[test]
    fn no_two_names_share_a_latin_form() {
        let unique = |names: Vec<String>| {
            let mut seen = HashMap::new();
            for name in names {
                let twin = seen.insert(latin(&name), name.clone());
                assert!(twin.is_none(), "{name} and {twin:?}");
            }
        };
        for gender in [Gender::Woman, Gender::Man] {
            let families = POOLS.iter().flat_map(|pool| pool.families).flat_map(|tier| tier.1);
            unique(families.map(|name| agreed(name, gender)).collect());
        }
        for pool in &POOLS {
            let given = pool.women.iter().chain(pool.men).flat_map(|tier| tier.1);
            unique(given.map(|name| (*name).to_owned()).collect());
        }
    }
}
