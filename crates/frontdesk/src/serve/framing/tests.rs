use super::*;

/// Where `text` is cut off when it arrives in pieces of `size` bytes.
fn cut(text: &str, size: usize) -> Option<usize> {
    let mut framing = Framing::default();
    let cut = |(number, piece): (usize, &[u8])| framing.follow(piece).map(|at| number * size + at);
    text.as_bytes().chunks(size).enumerate().find_map(cut)
}

fn passes(text: &str) {
    for size in [1, 2, 7, 24, 64, text.len()] {
        assert_eq!(cut(text, size), None, "{text:?} in pieces of {size}");
    }
}

fn is_cut_off(before: &str, head: &str) {
    for size in [1, 2, 7, 24, 64, before.len() + head.len()] {
        let at = cut(&format!("{before}{head}"), size);
        assert!(at.is_some_and(|at| at > before.len()), "{before:?}, {head:?} in pieces of {size}: {at:?}");
    }
}

#[test]
fn ordinary_requests_pass_one_after_another() {
    let get = "GET /a?b HTTP/1.1\r\nHost: x\r\nUser-Agent: y\r\n\r\n";
    let post = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 14\r\n\r\nline\nline\n\r\n\r\n";
    let chunked =
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\na\nb\nc\r\n0\r\nX: y\r\n\r\n";
    let long = format!("GET / HTTP/1.1\r\nhost:x\r\nCookie: {}\r\n\r\n", "c:".repeat(5_000));
    for text in [get, post, chunked, &long, "PUT / HTTP/1.0\r\n\r\n", "PRI * HTTP/1.1\r\nHost: x\r\n\r\n"] {
        passes(text);
        passes(&format!("{text}{post}{chunked}{get}\r\n{get}"));
    }
}

#[test]
fn http_2_passes_whatever_it_holds() {
    passes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\n\nContent-Length: 1\nTransfer-Encoding: chunked\n\n");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_IN_08_a_request_that_can_be_read_in_two_ways_is_cut_off() {
    let before = [
        "",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n\n\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\n\r\n0\r\n\r\n",
    ];
    let heads = [
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost: x\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\n",
        "GET / HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTRANSFER-ENCODING: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nAccept: HTTP/1.0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        "PRI * HTTP/2.0\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length:                                             123456\r\n\r\n",
    ];
    for first in before {
        for head in heads {
            is_cut_off(first, head);
        }
    }
}

#[test]
fn what_the_parser_refuses_by_itself_is_left_to_it() {
    passes("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n\n\n");
    passes("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\n\n");
    passes("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n\n\n");
}
