//! What a program says of itself (`User-Agent`), in plain words.
//!
//! The words are all our own: they stand in letters, where nothing may stand that a stranger wrote.

/// Programs by what only they say, those first that also say what others do.
const PROGRAMS: [(&str, &str); 19] = [
    ("YaBrowser/", "Yandex Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("okhttp/", "okhttp"),
    ("Dalvik/", "Dalvik"),
    ("Dart/", "Dart"),
    ("CFNetwork/", "CFNetwork"),
    ("python-requests/", "Python"),
    ("Python", "Python"),
    ("axios/", "axios"),
    ("curl/", "curl"),
];

/// Systems, likewise.
const SYSTEMS: [(&str, &str); 10] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Mac OS X", "macOS"),
    ("Darwin/", "Apple"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
    ("X11", "Linux"),
];

/// The program and the system, as far as they are known: `Firefox, Windows`; empty when neither is.
pub fn in_plain_words(user_agent: &str) -> String {
    let named =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name);
    [named(&PROGRAMS), named(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::in_plain_words;

    #[test]
    fn usual_programs_are_known() {
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0";
        for (agent, words) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0", "Firefox, Linux"),
            (&format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {chrome} Safari/537.36"), "Chrome, Windows"),
            (
                &format!("Mozilla/5.0 (Windows NT 10.0) {chrome} YaBrowser/26.4 Safari/537.36"),
                "Yandex Browser, Windows",
            ),
            (&format!("Mozilla/5.0 (Linux; Android 16; K) {chrome} Mobile Safari/537.36"), "Chrome, Android"),
            (
                &format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {chrome} Safari/537.36 Edg/148.0"),
                "Edge, macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Safari/604.1",
                "Safari, iPhone",
            ),
            ("okhttp/5.3.0", "okhttp"),
            ("Salon/3 CFNetwork/3826.400.120 Darwin/25.1.0", "CFNetwork, Apple"),
            ("curl/8.16.0", "curl"),
        ] {
            assert_eq!(in_plain_words(agent), words);
        }
    }

    #[test]
    fn nothing_that_a_stranger_wrote_is_repeated() {
        assert_eq!(in_plain_words("Your account is locked, call +7 900"), "");
        assert_eq!(in_plain_words(""), "");
    }
}
