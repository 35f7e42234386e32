//! Puts remarks together into a text in somebody's voice.

use super::cities::City;
use super::dice::Dice;
use super::model::Specialist;
use super::people::Gender;
use super::words::{Subjects, common};

/// The longest text, in characters.
pub const LONGEST: usize = 600;

/// Up to this experience somebody counts as a beginner, in years.
const BEGINNER_YEARS: u32 = 1;

/// Who is speaking.
pub struct Voice {
    pub gender: Gender,
    pub years: u32,
    pub city: &'static City,
    pub spot: &'static str,
    pub plain_e: bool,
}

/// What a specialist writes about themselves; one in eight writes nothing.
pub fn bio(dice: &mut Dice, specialist: &Specialist) -> String {
    if dice.chance(125) {
        return String::new();
    }
    let craft = specialist.trade.craft();
    let voice = Voice {
        gender: specialist.gender,
        years: specialist.experience_years,
        city: specialist.city,
        spot: dice.pick(specialist.city.spots),
        plain_e: specialist.plain_e,
    };
    // A trade's second subject is the writer's past, and a beginner has none to tell.
    let past = if voice.years <= BEGINNER_YEARS { 2 } else { 1 };
    // Some love to talk and return to what their trade is about.
    let times = if dice.chance(150) { 2 } else { 1 };
    let own = craft.bio[past..].iter().flat_map(|subject| std::iter::repeat_n(subject, times));
    let rest = own.chain(common::about(craft.venue)).copied().collect::<Vec<_>>();
    let wanted = dice.below(rest.len() as u64 + 1);
    voice.text(dice, craft.bio[0], &rest, wanted)
}

/// What a specialist writes about an offer; one in seven is left without.
pub fn description(dice: &mut Dice, specialist: &Specialist, details: Subjects, emoji: &[&str]) -> String {
    if dice.chance(140) {
        return String::new();
    }
    let voice = Voice {
        gender: specialist.gender,
        years: specialist.experience_years,
        city: specialist.city,
        spot: specialist.city.spots[0],
        plain_e: specialist.plain_e,
    };
    let rest = details[1..].iter().chain(common::terms(specialist.trade.craft().venue)).copied().collect::<Vec<_>>();
    let wanted = dice.below(rest.len() as u64 + 1);
    let mut text = voice.text(dice, details[0], &rest, wanted);
    if dice.chance(30) && text.chars().count() + 2 <= LONGEST {
        text = if dice.chance(300) {
            format!("{} {text}", dice.pick(emoji))
        } else {
            format!("{text} {}", dice.pick(emoji))
        };
    }
    text
}

impl Voice {
    /// A remark on the first subject and on about `wanted` of the others, in their order.
    fn text(&self, dice: &mut Dice, first: &[&str], rest: &[&[&str]], mut wanted: u64) -> String {
        let mut text = self.remark(dice, first).unwrap_or_default();
        let mut left = rest.len() as u64;
        for subject in rest {
            let chosen = dice.below(left) < wanted;
            left -= 1;
            if !chosen {
                continue;
            }
            wanted -= 1;
            if let Some(remark) = self.remark(dice, subject) {
                let fits = text.chars().count() + 1 + remark.chars().count() <= LONGEST;
                if fits && !text.contains(&remark) {
                    text = format!("{text} {remark}");
                }
            }
        }
        let text = text.trim_start();
        if self.plain_e { plain(text) } else { text.to_owned() }
    }

    /// One wording of a subject that suits the speaker.
    fn remark(&self, dice: &mut Dice, subject: &[&str]) -> Option<String> {
        let suited = subject.iter().filter(|wording| self.suits(wording)).copied().collect::<Vec<_>>();
        if suited.is_empty() { None } else { Some(self.say(dice.pick(&suited))) }
    }

    fn suits(&self, wording: &str) -> bool {
        let beginner = self.years <= BEGINNER_YEARS;
        (beginner || !wording.starts_with("{new}")) && !(beginner && wording.contains("{years}"))
    }

    /// A wording with its marks resolved.
    fn say(&self, wording: &str) -> String {
        let mut said = String::new();
        let mut left = wording.trim_start_matches("{new}");
        while let Some((before, (forms, after))) =
            left.split_once('[').and_then(|(before, tail)| Some((before, tail.split_once(']')?)))
        {
            let (man, woman) = forms.split_once('|').unwrap_or((forms, forms));
            said.push_str(before);
            said.push_str(if self.gender == Gender::Man { man } else { woman });
            left = after;
        }
        said.push_str(left);
        said.replace("{years}", &years(self.years)).replace("{city}", self.city.within).replace("{spot}", self.spot)
    }
}

/// «1 год», «3 года», «7 лет».
fn years(count: u32) -> String {
    let word = match (count % 10, count % 100) {
        (_, 11..=14) => "лет",
        (1, _) => "год",
        (2..=4, _) => "года",
        _ => "лет",
    };
    format!("{count} {word}")
}

/// A text without «ё», as most people type it.
pub fn plain(text: &str) -> String {
    text.replace('ё', "е").replace('Ё', "Е")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::cities::CITIES;
    use crate::demo::dice::Stream;
    use crate::demo::words::{TRADES, Venue};

    fn voice(gender: Gender, years: u32) -> Voice {
        Voice { gender, years, city: &CITIES[0], spot: CITIES[0].spots[0], plain_e: false }
    }

    #[test]
    fn years_agree_with_their_number() {
        for (count, text) in
            [(1, "1 год"), (3, "3 года"), (7, "7 лет"), (12, "12 лет"), (21, "21 год"), (24, "24 года")]
        {
            assert_eq!(years(count), text);
        }
    }

    #[test]
    fn a_remark_agrees_with_the_speaker() {
        let wording = "[Окончил|Окончила] курсы, опыт {years}, работаю {city}, {spot}.";
        let man = voice(Gender::Man, 5).say(wording);
        assert_eq!(man, "Окончил курсы, опыт 5 лет, работаю в Москве, у метро «Таганская».");
        assert!(voice(Gender::Woman, 5).say(wording).starts_with("Окончила курсы"));
        assert_eq!(voice(Gender::Woman, 5).say("стриг[|ла]"), "стригла");
    }

    #[test]
    fn only_beginners_say_they_are_new() {
        let subject = ["{new}Начинаю.", "Работаю {years}."];
        let mut dice = Dice::new(7, Stream::Order, 0);
        for _ in 0..20 {
            assert_eq!(voice(Gender::Man, 9).remark(&mut dice, &subject).as_deref(), Some("Работаю 9 лет."));
            assert_eq!(voice(Gender::Man, 0).remark(&mut dice, &subject).as_deref(), Some("Начинаю."));
        }
    }

    /// Whatever is said must be a clean sentence for a man and a woman, whichever trade it belongs to.
    #[test]
    fn every_wording_resolves_to_a_sentence() {
        let venues = [Venue::Studio, Venue::Visit, Venue::Lesson];
        let shared = venues.into_iter().flat_map(|venue| [common::about(venue), common::terms(venue)]);
        let crafts = TRADES.iter().map(|trade| trade.craft());
        let own = crafts.flat_map(|craft| craft.lines.iter().map(|line| line.details).chain([craft.bio]));
        for wording in shared.chain(own).flatten().copied().flatten() {
            for gender in [Gender::Man, Gender::Woman] {
                let said = voice(gender, 3).say(wording);
                assert!(said.ends_with(['.', '!']), "{said}");
                assert!(!said.contains(['[', ']', '|', '{', '}']) && !said.contains("  "), "{said}");
                assert!(said.chars().next().is_some_and(|c| !c.is_lowercase()), "{said}");
            }
        }
    }
}
