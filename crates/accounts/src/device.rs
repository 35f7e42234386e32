//! How a device is known again.
//!
//! Each gets a token to keep, which it shows at the next sign-in. Clients of the older wires may keep none: they are
//! known again by their program and the address that they come from.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::row;

use crate::address::Origin;
use crate::agent;
use crate::token::Mark;

row! {
    /// A device on which somebody has signed in with the password.
    #[derive(Clone, Debug)]
    pub struct KnownDevice {
        pub mark: Vec<u8>,
        /// When it showed its token.
        pub shown_at: Option<Timestamp>,
        /// Which program it is, in plain words.
        pub agent: String,
        /// From where it came last.
        pub source: String,
        pub first_seen_at: Timestamp,
        pub last_seen_at: Timestamp,
    }
}

/// What is seen of the device that a sign-in comes from.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Of the token that it shows, if that is one of ours.
    pub mark: Option<Mark>,
    pub agent: String,
    pub source: String,
}

/// How well an account knows a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acquaintance {
    /// By the token that it shows.
    Device,
    /// By where it comes from: others may come from there too.
    Source,
    Stranger,
}

impl Visitor {
    /// What can be seen of the device behind a request that shows `mark`.
    pub fn new(mark: Option<Mark>, origin: &Origin) -> Self {
        Self { mark, agent: agent::in_plain_words(&origin.user_agent), source: origin.source() }
    }

    /// How well the account that knows `devices` knows this one.
    pub fn acquaintance(&self, devices: &[KnownDevice]) -> Acquaintance {
        if devices.iter().any(|device| self.shows_mark_of(device)) {
            Acquaintance::Device
        } else if devices.iter().any(|device| device.source == self.source) {
            Acquaintance::Source
        } else {
            Acquaintance::Stranger
        }
    }

    /// Whether the token is that of `device`.
    pub fn shows_mark_of(&self, device: &KnownDevice) -> bool {
        self.mark.is_some_and(|mark| device.mark == mark)
    }

    /// Whether program and address are those of `device`.
    pub fn resembles(&self, device: &KnownDevice) -> bool {
        device.source == self.source && device.agent == self.agent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(mark: u8, agent: &str, source: &str) -> KnownDevice {
        KnownDevice {
            mark: vec![mark; 16],
            shown_at: None,
            agent: agent.to_owned(),
            source: source.to_owned(),
            first_seen_at: Timestamp(0),
            last_seen_at: Timestamp(0),
        }
    }

    #[test]
    fn a_device_is_known_by_its_token_and_a_stranger_by_nothing() {
        let visitor = |mark: Option<u8>, source: &str| Visitor {
            mark: mark.map(|mark| [mark; 16]),
            agent: "Firefox, Linux".to_owned(),
            source: source.to_owned(),
        };
        let known = [device(1, "Firefox, Linux", "203.0.113.1"), device(2, "Safari, iPhone", "203.0.113.2")];
        assert_eq!(visitor(Some(1), "198.51.100.9").acquaintance(&known), Acquaintance::Device);
        assert_eq!(visitor(None, "203.0.113.2").acquaintance(&known), Acquaintance::Source);
        assert_eq!(visitor(Some(7), "203.0.113.2").acquaintance(&known), Acquaintance::Source);
        assert_eq!(visitor(Some(7), "198.51.100.9").acquaintance(&known), Acquaintance::Stranger);
        assert!(
            visitor(None, "203.0.113.1").resembles(&known[0]) && !visitor(None, "203.0.113.2").resembles(&known[1])
        );
    }
}
