//! Where specialists receive.

use super::dice::{Dice, Stream};
use super::model::Specialist;

const NAMES: [&str; 14] = [
    "Кабинет",
    "Студия",
    "Мастерская",
    "Салон «Лаванда»",
    "Салон «Миндаль»",
    "Студия «Облако»",
    "Студия «Своя»",
    "Салон «Весна»",
    "Кабинет на первом этаже",
    "Студия «Север»",
    "Салон «Ольха»",
    "Студия «Тепло»",
    "Коворкинг «Линия»",
    "Салон «Маяк»",
];

const STREETS: [&str; 16] = [
    "ул. Ленина",
    "ул. Советская",
    "ул. Мира",
    "ул. Гагарина",
    "ул. Садовая",
    "ул. Молодёжная",
    "ул. Пушкина",
    "ул. Кирова",
    "ул. Лермонтова",
    "ул. Чехова",
    "пр. Победы",
    "пр. Мира",
    "ул. Набережная",
    "ул. Заводская",
    "ул. Лесная",
    "ул. Школьная",
];

/// How far places lie from the middle of their city at most, in millionths of a degree: some ten kilometres.
const SPREAD: u64 = 90_000;

/// Where somebody receives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub name: &'static str,
    pub address: String,
    /// Latitude and longitude in millionths of a degree.
    pub point: (i64, i64),
}

/// The place of `specialist`, in their own city.
pub fn place_of(seed: u64, specialist: &Specialist) -> Place {
    let mut dice = Dice::new(seed, Stream::Places, specialist.index);
    let (latitude, longitude) = specialist.city.middle;
    let name = dice.pick(&NAMES);
    let street = dice.pick(&STREETS);
    let house = 1 + dice.below(140).min(dice.below(140));
    // Two throws each: most places lie near the middle.
    let mut off = || (dice.below(SPREAD) + dice.below(SPREAD)) as i64 - SPREAD as i64;
    let point = (latitude + off() * 5 / 9, longitude + off());
    Place { name, address: format!("{street}, {house}"), point }
}
