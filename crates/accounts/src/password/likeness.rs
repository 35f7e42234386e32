//! How much two texts have in common.

/// Of ten characters in both texts so many are the same in the same order, and the texts are alike.
const SAME_OF_TEN: usize = 7;

/// Whether most characters of both texts occur in the other in the same order: `annaivanov177` and `anna.ivanova17`.
///
/// A measure as that of Django's check, with one difference: there the order does not count, and a long sentence is often
/// refused for having the letters of a long address.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let all = one.len() + other.len();
    let enough = |same: usize| all > 0 && 2 * same * 10 >= SAME_OF_TEN * all;
    // Lengths too different can have no more in common than the shorter one is.
    enough(one.len().min(other.len())) && enough(longest_in_common(&one, &other))
}

/// The length of the longest sequence that can be read in both, with gaps; in time of the product of their lengths.
fn longest_in_common(one: &[char], other: &[char]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for letter in one {
        let mut diagonal = 0;
        for (at, its) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if letter == its { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::are_alike;

    #[test]
    fn small_changes_make_no_other_text() {
        for (one, other) in [
            ("annaivanov177", "anna.ivanova17"),
            ("quietharbor42", "quietharbor"),
            ("xx-anna-ivanova", "annaivanova"),
            ("salonnoor", "salonnoor"),
        ] {
            assert!(are_alike(one, other) && are_alike(other, one), "{one} {other}");
        }
    }

    #[test]
    fn the_same_letters_in_another_order_are_another_text() {
        for (one, other) in [
            ("anna-likes-green-tea", "anna@salon-noor.example"),
            ("correct horse battery staple", "robert.hattersley@postal.example"),
            ("annaivanova", "avonaviann"),
            ("anna", "anna-ivanova-2026"),
            ("", ""),
        ] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }
}
