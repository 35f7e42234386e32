//! The rounds: in each, every workload stands right behind its floor, so that both meet the same weather.

use std::collections::BTreeMap;
use std::thread::available_parallelism;
use std::time::Duration;

use crate::client::{Crowd, Load, Window};
use crate::interrupt;
use crate::options::Options;
use crate::people::{Face, sign_in};
use crate::procfs;
use crate::raw;
use crate::server::Server;
use crate::stage::Stage;
use crate::tally::Tally;
use crate::trouble::Fallible;
use crate::workloads::{ALL, Floor, Passes, Props, Workload};

/// Load runs this long before answers count.
const WARM_UP: Duration = Duration::from_secs(1);

/// One window of one workload.
pub struct Sample {
    /// Wanted answers a second.
    pub rate: f64,
    pub p50: Option<Duration>,
    pub p99: Option<Duration>,
    /// Answers that were not wanted, by status.
    pub unwanted: BTreeMap<u16, u64>,
    /// CPU time of the server for each answer, whoever it went to.
    pub cpu: Duration,
    /// The server's highest resident memory during the load, in bytes.
    pub peak: u64,
    /// The crowd that is only there to be in the way.
    pub beside: Option<Beside>,
}

/// What became of the crowd that is not measured itself.
pub struct Beside {
    pub rate: f64,
    pub unwanted: BTreeMap<u16, u64>,
}

/// What a floor reached.
#[derive(Clone, Copy)]
pub struct Reached {
    pub rate: f64,
    /// CPU time of the floor server for each answer, where the floor is a server.
    pub cpu: Option<Duration>,
}

/// What a workload is held against in one round.
#[derive(Clone, Copy, Default)]
pub struct Floors {
    /// The one that goals speak of.
    pub floor: Option<Reached>,
    /// The constant answer as ready bytes: what no handler can reach that makes its answer.
    pub bytes: Option<Reached>,
}

/// A window with its floors.
pub struct Pair {
    pub sample: Sample,
    pub floors: Floors,
}

/// The servers under load.
pub struct Servers {
    pub reads: Server,
    pub writes: Server,
    pub json: Server,
    pub bytes: Server,
}

/// Signs everybody in anew: access tokens live for 15 minutes, which a round takes only a part of.
pub fn sign_in_all(reads: &Server, writes: &Server) -> Fallible<Passes> {
    Ok(Passes {
        native: sign_in(reads.address, Face::Native)?,
        dialect: sign_in(reads.address, Face::Dialect)?,
        native_writers: sign_in(writes.address, Face::Native)?,
        dialect_writers: sign_in(writes.address, Face::Dialect)?,
    })
}

/// Plays all wanted workloads in turn, as many times as there are rounds; the pairs of each, round by round.
pub fn play(
    stage: &Stage,
    servers: &Servers,
    props: &mut Props,
    options: &Options,
) -> Fallible<Vec<(&'static Workload, Vec<Pair>)>> {
    let mut played: Vec<_> =
        ALL.iter().filter(|workload| options.wants(workload.key)).map(|workload| (workload, Vec::new())).collect();
    for round in 1..=options.rounds {
        props.passes = sign_in_all(&servers.reads, &servers.writes)?;
        for (workload, pairs) in &mut played {
            let floors = floors_of(workload, stage, servers, props, options)?;
            let server = if workload.writes() { &servers.writes } else { &servers.reads };
            let sample = measure(server, workload.crowds(props, options.connections), options.window)?;
            eprintln!("round {round} of {} · {} · {:.0}/s", options.rounds, workload.title, sample.rate);
            pairs.push(Pair { sample, floors });
        }
    }
    Ok(played)
}

fn floors_of(
    workload: &Workload,
    stage: &Stage,
    servers: &Servers,
    props: &Props,
    options: &Options,
) -> Fallible<Floors> {
    interrupt::check()?;
    let bare = |rate| Floors { floor: Some(Reached { rate, cpu: None }), bytes: None };
    let reach = |server| -> Fallible<_> {
        let sample = measure(server, workload.crowds(props, options.connections), options.window)?;
        if !sample.unwanted.is_empty() {
            return Err(format!("the floor of {} failed: {:?}", workload.key, sample.unwanted).into());
        }
        Ok(Some(Reached { rate: sample.rate, cpu: Some(sample.cpu) }))
    };
    Ok(match workload.floor {
        Floor::Constant => Floors { bytes: reach(&servers.bytes)?, floor: reach(&servers.json)? },
        Floor::Hashes => bare(raw::hashes_per_second(available_parallelism()?.get(), options.window)?),
        Floor::Commits => bare(raw::commits_per_second(&stage.path("commits.db"), options.window)?),
        Floor::None => Floors::default(),
    })
}

/// What the first of `crowds` reaches at `server` in a window of `length`.
pub fn measure(server: &Server, crowds: Vec<Crowd>, length: Duration) -> Fallible<Sample> {
    procfs::forget_peak(server.pid());
    let window = Window::after(WARM_UP, length);
    let load = Load::start(server.address, crowds, window);
    interrupt::sleep_until(window.open)?;
    let cpu_before = procfs::cpu_time(server.pid())?;
    interrupt::sleep_until(window.close)?;
    let cpu = procfs::cpu_time(server.pid())? - cpu_before;
    let mut tallies = load.finish()?.into_iter();
    let first = tallies.next().ok_or("a workload without a crowd")?;
    let second = tallies.next();

    let answers = first.answers() + second.as_ref().map_or(0, Tally::answers);
    let rate = |tally: &Tally| tally.wanted.total() as f64 / window.length().as_secs_f64();
    Ok(Sample {
        rate: rate(&first),
        p50: first.wanted.quantile(0.5),
        p99: first.wanted.quantile(0.99),
        cpu: cpu.div_f64(answers.max(1) as f64),
        peak: procfs::memory(server.pid())?.peak,
        beside: second.map(|tally| Beside { rate: rate(&tally), unwanted: tally.unwanted }),
        unwanted: first.unwanted,
    })
}
