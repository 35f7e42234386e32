//! What people look for: words that services are named with, and the prices found under each.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::dice::Dice;
use crate::http::escape;
use crate::people::Face;
use crate::trouble::Fallible;

/// Rows on a page, and so the number of rows that an answer should have.
pub const ROWS: usize = 20;
/// Only words that name at least this many services are looked for.
const COMMON: usize = 3 * ROWS;
/// The commonest words are enough; telling which names hold a word takes time.
const WORDS: usize = 200;
/// How far a band may reach beyond the dearest service, in minor units.
const HEADROOM: u64 = 100_000;

struct Word {
    text: String,
    /// Prices of the services named with this word, ascending, in minor units.
    prices: Vec<u64>,
}

/// Learnt from the list of services itself.
pub struct Vocabulary {
    words: Vec<Word>,
    names: Vec<String>,
}

/// A search by text and price, both ends included, in minor units.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    text: String,
    min: u64,
    max: u64,
}

impl Query {
    /// The path and query string that ask this through `face`.
    pub fn path(&self, face: Face) -> String {
        let (text, min, max) = (escape(&self.text), self.min, self.max);
        match face {
            Face::Native => {
                format!("/api/v1/services?q={text}&min_price_minor={min}&max_price_minor={max}&limit={ROWS}")
            }
            Face::Dialect => {
                format!("/api/auth/services/?name={text}&min_price={}&max_price={}", decimal(min), decimal(max))
            }
        }
    }
}

impl Vocabulary {
    /// Learns from the dialect's list: an array of services with `name` and `price` (decimal text).
    pub fn learn(services: &Value) -> Fallible<Self> {
        let mut names: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for service in services.as_array().ok_or("the list of services is no array")? {
            let name = service["name"].as_str().ok_or("a service has no name")?;
            let price = service["price"].as_str().and_then(minor).ok_or("a service has no price")?;
            names.entry(name.to_owned()).or_default().push(price);
        }
        let words = common_words(&names);
        if words.is_empty() {
            return Err("the demo data are too small: no word names enough services".into());
        }
        Ok(Self { words, names: names.into_keys().collect() })
    }

    /// The names of services, each once.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Draws a query that nobody has asked before: any word, any price band with at least a page of rows.
    ///
    /// Natively the band covers a tenth of the word's services and the page cuts them. The dialect has no pages, so
    /// there the band is the narrowest of a few draws: about a page of rows in all.
    pub fn draw(&self, face: Face, dice: &mut Dice) -> Query {
        match face {
            Face::Native => self.draw_band(|word| word.prices.len() / 10, dice).0,
            Face::Dialect => {
                let draws = (0..8).map(|_| self.draw_band(|_| ROWS, dice));
                draws.min_by_key(|(_, rows)| *rows).expect("eight were drawn").0
            }
        }
    }

    /// A band of about `rows` services, and how many it holds. Its ends lie at random between neighbouring prices.
    fn draw_band(&self, rows: impl Fn(&Word) -> usize, dice: &mut Dice) -> (Query, usize) {
        let word = dice.pick(&self.words);
        let prices = &word.prices;
        let rows = rows(word).clamp(ROWS, prices.len());
        let first = dice.below(prices.len() - rows + 1);
        let (low, high) = (prices[first], prices[first + rows - 1]);

        let begin = prices.partition_point(|&price| price < low);
        let end = prices.partition_point(|&price| price <= high);
        let below = if begin == 0 { 0 } else { prices[begin - 1] + 1 };
        let above = prices.get(end).map_or(high + HEADROOM, |price| price - 1);
        let min = low - dice.below((low - below + 1) as usize) as u64;
        let max = high + dice.below((above - high + 1) as usize) as u64;
        (Query { text: word.text.clone(), min, max }, end - begin)
    }
}

fn common_words(names: &BTreeMap<String, Vec<u64>>) -> Vec<Word> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let lowered: Vec<(String, &Vec<u64>)> = names.iter().map(|(name, prices)| (name.to_lowercase(), prices)).collect();
    for (name, prices) in &lowered {
        for word in name.split(|letter: char| !letter.is_alphabetic()).filter(|word| word.chars().count() >= 4) {
            *counts.entry(word.to_owned()).or_default() += prices.len();
        }
    }
    let mut commonest: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count >= COMMON).collect();
    commonest.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    commonest.truncate(WORDS);
    commonest.into_iter().map(|(text, _)| with_prices(text, &lowered)).collect()
}

fn with_prices(text: String, lowered: &[(String, &Vec<u64>)]) -> Word {
    let holders = lowered.iter().filter(|(name, _)| name.contains(&text));
    let mut prices: Vec<u64> = holders.flat_map(|(_, prices)| prices.iter().copied()).collect();
    prices.sort_unstable();
    Word { text, prices }
}

fn minor(price: &str) -> Option<u64> {
    let (whole, cents) = price.split_once('.')?;
    Some(whole.parse::<u64>().ok()? * 100 + cents.parse::<u64>().ok().filter(|_| cents.len() == 2)?)
}

fn decimal(minor: u64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// 600 services under two words, at round prices: five of each word at every price.
    fn vocabulary() -> Vocabulary {
        let offer = |number: usize| {
            let name = if number.is_multiple_of(2) { "Массаж лица" } else { "МАССАЖ спины" };
            json!({"name": name, "price": decimal((500 + number as u64 / 10 * 50) * 100)})
        };
        Vocabulary::learn(&Value::from_iter((0..600).map(offer))).expect("learnt")
    }

    fn rows(vocabulary: &Vocabulary, query: &Query) -> usize {
        let word = vocabulary.words.iter().find(|word| word.text == query.text).expect("known");
        word.prices.iter().filter(|&&price| price >= query.min && price <= query.max).count()
    }

    #[test]
    fn words_are_found_in_any_case() {
        let vocabulary = vocabulary();
        let mut words: Vec<_> = vocabulary.words.iter().map(|word| (word.text.as_str(), word.prices.len())).collect();
        words.sort_unstable();
        assert_eq!(words, [("лица", 300), ("массаж", 600), ("спины", 300)]);
    }

    #[test]
    fn a_band_holds_a_page_of_rows_and_is_hardly_drawn_twice() {
        let (vocabulary, mut dice) = (vocabulary(), Dice::fresh());
        for (face, most) in [(Face::Native, 80), (Face::Dialect, 30)] {
            let drawn: Vec<Query> = (0..50).map(|_| vocabulary.draw(face, &mut dice)).collect();
            assert!(drawn.iter().all(|query| (ROWS..=most).contains(&rows(&vocabulary, query))), "{drawn:?}");
            assert!((1..50).all(|place| !drawn[..place].contains(&drawn[place])));
        }
    }

    #[test]
    fn both_faces_ask_in_their_own_words() {
        let query = Query { text: "уход".into(), min: 150_005, max: 200_000 };
        let word = "%D1%83%D1%85%D0%BE%D0%B4";
        let native = format!("/api/v1/services?q={word}&min_price_minor=150005&max_price_minor=200000&limit=20");
        let dialect = format!("/api/auth/services/?name={word}&min_price=1500.05&max_price=2000.00");
        assert_eq!([query.path(Face::Native), query.path(Face::Dialect)], [native, dialect]);
    }
}
