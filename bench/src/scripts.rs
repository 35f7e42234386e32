//! What a connection says in each workload.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::client::Script;
use crate::dice::Dice;
use crate::http::render;
use crate::people::Face;
use crate::vocabulary::Vocabulary;

/// Says the same requests in turn, rendered ahead.
pub struct Rota {
    requests: Arc<[Vec<u8>]>,
    turn: usize,
}

impl Rota {
    /// Begins at request number `turn`, so that connections are spread over the requests.
    pub fn new(requests: &Arc<[Vec<u8>]>, turn: usize) -> Self {
        Self { requests: requests.clone(), turn }
    }
}

impl Script for Rota {
    fn next(&mut self) -> &[u8] {
        self.turn += 1;
        &self.requests[self.turn % self.requests.len()]
    }
}

/// Asks for services with a query that differs every time.
pub struct Search {
    pub vocabulary: Arc<Vocabulary>,
    pub face: Face,
    pub dice: Dice,
    pub request: Vec<u8>,
}

impl Script for Search {
    fn next(&mut self) -> &[u8] {
        let path = self.vocabulary.draw(self.face, &mut self.dice).path(self.face);
        self.request = render("GET", &path, None, None);
        &self.request
    }
}

/// Trades a refresh token for the next one, over and over.
pub struct Renewal {
    pub refresh: String,
    pub request: Vec<u8>,
}

impl Script for Renewal {
    fn next(&mut self) -> &[u8] {
        self.request = render("POST", "/api/auth/refresh/", None, Some(&json!({"refresh": self.refresh})));
        &self.request
    }

    fn heard(&mut self, status: u16, body: &[u8]) {
        if status != 200 {
            return;
        }
        let answer: Value = serde_json::from_slice(body).unwrap_or_default();
        if let Some(refresh) = answer["refresh"].as_str() {
            self.refresh = refresh.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rota_comes_round() {
        let requests: Arc<[Vec<u8>]> = [b"a".to_vec(), b"b".to_vec()].into();
        let mut rota = Rota::new(&requests, 1);
        assert_eq!([rota.next()[0], requests[1][0]], [b'a', b'b']);
        assert_eq!(rota.next(), b"b");
        assert_eq!(rota.next(), b"a");
    }

    #[test]
    fn a_renewal_goes_on_with_the_token_it_was_given() {
        let mut renewal = Renewal { refresh: "one".into(), request: Vec::new() };
        renewal.heard(200, br#"{"access":"x","refresh":"two"}"#);
        renewal.heard(401, br#"{"refresh":"three"}"#);
        assert!(renewal.next().ends_with(br#"{"refresh":"two"}"#));
    }
}
