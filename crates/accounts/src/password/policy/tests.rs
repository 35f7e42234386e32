//! Promises of the policy for new passwords.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

const NATIVE: fn() -> PasswordPolicy = PasswordPolicy::native;
const CONTRACT: fn() -> PasswordPolicy = PasswordPolicy::contract;

fn anna() -> Context<'static> {
    Context {
        username: Some("anna.ivanova17"),
        email: Some("anna@salon-noor.example"),
        phone: Some("8 (916) 590-37-18"),
        names: vec![(Attribute::FirstName, "Анна".to_owned()), (Attribute::LastName, "Иванова".to_owned())],
        common: None,
    }
}

fn weaknesses(policy: &PasswordPolicy, password: &str) -> Vec<Weakness> {
    let password = Password::parse(password).expect("short enough");
    policy.check(&password, &anna()).err().unwrap_or_default()
}

fn accepted(policy: fn() -> PasswordPolicy, password: &str) {
    assert_eq!(weaknesses(&policy(), password), [], "{password}");
}

fn refused(policy: fn() -> PasswordPolicy, password: &str, weakness: Weakness) {
    let found = weaknesses(&policy(), password);
    assert!(found.contains(&weakness), "{password}: {found:?}");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_03_length_counts_code_points_at_both_edges() {
    refused(NATIVE, "зx9-кшяЩd", Weakness::TooShort { min: 10 });
    accepted(NATIVE, "зx9-кшяЩdу");
    accepted(NATIVE, &"яz".repeat(64));
    refused(NATIVE, &("яz".repeat(64) + "y"), Weakness::TooLong { max: 128 });
    refused(NATIVE, "", Weakness::TooShort { min: 10 });
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_03_eight_is_the_floor_for_every_setting() {
    let lax = CONTRACT().with_lengths(1, 64);
    assert_eq!(weaknesses(&lax, "aB3$xyZ"), [Weakness::TooShort { min: 8 }]);
}

#[test]
fn the_contract_accepts_200_characters_and_eight() {
    accepted(CONTRACT, &"a".repeat(200));
    accepted(CONTRACT, &"я".repeat(1024));
    accepted(CONTRACT, "aB3$xyZq");
    refused(CONTRACT, "aB3$xyZ", Weakness::TooShort { min: 8 });
    assert_eq!(weaknesses(&CONTRACT().with_lengths(10, 30), "aB3$xyZqw"), [Weakness::TooShort { min: 10 }]);
}

#[test]
fn nothing_but_digits_is_refused_in_every_script() {
    for digits in ["8461973520", "٠١٢٣٤٥٦٧٨٩", "８４６１９７３５２０"] {
        refused(CONTRACT, digits, Weakness::AllDigits);
    }
    accepted(CONTRACT, "8461973520x");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_05_common_passwords_are_refused() {
    for common in ["password123", "P@ssword123", "qwertyuiop", "iloveyou123"] {
        refused(NATIVE, common, Weakness::Common);
        refused(CONTRACT, common, Weakness::Common);
    }
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_05_ones_own_names_and_the_products_are_refused() {
    for (password, attribute) in [
        ("anna.ivanova17", Attribute::Username),
        ("annaivanov177", Attribute::Username),
        ("Anna@Salon-Noor.Example", Attribute::Email),
        ("Anna-Ivanova-2026", Attribute::Username),
        ("Иванова2026!", Attribute::LastName),
        ("salon-noor!1", Attribute::Email),
        ("71avonavi.anna", Attribute::Username),
        ("+79165903718", Attribute::Phone),
        ("mail9165903718", Attribute::Phone),
        ("tel-5903718", Attribute::Phone),
        ("Frontdesk2026", Attribute::Product),
        ("frontdesk-frontdesk", Attribute::Product),
        ("Fr0ntd3sk!!!!!", Attribute::Product),
    ] {
        refused(NATIVE, password, Weakness::TooSimilar(attribute));
    }
    accepted(NATIVE, "anna-likes-green-tea");
}

#[test]
fn the_contract_refuses_only_what_equals_something_of_the_owners() {
    refused(CONTRACT, "ANNA.ivanova17", Weakness::TooSimilar(Attribute::Username));
    refused(CONTRACT, "anna@salon-noor.example", Weakness::TooSimilar(Attribute::Email));
    accepted(CONTRACT, "anna.ivanova17!");
    accepted(CONTRACT, "Frontdesk2026");
}

#[test]
fn passwords_in_the_field_and_in_the_demo_are_accepted() {
    for password in ["Quiet-Harbor-42", "Bootstrap-Admin-7731", "Demo-Password-2026", "wrong-Quiet-Harbor-42"] {
        accepted(NATIVE, password);
        accepted(CONTRACT, password);
    }
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_04_any_script_blanks_and_a_single_kind_of_character_are_allowed() {
    for password in ["синий кит поёт громко", "木々の間を歩く人々は", "only small letters here", "  leading blanks"]
    {
        accepted(NATIVE, password);
    }
}

#[test]
fn every_reason_is_given_at_once() {
    let found = weaknesses(&NATIVE(), "12345678");
    assert_eq!(found, [Weakness::TooShort { min: 10 }, Weakness::Common, Weakness::AllDigits]);
}

#[test]
fn an_operators_list_counts() {
    let own = CommonPasswords::with_more("Noor-Opens-At-Nine");
    let password = Password::parse("noor-opens-at-nine").expect("short enough");
    let context = Context { common: Some(&own), ..anna() };
    assert_eq!(NATIVE().check(&password, &context), Err(vec![Weakness::Common]));
    assert_eq!(NATIVE().check(&password, &anna()), Ok(()));
}

#[test]
fn the_longest_and_oddest_password_is_checked_in_no_time() {
    let odd = "4@8([{<369!1|05$7+%2".repeat(200);
    weaknesses(&NATIVE(), "the list is read here");
    let started = Instant::now();
    for _ in 0..10 {
        weaknesses(&NATIVE(), &odd);
    }
    assert!(started.elapsed() < Duration::from_millis(500), "{:?} for ten", started.elapsed());
}

proptest! {
    #[test]
    fn any_text_is_judged_and_judged_alike_in_every_normal_form(text in "\\PC{0,40}") {
        use unicode_normalization::UnicodeNormalization;
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(weaknesses(&NATIVE(), &text), weaknesses(&NATIVE(), &decomposed));
    }
}
