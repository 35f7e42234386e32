//! Where the people of the demo live: twenty large Russian cities.

use super::dice::Dice;
use super::people::TATAR_PERMILLE;
use super::words::names::Roots;

/// A city and what the texts and prices need to know of it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct City {
    pub name: &'static str,
    /// «Where?», as in «в Казани».
    pub within: &'static str,
    /// Spots inside the city, also answering «where?».
    pub spots: &'static [&'static str],
    /// Price level; 1,000 is the country's.
    pub price_permille: u64,
    /// Share of the people, in 10,000: residents on 1 January 2024 to the power of 0.9.
    pub weight: u64,
    /// By its IANA name.
    pub time_zone: &'static str,
    /// Latitude and longitude of its middle, in millionths of a degree.
    pub middle: (i64, i64),
}

const fn city(
    name: &'static str,
    weight: u64,
    price_permille: u64,
    (time_zone, latitude, longitude): (&'static str, i64, i64),
    (within, spots): (&'static str, Spots),
) -> City {
    City { name, within, spots, price_permille, weight, time_zone, middle: (latitude, longitude) }
}

type Spots = &'static [&'static str];

/// The cities, largest first.
pub const CITIES: [City; 20] = [
    city("Москва", 3013, 1_780, ("Europe/Moscow", 55_755_800, 37_617_600), ("в Москве", MOSCOW)),
    city("Санкт-Петербург", 1397, 1_250, ("Europe/Moscow", 59_938_600, 30_314_100), ("в Санкт-Петербурге", PETERSBURG)),
    city("Новосибирск", 461, 1_030, ("Asia/Novosibirsk", 55_030_200, 82_920_400), ("в Новосибирске", NOVOSIBIRSK)),
    city(
        "Екатеринбург",
        436,
        1_100,
        ("Asia/Yekaterinburg", 56_838_900, 60_605_700),
        ("в Екатеринбурге", YEKATERINBURG),
    ),
    city("Казань", 380, 1_050, ("Europe/Moscow", 55_796_400, 49_108_900), ("в Казани", KAZAN)),
    city("Красноярск", 351, 1_000, ("Asia/Krasnoyarsk", 56_015_300, 92_893_200), ("в Красноярске", KRASNOYARSK)),
    city("Нижний Новгород", 351, 1_000, ("Europe/Moscow", 56_326_900, 44_005_900), ("в Нижнем Новгороде", NIZHNY)),
    city("Челябинск", 343, 920, ("Asia/Yekaterinburg", 55_160_300, 61_400_900), ("в Челябинске", CHELYABINSK)),
    city("Уфа", 340, 950, ("Asia/Yekaterinburg", 54_735_100, 55_958_700), ("в Уфе", UFA)),
    city("Самара", 339, 960, ("Europe/Samara", 53_195_900, 50_100_200), ("в Самаре", SAMARA)),
    city("Ростов-на-Дону", 334, 1_000, ("Europe/Moscow", 47_222_100, 39_720_300), ("в Ростове-на-Дону", ROSTOV)),
    city("Краснодар", 333, 1_070, ("Europe/Moscow", 45_035_500, 38_975_300), ("в Краснодаре", KRASNODAR)),
    city("Омск", 324, 900, ("Asia/Omsk", 54_989_300, 73_368_200), ("в Омске", OMSK)),
    city("Воронеж", 309, 930, ("Europe/Moscow", 51_660_800, 39_200_300), ("в Воронеже", VORONEZH)),
    city("Пермь", 304, 960, ("Asia/Yekaterinburg", 58_010_500, 56_250_200), ("в Перми", PERM)),
    city("Волгоград", 302, 900, ("Europe/Volgograd", 48_708_000, 44_513_300), ("в Волгограде", VOLGOGRAD)),
    city("Иркутск", 190, 780, ("Asia/Irkutsk", 52_286_400, 104_280_700), ("в Иркутске", IRKUTSK)),
    city("Владивосток", 184, 800, ("Asia/Vladivostok", 43_116_400, 131_882_400), ("во Владивостоке", VLADIVOSTOK)),
    city("Калининград", 156, 780, ("Europe/Kaliningrad", 54_710_400, 20_452_200), ("в Калининграде", KALININGRAD)),
    city("Пенза", 153, 750, ("Europe/Moscow", 53_200_700, 45_004_600), ("в Пензе", PENZA)),
];

const MOSCOW: Spots = &[
    "у метро «Таганская»",
    "рядом с метро «Сокол»",
    "в пяти минутах от метро «Бауманская»",
    "в Марьине",
    "на Профсоюзной улице",
    "в Хамовниках",
    "у метро «Новокосино»",
    "рядом с ВДНХ",
    "в Строгине",
];
const PETERSBURG: Spots = &[
    "у метро «Чернышевская»",
    "на Петроградской стороне",
    "рядом с метро «Московская»",
    "на Васильевском острове",
    "в Приморском районе",
    "у метро «Проспект Просвещения»",
    "на Лиговском проспекте",
];
const NOVOSIBIRSK: Spots = &["у площади Маркса", "в Академгородке", "на Красном проспекте", "у метро «Заельцовская»"];
const YEKATERINBURG: Spots = &["на Уралмаше", "у метро «Геологическая»", "в Академическом", "на улице Малышева"];
const KAZAN: Spots = &["у метро «Кремлёвская»", "на улице Баумана", "в Азине", "на проспекте Победы", "у Кольца"];
const KRASNOYARSK: Spots = &["на проспекте Мира", "на Взлётке", "в Северном", "на правом берегу"];
const NIZHNY: Spots = &["на Большой Покровской", "в Сормове", "у метро «Горьковская»", "на Автозаводе"];
const CHELYABINSK: Spots = &["на Северо-Западе", "у Алого Поля", "на проспекте Ленина", "в Парковом"];
const UFA: Spots = &["на проспекте Октября", "в Черниковке", "в Сипайлове", "на улице Ленина", "в Дёме"];
const SAMARA: Spots = &["у метро «Алабинская»", "на Ново-Садовой", "на Ленинградской", "у метро «Безымянка»"];
const ROSTOV: Spots = &["на Большой Садовой", "на Западном", "на Пушкинской", "в Нахичевани", "на Северном"];
const KRASNODAR: Spots = &["на улице Красной", "в Юбилейном", "в Фестивальном", "на Ставропольской"];
const OMSK: Spots = &["на Левом берегу", "на проспекте Маркса", "в Нефтяниках", "на Красном Пути"];
const VORONEZH: Spots = &["на Плехановской", "в Северном районе", "на Левом берегу", "на проспекте Революции"];
const PERM: Spots = &["на Комсомольском проспекте", "в Мотовилихе", "на Парковом", "у эспланады"];
const VOLGOGRAD: Spots = &["на проспекте Ленина", "в Дзержинском районе", "у Аллеи Героев", "на Спартановке"];
const IRKUTSK: Spots = &["на улице Карла Маркса", "в Солнечном", "в Университетском", "на Байкальской"];
const VLADIVOSTOK: Spots = &["на Светланской", "на Второй Речке", "на Эгершельде", "на Чуркине"];
const KALININGRAD: Spots = &["на Ленинском проспекте", "у площади Победы", "на улице Горького", "на Сельме"];
const PENZA: Spots = &["на Московской улице", "в Арбекове", "на Западной Поляне", "в Терновке"];

/// A home for somebody with these roots.
///
/// Tatar names gather in Kazan and Ufa, others keep away by as much: each city's share stays its weight.
pub fn home(dice: &mut Dice, roots: Roots) -> &'static City {
    let place = match roots {
        Roots::Tatar => dice.weighted(CITIES.iter().map(tatar_weight)),
        _ => dice.weighted(CITIES.iter().map(|city| city.weight * 1_000 - tatar_weight(city) * TATAR_PERMILLE)),
    };
    &CITIES[place]
}

/// Where people with Tatar names live, in 10,000.
fn tatar_weight(city: &City) -> u64 {
    match city.name {
        "Казань" => 2_800,
        "Уфа" => 2_500,
        _ => city.weight / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_shares_of_ten_thousand() {
        assert_eq!(CITIES.iter().map(|city| city.weight).sum::<u64>(), 10_000);
        let tatar: u64 = CITIES.iter().map(tatar_weight).sum();
        assert!((9_900..10_100).contains(&tatar), "{tatar}");
    }

    #[test]
    fn a_city_and_its_spots_answer_where() {
        for city in &CITIES {
            assert!(city.name.chars().count() <= 100);
            assert!(city.within.starts_with("в ") || city.within.starts_with("во "), "{}", city.within);
            assert!(city.spots.len() >= 4, "{}", city.name);
        }
    }
}
