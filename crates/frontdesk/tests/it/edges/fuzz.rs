//! Odd values in every place of every operation: always an answer, never a 5xx, never a word about how we are built.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, Call, both_engines};
use serde_json::{Value, json};

use crate::access::cast::{Cast, Who};
use crate::support::{Document, Operation};

/// Tells one run's choices; change it to look elsewhere.
const SEED: u64 = 0x5eed_2026_1122;
/// Requests for each operation.
const ROUNDS: usize = 12;

/// Words that only the inside of the program says.
#[rustfmt::skip]
const TELL_TALES: [&str; 18] = [
    "panicked", "src/", ".rs:", "/root", "/home", "/tmp/", "/work", "select ", "insert into", "SQLITE", "sqlstate",
    "rusqlite", "tokio", "axum", "hyper", "serde", "called `", "backtrace",
];

/// Texts that have broken something somewhere.
#[rustfmt::skip]
const TEXTS: [&str; 30] = [
    "", " ", "\0", "\n", "'", "\"", "\\", "' or 1=1 --", "\"; drop table users; --", "%", "%%", "_", "%s%n", "{{7*7}}",
    "${7*7}", "<script>alert(1)</script>", "../../etc/passwd", "..\\..\\", "null", "NaN", "-1", "1e309", "٣", "İ", "ß",
    "ﬀ", "\u{202e}abc", "\u{feff}", "😀", "e\u{301}\u{301}\u{301}",
];

/// Headers that a handler reads.
const HEADERS: [&str; 8] =
    ["accept", "accept-language", "if-match", "idempotency-key", "user-agent", "x-forwarded-for", "origin", "range"];

both_engines! {
    async fn sec_ERR_01_sec_IN_05_sec_IN_06_no_odd_value_brings_a_5xx_or_a_word_about_the_inside(engine: Engine) {
        let cast = Cast::open(engine).await;
        let mut dice = Dice(SEED);
        let mut wrong = Vec::new();
        for operation in Document::of(cast.desk.http()).await.operations() {
            for _ in 0..ROUNDS {
                let answer = odd(&cast, &operation, &mut dice).await.await;
                if let Some(why) = flaw(&operation, &answer) {
                    wrong.push(format!("{why}: {}", answer.shown()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        cast.desk.get("/health/").await.ok();
    }
}

/// A request with something odd in the path, the query, a header or the body.
async fn odd(cast: &Cast, operation: &Operation, dice: &mut Dice) -> Call {
    let sound = operation
        .path
        .replace("{id}", "1")
        .replace("{token}", "a")
        .replace("{folder}", "00")
        .replace("{file}", "a.png");
    let odd_segment = encoded(&dice.text());
    let path = match operation.path.find('{') {
        Some(at) if dice.one_in(2) => {
            format!("{}{odd_segment}{}", &operation.path[..at], operation.path.split('}').next_back().unwrap_or(""))
        }
        _ if operation.path.contains("{id}") => cast.path(operation).await,
        _ => sound,
    };
    let mut call =
        cast.call(dice.pick(&[Who::Anonymous, Who::Specialist, Who::Client, Who::Admin]), &operation.method, &path);
    for name in &operation.query {
        if dice.one_in(2) {
            call = call.query(name, &dice.text());
        }
    }
    if dice.one_in(5) {
        call = call.query(&dice.text(), &dice.text());
    }
    for name in HEADERS {
        if dice.one_in(6) {
            call = call.header(name, &dice.visible());
        }
    }
    match &operation.json {
        Some(example) if dice.one_in(8) => call.raw("application/json", cut(&example.to_string(), dice)),
        Some(example) => call.json(&twisted(example, dice)),
        None if dice.one_in(4) => call.raw(&dice.visible(), dice.text()),
        None => call,
    }
}

/// `example` with some of its values replaced, or keys added.
fn twisted(example: &Value, dice: &mut Dice) -> Value {
    let mut body = example.clone();
    let Some(entries) = body.as_object_mut() else { return body };
    for value in entries.values_mut() {
        if dice.one_in(2) {
            *value = dice.value(0);
        }
    }
    if dice.one_in(4) {
        entries.insert(dice.text(), dice.value(0));
    }
    body
}

fn cut(text: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.as_bytes()[..dice.below(text.len() + 1)].to_vec();
    if !bytes.is_empty() && dice.one_in(2) {
        let at = dice.below(bytes.len());
        bytes[at] = dice.below(256) as u8;
    }
    bytes
}

fn flaw(operation: &Operation, answer: &Answer) -> Option<String> {
    if answer.status >= 500 {
        return Some("a failure of ours".to_owned());
    }
    let text = answer.text();
    let lower = text.to_lowercase();
    let talks = !operation.is_docs() && operation.path != "/health/";
    // What was sent may be quoted back.
    let told = TELL_TALES.iter().filter(|_| talks).find(|word| lower.contains(&word.to_lowercase()));
    if let Some(word) = told {
        return Some(format!("it says {word:?}"));
    }
    let is_json = answer.header("content-type").is_some_and(|kind| kind.ends_with("json"));
    // What the links of letters lead to are pages for people.
    let is_page = operation.path.starts_with("/links/") && text.starts_with("<!DOCTYPE html>");
    let refused_in_json = is_json && serde_json::from_slice::<Value>(&answer.body).is_ok();
    (answer.status >= 400 && !refused_in_json && !is_page).then(|| "a refusal without its shape".to_owned())
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Numbers that look like chance and are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn text(&mut self) -> String {
        match self.below(6) {
            0 => (0..self.below(12)).filter_map(|_| char::from_u32(self.below(0x3000) as u32)).collect(),
            1 => self.pick(&TEXTS).repeat(1 + self.below(40)),
            _ => self.pick(&TEXTS).to_owned(),
        }
    }

    /// What may stand in a header.
    fn visible(&mut self) -> String {
        self.text().chars().filter(|letter| !letter.is_control()).collect()
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth < 3 { 9 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.one_in(2)),
            2 => json!(self.pick(&[0, -1, 1, i64::MAX, i64::MIN, 2_147_483_648, 45])),
            3 => json!(self.pick(&[0.5, -0.0, 1e300, 1e-300])),
            4..=6 => json!(self.text()),
            7 => (0..self.below(4)).map(|_| self.value(depth + 1)).collect(),
            _ => Value::Object([(self.text(), self.value(depth + 1))].into_iter().collect()),
        }
    }
}
