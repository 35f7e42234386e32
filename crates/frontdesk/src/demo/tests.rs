//! What a world promises as a whole.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use frontdesk_catalogue::model::{Confirmation, ServiceTerms};

use super::cities::CITIES;
use super::people::Gender;
use super::{CATEGORIES, Client, Offer, PORTRAITS, Size, Specialist, World};

const MEDIUM: World = World { size: Size::Medium, seed: 7 };

static SPECIALISTS: LazyLock<Vec<Specialist>> = LazyLock::new(|| MEDIUM.specialists().collect());
static OFFERS: LazyLock<Vec<(u64, Offer)>> = LazyLock::new(|| offers(MEDIUM).collect());
static CLIENTS: LazyLock<Vec<Client>> = LazyLock::new(|| MEDIUM.clients().collect());

/// Every offer with its specialist's index.
fn offers(world: World) -> impl Iterator<Item = (u64, Offer)> {
    let of = move |one: Specialist| world.services_of(&one).map(|offer| (one.index, offer)).collect::<Vec<_>>();
    world.specialists().flat_map(of)
}

fn digest(world: World) -> u64 {
    let mut hasher = DefaultHasher::new();
    world.specialists().for_each(|specialist| specialist.hash(&mut hasher));
    offers(world).for_each(|offer| offer.hash(&mut hasher));
    world.clients().for_each(|client| client.hash(&mut hasher));
    hasher.finish()
}

#[test]
fn a_seed_decides_everything() {
    let small = |seed| digest(World { size: Size::Small, seed });
    assert_eq!(small(7), small(7));
    assert_ne!(small(7), small(8));
}

#[test]
fn sizes_are_exact() {
    let small = World { size: Size::Small, seed: 7 };
    assert_eq!((small.specialists().count(), offers(small).count(), small.clients().count()), (100, 600, 2_000));
    assert_eq!((SPECIALISTS.len(), OFFERS.len(), CLIENTS.len()), (10_000, 60_000, 200_000));
    assert_eq!((Size::Small.offers(), Size::Medium.offers(), Size::Large.offers()), (600, 60_000, 600_000));
    assert_eq!((Size::Large.specialists(), Size::Large.clients()), (100_000, 2_000_000));
}

#[test]
fn sizes_have_short_names() {
    assert_eq!(["s", "m", "l"].map(str::parse), [Size::Small, Size::Medium, Size::Large].map(Ok));
    assert!("xl".parse::<Size>().is_err());
}

#[test]
fn nobody_shares_an_identifier() {
    let specialists = SPECIALISTS.iter().map(|one| (&one.username, &one.email, &one.phone));
    let clients = CLIENTS.iter().map(|one| (&one.username, &one.email, &one.phone));
    let (mut names, mut emails, mut phones) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (username, email, phone) in specialists.chain(clients) {
        assert!(username.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.'), "{username}");
        assert!(phone.len() == 12 && phone.starts_with("+7000"), "{phone}");
        let domain = email.strip_prefix(&format!("{username}@")).expect("the username is the local part");
        assert!(["example.com", "example.org", "example.net"].contains(&domain), "{email}");
        assert!(names.insert(username) && emails.insert(email) && phones.insert(phone));
    }
}

#[test]
fn the_first_ones_are_known_by_name() {
    for seed in 0..20 {
        let world = World { size: Size::Small, seed };
        let specialist = world.specialists().next().expect("a specialist");
        let client = world.clients().next().expect("a client");
        assert_eq!((specialist.username.as_str(), client.username.as_str()), ("demo.specialist", "demo.client"));
        assert_eq!(specialist.email, "demo.specialist@example.com");
        let services: Vec<Offer> = world.services_of(&specialist).collect();
        assert_eq!(services.len(), 6);
        let shown = (services[0].name.as_str(), services[0].price_minor, services[0].duration_minutes);
        assert_eq!((shown, services[0].active), (("Массаж лица", 150_000, 45), true));
    }
}

#[test]
fn cities_have_their_share() {
    let mut homes: HashMap<&str, u64> = HashMap::new();
    let cities = SPECIALISTS.iter().map(|one| one.city).chain(CLIENTS.iter().map(|one| one.city));
    cities.for_each(|city| *homes.entry(city.name).or_default() += 1);
    for city in &CITIES {
        let expected = city.weight * 21;
        assert!(homes[city.name].abs_diff(expected) * 100 < expected * 7, "{} {}", city.name, homes[city.name]);
    }
}

#[test]
fn names_agree_with_gender() {
    for one in SPECIALISTS.iter() {
        let family = one.full_name.split(' ').nth(1).expect("a family name");
        let feminine = ["ова", "ева", "ёва", "ина", "ына", "ая"].iter().any(|ending| family.ends_with(ending));
        let masculine = ["ов", "ев", "ёв", "ий"].iter().any(|ending| family.ends_with(ending));
        match one.gender {
            Gender::Woman => assert!(!masculine, "{}", one.full_name),
            Gender::Man => assert!(!feminine, "{}", one.full_name),
        }
    }
}

#[test]
fn texts_and_numbers_keep_their_limits() {
    let (mut pictures, mut blank, mut words) = (0, 0, 0);
    for one in SPECIALISTS.iter() {
        let letters = one.bio.chars().count();
        assert!(one.full_name.chars().count() <= 255 && letters <= 600 && one.experience_years <= 30);
        assert!(one.portrait.is_none_or(|number| number < PORTRAITS));
        pictures += u32::from(one.portrait.is_some());
        blank += u32::from(letters == 0);
        words += letters;
    }
    assert!((3_300..3_700).contains(&pictures), "{pictures}");
    assert!((1_000..1_500).contains(&blank) && (150..350).contains(&(words / 10_000)), "{blank} {words}");
}

#[test]
fn offers_keep_their_limits() {
    let (mut inactive, mut emoji, mut told) = (0_u64, 0_u64, 0_u64);
    for (owner, offer) in OFFERS.iter() {
        assert!((1..=100).contains(&offer.name.chars().count()), "{}", offer.name);
        assert!(offer.description.chars().count() <= 600);
        let rubles = offer.price_minor / 100;
        assert!(
            (100..100_000).contains(&rubles) && offer.price_minor % if rubles < 2_000 { 5_000 } else { 10_000 } == 0
        );
        assert!((15..=480).contains(&offer.duration_minutes) && offer.duration_minutes % 5 == 0);
        assert!(offer.created_seconds_ago <= SPECIALISTS[*owner as usize].created_seconds_ago);
        inactive += u64::from(!offer.active);
        told += u64::from(!offer.description.is_empty());
        emoji += u64::from(offer.description.chars().any(|c| c >= '\u{2700}'));
    }
    assert!((1_500..2_100).contains(&inactive), "{inactive}");
    assert!((25..35).contains(&(emoji * 1_000 / told)), "{emoji} of {told}");
}

#[test]
fn terms_are_those_of_the_trade() {
    let share = |is: fn(&ServiceTerms) -> bool| {
        OFFERS.iter().filter(|(_, offer)| is(&offer.terms)).count() * 100 / OFFERS.len()
    };
    for (what, met, expected) in [
        ("half an hour apart", share(|terms| terms.grid_minutes == 30), 60),
        ("a quarter apart", share(|terms| terms.grid_minutes == 15), 30),
        ("nothing after", share(|terms| terms.buffer_after_minutes == 0), 55),
        ("a month ahead", share(|terms| terms.horizon_days == 30), 40),
        ("firm at once", share(|terms| terms.confirmation == Confirmation::Auto), 88),
        ("no more than a day of lead", share(|terms| terms.lead_minutes <= 1_440), 100),
    ] {
        assert!(met.abs_diff(expected) <= 3, "{what}: {met} %");
    }
    let habits = |owner: u64| OFFERS.iter().filter(move |(index, _)| *index == owner).map(|(_, offer)| offer.terms);
    assert!(habits(1).all(|terms| Some(terms.horizon_days) == habits(1).next().map(|first| first.horizon_days)));
}

/// The shares are those of the beauty trade, which is four fifths of the demo.
#[test]
fn categories_have_their_share() {
    let mut shelves: HashMap<&str, u64> = HashMap::new();
    OFFERS.iter().for_each(|(_, offer)| *shelves.entry(offer.category.key).or_default() += 1);
    let beauty = [
        ("nails", 31),
        ("hair", 17),
        ("barber", 12),
        ("brows", 9),
        ("lashes", 7),
        ("massage", 8),
        ("depilation", 8),
        ("cosmetology", 5),
        ("makeup", 3),
    ];
    for (key, percent) in beauty {
        let expected = percent * 480;
        assert!(shelves[key].abs_diff(expected) * 8 < expected, "{key}: {} of {expected}", shelves[key]);
    }
    assert!(CATEGORIES.iter().all(|category| shelves[category.key] > 300), "{shelves:?}");
}

#[test]
fn face_massage_costs_about_fifteen_hundred() {
    let face = OFFERS.iter().map(|(_, offer)| offer).filter(|offer| offer.name == "Массаж лица");
    let face: Vec<&Offer> = face.collect();
    assert!(face.len() > 50 && face.iter().all(|offer| offer.duration_minutes == 45), "{}", face.len());
    let mut prices: Vec<i64> = face.iter().map(|offer| offer.price_minor / 100).collect();
    prices.sort_unstable();
    assert!((1_300..2_100).contains(&prices[prices.len() / 2]), "{}", prices[prices.len() / 2]);
}
