#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_kit::clock::Timestamp;
use serde_json::json;

use super::*;
use crate::outbox::{Letter, MAIL};
use crate::{About, Visit};

fn due(template: &str, lang: &str, payload: &str) -> Due {
    let template = template.to_owned();
    Due {
        id: 7,
        channel: MAIL.to_owned(),
        recipient: "ada@example.com".to_owned(),
        lang: lang.to_owned(),
        template,
        payload: payload.to_owned(),
        created_at: Timestamp(0),
        attempts: 0,
        dedupe_id: "d".to_owned(),
    }
}

fn written(template: &str, lang: &str, payload: &str) -> Written {
    write(&due(template, lang, payload), Lang::Ru).expect("it can be written")
}

#[test]
fn every_template_has_all_its_words_in_both_languages() {
    for template in Template::all() {
        for lang in Lang::ALL {
            let letter = written(template.name, lang.code(), &template.sample());
            let all = format!("{}{}{}", letter.subject, letter.text, letter.html.clone().unwrap_or_default());
            assert!(!all.contains("mail-") && !all.contains("{$") && !all.contains("{ $"), "{}: {all}", template.name);
            assert!(letter.text.len() > 10 && letter.html.is_some() == (template.channel == MAIL), "{}", template.name);
            assert_eq!(letter.subject.is_empty(), template.channel != MAIL, "{}", template.name);
        }
        let both = written(template.name, "", &template.sample());
        let langs: &[Lang] = if template.is_brief() { &[Lang::Ru] } else { &[Lang::Ru, Lang::En] };
        assert_eq!(both.langs, langs, "{}", template.name);
        assert!(both.subject.len() < 150 || both.subject.chars().count() < LONGEST_SUBJECT, "{}", both.subject);
    }
}

#[test]
fn every_value_of_a_sample_is_shown() {
    for template in Template::all() {
        let sample: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&template.sample()).expect("an object");
        let letter = written(template.name, "", &template.sample());
        for (name, value) in sample {
            let shown = match value.as_i64() {
                Some(minutes) if minutes % (24 * 60) == 0 => format!("{} дней", minutes / (24 * 60)),
                _ => value.as_str().map_or(value.to_string(), str::to_owned),
            };
            let is_silent = template.channel == SMS && (name == "minutes" || name.ends_with(".en"));
            assert!(is_silent || letter.text.contains(&shown), "{}: {name} is not in {}", template.name, letter.text);
            let html = letter.html.clone().unwrap_or(shown.clone());
            assert!(html.contains(&shown), "{}: {name} is not in {html}", template.name);
        }
    }
}

#[test]
fn a_reader_who_chose_gets_one_language_and_others_get_both() {
    let (ru, en) = ("Ваш пароль изменён", "Your password was changed");
    assert_eq!(written("password_changed", "ru", "{}").subject, ru);
    assert_eq!(written("password_changed", "en", "{}").subject, en);
    let both = written("password_changed", "", "{}");
    assert_eq!(both.subject, format!("{ru} / {en}"));
    assert!(both.text.find("Пароль").expect("Russian") < both.text.find("The password").expect("English"));
    let other = write(&due("password_changed", "", "{}"), Lang::En).expect("written");
    assert_eq!(other.subject, format!("{en} / {ru}"));
    assert_eq!(other.langs, [Lang::En, Lang::Ru]);
}

#[test]
fn a_device_that_is_not_known_is_called_so_in_the_readers_language() {
    let letter = Letter::new_device("a@b.test", "", "203.0.113.7", Timestamp(0), None);
    let text = written(letter.template, "", &serde_json::Value::Object(letter.values).to_string()).text;
    assert!(text.contains("неизвестная программа") && text.contains("an unknown program"), "{text}");
}

#[test]
fn sec_OUT_04_what_people_wrote_is_inert_in_html() {
    let evil = "<img src=x onerror=\"alert('1')\">&amp;";
    let payload =
        json!({ "inviter": evil, "role": evil, "link": "https://desk.example.com/?a=\"><script>&b=1" }).to_string();
    let html = written("invitation", "en", &payload).html.expect("a page");
    assert!(!html.contains("<img") && !html.contains("<script") && !html.contains("&b=1"), "{html}");
    assert!(html.contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;"), "{html}");
}

#[test]
fn html_fetches_nothing_and_brings_no_colours_of_text_and_ground() {
    for template in Template::all().filter(|template| template.channel == MAIL) {
        let html = written(template.name, "", &template.sample()).html.expect("a page");
        for word in ["src=", "url(", "<link", "<script", "@import", "bgcolor", "background:#fff"] {
            assert!(!html.contains(word), "{}: {word} in {html}", template.name);
        }
    }
}

#[test]
fn a_letter_about_nothing_is_not_written() {
    assert_eq!(write(&due("verify_email", "", "{}"), Lang::Ru).err(), Some(WordsError::Empty));
    assert_eq!(write(&due("verify_email", "", "not json"), Lang::Ru).err(), Some(WordsError::Empty));
    assert_eq!(write(&due("no_such", "", "{}"), Lang::Ru).err(), Some(WordsError::UnknownTemplate));
    assert!(write(&due("email_changed_notice", "", "{}"), Lang::Ru).is_ok(), "the address is good to know, no more");
    let bad_link = json!({ "code": "123456", "link": "javascript:alert(1)" }).to_string();
    assert!(!written("verify_email", "en", &bad_link).html.expect("a page").contains("href"));
}

#[test]
fn a_code_by_text_message_fits_into_one_in_both_languages() {
    let text = written("phone_code", "", r#"{"code": "482913", "minutes": 10}"#).text;
    assert!(text.contains("482913") && text.chars().count() <= 70, "{} {text}", text.chars().count());
}

#[test]
fn minutes_are_told_in_their_plural_form() {
    let text =
        |minutes: i64| written("verify_email", "ru", &json!({ "code": "1", "minutes": minutes }).to_string()).text;
    assert!(text(21).contains("21 минуту") && text(22).contains("22 минуты") && text(30).contains("30 минут"));
    assert!(text(60).contains("60 минут") && text(180).contains("3 часа") && text(90).contains("90 минут"));
    assert!(text(24 * 60).contains("24 часа") && text(2 * 24 * 60).contains("2 дня"));
}

#[test]
fn every_letter_that_can_be_asked_for_has_a_template() {
    let labels = [(Lang::Ru, "Клиент"), (Lang::En, "Client")];
    let letters = [
        Letter::password_changed("a@b.test"),
        Letter::address_known("a@b.test"),
        Letter::verify_email("a@b.test", None, "1", 30),
        Letter::email_change_confirm("a@b.test", "https://b.test/"),
        Letter::email_changed_notice("a@b.test", "c@d.test"),
        Letter::password_reset("a@b.test", Some("https://b.test/"), "1", 20),
        Letter::login_reset("a@b.test", "ada", "https://b.test/", 60),
        Letter::new_device("a@b.test", "x", "y", Timestamp(0), None),
        Letter::new_device("a@b.test", "", "y", Timestamp(0), None),
        Letter::invitation("a@b.test", labels, "Ada", (Some("https://b.test/"), "x"), 60),
        Letter::welcome("a@b.test", "Ada", (None, "x"), 60),
        Letter::account_deleted("a@b.test"),
        Letter::phone_code("+79161234567", "1", 10),
    ];
    let visit = Visit::default();
    let told = [
        About::Requested,
        About::Made,
        About::Confirmed,
        About::Declined,
        About::Expired,
        About::Moved,
        About::Cancelled,
        About::Reminder,
        About::Offered,
        About::Asked,
        About::Booked,
        About::MovedAway,
        About::CalledOff,
    ];
    let mails = told.map(|about| Letter::about_visit("a@b.test", about, &visit));
    let short = told.into_iter().map(|about| Letter::about_visit_in_short("+79161234567", about, &visit));
    for letter in letters.into_iter().chain(mails).chain(short) {
        let template = Template::find(letter.template).unwrap_or_else(|| panic!("no template {}", letter.template));
        assert_eq!(template.channel, letter.channel, "{}", letter.template);
        let values = serde_json::Value::Object(letter.values).to_string();
        write(&due(letter.template, "", &values), Lang::Ru).expect(letter.template);
    }
}
