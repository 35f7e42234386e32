//! The shape of a trade's vocabulary.

/// What a specialist does for a living.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trade {
    Nails,
    Hair,
    Barber,
    Brows,
    Lashes,
    Massage,
    Depilation,
    Cosmetology,
    Makeup,
    Training,
    Yoga,
    English,
    Maths,
    Russian,
    Phones,
    Handyman,
    Appliances,
    Cleaning,
    Photo,
}

/// Where the work is done, which decides what a specialist says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Venue {
    /// The client comes to a salon or a room of the specialist's.
    Studio,
    /// The specialist comes to the client.
    Visit,
    /// They meet for lessons, in person or over the network.
    Lesson,
    /// They meet in a gym or hall, or outdoors.
    Gym,
    /// They meet wherever the pictures are to be taken.
    Scene,
}

/// Things to say: subjects in the order of a sensible text, each with several wordings of which one is used.
///
/// Marks: `[он|она]` chooses by the writer's gender; `{years}` is the experience, `{city}` and `{spot}` answer
/// «где?»; a wording that starts with `{new}` is for beginners only.
pub type Subjects = &'static [&'static [&'static str]];

/// A trade: who works in it, what it offers and how it speaks.
pub struct Craft {
    /// Key of a [`Category`](super::Category).
    pub category: &'static str,
    /// How many of 1,000 specialists work in it.
    pub share: u64,
    /// How many of 1,000 of these are women.
    pub women: u64,
    /// Trades it reaches into, and with how many of 1,000 offers; each such trade returns as much.
    pub sidelines: &'static [(Trade, u64)],
    pub venue: Venue,
    pub emoji: &'static [&'static str],
    pub bio: Subjects,
    pub lines: &'static [Line],
}

/// A group of offers to which the same remarks apply.
pub struct Line {
    /// Weight among the trade's lines.
    pub share: u64,
    pub details: Subjects,
    /// The more usual ones first.
    pub templates: &'static [Template],
}

/// A usual offer.
#[derive(Debug)]
pub struct Template {
    pub name: &'static str,
    /// The country's usual price in rubles, for the first of the lengths.
    pub rubles: u64,
    pub minutes: Minutes,
}

/// Possible lengths with their weights.
pub type Minutes = &'static [(u32, u64)];

/// An offer that takes one of several lengths of time.
pub const fn offer(name: &'static str, rubles: u64, minutes: Minutes) -> Template {
    Template { name, rubles, minutes }
}

pub const M15: Minutes = &[(15, 1)];
pub const M20: Minutes = &[(20, 1)];
pub const M30: Minutes = &[(30, 1)];
pub const M45: Minutes = &[(45, 1)];
pub const M60: Minutes = &[(60, 1)];
pub const M75: Minutes = &[(75, 1)];
pub const M90: Minutes = &[(90, 1)];
pub const M120: Minutes = &[(120, 1)];
pub const M150: Minutes = &[(150, 1)];
pub const M180: Minutes = &[(180, 1)];
pub const M240: Minutes = &[(240, 1)];
