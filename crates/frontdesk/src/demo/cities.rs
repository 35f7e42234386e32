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
}

const fn city(name: &'static str, weight: u64, price_permille: u64, where_to: (&'static str, Spots)) -> City {
    City { name, within: where_to.0, spots: where_to.1, price_permille, weight }
}

type Spots = &'static [&'static str];

/// The cities, largest first.
pub const CITIES: [City; 20] = [
    city("Москва", 3013, 1_780, ("в Москве", MOSCOW)),
    city("Санкт-Петербург", 1397, 1_250, ("в Санкт-Петербурге", PETERSBURG)),
    city("Новосибирск", 461, 1_030, ("в Новосибирске", NOVOSIBIRSK)),
    city("Екатеринбург", 436, 1_100, ("в Екатеринбурге", YEKATERINBURG)),
    city("Казань", 380, 1_050, ("в Казани", KAZAN)),
    city("Красноярск", 351, 1_000, ("в Красноярске", KRASNOYARSK)),
    city("Нижний Новгород", 351, 1_000, ("в Нижнем Новгороде", NIZHNY)),
    city("Челябинск", 343, 920, ("в Челябинске", CHELYABINSK)),
    city("Уфа", 340, 950, ("в Уфе", UFA)),
    city("Самара", 339, 960, ("в Самаре", SAMARA)),
    city("Ростов-на-Дону", 334, 1_000, ("в Ростове-на-Дону", ROSTOV)),
    city("Краснодар", 333, 1_070, ("в Краснодаре", KRASNODAR)),
    city("Омск", 324, 900, ("в Омске", OMSK)),
    city("Воронеж", 309, 930, ("в Воронеже", VORONEZH)),
    city("Пермь", 304, 960, ("в Перми", PERM)),
    city("Волгоград", 302, 900, ("в Волгограде", VOLGOGRAD)),
    city("Иркутск", 190, 780, ("в Иркутске", IRKUTSK)),
    city("Владивосток", 184, 800, ("во Владивостоке", VLADIVOSTOK)),
    city("Калининград", 156, 780, ("в Калининграде", KALININGRAD)),
    city("Пенза", 153, 750, ("в Пензе", PENZA)),
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
