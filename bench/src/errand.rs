//! Single calls, one after the other: signing up, signing in, looking around. Nothing here is measured.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use crate::http::{read_head, render};
use crate::trouble::Fallible;

/// Long enough for the largest answer there is, the full list of services.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request to run once.
pub struct Errand<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub token: Option<&'a str>,
    pub body: Option<Value>,
}

impl<'a> Errand<'a> {
    pub fn get(path: &'a str) -> Self {
        Self { method: "GET", path, token: None, body: None }
    }

    pub fn post(path: &'a str, body: Value) -> Self {
        Self { method: "POST", path, token: None, body: Some(body) }
    }

    /// Runs the errand; anything but the status `wanted` is an error that quotes the answer.
    pub fn run(&self, address: SocketAddr, wanted: u16) -> Fallible<Vec<u8>> {
        let name = format!("{} {}", self.method, self.path);
        let (status, body) = self.exchange(address).map_err(|error| format!("{name}: {error}"))?;
        if status == wanted {
            return Ok(body);
        }
        let text: String = String::from_utf8_lossy(&body).chars().take(300).collect();
        Err(format!("{name} answered {status} instead of {wanted}: {text}").into())
    }

    /// Runs the errand and reads its answer as JSON.
    pub fn fetch(&self, address: SocketAddr, wanted: u16) -> Fallible<Value> {
        Ok(serde_json::from_slice(&self.run(address, wanted)?)?)
    }

    /// Speaks HTTP/1.0, so that an answer of unknown length ends with the connection instead of coming in chunks.
    fn exchange(&self, address: SocketAddr) -> Fallible<(u16, Vec<u8>)> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let request = render(self.method, self.path, self.token, self.body.as_ref());
        let request = String::from_utf8(request)?.replacen(" HTTP/1.1\r\n", " HTTP/1.0\r\n", 1);
        stream.write_all(request.as_bytes())?;

        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let head = read_head(&answer).ok().flatten().ok_or("not an HTTP answer")?;
        if head.end().is_some_and(|end| end != answer.len()) {
            return Err("the answer was cut short".into());
        }
        Ok((head.status, answer.split_off(head.body_at)))
    }
}
