//! One account found by each thing that one can sign in with, among a thousand and among a million.

use std::ops::Range;
use std::time::{Duration, Instant};

use frontdesk_accounts::identifier::{Email, Identifier, Phone, Username};
use frontdesk_accounts::store::profiles;
use frontdesk_accounts::store::users::{self, NewUser};
use frontdesk_kit::clock::{Clock, Timestamp};
use frontdesk_kit::db::{Db, DbError, migrate};
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::ids::PublicId;

use super::told;
use crate::dice::Dice;
use crate::interrupt;
use crate::summary::median;
use crate::trouble::Fallible;

pub const FEW: usize = 1_000;
pub const MANY: usize = 1_000_000;
/// Accounts that are added in one transaction.
const PAGE: usize = 2_000;
/// Look-ups of a batch, and batches of which the median is told.
const BATCH: usize = 5_000;
const BATCHES: usize = 7;
/// How much longer a look-up may take among many.
const GROWTH: f64 = 1.5;

/// By what somebody is looked up.
#[derive(Clone, Copy, Debug)]
pub enum By {
    Name,
    Address,
    Number,
    NobodysName,
}

impl By {
    pub const ALL: [Self; 4] = [Self::Name, Self::Address, Self::Number, Self::NobodysName];

    fn title(self) -> &'static str {
        match self {
            Self::Name => "username",
            Self::Address => "e-mail address",
            Self::Number => "phone number",
            Self::NobodysName => "a name that nobody has",
        }
    }

    /// What the person called `number` would type.
    pub fn typed(self, number: usize) -> String {
        match self {
            Self::Name => username(number),
            Self::Address => address(number),
            Self::Number => phone(number),
            Self::NobodysName => format!("nobody{number}"),
        }
    }
}

fn username(number: usize) -> String {
    format!("user{number:07}")
}

fn address(number: usize) -> String {
    format!("{number:07}@example.com")
}

fn phone(number: usize) -> String {
    format!("+7916{number:07}")
}

/// Prints how long a look-up takes in the database at `url`, which is filled on the way.
pub fn measure(engine: &str, url: &str) -> Fallible<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let db = Db::open(url).await?;
        let steps = [frontdesk_notify::MIGRATIONS, frontdesk_accounts::MIGRATIONS].concat();
        migrate(&db, &steps, Clock::system().now()).await?;
        fill(&db, 0..FEW).await?;
        let few = look_up_all(&db, FEW).await?;
        fill(&db, FEW..MANY).await?;
        let many = look_up_all(&db, MANY).await?;
        print(engine, &few, &many);
        Ok(())
    })
}

/// Prints the times in microseconds, each for one of [`By::ALL`].
pub fn print(title: &str, few: &[f64], many: &[f64]) {
    println!("{title:<26}{:>12}{:>12}{:>8}", "of 1,000", "1,000,000", "ratio");
    for (way, (few, many)) in By::ALL.iter().zip(few.iter().zip(many)) {
        let ratio = many / few;
        let goal = told(ratio <= GROWTH, format!("≤{GROWTH}"));
        println!("  by {:<21}{few:>9.1} µs{many:>9.1} µs{ratio:>8.2}   {goal}", way.title());
    }
    println!();
}

async fn look_up_all(db: &Db, people: usize) -> Fallible<Vec<f64>> {
    let mut all = Vec::new();
    for way in By::ALL {
        let mut batches = Vec::new();
        batch(db, way, people).await?; // what a server that has run for a minute has in memory
        for _ in 0..BATCHES {
            interrupt::check()?;
            batches.push(batch(db, way, people).await?.as_secs_f64() * 1e6 / BATCH as f64);
        }
        all.push(median(batches));
    }
    Ok(all)
}

async fn batch(db: &Db, way: By, people: usize) -> Fallible<Duration> {
    let mut dice = Dice::fresh();
    let typed: Vec<String> = (0..BATCH).map(|_| way.typed(dice.below(people))).collect();
    let began = Instant::now();
    for typed in typed {
        let mut found = false;
        for identifier in Identifier::parse(&typed) {
            found |= db.read(async move |tx| users::credential(tx, &identifier).await).await?.is_some();
        }
        if found == matches!(way, By::NobodysName) {
            return Err(format!("{typed}: found is {found}").into());
        }
    }
    Ok(began.elapsed())
}

/// Adds the accounts called `numbers`.
pub async fn fill(db: &Db, numbers: Range<usize>) -> Fallible<()> {
    let now = Clock::system().now();
    let mut from = numbers.start;
    while from < numbers.end {
        interrupt::check()?;
        let until = (from + PAGE).min(numbers.end);
        let filled: Result<(), DbError> = db
            .write(async move |tx| {
                for number in from..until {
                    let user = users::insert(tx, &person(number, now), now).await?;
                    let public_id = PublicId(Entropy::system().uuid(now));
                    profiles::insert(tx, public_id, user, "{}", now).await?;
                }
                Ok(())
            })
            .await;
        filled?;
        from = until;
    }
    Ok(())
}

fn person(number: usize, now: Timestamp) -> NewUser {
    NewUser {
        public_id: PublicId(Entropy::system().uuid(now)),
        username: Username::parse(&username(number)).ok(),
        email: Email::parse(&address(number)).ok(),
        phone: Phone::parse(&phone(number)).ok(),
        role: "client".into(),
        password_hash: None,
        suspended: false,
    }
}
