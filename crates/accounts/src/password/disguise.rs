//! The differences that make no password harder to guess: letter case, look-alike characters (`p@ssw0rd`), reading
//! it backwards, and a keyboard that was set to the other language.
//!
//! A list whose entries can be prepared is compared by [`skeleton`]. A list that can only be asked for a text letter
//! for letter is asked for the [`readings`] of a password.

use std::collections::BTreeSet;

/// What the keys of the Russian letters from а to я write on a Latin keyboard.
const LATIN_KEYS: &str = "f,dult;pbqrkvyjghcnea[wxio]sm'.z";

/// The characters at an end of a password that may be meant as they stand, as the year in `$unsh1ne1987`.
const PLAIN_ENDS: [fn(char) -> bool; 3] = [|_| false, char::is_numeric, |letter| !letter.is_alphabetic()];

/// `text` with every difference but the direction of reading taken away. Two texts with one skeleton are disguises
/// of one another; the skeleton itself need not be readable.
pub(super) fn skeleton(text: &str) -> impl Iterator<Item = char> {
    let keys = text.chars().flat_map(char::to_lowercase).map(latin_key);
    keys.map(|letter| if letter == 'l' { 'i' } else { look_alike(letter, 'i') })
}

/// What `password` may be a disguise of: itself and at most 42 other texts of about its length, each once.
pub(super) fn readings(password: &str) -> BTreeSet<String> {
    let forwards: Vec<char> = password.chars().flat_map(char::to_lowercase).collect();
    let backwards: Vec<char> = forwards.iter().rev().copied().collect();
    let mut readings = BTreeSet::from([password.to_owned()]);
    for letters in [forwards, backwards] {
        let latin: Vec<char> = letters.iter().copied().map(latin_key).collect();
        readings.extend(undisguised(&latin));
        readings.insert(latin.into_iter().collect());
        readings.insert(letters.iter().copied().map(russian_letter).collect());
        readings.insert(letters.into_iter().collect());
    }
    readings
}

/// `letters` with the look-alikes undone, in 18 ways: between each kind of plain beginning and of plain end, and
/// with a `1` read as an `i` and as an `l`.
fn undisguised(letters: &[char]) -> impl Iterator<Item = String> {
    let starts = PLAIN_ENDS.map(|plain| letters.iter().take_while(|letter| plain(**letter)).count());
    let ends = PLAIN_ENDS.map(|plain| letters.iter().rev().take_while(|letter| plain(**letter)).count());
    let inner = starts.into_iter().flat_map(move |start| ends.map(|end| start..letters.len() - end));
    inner.flat_map(|inner| ['i', 'l'].map(|one| with_look_alikes_undone(letters, &inner, one)))
}

fn with_look_alikes_undone(letters: &[char], inner: &std::ops::Range<usize>, one: char) -> String {
    let undo = |(place, letter): (usize, &char)| {
        if inner.contains(&place) { look_alike(*letter, one) } else { *letter }
    };
    letters.iter().enumerate().map(undo).collect()
}

/// The letter that a character is often written for; `one` is what stands for a `1` and its like.
fn look_alike(letter: char, one: char) -> char {
    match letter {
        '4' | '@' => 'a',
        '8' => 'b',
        '(' | '[' | '{' | '<' => 'c',
        '3' => 'e',
        '6' | '9' => 'g',
        '1' | '!' | '|' => one,
        '0' => 'o',
        '$' | '5' => 's',
        '7' | '+' => 't',
        '%' => 'x',
        '2' => 'z',
        other => other,
    }
}

/// What the key of a small Russian letter writes on a Latin keyboard.
fn latin_key(letter: char) -> char {
    match letter {
        'а'..='я' => char::from(LATIN_KEYS.as_bytes()[letter as usize - 'а' as usize]),
        'ё' => '`',
        other => other,
    }
}

/// What the key of a small Latin letter or a sign writes on a Russian keyboard.
fn russian_letter(letter: char) -> char {
    let mut keys = ('а'..='я').zip(LATIN_KEYS.chars()).chain([('ё', '`')]);
    keys.find_map(|(russian, latin)| (latin == letter).then_some(russian)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn may_be(password: &str, meant: &str) {
        assert!(readings(password).contains(meant), "{password}: {:?}", readings(password));
    }

    fn is_disguise(password: &str, meant: &str) {
        assert!(skeleton(password).eq(skeleton(meant)), "{password}");
    }

    #[test]
    fn letter_case_and_direction_are_undone() {
        may_be("PassWord1987", "password1987");
        may_be("7891DROWSSAP", "password1987");
        may_be("0cDh0v99uE", "0cDh0v99uE");
    }

    #[test]
    fn look_alikes_are_undone_and_plain_ends_kept() {
        may_be("P@$$w0rd123", "password123");
        may_be("$unsh1ne1987!", "sunshine1987!");
        may_be("1987$unsh1ne", "1987sunshine");
        may_be("!p@55w0rd", "!password");
        may_be("1l0v3y0u1", "iloveyou1");
        may_be("we1c0me", "welcome");
        may_be("321dr0w$$@p", "password123");
        may_be("8055", "boss");
    }

    #[test]
    fn the_keyboards_language_is_undone_both_ways() {
        may_be("Йцукенгшщз", "qwertyuiop");
        may_be("зфы$цщкв123", "password123");
        may_be("ПАРОЛЬ123", "gfhjkm123");
        may_be("K.,k.nt,z", "люблютебя");
        may_be("Ёлочка", "`kjxrf");
        may_be("`kjxrf", "ёлочка");
    }

    #[test]
    fn a_skeleton_tells_no_disguises_apart() {
        is_disguise("1I0v3y0u1", "iloveyou1");
        is_disguise("ЙЦУКЕНГШЩЗ", "qwertyuiop");
        is_disguise("ёжик-хЪ", "`;br-[]");
    }

    proptest! {
        #[test]
        fn any_text_has_few_readings_and_its_own_is_one(text in "\\PC{0,40}|[a-l0-9@$!а-яё]{0,40}") {
            let readings = readings(&text);
            prop_assert!(readings.len() <= 43);
            prop_assert!(readings.contains(&text));
        }
    }
}
