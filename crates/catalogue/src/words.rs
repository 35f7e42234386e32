//! Words and their stems: what makes «маникюра» find «Маникюр».

pub use frontdesk_accounts::words::fold;
use rust_stemmers::{Algorithm, Stemmer};

/// The words of a folded text: runs of letters and digits of any script.
pub fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What the forms of a word have in common: Russian and English endings are cut off (Snowball).
pub fn stem(word: &str) -> String {
    let algorithm = if word.chars().any(|letter| ('а'..='я').contains(&letter)) {
        Algorithm::Russian
    } else if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        Algorithm::English
    } else {
        return word.to_owned();
    };
    match Stemmer::create(algorithm).stem(word) {
        stem if stem.is_empty() => word.to_owned(),
        stem => stem.into_owned(),
    }
}

/// One word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What any form of the word has.
    pub stem: String,
    /// The word as far as it was typed, if it may go on: it then also means every word that begins so.
    pub beginning: Option<String>,
}

impl Wanted {
    /// The words of a query; the last one may be unfinished. A query of signs only asks for a word that no name has.
    pub fn parse(query: &str) -> Vec<Self> {
        let folded = fold(query);
        let mut words: Vec<&str> = split(&folded).collect();
        let Some(last) = words.pop() else { return vec![Self { stem: String::new(), beginning: None }] };
        let whole = |word: &str| Self { stem: stem(word), beginning: None };
        let mut wanted: Vec<Self> = Vec::new();
        for word in words.into_iter().map(whole) {
            if !wanted.contains(&word) {
                wanted.push(word);
            }
        }
        wanted.push(Self { stem: stem(last), beginning: Some(last.to_owned()) });
        wanted
    }

    /// Whether a folded name has this word.
    pub fn is_in(&self, folded: &str) -> bool {
        let begins = |word: &str| self.beginning.as_ref().is_some_and(|beginning| word.starts_with(beginning));
        split(folded).any(|word| begins(word) || stem(word) == self.stem)
    }
}

/// Where words that begin with `beginning` end in a list that is sorted by code points.
pub fn past(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}

/// The longest run of letters and digits in a folded `part`, if it is long enough to narrow a search.
///
/// A name that holds `part` has a word that holds this run.
pub fn fragment(part: &str) -> Option<&str> {
    let longest = split(part).max_by_key(|word| word.chars().count())?;
    (longest.chars().count() >= 3).then_some(longest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finds(query: &str, name: &str) -> bool {
        Wanted::parse(query).iter().all(|wanted| wanted.is_in(&fold(name)))
    }

    #[test]
    fn russian_forms_find_each_other() {
        for (query, name) in [
            ("маникюра", "Маникюр"),
            ("маникюр", "Аппаратный МАНИКЮР с покрытием"),
            ("массажа лица", "Массаж лица"),
            ("стрижки", "Мужская стрижка"),
            ("причёски", "Вечерняя прическа"),
            ("ПРИЧЕСКА", "Свадебная причёска"),
            ("наращивание ресниц", "Наращивание ресницы, 2D"),
            ("haircuts", "Haircut"),
            ("2d", "Ресницы 2D"),
            ("гель-лак", "Покрытие гель лаком"),
        ] {
            assert!(finds(query, name), "{query} → {name}");
        }
        for (query, name) in [("педикюр", "Маникюр"), ("массаж спины", "Массаж лица"), ("лак", "Глакс")]
        {
            assert!(!finds(query, name), "{query} → {name}");
        }
    }

    #[test]
    fn the_last_word_may_be_unfinished_and_only_the_last() {
        assert!(finds("масс", "Массаж"));
        assert!(finds("массаж ли", "Массаж лица"));
        assert!(!finds("масс лица", "Массаж лица"));
    }

    #[test]
    fn punctuation_alone_is_no_word() {
        assert!(!finds(" … !? ", "Что? Где…"));
        assert_eq!(fragment("%_"), None);
        assert_eq!(fragment("гель-лак"), Some("гель"));
    }

    proptest! {
        #[test]
        fn a_name_is_found_by_each_of_its_words(name in "[а-яёА-ЯЁa-zA-Z0-9 ,.-]{1,60}") {
            let folded = fold(&name);
            for word in split(&folded) {
                prop_assert!(Wanted::parse(word).iter().all(|wanted| wanted.is_in(&folded)), "{word}");
            }
        }

        #[test]
        fn a_fragment_of_a_part_is_in_a_word_of_the_whole(name in "\\PC{0,40}", from in 0_usize..40, length in 0_usize..20) {
            let folded = fold(&name);
            let part: String = folded.chars().skip(from).take(length).collect();
            if let Some(fragment) = fragment(&part) {
                prop_assert!(split(&folded).any(|word| word.contains(fragment)));
            }
        }

        #[test]
        fn what_begins_with_a_text_lies_before_its_end(beginning in "\\PC{1,10}", rest in "[а-яa-z0-9]{0,10}") {
            let word = format!("{beginning}{rest}");
            prop_assert!(*word >= *beginning && word < past(&beginning));
        }
    }
}
