//! Runs a throw-away PostgreSQL until standard input closes; prints its URL.
//!
//! `./test` shares it among all test processes. By hand: `cargo run -p frontdesk-testkit --bin throwaway-postgres`,
//! and Ctrl-D ends it. With `--durable` it waits for the disk as in production.

use std::io::{Read, Write};

use frontdesk_testkit::{Cluster, Durability};

fn main() {
    let durable = std::env::args().skip(1).any(|argument| argument == "--durable");
    let durability = if durable { Durability::Durable } else { Durability::Fast };
    let cluster = frontdesk_testkit::run(Cluster::start(durability));
    println!("{}", cluster.postgres().url());
    std::io::stdout().flush().expect("whoever asked for the address reads it");
    // The end of the input is the sign to go; what is typed before it means nothing.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}
