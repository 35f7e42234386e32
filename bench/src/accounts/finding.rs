//! An administrator finds one person among a thousand and among a million, over HTTP.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use frontdesk_kit::db::Db;
use serde_json::json;

use super::lookups::{By, FEW, MANY, fill, print};
use crate::dice::Dice;
use crate::errand::Errand;
use crate::http::{escape, read_head, render};
use crate::interrupt;
use crate::people::PASSWORD;
use crate::stage::Stage;
use crate::summary::median;
use crate::trouble::Fallible;

/// Requests of one kind, one after the other.
const REQUESTS: usize = 3_000;
const PATIENCE: Duration = Duration::from_secs(10);

/// Prints the median time of a request.
pub fn measure(stage: &Stage) -> Fallible<()> {
    let create = ["user", "create", "--username", "chief", "--role", "admin", "--data", "people"];
    stage.run_with_input(&create, &format!("{PASSWORD}\n"))?;
    let few = find_all(stage, 0, FEW)?;
    let many = find_all(stage, FEW, MANY)?;
    print("found over HTTP", &few, &many);
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
    By::ALL.iter().map(|&way| find(server.address, token, way, people)).collect()
}

fn find(address: SocketAddr, token: &str, way: By, people: usize) -> Fallible<f64> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let (mut dice, mut times) = (Dice::fresh(), Vec::with_capacity(REQUESTS));
    for _ in 0..REQUESTS {
        interrupt::check()?;
        let number = dice.below(people);
        let path = format!("/api/v1/admin/accounts?limit=1&q={}", escape(&way.typed(number)));
        let request = render("GET", &path, Some(token), None);
        let began = Instant::now();
        stream.write_all(&request)?;
        let answer = read_answer(&mut stream)?;
        times.push(began.elapsed().as_secs_f64() * 1e6);
        if answer.contains(&format!("user{number:07}")) == matches!(way, By::NobodysName) {
            return Err(format!("{path} is answered {answer}").into());
        }
    }
    Ok(median(times))
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
