use proptest::prelude::*;

use super::super::number::{Decimal, Miss, Rounding, loose_integer, plain_integer};

fn units(text: &str) -> Option<Result<i64, Miss>> {
    Decimal::parse(text).map(|number| number.units(2))
}

#[test]
fn amounts_become_minor_units_exactly() {
    let read =
        [("15", 1_500), ("1500.00", 150_000), ("10.5", 1_050), (".5", 50), ("7.", 700), ("1e3", 100_000), ("-0", 0)];
    for (text, minor) in read {
        assert_eq!(units(text), Some(Ok(minor)), "{text}");
    }
    assert_eq!(units("1.005"), Some(Err(Miss::NotWhole)));
    assert_eq!(units("92233720368547758.08"), Some(Err(Miss::TooLarge)));
    assert_eq!(units("-1e999999999999"), Some(Err(Miss::TooSmall)));
}

#[test]
fn what_is_no_number_is_none() {
    for text in ["", ".", "-", "+", "NaN", "Infinity", "1_000", "1,5", "0x10", "1e", "e5", " 1", "٣", "--1", "1.2.3"] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn digits_are_counted_as_python_counts_them() {
    let sizes = |text| Decimal::parse(text).map(|number| number.sizes());
    assert_eq!(sizes("1500.00"), Some((6, 4, 2)));
    assert_eq!(sizes("0.001"), Some((3, 0, 3)));
    assert_eq!(sizes("1e3"), Some((4, 4, 0)));
    assert_eq!(sizes("007"), Some((1, 1, 0)));
    let trimmed = |text| Decimal::parse(text).map(|number| number.without_trailing_zeros().sizes());
    assert_eq!(trimmed("1500.000"), Some((4, 4, 0)));
    assert_eq!(trimmed("0.00"), Some((1, 1, 0)));
}

#[test]
fn bounds_of_filters_round_outwards() {
    let rounded = |text, rounding| Decimal::parse(text).map(|number| number.units_rounded(2, rounding));
    assert_eq!(rounded("10.005", Rounding::Up), Some(1_001));
    assert_eq!(rounded("10.005", Rounding::Down), Some(1_000));
    assert_eq!(rounded("-10.005", Rounding::Up), Some(-1_000));
    assert_eq!(rounded("-10.005", Rounding::Down), Some(-1_001));
    assert_eq!(rounded("1e40", Rounding::Down), Some(i64::MAX));
    assert_eq!(rounded("-1e40", Rounding::Up), Some(i64::MIN));
    assert_eq!(rounded("1e-40", Rounding::Up), Some(1));
}

#[test]
fn strict_whole_numbers_are_spelled_plainly() {
    assert_eq!(plain_integer("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(plain_integer("9223372036854775808"), Err(Miss::TooLarge));
    assert_eq!(plain_integer("-9223372036854775809"), Err(Miss::TooSmall));
    assert_eq!(plain_integer("45.0"), Ok(45));
    for text in ["-0", "1e3", "05", "+5", "4.5", "4.", "", "-", ".0"] {
        assert_eq!(plain_integer(text), Err(Miss::NotWhole), "{text}");
    }
}

#[test]
fn people_may_write_whole_numbers_their_way() {
    for text in ["90", "+90", "090", "90.0", "90."] {
        assert_eq!(loose_integer(text), Ok(90), "{text}");
    }
    for text in ["", "9.5", "1e1", "девять", "9 0", "0x5a", ".0"] {
        assert_eq!(loose_integer(text), Err(Miss::NotWhole), "{text}");
    }
    assert_eq!(loose_integer("99999999999999999999"), Err(Miss::TooLarge));
}

proptest! {
    #[test]
    fn every_amount_comes_back_as_it_went_out(minor in any::<i64>()) {
        let sign = if minor < 0 { "-" } else { "" };
        let text = format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
        prop_assert_eq!(units(&text), Some(Ok(minor)));
    }

    #[test]
    fn any_text_is_judged_without_a_panic(text in r"[-+0-9.eE]{0,30}|\PC{0,10}", places in 0_u32..4) {
        let _ = (plain_integer(&text), loose_integer(&text));
        if let Some(number) = Decimal::parse(&text) {
            let _ = (number.units(places), number.units_rounded(places, Rounding::Up), number.sizes());
        }
    }

    #[test]
    fn rounding_holds_the_number_between_its_neighbours(text in r"-?[0-9]{1,12}\.[0-9]{1,6}") {
        let number = Decimal::parse(&text).expect("a number");
        let (down, up) = (number.units_rounded(2, Rounding::Down), number.units_rounded(2, Rounding::Up));
        prop_assert!(up - down == i64::from(number.units(2).is_err()));
    }
}
