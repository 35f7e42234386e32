//! The report: a calm table for people, the same numbers as JSON.

use std::collections::BTreeMap;
use std::fmt::{Display, Formatter, Result};
use std::thread::available_parallelism;
use std::time::Duration;

use serde_json::{Value, json};

use crate::client::THREADS;
use crate::options::Options;
use crate::pages::Page;
use crate::procfs::processor;
use crate::run::Rest;
use crate::summary::Summary;
use crate::tally::NO_ANSWER;
use crate::workloads::Goal;

const IDLE_GOAL: u64 = 30_000_000;
const PEAK_GOAL: u64 = 120_000_000;
const START_GOAL: Duration = Duration::from_millis(100);

/// Everything that a run has found out.
pub struct Report<'a> {
    pub options: &'a Options,
    /// The machine's load average before the run.
    pub busy: Option<f64>,
    pub rest: Rest,
    pub pages: Vec<Page>,
    pub summaries: Vec<Summary>,
}

impl Report<'_> {
    fn peak(&self) -> u64 {
        self.summaries.iter().map(|summary| summary.peak).max().unwrap_or_default()
    }

    fn write_setting(&self, out: &mut Formatter<'_>) -> Result {
        let Options { size, seed, connections, rounds, window, .. } = self.options;
        let cores = available_parallelism().map_or(0, usize::from);
        writeln!(out, "\nFrontdesk bench · demo data of size {size}, seed {seed} · {cores} cores, {}", processor())?;
        let seconds = window.as_secs();
        writeln!(
            out,
            "{connections} connections, {THREADS} load threads on the same cores · medians of {rounds} × {seconds} s"
        )?;
        let busy = self.busy.map_or("unknown".into(), |busy| format!("{busy:.2}"));
        writeln!(out, "load average before the run {busy}; well above 0, other work has bent the numbers\n")
    }

    fn write_table(&self, out: &mut Formatter<'_>) -> Result {
        let heads =
            ["req/s", "floor", "ratio", "goal", "to bytes", "p50 ms", "p99 ms", "CPU µs", "of floor", "peak MB"];
        write!(out, "{:<34}", "workload")?;
        heads.iter().try_for_each(|head| write!(out, "{head:>9}"))?;
        writeln!(out, "  errors")?;
        for summary in &self.summaries {
            write!(out, "{:<34}", summary.title)?;
            cells(summary).iter().try_for_each(|cell| write!(out, "{cell:>9}"))?;
            writeln!(out, "  {}", errors(&summary.unwanted))?;
        }
        writeln!(out)
    }

    fn write_rest(&self, out: &mut Formatter<'_>) -> Result {
        let Rest { ready, healthy, memory } = &self.rest;
        let start = mark(*healthy < START_GOAL);
        writeln!(out, "start to ready line     {:>8} ms", millis(Some(*ready)))?;
        writeln!(out, "start to first health   {:>8} ms   goal <100 {start}", millis(Some(*healthy)))?;
        let (idle, anonymous) = (megabytes(memory.resident), megabytes(memory.anonymous));
        writeln!(out, "memory when idle        {idle:>8} MB   goal <30 {}", mark(memory.resident < IDLE_GOAL))?;
        writeln!(out, "  without mapped files  {anonymous:>8} MB")?;
        let peak = self.peak();
        writeln!(out, "memory at most          {:>8} MB   goal <120 {}\n", megabytes(peak), mark(peak < PEAK_GOAL))
    }

    fn write_notes(&self, out: &mut Formatter<'_>) -> Result {
        for page in &self.pages {
            let rows = page.rows.map(|rows| format!(", {rows:.1} rows on average")).unwrap_or_default();
            writeln!(out, "{} answers {} bytes{rows}", page.path, page.bytes)?;
        }
        for summary in &self.summaries {
            if let Some(beside) = &summary.beside {
                let (rate, errors) = (beside.rate, errors(&beside.unwanted));
                writeln!(out, "{}: {rate:.0} logins/s beside it, errors {errors}", summary.title)?;
            }
        }
        Ok(())
    }

    /// Every number of the report; times in microseconds, memory in bytes.
    pub fn to_json(&self) -> Value {
        let Rest { ready, healthy, memory } = &self.rest;
        let options = self.options;
        json!({
            "setting": {
                "size": options.size, "seed": options.seed, "connections": options.connections,
                "rounds": options.rounds, "seconds": options.window.as_secs(),
                "cores": available_parallelism().map_or(0, usize::from), "processor": processor(),
                "load_average_before": self.busy,
            },
            "start": {"ready_us": micros(*ready), "healthy_us": micros(*healthy), "goal_met": *healthy < START_GOAL},
            "memory": {
                "idle": memory.resident, "idle_anonymous": memory.anonymous, "peak": self.peak(),
                "idle_goal_met": memory.resident < IDLE_GOAL, "peak_goal_met": self.peak() < PEAK_GOAL,
            },
            "answers": self.pages.iter().map(|page| {
                json!({"path": page.path, "bytes": page.bytes, "rows": page.rows})
            }).collect::<Vec<_>>(),
            "workloads": self.summaries.iter().map(summary_to_json).collect::<Vec<_>>(),
        })
    }
}

impl Display for Report<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        self.write_setting(out)?;
        self.write_table(out)?;
        self.write_rest(out)?;
        self.write_notes(out)
    }
}

fn cells(summary: &Summary) -> [String; 10] {
    let goal = match summary.goal {
        Goal::Ratio(least) => format!("≥{least:.2}"),
        Goal::P99(limit) => format!("<{} ms", limit.as_millis()),
    };
    [
        format!("{:.0}", summary.rate),
        summary.floor.map_or("–".into(), |floor| format!("{floor:.0}")),
        times(summary.ratio),
        format!("{goal} {}", mark(summary.reaches_goal())),
        times(summary.bytes_ratio),
        millis(summary.p50),
        millis(summary.p99),
        format!("{:.0}", summary.cpu.as_secs_f64() * 1e6),
        summary.floor_cpu.map_or("–".into(), |cpu| format!("{:.0}", cpu.as_secs_f64() * 1e6)),
        megabytes(summary.peak),
    ]
}

fn summary_to_json(summary: &Summary) -> Value {
    json!({
        "key": summary.key,
        "per_second": summary.rate, "floor_per_second": summary.floor, "ratio": summary.ratio,
        "ratio_to_ready_bytes": summary.bytes_ratio,
        "rounds": summary.rounds.iter().map(|[rate, floor, bytes]| {
            json!({"per_second": rate, "floor_per_second": floor, "ready_bytes_per_second": bytes})
        }).collect::<Vec<_>>(),
        "goal": match summary.goal {
            Goal::Ratio(least) => json!({"ratio": least}),
            Goal::P99(limit) => json!({"p99_us": micros(limit)}),
        },
        "goal_met": summary.reaches_goal(),
        "p50_us": summary.p50.map(micros), "p99_us": summary.p99.map(micros),
        "server_cpu_us": summary.cpu.as_secs_f64() * 1e6,
        "floor_cpu_us": summary.floor_cpu.map(|cpu| cpu.as_secs_f64() * 1e6), "peak": summary.peak,
        "errors": by_status(&summary.unwanted),
        "beside": summary.beside.as_ref().map(|beside| {
            json!({"per_second": beside.rate, "errors": by_status(&beside.unwanted)})
        }),
    })
}

fn by_status(unwanted: &BTreeMap<u16, u64>) -> Value {
    unwanted.iter().map(|(status, count)| (status.to_string(), json!(count))).collect()
}

fn errors(unwanted: &BTreeMap<u16, u64>) -> String {
    let tell = |(status, count): (&u16, &u64)| match *status {
        NO_ANSWER => format!("{count} lost"),
        status => format!("{count} × {status}"),
    };
    let told: Vec<String> = unwanted.iter().map(tell).collect();
    if told.is_empty() { "none".into() } else { told.join(", ") }
}

fn mark(good: bool) -> char {
    if good { '✓' } else { '✗' }
}

fn micros(taken: Duration) -> u64 {
    u64::try_from(taken.as_micros()).unwrap_or(u64::MAX)
}

fn times(ratio: Option<f64>) -> String {
    ratio.map_or("–".into(), |ratio| format!("{ratio:.2}"))
}

fn millis(taken: Option<Duration>) -> String {
    taken.map_or("–".into(), |taken| format!("{:.1}", taken.as_secs_f64() * 1e3))
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}
