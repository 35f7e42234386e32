//! What *Booking* promises: free times at once, bookings as fast as the disk, both whatever the size of the market.

mod market;
mod scripts;

use std::sync::Arc;
use std::time::Duration;

use crate::client::{Crowd, Script};
use crate::interrupt;
use crate::options::Options;
use crate::procfs::{self, load_average};
use crate::raw;
use crate::rounds::{Sample, measure};
use crate::scripts::Rota;
use crate::server::Server;
use crate::stage::Stage;
use crate::summary::median;
use crate::trouble::Fallible;

use market::Market;
use scripts::Queue;

/// Connections whose waiting is measured: few, so that they wait for the server and not for each other.
const READERS: usize = 4;
const MONTH_GOAL: Duration = Duration::from_millis(5);
const SEARCH_GOAL: Duration = Duration::from_millis(10);
const BOOKING_GOAL: Duration = Duration::from_millis(15);
const EVERYBODY_GOAL: Duration = Duration::from_millis(5);
const COMMITS_GOAL: f64 = 0.5;
const GROWTH_GOAL: f64 = 1.5;
const MEMORY_GOAL: f64 = 100.0;
/// How long bookings are made at most: there are only so many that can be.
const BOOKING_WINDOW: Duration = Duration::from_secs(2);
/// What a server is given to read what it keeps in memory.
const REST: Duration = Duration::from_secs(20);

/// Measures and prints.
pub fn run(options: &Options) -> Fallible<()> {
    let stage = Stage::set(options)?;
    let busy = load_average().map_or("unknown".into(), |busy| format!("{busy:.2}"));
    println!("\nFrontdesk bench, booking · size {} · load average before the run {busy}\n", options.size);
    stage.copy_other(options, "s", "small")?;
    stage.copy_demo("market")?;

    let small = stage.serve("small")?;
    let few = Market::learn(small.address, 64)?;
    let server = stage.serve("market")?;
    interrupt::sleep_until(server.started_at + REST)?;
    // What the few take is what a server takes without an index to speak of.
    let (little, rested) = (anonymous(&small)?, anonymous(&server)?);
    let market = Market::learn(server.address, 4_000)?;

    reads(options, &server, &market)?;
    growth(options, (&small, &few), (&server, &market))?;
    drop(small);
    search(options, &server, &market)?;
    memory(little, rested, anonymous(&server)?);
    writes(&stage, options, &server, &market)
}

fn reads(options: &Options, server: &Server, market: &Market) -> Fallible<()> {
    let month = sample(options, server, &market.months())?;
    tell("a month of slots", &month, Some(MONTH_GOAL));
    tell("the next free time of a service", &sample(options, server, &market.nexts())?, None);
    Ok(())
}

/// One specialist's month among a hundred specialists and among all, in turns.
fn growth(options: &Options, few: (&Server, &Market), many: (&Server, &Market)) -> Fallible<()> {
    let (mut ratios, mut told) = (Vec::new(), [Vec::new(), Vec::new()]);
    for _ in 0..options.rounds {
        let [small, large] = [few, many].map(|(server, market)| sample(options, server, &market.months()));
        let [small, large] = [small?.cpu.as_secs_f64() * 1e6, large?.cpu.as_secs_f64() * 1e6];
        ratios.push(large / small);
        told[0].push(small);
        told[1].push(large);
    }
    let [small, large] = told.map(median);
    let ratio = median(ratios);
    let goal = mark(ratio <= GROWTH_GOAL, format!("≤{GROWTH_GOAL}"));
    println!("{:<44}{small:>7.0} → {large:.0} µs CPU   × {ratio:.2}   {goal}", "its growth from 100 specialists");
    Ok(())
}

fn search(options: &Options, server: &Server, market: &Market) -> Fallible<()> {
    let Some(windows) = market.searches(server.address)? else {
        println!("{:<44}there is no such route", "search by free time");
        return Ok(());
    };
    tell("search by city, category and free window", &sample(options, server, &windows)?, Some(SEARCH_GOAL));
    let everybody = sample(options, server, &market.earliest())?;
    tell("the next free time of everybody", &everybody, None);
    let goal = mark(everybody.cpu <= EVERYBODY_GOAL, "≤5 ms CPU");
    println!("{:<44}{:>7.2} ms CPU   {goal}", "", everybody.cpu.as_secs_f64() * 1e3);
    Ok(())
}

/// What the index of free times takes, as far as it is seen from outside: what a server that nobody has asked anything has in
/// memory, above one with a hundredth of the people.
fn memory(little: u64, rested: u64, at_last: u64) {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let index = megabytes(rested.saturating_sub(little));
    let goal = mark(index <= MEMORY_GOAL, format!("≤{MEMORY_GOAL:.0} MB"));
    println!(
        "{:<44}{index:>7.1} MB   {goal}   the server {:.1} MB, with words, caches and all else {:.1}",
        "the index of free times",
        megabytes(rested),
        megabytes(at_last)
    );
}

fn writes(stage: &Stage, options: &Options, server: &Server, market: &Market) -> Fallible<()> {
    let queue = market.bookings(server.address)?;
    let mut ratios = Vec::new();
    let (mut rates, mut floors) = (Vec::new(), Vec::new());
    tell("a booking", &book(options, server, &queue, READERS)?, Some(BOOKING_GOAL));
    for _ in 0..options.rounds {
        let floor = raw::commits_per_second(&stage.path("commits.db"), options.window)?;
        let sample = book(options, server, &queue, options.connections)?;
        tell("bookings, as many as there are", &sample, None);
        ratios.push(sample.rate / floor);
        rates.push(sample.rate);
        floors.push(floor);
    }
    let ratio = median(ratios);
    let goal = mark(ratio >= COMMITS_GOAL, format!("≥{COMMITS_GOAL}"));
    let (rate, floor) = (median(rates), median(floors));
    println!("{:<44}{rate:>7.0}/s of {floor:.0} raw commits/s   × {ratio:.2}   {goal}", "durable bookings");
    println!("{:<44}{:>7} left", "bookings that were prepared", queue.left());
    Ok(())
}

fn book(options: &Options, server: &Server, queue: &Arc<Queue>, connections: usize) -> Fallible<Sample> {
    let scripts = (0..connections).map(|_| Box::new(queue.script()) as Box<dyn Script>).collect();
    measure(server, vec![Crowd { wanted: 201, scripts }], options.window.min(BOOKING_WINDOW))
}

/// The `requests`, asked in turn on a few connections.
fn sample(options: &Options, server: &Server, requests: &Arc<[Vec<u8>]>) -> Fallible<Sample> {
    let spread = requests.len() / READERS;
    let scripts = (0..READERS).map(|place| Box::new(Rota::new(requests, place * spread)) as Box<dyn Script>);
    measure(server, vec![Crowd { wanted: 200, scripts: scripts.collect() }], options.window)
}

fn tell(what: &str, sample: &Sample, goal: Option<Duration>) {
    let millis =
        |taken: Option<Duration>| taken.map_or("–".into(), |taken| format!("{:.2}", taken.as_secs_f64() * 1e3));
    let reached = |goal: Duration| sample.unwanted.is_empty() && sample.p99.is_some_and(|p99| p99 <= goal);
    let goal = goal.map(|goal| mark(reached(goal), format!("p99 ≤{} ms", goal.as_millis()))).unwrap_or_default();
    let errors = if sample.unwanted.is_empty() { String::new() } else { format!("   errors {:?}", sample.unwanted) };
    println!(
        "{what:<44}{:>7.0}/s   p50 {} ms, p99 {} ms, {:.0} µs CPU   {goal}{errors}",
        sample.rate,
        millis(sample.p50),
        millis(sample.p99),
        sample.cpu.as_secs_f64() * 1e6,
    );
}

fn mark(reached: bool, goal: impl std::fmt::Display) -> String {
    format!("goal {goal} {}", if reached { "✓" } else { "✗" })
}

fn anonymous(server: &Server) -> Fallible<u64> {
    Ok(procfs::memory(server.pid())?.anonymous)
}
