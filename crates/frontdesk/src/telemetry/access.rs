//! The line that is logged for every request.
//!
//! It names the route, never the path that was asked for, and no query, header or body: those hold secrets.

use std::fmt::Write;
use std::time::Duration;

use http::{Method, StatusCode};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};

use super::LogSink;

/// Where the lines go, and in which form; cheap to clone.
#[derive(Clone)]
pub struct AccessLog {
    sink: LogSink,
    pretty: bool,
}

impl AccessLog {
    /// Puts lines into `sink`, for people if they are to be `pretty`, or else for programs.
    pub fn new(sink: LogSink, pretty: bool) -> Self {
        Self { sink, pretty }
    }

    /// Puts the line for one request.
    ///
    /// Written by hand, because there is one for each request and every part of it is known to need no escapes.
    pub fn put(&self, access: &Access<'_>) {
        let mut line = String::with_capacity(224);
        // Writing to a string cannot fail.
        let _ = if self.pretty { access.write_pretty(&mut line) } else { access.write_json(&mut line) };
        self.sink.put(line.as_bytes());
    }
}

/// What is told of one request.
#[derive(Debug)]
pub struct Access<'a> {
    pub method: &'a Method,
    /// The route's template; `None` when no route matched.
    pub route: Option<&'a str>,
    pub status: StatusCode,
    pub elapsed: Duration,
    pub request_id: &'a str,
    /// The number of the account that was signed in.
    pub user: Option<i64>,
}

impl Access<'_> {
    fn write_json(&self, line: &mut String) -> std::fmt::Result {
        line.push_str("{\"timestamp\":\"");
        SystemTime.format_time(&mut Writer::new(line))?;
        let route = self.route.unwrap_or("-");
        let micros = self.elapsed.as_micros();
        write!(line, "\",\"level\":\"INFO\",\"message\":\"request\",\"method\":\"{}\",", method(self.method))?;
        write!(line, "\"route\":\"{route}\",\"status\":{},", self.status.as_u16())?;
        write!(line, "\"ms\":{}.{:03},\"request_id\":\"{}\"", micros / 1000, micros % 1000, self.request_id)?;
        if let Some(user) = self.user {
            write!(line, ",\"user_id\":{user}")?;
        }
        line.push_str("}\n");
        Ok(())
    }

    /// As other events look for people.
    fn write_pretty(&self, line: &mut String) -> std::fmt::Result {
        SystemTime.format_time(&mut Writer::new(line))?;
        let route = self.route.unwrap_or("-");
        let micros = self.elapsed.as_micros();
        write!(line, "  INFO request: {} {route} {} ", method(self.method), self.status.as_u16())?;
        write!(line, "{}.{:03} ms request_id={}", micros / 1000, micros % 1000, self.request_id)?;
        if let Some(user) = self.user {
            write!(line, " user_id={user}")?;
        }
        line.push('\n');
        Ok(())
    }
}

/// The method's name; one that HTTP does not define may be as long as its sender likes.
pub fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(method: &Method) -> Access<'_> {
        Access {
            method,
            route: Some("/api/v1/services/{id}"),
            status: StatusCode::NOT_FOUND,
            elapsed: Duration::from_micros(1_042),
            request_id: "0190b5a2-7c3e-7f00-8a11-2233445566cd",
            user: Some(7),
        }
    }

    #[test]
    fn a_request_is_one_line_of_json() {
        let long = Method::from_bytes(b"X-VERY-LONG").expect("a token");
        let mut line = String::new();
        access(&long).write_json(&mut line).expect("written");
        let value: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!((value["method"].as_str(), value["ms"].as_f64()), (Some("OTHER"), Some(1.042)));
        assert_eq!((value["status"].as_u64(), value["user_id"].as_u64()), (Some(404), Some(7)));
        assert!(value["timestamp"].as_str().is_some_and(|moment| moment.ends_with('Z')));
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security checklist")]
    fn sec_LOG_03_a_request_is_one_line_for_people_too() {
        let forged = Method::from_bytes(b"GET'INFO").expect("a token");
        let mut line = String::new();
        access(&forged).write_pretty(&mut line).expect("written");
        let (moment, rest) = line.split_once("  ").expect("a moment comes first");
        assert!(moment.ends_with('Z'), "{line}");
        assert_eq!(
            rest,
            "INFO request: OTHER /api/v1/services/{id} 404 1.042 ms \
             request_id=0190b5a2-7c3e-7f00-8a11-2233445566cd user_id=7\n"
        );
    }
}
