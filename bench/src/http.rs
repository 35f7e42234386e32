//! As much HTTP/1.1 as a load generator needs: requests rendered ahead, answers measured rather than read.

use serde_json::Value;

/// Renders a whole request, ready to be sent again and again on a connection that stays open.
pub fn render(method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: frontdesk-bench\r\n");
    if let Some(token) = token {
        text.push_str(&format!("Authorization: Bearer {token}\r\n"));
    }
    match body.map(Value::to_string) {
        Some(body) => {
            let length = body.len();
            text.push_str(&format!("Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"));
        }
        None => text.push_str("\r\n"),
    }
    text.into_bytes()
}

/// Escapes `text` for use as a value in a query string.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(char::from(byte)),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
    }
    escaped
}

/// Where an answer begins and ends in the bytes received so far.
#[derive(Debug, PartialEq)]
pub struct Head {
    pub status: u16,
    /// Index of the body's first byte.
    pub body_at: usize,
    /// The body's length in bytes; `None` when only the end of the connection tells.
    pub body_length: Option<usize>,
}

impl Head {
    /// Index of the first byte after the answer, where its head says so.
    pub fn end(&self) -> Option<usize> {
        Some(self.body_at + self.body_length?)
    }
}

/// The bytes are not an answer that this client understands (chunked ones are not).
#[derive(Debug, PartialEq)]
pub struct Malformed;

/// Reads the head at the start of `bytes`; `Ok(None)` while it is incomplete.
pub fn read_head(bytes: &[u8]) -> Result<Option<Head>, Malformed> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let mut lines = bytes[..end].split(|&byte| byte == b'\n');
    let status = read_status(lines.next().unwrap_or_default())?;
    let mut body_length = matches!(status, 204 | 304).then_some(0);
    for line in lines {
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { return Err(Malformed) };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-length") {
            body_length = Some(read_number(value)?);
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            return Err(Malformed);
        }
    }
    Ok(Some(Head { status, body_at: end + 4, body_length }))
}

fn read_status(line: &[u8]) -> Result<u16, Malformed> {
    let rest = line.strip_prefix(b"HTTP/1.").ok_or(Malformed)?;
    let digits = rest.get(2..5).ok_or(Malformed)?;
    u16::try_from(read_number(digits)?).map_err(|_| Malformed)
}

fn read_number(digits: &[u8]) -> Result<usize, Malformed> {
    std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()).ok_or(Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let answer = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nCONTENT-LENGTH:  2 \r\n\r\n{}HTTP/1.1";
        for cut in 0..answer.len() - 10 {
            assert_eq!(read_head(&answer[..cut]), Ok(None), "{cut}");
        }
        let head = read_head(answer).expect("well-formed").expect("whole");
        assert_eq!((head.status, head.body_length), (201, Some(2)));
        assert_eq!(&answer[head.body_at..head.end().expect("has a length")], b"{}");
    }

    #[test]
    fn no_content_needs_no_length() {
        let head = read_head(b"HTTP/1.1 204 No Content\r\n\r\n").expect("well-formed").expect("whole");
        assert_eq!(head.end(), Some(27));
    }

    #[test]
    fn a_body_without_length_ends_with_the_connection() {
        let head = read_head(b"HTTP/1.0 200 OK\r\nX: y\r\n\r\nabc").expect("well-formed").expect("whole");
        assert_eq!((head.status, head.end()), (200, None));
    }

    #[test]
    fn what_is_no_measured_answer_is_refused() {
        let wrong: [&[u8]; 6] = [
            b"SSH-2.0-OpenSSH\r\n\r\n",
            b"HTTP/1.1 abc\r\n\r\n",
            b"HTTP/1.1 2\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        ];
        for bytes in wrong {
            assert_eq!(read_head(bytes), Err(Malformed), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_rendered_request_carries_token_and_length() {
        let body = serde_json::json!({"name": "Маникюр"});
        let text = String::from_utf8(render("POST", "/a", Some("t"), Some(&body))).expect("text");
        assert!(text.starts_with("POST /a HTTP/1.1\r\n"));
        assert!(text.contains("Authorization: Bearer t\r\n"));
        assert!(text.contains("Content-Length: 25\r\n"));
        assert!(text.ends_with("\r\n\r\n{\"name\":\"Маникюр\"}"));
    }

    #[test]
    fn a_query_value_is_escaped_byte_by_byte() {
        assert_eq!(escape("ёж a&b-1"), "%D1%91%D0%B6%20a%26b-1");
    }
}
