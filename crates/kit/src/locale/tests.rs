use std::{collections::BTreeSet, fs, path::Path};

use fluent_bundle::FluentResource;

use super::*;

const SOURCES: [&str; 2] = [include_str!("../../../../locales/ru.ftl"), include_str!("../../../../locales/en.ftl")];

/// Keys of messages, and of their attributes as `key.attribute`.
fn keys(source: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut message = String::new();
    for line in source.lines() {
        let Some((left, _)) = line.split_once(" =") else { continue };
        if let Some(attribute) = left.strip_prefix("    .") {
            keys.insert(format!("{message}.{attribute}"));
        } else if left.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            message = left.to_owned();
            assert!(keys.insert(message.clone()), "{message} is there twice");
        }
    }
    keys
}

/// The sources of all crates.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(&path).expect("a source file"));
        }
    }
}

fn all_sources() -> Vec<String> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut found);
    found
}

/// Every text in `source` that looks like a key.
fn used_keys(source: &str) -> impl Iterator<Item = String> {
    let is_word = |text: &&str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let has_place = |text: &&str| ["field-", "body-", "drf-"].iter().any(|place| text.starts_with(place));
    let named = source.split("Message::new(").skip(1).filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
    source.split('"').filter(has_place).chain(named).filter(is_word).map(str::to_owned)
}

#[test]
fn both_catalogues_are_sound_and_hold_the_same_keys() {
    for source in SOURCES {
        let errors = FluentResource::try_new(source.to_owned()).err().map(|(_, errors)| errors);
        assert_eq!(errors, None);
    }
    assert_eq!(keys(SOURCES[0]), keys(SOURCES[1]));
}

#[test]
fn every_key_that_the_code_uses_exists() {
    let used: BTreeSet<String> = all_sources().iter().flat_map(|source| used_keys(source)).collect();
    let known = keys(SOURCES[0]);
    let unknown: Vec<_> = used.difference(&known).filter(|key| *key != "no-such-key" && !key.ends_with('-')).collect();
    assert!(unknown.is_empty(), "not in the catalogues: {unknown:?}");
    assert!(used.contains("field-required"));
}

#[test]
fn every_key_that_exists_is_used() {
    let sources = all_sources();
    let is_used = |key: &str| {
        // Problems are found by their codes.
        let code = key.strip_prefix("problem-").map(|code| format!("\"{}\"", code.replace('-', "_")));
        let literals = [Some(format!("\"{key}\"")), code];
        sources.iter().any(|source| literals.iter().flatten().any(|literal| source.contains(literal)))
    };
    let keys = keys(SOURCES[0]);
    let unused: Vec<_> = keys.iter().filter(|key| !key.contains('.') && !is_used(key)).collect();
    assert!(unused.is_empty(), "nobody says these: {unused:?}");
}

#[test]
fn a_message_knows_both_wordings() {
    let required = Message::new("field-required");
    assert_eq!(drf(Lang::Ru, &required), "Обязательное поле.");
    assert_eq!(drf(Lang::En, &required), "This field is required.");
    assert_eq!(text(Lang::En, &required), "Please fill this in.");
    assert_eq!(text(Lang::Ru, &Message::new("no-such-key")), "no-such-key");
}

#[test]
fn plural_forms_follow_the_number() {
    let told = |lang, key, name, number| text(lang, &Message::new(key).number(name, number));
    assert_eq!(told(Lang::Ru, "field-too-short", "min", 1), "Нужен хотя бы 1 символ.");
    assert_eq!(told(Lang::Ru, "field-too-short", "min", 3), "Нужно хотя бы 3 символа.");
    assert_eq!(told(Lang::Ru, "field-too-short", "min", 11), "Нужно хотя бы 11 символов.");
    assert_eq!(told(Lang::Ru, "field-too-short", "min", 22), "Нужно хотя бы 22 символа.");
    assert_eq!(told(Lang::Ru, "field-too-long", "max", 21), "Не больше 21 символа.");
    assert_eq!(told(Lang::En, "field-too-long", "max", 1), "Please use at most 1 character.");
}

#[test]
fn the_odd_words_of_the_reference_come_out_verbatim() {
    let told = |message| drf(Lang::Ru, &message);
    let throttled = |seconds| Message::new("drf-throttled").number("seconds", seconds);
    assert_eq!(told(throttled(60)), "Запрос был проигнорирован. Expected available in 60 seconds.");
    assert_eq!(told(throttled(1)), "Запрос был проигнорирован. Expected available in 1 second.");
    assert_eq!(told(throttled(3600)), "Запрос был проигнорирован. Expected available in 3600 seconds.");
    assert_eq!(told(Message::new("drf-method-not-allowed").arg("method", "GET")), "Метод \"GET\" не разрешен.");
    let extension =
        Message::new("field-image-extension").arg("extension", "").arg("allowed", crate::input::PICTURE_EXTENSIONS);
    let words = told(extension);
    assert!(words.starts_with("Расширение файлов “” не поддерживается. Разрешенные расширения: bmp, dib, gif, jfif,"));
    assert!(words.ends_with("xbm, xpm."));
    let choice = Message::new("field-choice").arg("value", "").arg("choices", "a");
    assert_eq!(told(choice), "Значения  нет среди допустимых вариантов.");
}

#[test]
fn the_best_liked_language_is_spoken() {
    let chosen = |header| Lang::from_accept_language(header, Lang::Ru);
    assert_eq!(chosen(None), Lang::Ru);
    assert_eq!(chosen(Some("en-GB,en;q=0.9,ru;q=0.8")), Lang::En);
    assert_eq!(chosen(Some("en;q=0.3, ru-RU;q=0.7")), Lang::Ru);
    assert_eq!(chosen(Some("de, fr;q=0.9")), Lang::Ru);
    assert_eq!(chosen(Some("de, *;q=0.5, en;q=0.1")), Lang::Ru);
    assert_eq!(chosen(Some("ru;q=0, en;q=0.1")), Lang::En);
    assert_eq!(chosen(Some("en;q=oops, , ;;;")), Lang::Ru);
    assert_eq!(Lang::from_accept_language(Some("ru, en"), Lang::En), Lang::En, "among equals the default");
}

#[test]
fn every_problem_has_a_heading_and_a_sentence() {
    for code in ["invalid", "malformed_json", "unauthenticated", "not_found", "too_many_requests", "busy", "stale"] {
        for lang in Lang::ALL {
            assert_ne!(title(lang, code), code);
            assert!(!detail(lang, code).is_empty());
        }
    }
    assert_eq!(title(Lang::En, "no_such_code"), "no_such_code");
}
