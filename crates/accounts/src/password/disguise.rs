//! The differences that make no password harder to guess: letter case, look-alike characters (`p@ssw0rd`), a keyboard
//! that was set to the other language, and what is put before and behind a word (`2026!`).

/// What the keys of the Russian letters from а to я write on a Latin keyboard.
const LATIN_KEYS: &str = "f,dult;pbqrkvyjghcnea[wxio]sm'.z";

/// What is put before and behind a word has so many characters at most, together.
const LONGEST_ENDS: usize = 6;
/// Or so many, if they hold a year or a date.
const LONGEST_DATED_ENDS: usize = 10;

/// `text` with every difference but the direction of reading taken away. Two texts with one skeleton are disguises
/// of one another; the skeleton itself need not be readable.
pub(super) fn skeleton(text: &str) -> impl Iterator<Item = char> {
    let keys = text.chars().flat_map(char::to_lowercase).map(latin_key);
    keys.map(look_alike)
}

/// What remains of `password` when the digits and signs around it are taken off: behind it, before it, and both. Nothing,
/// where they are so many that they are a secret by themselves.
pub(super) fn without_ends(password: &str) -> impl Iterator<Item = &str> {
    let is_end = |letter: char| !letter.is_alphabetic();
    let cut = [password.trim_end_matches(is_end), password.trim_start_matches(is_end), password.trim_matches(is_end)];
    cut.into_iter().filter(move |word| {
        let ends = password.chars().count() - word.chars().count();
        ends > 0 && (ends <= LONGEST_ENDS || ends <= LONGEST_DATED_ENDS && has_year(password))
    })
}

/// Whether four digits in a row are a year of living memory.
fn has_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|four| (four.starts_with(b"19") || four.starts_with(b"20")) && four.iter().all(u8::is_ascii_digit))
}

/// The letter that a character is often written for. An `l` is an `i` here: both are written as a `1`.
fn look_alike(letter: char) -> char {
    match letter {
        '4' | '@' => 'a',
        '8' => 'b',
        '(' | '[' | '{' | '<' => 'c',
        '3' => 'e',
        '6' | '9' => 'g',
        'l' | '1' | '!' | '|' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' | '+' => 't',
        '%' => 'x',
        '2' => 'z',
        other => other,
    }
}

/// What the key of a small Russian letter writes on a Latin keyboard.
pub(super) fn latin_key(letter: char) -> char {
    match letter {
        'а'..='я' => char::from(LATIN_KEYS.as_bytes()[letter as usize - 'а' as usize]),
        'ё' => '`',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_disguise(password: &str, meant: &str) {
        assert!(skeleton(password).eq(skeleton(meant)), "{password}");
    }

    #[test]
    fn a_skeleton_tells_no_disguises_apart() {
        is_disguise("1I0v3y0u1", "iloveyou1");
        is_disguise("ЙЦУКЕНГШЩЗ", "qwertyuiop");
        is_disguise("ёжик-хЪ", "`;br-[]");
    }

    #[test]
    fn what_stands_around_a_word_is_taken_off() {
        let words = |password: &'static str| without_ends(password).collect::<Vec<_>>();
        assert_eq!(words("sunshine2026!"), ["sunshine", "sunshine"]);
        assert_eq!(words("!!Пароль99"), ["!!Пароль", "Пароль99", "Пароль"]);
        assert_eq!(words("$unsh1ne.1987"), ["$unsh1ne", "unsh1ne.1987", "unsh1ne"]);
        assert_eq!(words("monkey12.05.1987"), ["monkey", "monkey"]);
        assert!(words("monkey48215937").is_empty(), "eight digits by chance are a secret");
        assert!(words("sunshine").is_empty());
    }
}
