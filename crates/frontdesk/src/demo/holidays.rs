//! The public holidays of Russia, as far as they are the same every year.

use jiff::civil::{Date, date};

const EACH_YEAR: [(i8, i8, &str); 14] = [
    (1, 1, "Новый год"),
    (1, 2, "Новогодние каникулы"),
    (1, 3, "Новогодние каникулы"),
    (1, 4, "Новогодние каникулы"),
    (1, 5, "Новогодние каникулы"),
    (1, 6, "Новогодние каникулы"),
    (1, 7, "Рождество Христово"),
    (1, 8, "Новогодние каникулы"),
    (2, 23, "День защитника Отечества"),
    (3, 8, "Международный женский день"),
    (5, 1, "Праздник Весны и Труда"),
    (5, 9, "День Победы"),
    (6, 12, "День России"),
    (11, 4, "День народного единства"),
];

/// The holidays of the year of `today` and of those before and after it, by date.
pub fn around(today: Date) -> impl Iterator<Item = (Date, &'static str)> {
    let years = today.year() - 1..=today.year() + 1;
    years.flat_map(|year| EACH_YEAR.iter().map(move |(month, day, name)| (date(year, *month, *day), *name)))
}
