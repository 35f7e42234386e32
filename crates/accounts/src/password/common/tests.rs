//! Promises of the list of common passwords.

use super::*;
use std::time::{Duration, Instant};

/// Well known, fit for the native policy (ten code points, not merely digits), and of every kind that is common.
const WELL_KNOWN: &str = "\
    password123 password12 password01 password1234 passwordpassword mypassword changeme123 welcome123 letmein123 \
    iloveyou123 iloveyou12 iloveyousomuch ilovemyself lovelovelove qwertyuiop1 qwerty12345 qwerty123456 qwertyqwerty \
    1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 1qaz2wsx3edc zaq12wsxcde3 1qazxsw23edc qazwsxedcrfv qweasdzxc123 asdfghjkl1 \
    zxcvbnm123 abcdefghij abc1234567 a1b2c3d4e5 123456789a a123456789 123qweasdzxc administrator admin12345 master1234 \
    computer123 internet123 monkey12345 sunshine123 princess12 football123 basketball liverpool1 manchester barcelona1 \
    superman123 starwars123 pokemon123 michael123 christopher elizabeth1 california lamborghini chocolate1 strawberry \
    gfhjkm12345 йцукенгшщз йцукенгшщзхъ ялюблютебя";

/// Words, as somebody strings them together who was told to.
const WORDS: &str = "\
    quiet harbor meadow lantern willow kettle river stone copper violin tunnel orchid pepper saddle anchor marble \
    тихая гавань синий кит берёза чайник фонарь скрипка облако тропинка мостик якорь лодка печать камень ветка";

fn is_common(password: &str) -> bool {
    CommonPasswords::bundled().contains(password)
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

#[test]
fn the_passwords_named_in_the_contract_are_on_the_list_by_themselves() {
    let named = "password, password1, password123, passw0rd, 12345678, 123456789, 1234567890, qwerty123, \
                 qwertyuiop, iloveyou1, 11111111, abc12345";
    for password in named.split(", ") {
        assert!(is_common(password), "{password}");
        assert!(has(&CommonPasswords::bundled().own, password), "{password}");
    }
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_05_the_list_holds_sixty_well_known_ones() {
    assert!(WELL_KNOWN.split_whitespace().count() >= 60);
    let missing: Vec<_> = WELL_KNOWN.split_whitespace().filter(|password| !is_common(password)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Each fit for the native policy; none is named in this crate.
#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_05_what_was_found_in_breaches_is_refused_beyond_the_first_hundred_thousand() {
    for password in ["wildhorses16", "wonderfulguy1", "whatever11r", "work7770851", "yanbagetov1", "cobra123456"] {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn disguises_do_not_help() {
    for password in [
        "Password1",
        "P@ssw0rd1",
        "P@$$w0rd12",
        "PassWord123",
        "p@$$w0rd123",
        "321drowssap",
        "P4SSWORD",
        "1i0v3y0u1",
        "$unsh1ne123",
        "1llabtek$@8",
        "1Q2w3E4r5T",
        "йцукенгшщз",
        "Йцукенгшщз123",
        "ПАРОЛЬ123",
        "K.,k.nt,z",
    ] {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn a_word_that_everybody_takes_is_no_better_with_something_around_it() {
    for password in [
        "Sunshine2026!",
        "$unsh1ne.1987",
        "!!dragon!!",
        "2026monkey",
        "password-2026",
        "Summer-2026!",
        "Пароль-2026",
        "пароль12345",
        "gfhjkm-2026",
        "Наташа1987!",
        "natasha12.05.1987",
        "privet2026!",
        "солнышко_99",
        "jasmine-jasmine",
        "пароль пароль",
    ] {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn what_merely_contains_a_common_password_is_not_common() {
    for password in [
        "Quiet-Harbor-42",
        "Brisk-Lantern-77",
        "Demo-Password-2026",
        "Bootstrap-Admin-7731",
        "river-stone-42",
        "meadow-lantern-17",
        "password-and-more",
        "monkey48215937",
        "синий кит поёт громко",
        "тихая-гавань-42",
        "мой пароль длинный",
        "aB3$xyZq",
        "a",
        "",
        &"a".repeat(200),
    ] {
        assert!(!is_common(password), "{password}");
    }
}

#[test]
fn good_passwords_are_refused_less_than_once_in_a_thousand() {
    let mut dice = Dice(7);
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').chain('0'..='9').chain("-_!$%&/()=?".chars()).collect();
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut refused = Vec::new();
    for number in 0..20_000 {
        let password = match number % 4 {
            0 => (0..10).map(|_| *dice.pick(&letters)).collect(),
            1 => (0..12).map(|_| *dice.pick(&letters[..26])).collect(),
            2 => format!("{}{}{}", dice.pick(&words), dice.pick(&words), 10 + dice.below(90)),
            _ => format!("{} {} {}", dice.pick(&words), dice.pick(&words), dice.pick(&words)),
        };
        if is_common(&password) {
            refused.push(password);
        }
    }
    refused.sort();
    refused.dedup();
    // The same word twice is not good.
    refused.retain(|password| twice(password.trim_end_matches(char::is_numeric)).is_none());
    assert!(refused.len() <= 20, "{} of 20,000: {refused:?}", refused.len());
}

#[test]
fn a_look_up_takes_no_time() {
    assert!(is_common("the list is read here") || !is_common("and here"));
    let started = Instant::now();
    for number in 0..100 {
        is_common(&format!("$unsh1ne.and.l0ng.pa$$phrase.{number}"));
    }
    assert!(started.elapsed() < Duration::from_millis(100), "{:?} for a hundred", started.elapsed());
}

#[test]
fn an_operator_adds_passwords_of_his_own() {
    let list = CommonPasswords::with_more("# ours\nSalon-Noor-2026\r\n\nSalonNoor\n");
    assert!(list.contains("salon-noor-2026"));
    assert!(list.contains("6202-r00n-n0l@$"));
    assert!(list.contains("Salonnoor!17"));
    assert!(list.contains("qwertyuiop"));
    assert!(list.contains("basketball"));
    assert!(!list.contains("# ours"));
    assert!(!is_common("salon-noor-2026"));
}
