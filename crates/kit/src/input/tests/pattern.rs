use super::*;

fn portable(source: &str) -> String {
    Pattern::parse(source, 255).unwrap_or_else(|error| panic!("{source}: {error}")).portable().to_owned()
}

fn refused(source: &str) -> String {
    Pattern::parse(source, 255).err().unwrap_or_else(|| panic!("{source} is accepted")).to_string()
}

#[test]
fn a_pattern_is_told_in_the_spelling_that_every_engine_reads_alike() {
    for (source, expected) in [
        (r"[A-Z]{2}\d{6}", "[A-Z]{2}[0-9]{6}"),
        (r"^\d+$", "[0-9]+"),
        (r"^a|b$|^c$", "a|b|c"),
        (r"[А-Яа-яЁё]+?", "[А-Яа-яЁё]+"),
        (r"(a|b)*(?:c)(?<d>d)?", "(?:a|b)*(?:c)(?:d)?"),
        (r"\w{2,}[\w.-]", r"[A-Za-z0-9_]{2,}[A-Za-z0-9_.\-]"),
        (r"\p{Lu}\pL[\p{Script=Cyrillic} ]", r"[\p{Lu}][\p{L}][\p{Script=Cyrillic} ]"),
        (r"[^/\n]", "[^/\\x0a\\x00-\\x1f\\x7f-\\x9f]"),
        (r".", "[^\\u2028-\\u2029\\x00-\\x1f\\x7f-\\x9f]"),
        (r"\D", "[^0-9\\x00-\\x1f\\x7f-\\x9f]"),
        (r"\P{L}", "[^\\p{L}\\x00-\\x1f\\x7f-\\x9f]"),
        (r"\.\$\%\/#-]}", r"\.\$%/#-\]\}"),
        (r"[&\]\\^]", r"[\x26\]\\\^]"),
        ("\u{a0}\u{301}😀", r"\xa0\u0301😀"),
        ("", ""),
    ] {
        assert_eq!(portable(source), expected, "{source}");
    }
}

#[test]
fn what_other_engines_read_otherwise_is_refused_with_its_place_and_the_mend() {
    for (source, words) in [
        ("a(?=b)", &["at character 2", "look-ahead", "any time", "a|b"][..]),
        (r"(a)\1", &["at character 4", "backreferences"]),
        ("ё(?i)a", &["at character 2", "flags", "[Aa]"]),
        ("(?i:a)", &["flags"]),
        (r"a\b", &["at character 2", "take it out"]),
        ("(^a)", &["at character 2", "take it out"]),
        ("a$b", &["at character 2", "take it out"]),
        (r"\Aa\z", &["take it out"]),
        ("[a&&b]", &["&&", r"\&"]),
        ("[a[b]]", &["[ inside", r"\["]),
        ("[[:alpha:]]", &["[ inside"]),
        (r"[\D]", &["[^…]"]),
        (r"\p{Alphabetic}", &["not known everywhere", r"\p{L}"]),
        (r"\p{scx=Greek}", &["not known everywhere"]),
        (r"\p{Script=Klingon}", &["a property that there is not", "Cyrillic"]),
        (r"a\tb", &["control characters"]),
        (r"[\x00-z]", &["control characters"]),
        ("a**", &["two repetitions"]),
        ("a++", &["two repetitions"]),
        ("*a", &["at character 1", r"put a \"]),
        ("(a", &["unclosed group", r"put a \"]),
        ("a{2,1}", &["invalid repetition"]),
        ("[z-a]", &["invalid character class range"]),
        (r"\y", &["escape", r"\d \w"]),
        (r"\p{L}{1,200}", &["too much work", "max_length"]),
        ("(?:(?:a{1000}){1000}){1000}", &["too much work"]),
    ] {
        let said = refused(source);
        assert!(words.iter().all(|word| said.contains(word)), "{source}: {said}");
    }
}

#[test]
fn the_longer_the_texts_the_smaller_the_pattern() {
    let names = r"\p{Lu}\p{L}+(?:[ -]\p{Lu}\p{L}+){0,2}";
    assert!(Pattern::parse(names, 255).is_ok());
    assert!(Pattern::parse(names, 2_000).is_err());
    assert!(Pattern::parse(r"[\p{L}' -]+", 2_000).is_ok());
}

#[test]
fn the_whole_text_must_match() {
    let plate = || Field::text("x").max(20).pattern(Pattern::parse(r"[А-Я]\d{3}|vip", 255).expect("sound"));
    for manners in [Manners::Strict, Manners::Lenient] {
        for good in ["\"А123\"", "\"vip\""] {
            assert!(read(plate(), manners, good).is_ok(), "{manners:?} {good}");
        }
        for bad in ["\"А123_\"", "\"xА123\"", "\"А1234\"", "\"vipА123\"", "\"а123\"", "\"А٣٣٣\""] {
            assert!(read(plate(), manners, bad).is_err(), "{manners:?} {bad}");
        }
    }
    assert_eq!(codes(plate(), "\"А12\""), ["pattern_mismatch"]);
    assert_eq!(codes(plate(), "\" А123\""), ["pattern_mismatch"]);
    assert_eq!(codes(plate(), "\"\""), ["blank"]);
    assert_eq!(codes(plate(), "5"), ["not_text"]);
    assert!(read(plate().may_be_blank(), Manners::Strict, "\"\"").is_ok());
    assert_eq!(messages(Lang::En, plate(), "\"x\""), json!(["Enter a valid value."]));
    assert_eq!(messages(Lang::Ru, plate(), "\"x\""), json!(["Введите правильное значение."]));
    // As elsewhere on the older wires blanks around it are cut off, and a number is a text.
    let year = Field::text("x").pattern(Pattern::parse(r"\d{4}", 255).expect("sound"));
    assert!(read(year.clone(), Manners::Lenient, "\" 1990 \"").is_ok() && read(year, Manners::Lenient, "1990").is_ok());
}

#[test]
fn what_is_stored_matches_however_it_was_composed() {
    let name = Field::text("x").pattern(Pattern::parse("[а-яё]+", 255).expect("sound"));
    let values = read(name, Manners::Strict, "\"и\u{306}од\"").expect("й in two parts");
    assert_eq!(values.text("x"), "йод");
}

#[test]
fn the_operator_may_say_it_in_other_words() {
    let pattern = Pattern::parse(r"\d{4}", 255).expect("sound").saying("Четыре цифры.", "Four digits.");
    let field = || Field::text("x").pattern(pattern.clone());
    assert_eq!(messages(Lang::Ru, field(), "\"x\""), json!(["Четыре цифры."]));
    let told = read(field(), Manners::Strict, "\"x\"").expect_err("refused").to_problem_errors(Lang::En);
    assert_eq!(told[0], json!({ "field": "x", "code": "pattern_mismatch", "message": "Four digits." }));
}
