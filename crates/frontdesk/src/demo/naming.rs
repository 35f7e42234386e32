//! How people really write the names of their offers: in any case, with slips, shortcuts and prices.

use super::dice::Dice;
use super::prose::plain;

/// Frequent slips, without first letters so that any case fits.
const SLIPS: [(&str, &str); 23] = [
    ("аникюр", "аникур"),
    ("едикюр", "едекюр"),
    ("ассаж", "асаж"),
    ("оррекц", "орекц"),
    ("аращивани", "арощивани"),
    ("аминировани", "аменировани"),
    ("пиляци", "пеляци"),
    ("угаринг", "угаренг"),
    ("крашивани", "крашевани"),
    ("ониро", "аниро"),
    ("елировани", "илировани"),
    ("трижк", "тришк"),
    ("ппаратн", "паратн"),
    ("лассическ", "ласическ"),
    ("имфодренажн", "имфодринажн"),
    ("одготовк", "отготовк"),
    ("становк", "стоновк"),
    ("иагностик", "иогностик"),
    ("отосесси", "отосеси"),
    ("ренировк", "рениравк"),
    ("акияж", "акеяж"),
    ("омплекс", "омплекц"),
    ("нглийск", "нглиск"),
];

/// The template's name, or in 400 of 1,000 cases what somebody in a hurry made of it.
///
/// Never longer than 100 characters as long as the template keeps below 70.
pub fn offer_name(dice: &mut Dice, template: &str, rubles: u64, minutes: u32) -> String {
    if dice.chance(600) {
        return template.to_owned();
    }
    let varied = match dice.below(100) {
        0..30 => from_price(dice, template, rubles),
        30..46 => template.to_lowercase(),
        46..52 => template.to_uppercase(),
        52..59 => title_case(template),
        59..75 => misspelt(dice, template),
        75..85 => shortened(template),
        _ => template.to_owned(),
    };
    if varied == template { remarked(dice, template, minutes) } else { varied }
}

fn from_price(dice: &mut Dice, template: &str, rubles: u64) -> String {
    match dice.below(4) {
        0 => format!("{template} (от {} ₽)", grouped(rubles)),
        1 => format!("{template}, от {rubles} руб."),
        2 => format!("{template} от {rubles}₽"),
        _ => format!("{template} от {}р", grouped(rubles)),
    }
}

fn remarked(dice: &mut Dice, template: &str, minutes: u32) -> String {
    match dice.below(7) {
        0 => format!("{template}, {minutes} мин"),
        1 => format!("{template} / {minutes} минут"),
        2 => format!("{template} — акция"),
        3 => format!("{template} (для новых клиентов)"),
        4 => format!("{template} — новинка"),
        5 => format!("{template}!"),
        _ => format!("{} {minutes}мин", template.to_lowercase()),
    }
}

/// A plus for «and» and «with», and no «ё».
fn shortened(template: &str) -> String {
    const WITH: [(&str, &str); 7] = [
        (" с покрытием", "+покрытие"),
        (" с гель-лаком", "+гель-лак"),
        (" с укладкой", "+укладка"),
        (" с окрашиванием", "+окрашивание"),
        (" с тонированием", "+тонирование"),
        (" с ботоксом", "+ботокс"),
        (" и ", "+"),
    ];
    WITH.iter().fold(plain(template), |name, (long, short)| name.replace(long, short))
}

/// Capital letters on all but the smallest words.
fn title_case(template: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if word.chars().count() > 2 => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        }
    };
    template.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A frequent slip if the name invites one, else two letters swapped in its longest word.
fn misspelt(dice: &mut Dice, template: &str) -> String {
    let slip = SLIPS.iter().find(|(right, _)| template.contains(right));
    match slip {
        Some((right, wrong)) if dice.chance(700) => template.replacen(right, wrong, 1),
        _ => swapped(dice, template),
    }
}

fn swapped(dice: &mut Dice, template: &str) -> String {
    let words = || template.split(|c: char| !c.is_alphabetic());
    let Some(longest) = words().max_by_key(|word| word.chars().count()) else { return template.to_owned() };
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() < 5 {
        return template.to_owned();
    }
    let place = 1 + dice.below(letters.len() as u64 - 3) as usize;
    letters.swap(place, place + 1);
    template.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

/// A number with a space before the thousands.
fn grouped(number: u64) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands} {rest:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::dice::Stream;
    use crate::demo::words::TRADES;

    #[test]
    fn six_names_in_ten_are_the_template() {
        let mut dice = Dice::new(7, Stream::Offers, 0);
        let names: Vec<String> = (0..10_000).map(|_| offer_name(&mut dice, "Массаж лица", 1_500, 45)).collect();
        let plain = names.iter().filter(|name| *name == "Массаж лица").count();
        assert!((5_800..6_200).contains(&plain), "{plain}");
        let priced = names.iter().filter(|name| name.contains(" от ") || name.contains("(от ")).count();
        assert!((1_100..1_300).contains(&priced), "{priced}");
        for expected in ["массаж лица", "МАССАЖ ЛИЦА", "Массаж Лица", "Масаж лица", "Массаж лица (от 1 500 ₽)"]
        {
            assert!(names.iter().any(|name| name == expected), "{expected}");
        }
    }

    #[test]
    fn shortcuts_stay_readable() {
        assert_eq!(shortened("Маникюр с покрытием гель-лаком"), "Маникюр+покрытие гель-лаком");
        assert_eq!(shortened("Коррекция и окрашивание бровей"), "Коррекция+окрашивание бровей");
        assert_eq!(shortened("Вечерняя причёска"), "Вечерняя прическа");
    }

    #[test]
    fn no_name_grows_beyond_the_limit() {
        let mut dice = Dice::new(7, Stream::Offers, 1);
        for template in TRADES.iter().flat_map(|trade| trade.craft().lines).flat_map(|line| line.templates) {
            assert!(template.name.chars().count() < 70, "{}", template.name);
            for _ in 0..50 {
                let name = offer_name(&mut dice, template.name, 99_900, 480);
                assert!((1..=100).contains(&name.chars().count()), "{name}");
            }
        }
    }
}
