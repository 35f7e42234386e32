//! An administrator finds one person among a thousand and among a million, over HTTP.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use frontdesk_kit::db::Db;
use serde_json::json;

use super::lookups::{By, FEW, MANY, fill, print};
use crate::dice::Dice;
use crate::errand::Errand;
use crate::http::{escape, read_head, render};
use crate::interrupt;
use crate::people::PASSWORD;
use crate::procfs::cpu_time;
use crate::stage::Stage;
use crate::trouble::Fallible;

/// Requests of one kind, one after the other: a second of CPU, which the kernel counts in hundredths.
const REQUESTS: usize = 10_000;
const PATIENCE: Duration = Duration::from_secs(10);

/// Prints the server's CPU time for a request. How long a lone client waits says more of how the kernel wakes two threads
/// than of the look-up: the same run gave 40 µs and 120.
pub fn measure(stage: &Stage) -> Fallible<()> {
    let create = ["user", "create", "--username", "chief", "--role", "admin", "--data", "people"];
    stage.run_with_input(&create, &format!("{PASSWORD}\n"))?;
    let few = find_all(stage, 0, FEW)?;
    let many = find_all(stage, FEW, MANY)?;
    print("found over HTTP, CPU", &few, &many);
    Ok(())
}

/// Fills the database up to `people` and asks for them.
fn find_all(stage: &Stage, from: usize, people: usize) -> Fallible<Vec<f64>> {
    let url = format!("sqlite:{}", stage.path("people/frontdesk.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let db = Db::open(&url).await?;
        fill(&db, from..people).await?;
        db.close();
        Fallible::Ok(())
    })?;
    let server = stage.serve("people")?;
    let signed_in = Errand::post("/api/v1/sessions", json!({"identifier": "chief", "password": PASSWORD}));
    let tokens = signed_in.fetch(server.address, 201)?;
    let token = tokens["access_token"].as_str().ok_or("no token")?;
    let mut times = Vec::new();
    for way in By::ALL {
        find(server.address, token, way, people)?; // what a server that has run for a minute has in memory
        let before = cpu_time(server.pid())?;
        find(server.address, token, way, people)?;
        times.push((cpu_time(server.pid())? - before).as_secs_f64() * 1e6 / REQUESTS as f64);
    }
    Ok(times)
}

fn find(address: SocketAddr, token: &str, way: By, people: usize) -> Fallible<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut dice = Dice::fresh();
    for _ in 0..REQUESTS {
        interrupt::check()?;
        let number = dice.below(people);
        let path = format!("/api/v1/admin/accounts?limit=1&q={}", escape(&way.typed(number)));
        let request = render("GET", &path, Some(token), None);
        stream.write_all(&request)?;
        let answer = read_answer(&mut stream)?;
        if answer.contains(&format!("user{number:07}")) == matches!(way, By::NobodysName) {
            return Err(format!("{path} is answered {answer}").into());
        }
    }
    Ok(())
}

fn read_answer(stream: &mut TcpStream) -> Fallible<String> {
    let (mut answer, mut part) = (Vec::new(), [0; 16 << 10]);
    loop {
        let count = stream.read(&mut part)?;
        answer.extend_from_slice(&part[..count]);
        let head = read_head(&answer).map_err(|_| "not an answer")?;
        match head.as_ref().and_then(crate::http::Head::end) {
            Some(end) if answer.len() >= end => return Ok(String::from_utf8(answer)?),
            _ if count == 0 => return Err("the answer was cut short".into()),
            _ => {}
        }
    }
}
