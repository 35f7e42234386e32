//! Fingers that walk over the keyboard, and texts that count up: `1q2w3e4r5t`, `asdfghjkl;`, `йцукенгшщз`, `abcdefgh`.

use super::disguise::latin_key;

/// The keys, row by row; each row begins half a key further to the right.
const ROWS: [&str; 4] = ["`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];

/// Whether most steps from one character to the next are to a neighbour, on the keyboard or in the alphabet.
///
/// The keys count, whichever language they write. More than three steps in four are to be short: of the steps in words
/// it is about one in four. What has blanks in it was not meant as one walk.
pub(super) fn is_walk(text: &str) -> bool {
    let keys: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let steps = keys.len().saturating_sub(1);
    let jumps = keys.windows(2).filter(|pair| !is_step(pair[0], pair[1])).count();
    steps > 0 && jumps * 4 < steps && !text.contains(char::is_whitespace)
}

fn is_step(from: char, to: char) -> bool {
    let counts = from.is_alphanumeric() && to.is_alphanumeric() && u32::from(from).abs_diff(u32::from(to)) <= 1;
    counts || matches!((place(from), place(to)), (Some(from), Some(to)) if are_neighbours(from, to))
}

/// The row, and twice the distance from the left edge.
fn place(letter: char) -> Option<(usize, usize)> {
    let key = latin_key(letter);
    let found = ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(key)?)));
    found.map(|(row, column)| (row, 2 * column + if row == 0 { 0 } else { row + 2 }))
}

fn are_neighbours((row, left): (usize, usize), (other_row, other_left): (usize, usize)) -> bool {
    match row.abs_diff(other_row) {
        0 => left.abs_diff(other_left) <= 2,
        1 => left.abs_diff(other_left) <= 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_walk;

    #[test]
    fn walks_are_seen_in_both_languages() {
        for text in [
            "qwertyuiop",
            "QwertyUiop[]",
            "1q2w3e4r5t6y",
            "zaq12wsxcde3",
            "йцукенгшщзхъ",
            "фывапролдж",
            "ячсмитьбю.",
            "asdfghjkl;'",
            "abcdefghij",
            "абвгдежзик",
            "9876543210x",
            "aaaaaaaaaab",
            "qwertyuiop1234567890",
        ] {
            assert!(is_walk(text), "{text}");
        }
    }

    #[test]
    fn words_and_chance_are_none() {
        for text in [
            "Quiet-Harbor-42",
            "river-stone-42",
            "meadow-lantern-17",
            "correct horse battery",
            "синий кит поёт громко",
            "Тихая-Гавань-42",
            "assessed property",
            "йцукенё фывапролдж",
            "Qw3-Qw3-Qw3-Qw3-",
            "aB3$xyZq7w",
            "x7!kQ2mz#9Rv",
            "a",
            "",
        ] {
            assert!(!is_walk(text), "{text}");
        }
    }
}
