use super::super::{number::is_digits, syntax::*};

#[test]
fn addresses_of_every_script_and_with_tags_are_fine() {
    for address in [
        "anna@example.com",
        "anna+tag@sub.example.co",
        "Анна@пример.рф",
        "o'neil_1@ex-ample.com",
        "a@xn--p1ai.xn--p1ai",
    ] {
        assert!(is_email(address), "{address}");
    }
}

#[test]
fn what_cannot_be_delivered_is_no_address() {
    let broken = [
        "",
        "anna",
        "anna@",
        "@example.com",
        "a@b",
        "a@b@example.com",
        "a b@example.com",
        "a..b@example.com",
        ".a@example.com",
        "a.@example.com",
        "a@-example.com",
        "a@example-.com",
        "a@example..com",
        "a@.com",
        "a@example.c",
        "a@example.123",
        "a@exa mple.com",
        "a@example.com\n",
        "a\u{0}@example.com",
        "a@example.com\u{200b}",
        "\"a b\"@example.com",
    ];
    for address in broken {
        assert!(!is_email(address), "{address:?}");
    }
    assert!(!is_email(&format!("a@{}.com", "x".repeat(64))));
}

#[test]
fn web_addresses_are_http_without_user_and_blanks() {
    for url in ["https://example.com", "http://localhost:8000/a?b#c", "https://пример.рф/путь"] {
        assert!(is_url(url), "{url}");
    }
    for url in [
        "",
        "example.com",
        "ftp://example.com",
        "https://",
        "https://u:p@example.com",
        "https://a b",
        "https://a/\n",
        "https://a:x",
    ] {
        assert!(!is_url(url), "{url:?}");
    }
}

#[test]
fn names_are_letters_digits_and_five_signs() {
    for name in ["anna.ivanova17", "Анна", "a@b+c-d_e", "名前", "٣"] {
        assert!(is_username(name), "{name}");
    }
    for name in ["", "a b", "anna;drop", "a/b", "a\u{0}", "☃", "Ⓐ", "e\u{301}", "a\u{200b}"] {
        assert!(!is_username(name), "{name:?}");
    }
}

#[test]
fn dates_are_days_of_the_calendar() {
    assert_eq!(date("2030-05-06"), Some(jiff::civil::date(2030, 5, 6)));
    for text in ["2030-02-30", "2030-5-6", "20300506", "2030-05-06T00:00", "06.05.2030", "", "٢٠٣٠-05-06"] {
        assert_eq!(date(text), None, "{text}");
    }
    assert!(!is_digits("٣") && !is_digits(""));
}
