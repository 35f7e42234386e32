//! The floors for work that is not HTTP: bare password hashes, bare durable commits.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use rusqlite::Connection;

use crate::trouble::Fallible;

/// Argon2id verifications a second on `threads` threads, with the parameters that Frontdesk uses (19 MiB, 2 passes,
/// 1 lane). Each thread keeps its memory blocks.
pub fn hashes_per_second(threads: usize, length: Duration) -> Fallible<f64> {
    let workers: Vec<_> = (0..threads).map(|_| thread::spawn(move || hash_for(length))).collect();
    let mut rate = 0.0;
    for worker in workers {
        rate += worker.join().map_err(|_| "a hashing thread panicked")??;
    }
    Ok(rate)
}

fn hash_for(length: Duration) -> Fallible<f64> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| error.to_string())?;
    let mut blocks = vec![Block::default(); params.block_count()];
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut hash = || {
        let mut tag = [0; 32];
        let done = hasher.hash_password_into_with_memory(b"Demo-Password-2026", &[7; 16], &mut tag, &mut blocks);
        std::hint::black_box(tag);
        done.map_err(|error| error.to_string())
    };
    hash()?; // touches every page of the blocks before the clock runs
    let begun = Instant::now();
    let mut done = 0_u32;
    while begun.elapsed() < length {
        hash()?;
        done += 1;
    }
    Ok(f64::from(done) / begun.elapsed().as_secs_f64())
}

/// Durable commits of one row each a second: SQLite in WAL mode with `synchronous=FULL`, one thread, nothing grouped.
/// The database is made new at `path`, which should be on the disk under test.
pub fn commits_per_second(path: &Path, length: Duration) -> Fallible<f64> {
    std::fs::remove_file(path).ok();
    let database = Connection::open(path)?;
    database.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full;
         create table offers (id integer primary key, owner integer not null, name text not null,
             description text not null, price_minor integer not null, minutes integer not null, at integer not null)",
    )?;
    let mut insert = database.prepare(
        "insert into offers (owner, name, description, price_minor, minutes, at) values ($1, $2, $3, $4, $5, $6)",
    )?;
    let description = "Спокойный сеанс с внимательным мастером, все материалы включены в цену.";
    let begun = Instant::now();
    let mut done = 0_u32;
    while begun.elapsed() < length {
        insert.execute((done % 64, "Массаж лица", description, 150_000, 45, 1_763_791_200 + done))?;
        done += 1;
    }
    Ok(f64::from(done) / begun.elapsed().as_secs_f64())
}
