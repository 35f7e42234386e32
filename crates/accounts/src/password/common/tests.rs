//! Promises of the list of common passwords.

use super::*;

/// Well known, fit for the native policy (ten code points, not merely digits), and of every kind that is common.
const WELL_KNOWN: &str = "\
    password123 password12 password01 password1234 passwordpassword mypassword changeme123 welcome123 letmein123 \
    iloveyou123 iloveyou12 iloveyousomuch ilovemyself lovelovelove qwertyuiop1 qwerty12345 qwerty123456 qwertyqwerty \
    1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 1qaz2wsx3edc zaq12wsxcde3 1qazxsw23edc qazwsxedcrfv qweasdzxc123 asdfghjkl1 \
    zxcvbnm123 abcdefghij abc1234567 a1b2c3d4e5 123456789a a123456789 123qweasdzxc administrator admin12345 master1234 \
    computer123 internet123 monkey12345 sunshine123 princess12 football123 basketball liverpool1 manchester barcelona1 \
    superman123 starwars123 pokemon123 michael123 christopher elizabeth1 california lamborghini chocolate1 strawberry \
    gfhjkm12345 йцукенгшщз йцукенгшщзхъ ялюблютебя";

fn is_common(password: &str) -> bool {
    CommonPasswords::bundled().contains(password)
}

#[test]
fn the_passwords_named_in_the_contract_are_on_the_list_by_themselves() {
    let named = "password, password1, password123, passw0rd, 12345678, 123456789, 1234567890, qwerty123, \
                 qwertyuiop, iloveyou1, 11111111, abc12345";
    for password in named.split(", ") {
        assert!(is_common(password), "{password}");
        assert!(CommonPasswords::bundled().has_skeleton_of(password), "{password}");
    }
}

/// The crate does not show its list, so its size cannot be counted here.
#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_05_the_list_holds_sixty_well_known_ones() {
    assert!(WELL_KNOWN.split_whitespace().count() >= 60);
    let missing: Vec<_> = WELL_KNOWN.split_whitespace().filter(|password| !is_common_password(password)).collect();
    assert!(missing.is_empty(), "{missing:?}");
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
        "йцукенгшщз",
        "Йцукенгшщз123",
        "ПАРОЛЬ123",
        "K.,k.nt,z",
    ] {
        assert!(is_common(password), "{password}");
    }
}

#[test]
fn what_merely_contains_a_common_password_is_not_common() {
    for password in [
        "Quiet-Harbor-42",
        "Demo-Password-2026",
        "Bootstrap-Admin-7731",
        "river-stone-42",
        "meadow-lantern-17",
        "password-and-more",
        "синий кит поёт громко",
        "тихая-гавань-42",
        "мой пароль длинный",
        "a",
        "",
        &"a".repeat(200),
    ] {
        assert!(!is_common(password), "{password}");
    }
}

#[test]
fn the_longest_entry_of_the_crate_is_still_looked_up() {
    assert!(is_common("D1bd6bc58c1d74df41a957489c9942f5"));
    assert!(!is_common("d1bd6bc58c1d74df41a957489c9942f5+"));
}

#[test]
fn an_operator_adds_passwords_of_his_own() {
    let list = CommonPasswords::with_more("# ours\nSalon-Noor-2026\r\n\n");
    assert!(list.contains("salon-noor-2026"));
    assert!(list.contains("6202-r00n-n0l@$"));
    assert!(list.contains("qwertyuiop"));
    assert!(list.contains("basketball"));
    assert!(!list.contains("# ours"));
    assert!(!is_common("salon-noor-2026"));
}
