//! Reads an HTTP/1.1 answer strictly: what is cut or ill-framed is an error, never half an answer.

type Parts = (u16, Vec<(String, String)>, Vec<u8>);

/// Parses all that a server sent on one connection; answers with a 1xx status are passed over.
pub fn answer(received: &[u8], to_head: bool) -> Result<Parts, String> {
    if received.is_empty() {
        return Err("the connection was closed without an answer".to_owned());
    }
    let end = find(received, b"\r\n\r\n").ok_or("the head of the answer is cut")?;
    let (head, rest) = (&received[..end], &received[end + 4..]);
    let head = std::str::from_utf8(head).map_err(|_| "the head of the answer is not text")?;
    let mut lines = head.split("\r\n");
    let status = status(lines.next().unwrap_or_default())?;
    if (100..200).contains(&status) {
        return answer(rest, to_head);
    }
    let headers = lines.map(header).collect::<Result<Vec<_>, _>>()?;
    let body = if to_head || status == 204 || status == 304 { empty(rest)? } else { body(&headers, rest)? };
    Ok((status, headers, body))
}

fn status(line: &str) -> Result<u16, String> {
    let number = line.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1));
    number.and_then(|number| number.parse().ok()).ok_or(format!("no status line: {line:?}"))
}

fn header(line: &str) -> Result<(String, String), String> {
    let (name, value) = line.split_once(':').ok_or(format!("no header: {line:?}"))?;
    Ok((name.to_ascii_lowercase(), value.trim().to_owned()))
}

fn empty(rest: &[u8]) -> Result<Vec<u8>, String> {
    if rest.is_empty() { Ok(Vec::new()) } else { Err(format!("{} bytes of body where none may be", rest.len())) }
}

fn body(headers: &[(String, String)], rest: &[u8]) -> Result<Vec<u8>, String> {
    let value = |name: &str| headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str());
    if value("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        return chunks(rest);
    }
    let Some(length) = value("content-length") else { return Ok(rest.to_vec()) };
    let length: usize = length.parse().map_err(|_| format!("no length: {length:?}"))?;
    if rest.len() == length {
        Ok(rest.to_vec())
    } else {
        Err(format!("{} bytes of body where {length} were promised", rest.len()))
    }
}

fn chunks(mut rest: &[u8]) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    loop {
        let end = find(rest, b"\r\n").ok_or("the body is cut before a chunk")?;
        let line = std::str::from_utf8(&rest[..end]).map_err(|_| "a chunk's length is not text")?;
        let digits = line.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(digits, 16).map_err(|_| format!("no chunk length: {line:?}"))?;
        rest = &rest[end + 2..];
        if length == 0 {
            // Trailers may stand before the empty line; nobody here asks for them.
            return if rest.ends_with(b"\r\n") { Ok(body) } else { Err("the last chunk is cut".to_owned()) };
        }
        let chunk = rest.get(..length).ok_or("a chunk is cut")?;
        body.extend(chunk);
        rest = rest[length..].strip_prefix(b"\r\n").ok_or("a chunk does not end where it says")?;
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_by_its_length_in_chunks_or_to_the_end() {
        let plain = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nA:  b \r\n\r\nhi", false).expect("complete");
        assert_eq!(plain.0, 200);
        assert_eq!(plain.1[1], ("a".to_owned(), "b".to_owned()));
        assert_eq!(plain.2, b"hi");
        let chunked = b"HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;x=y\r\nd\r\n0\r\n\r\n";
        assert_eq!(answer(chunked, false).expect("complete").2, b"abcd");
        assert_eq!(answer(b"HTTP/1.0 200 OK\r\n\r\nrest", false).expect("complete").2, b"rest");
    }

    #[test]
    fn a_provisional_answer_is_passed_over() {
        let parts = answer(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", false);
        assert_eq!(parts.expect("complete").0, 204);
    }

    #[test]
    fn a_cut_answer_is_an_error() {
        for cut in [
            &b""[..],
            b"HTTP/1.1 200 OK\r\nContent-Le",
            b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n",
            b"HTTP/1.1 204 No Content\r\n\r\nbody",
        ] {
            assert!(answer(cut, false).is_err(), "{:?}", String::from_utf8_lossy(cut));
        }
    }
}
