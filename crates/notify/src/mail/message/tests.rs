#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::locale::Lang;

use super::*;
use crate::outbox::MAIL;

fn letter(recipient: &str) -> Due {
    Due {
        id: 7,
        channel: MAIL.to_owned(),
        recipient: recipient.to_owned(),
        lang: "ru".to_owned(),
        template: "password_changed".to_owned(),
        payload: "{}".to_owned(),
        created_at: Timestamp(1_795_331_660),
        attempts: 0,
        dedupe_id: "0f3a".to_owned(),
    }
}

fn written(subject: &str, text: &str) -> Written {
    let html = Some(format!("<p>{text}</p>"));
    Written { subject: subject.to_owned(), text: text.to_owned(), html, langs: vec![Lang::Ru, Lang::En] }
}

fn composed(from: &str, to: &str, subject: &str, text: &str) -> (Parcel, String) {
    let from = parse_mailbox(from).unwrap_or_else(|| panic!("{from} is a mailbox"));
    let parcel = compose(&letter(to), &written(subject, text), &from).unwrap_or_else(|error| panic!("{to}: {error}"));
    let mail = String::from_utf8(parcel.bytes.clone()).expect("text");
    (parcel, mail)
}

/// The lines of the head, folded ones as one.
fn head(mail: &str) -> Vec<String> {
    let (head, _) = mail.split_once("\r\n\r\n").expect("a head and a body");
    head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}

fn names(mail: &str) -> Vec<String> {
    let name = |line: &String| line.split_once(':').expect("a header").0.to_ascii_lowercase();
    head(mail).iter().map(name).collect()
}

const USUAL: [&str; 9] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "auto-submitted",
    "content-language",
    "mime-version",
    "content-type",
];

#[test]
fn a_letter_has_the_headers_that_it_should_and_both_forms() {
    let (parcel, mail) = composed("Desk <desk@example.com>", "ada@example.net", "Hello", "Good morning");
    let head = head(&mail);
    for line in [
        "From: Desk <desk@example.com>",
        "To: ada@example.net",
        "Subject: Hello",
        "Date: Sun, 22 Nov 2026 07:14:20 +0000",
        "Message-ID: <0f3a@example.com>",
        "Auto-Submitted: auto-generated",
        "Content-Language: ru, en",
        "MIME-Version: 1.0",
    ] {
        assert!(head.contains(&line.to_owned()), "no {line}: {head:?}");
    }
    assert_eq!(names(&mail), USUAL);
    let (text, html) = (mail.find("text/plain").expect("text"), mail.find("text/html").expect("HTML"));
    assert!(text < html && mail.contains("multipart/alternative"), "{mail}");
    assert_eq!(
        (parcel.from.to_string().as_str(), parcel.to.to_string().as_str()),
        ("desk@example.com", "ada@example.net")
    );
}

#[test]
fn sec_DUR_05_the_same_letter_is_the_same_mail_every_time() {
    let mail = |text: &str| composed("desk@example.com", "ada@example.net", "Привет", text).1;
    assert_eq!(mail("Доброе утро"), mail("Доброе утро"));
}

#[test]
fn sec_OUT_04_no_header_can_be_added_by_subject_or_name() {
    let evil = "Hi\r\nBcc: eve@example.org\r\n\r\nbody\u{0}\u{1b}[31m\u{2028}Cc: eve@example.org";
    let (parcel, mail) = composed("desk@example.com", "ada@example.net", evil, "x");
    assert_eq!(names(&mail), USUAL, "{mail}");
    assert_eq!(parcel.to.to_string(), "ada@example.net");
    for from in ["Eve\r\nBcc: eve@example.org <desk@example.com>", "desk@example.com\nBcc: a@b.test", "desk@", "desk"] {
        assert!(parse_mailbox(from).is_none(), "{from:?}");
    }
    let (_, mail) = composed("\"Desk, Bcc: <eve@example.org>\" <desk@example.com>", "ada@example.net", "x", "x");
    assert_eq!(names(&mail), USUAL, "{mail}");
    assert!(head(&mail)[0].ends_with("<desk@example.com>"), "{mail}");
}

#[test]
fn sec_OUT_04_a_recipient_is_one_address_or_none() {
    let from = parse_mailbox("desk@example.com").expect("a mailbox");
    for to in [
        "ada@example.net\r\nBcc: eve@example.org",
        "ada@example.net\r\nRCPT TO:<eve@example.org>",
        "ada@example.net, eve@example.org",
        "ada@example.net eve@example.org",
        "Ada <ada@example.net>",
        "ada@example.net>",
        "<ada@example.net",
        "\"ada\r\n\"@example.net",
        "ada@exa mple.net",
        "ada@example.net\u{0}",
        "ada",
        "",
        "@example.net",
        "ada@",
    ] {
        let refused = compose(&letter(to), &written("x", "x"), &from).err();
        assert!(refused.as_ref().is_some_and(Failure::is_final), "{to:?}");
        assert!(!refused.expect("refused").to_string().contains("ada"), "an address is nothing for a log");
    }
    let (parcel, mail) = composed("desk@example.com", "Anna.Lee@exämple.test", "x", "x");
    assert_eq!(parcel.to.to_string(), "Anna.Lee@xn--exmple-cua.test");
    assert!(head(&mail).contains(&"To: Anna.Lee@xn--exmple-cua.test".to_owned()), "{mail}");
}

#[test]
fn sec_OUT_04_lines_are_short_and_ascii_whatever_stands_in_them() {
    for (from, subject) in [
        ("Фронтдеск студии «Ёжик» в городе Санкт-Петербурге <desk@example.com>", "я".repeat(150)),
        ("desk@example.com", "a".repeat(150)),
        ("desk@example.com", "слово ".repeat(25)),
        ("desk@example.com", "🦔".repeat(150)),
    ] {
        let (_, mail) = composed(from, "ada@example.net", &subject, &"длинная строка ".repeat(300));
        for line in mail.split("\r\n") {
            assert!(line.len() <= 998 && line.is_ascii() && !line.contains(['\r', '\n', '\0']), "{line:?}");
        }
        for line in mail.split("\r\n\r\n").next().expect("a head").split("\r\n") {
            assert!(line.len() <= 200, "{line:?}");
        }
        assert_eq!(names(&mail), USUAL);
    }
}

#[test]
fn a_mailbox_has_a_name_or_none() {
    assert_eq!(
        parse_mailbox("Студия <desk@exämple.test>").expect("fine").email.to_string(),
        "desk@xn--exmple-cua.test"
    );
    assert_eq!(parse_mailbox("desk@example.com").expect("fine").name, None);
}

#[test]
fn a_calendar_comes_along_to_be_shown_and_as_a_file() {
    let from = parse_mailbox("desk@example.com").expect("a mailbox");
    let text = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Массаж\r\nEND:VCALENDAR\r\n";
    let payload = serde_json::json!({ "calendar": { "method": "CANCEL", "text": text } }).to_string();
    let letter = Due { payload, ..letter("ada@example.net") };
    let bytes = || compose(&letter, &written("Hello", "Good morning"), &from).map(|parcel| parcel.bytes);
    let mail = String::from_utf8(bytes().expect("composed")).expect("text");
    let at = |part: &str| mail.find(part).unwrap_or_else(|| panic!("no {part} in {mail}"));
    assert!(at("multipart/mixed") < at("multipart/alternative") && at("text/html") < at("text/calendar"));
    assert!(at("text/calendar; charset=utf-8; method=CANCEL") < at("application/ics"));
    assert!(mail.contains("filename=\"invitation.ics\""), "{mail}");
    assert_eq!(bytes().expect("composed"), mail.into_bytes(), "the same letter gives the same bytes");
    let odd = serde_json::json!({ "calendar": { "method": "X\r\nBcc: b", "text": text } }).to_string();
    let odd =
        compose(&Due { payload: odd, ..letter.clone() }, &written("Hello", "Good morning"), &from).expect("composed");
    assert!(!String::from_utf8(odd.bytes).expect("text").contains("Bcc"));
}
