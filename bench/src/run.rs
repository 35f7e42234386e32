//! One run from start to report.

use std::time::{Duration, Instant};

use crate::errand::Errand;
use crate::interrupt;
use crate::options::Options;
use crate::pages;
use crate::people;
use crate::procfs::{self, Memory};
use crate::report::Report;
use crate::rounds::{self, Servers};
use crate::server::Server;
use crate::stage::Stage;
use crate::summary::{Summary, median};
use crate::trouble::Fallible;
use crate::vocabulary::Vocabulary;
use crate::workloads::Props;

/// Starts of which the median is told.
const STARTS: usize = 5;
/// What a server is given to come to rest before its idle memory is read.
const REST: Duration = Duration::from_secs(3);

/// How long a start took, and the memory of a server that has done nothing yet.
pub struct Rest {
    pub ready: Duration,
    pub healthy: Duration,
    pub memory: Memory,
}

/// Measures everything that `options` want, prints the report and writes it where asked.
pub fn run(options: &Options) -> Fallible<()> {
    if let Some(file) = &options.json {
        std::fs::write(file, "").map_err(|error| format!("{}: {error}", file.display()))?; // better now than at the end
    }
    let busy = procfs::load_average();
    let stage = Stage::set(options)?;
    let vocabulary = look_around(&stage)?;
    stage.copy_data("reads", "writes")?;
    let (reads, rest) = start_and_rest(&stage)?;

    let writes = stage.serve("writes")?;
    let passes = rounds::sign_in_all(&reads, &writes)?;
    let mut props = Props::new(vocabulary, passes);
    let pages = pages::sample(&stage, reads.address, &props)?;
    let arguments: Vec<String> = pages.iter().map(|page| page.argument.clone()).collect();
    let [json, bytes] = [stage.floor("json", &arguments)?, stage.floor("bytes", &arguments)?];
    let servers = Servers { reads, writes, json, bytes };

    let played = rounds::play(&stage, &servers, &mut props, options)?;
    let summaries = played.iter().map(|(workload, pairs)| Summary::of(workload, pairs)).collect();
    let report = Report { options, busy, rest, pages, summaries };
    print!("{report}");
    if let Some(file) = &options.json {
        std::fs::write(file, format!("{:#}\n", report.to_json()))?;
    }
    Ok(())
}

/// Signs up the specialists and learns what is on offer, on a server that is gone before anything is measured.
fn look_around(stage: &Stage) -> Fallible<Vocabulary> {
    stage.copy_demo("reads")?;
    let server = stage.serve("reads")?;
    people::sign_up(server.address)?;
    Vocabulary::learn(&Errand::get("/api/auth/services/").fetch(server.address, 200)?)
}

/// Starts the reading server several times; the last one stays.
fn start_and_rest(stage: &Stage) -> Fallible<(Server, Rest)> {
    let (mut ready, mut healthy) = (Vec::new(), Vec::new());
    loop {
        let server = stage.serve("reads")?;
        ready.push(server.ready_after.as_secs_f64());
        healthy.push(healthy_after(&server)?.as_secs_f64());
        if healthy.len() < STARTS {
            continue;
        }
        interrupt::sleep_until(Instant::now() + REST)?;
        let memory = procfs::memory(server.pid())?;
        let [ready, healthy] = [ready, healthy].map(|seconds| Duration::from_secs_f64(median(seconds)));
        return Ok((server, Rest { ready, healthy, memory }));
    }
}

fn healthy_after(server: &Server) -> Fallible<Duration> {
    loop {
        match Errand::get("/health/").run(server.address, 200) {
            Ok(_) => return Ok(server.started_at.elapsed()),
            Err(error) if server.started_at.elapsed() > Duration::from_secs(30) => return Err(error),
            Err(_) => interrupt::sleep_until(Instant::now() + Duration::from_millis(1))?,
        }
    }
}
