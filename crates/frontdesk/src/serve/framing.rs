//! Where one HTTP/1 request ends and the next begins, read strictly.
//!
//! The parser behind this forgives what RFC 9112 lets it forgive, and a little more: a bare line feed, `Content-Length`
//! beside `Transfer-Encoding` or said twice, several `Host` lines or none. A proxy in front of us that reads such a request otherwise than we do
//! can be made to pass one person's request off as another's. Here such a request is cut off in its head and goes on
//! with what no parser forgives, so that it is answered with 400, in its turn, and the connection is closed.

/// What opens a connection of HTTP/2 (RFC 9113 section 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How a head that was cut off goes on: to an end, with a byte that no head may hold.
pub const SPOILT: &[u8] = b"\0\r\n\r\n";
/// How the first line of a request of HTTP/1.0 ends.
const OLD: &[u8] = b"HTTP/1.0\r";
/// The beginning of a line that is kept; enough for the headers that matter here.
const KEPT: usize = 64;

/// Follows the bytes of one connection.
#[derive(Debug)]
pub struct Framing {
    state: State,
}

#[derive(Debug)]
enum State {
    /// So many bytes were those of HTTP/2's preface.
    Preface(usize),
    Head(Head),
    Body(u64),
    Chunks(Chunk),
    /// HTTP/2, or a request that is refused in any case.
    Opaque,
}

#[derive(Debug, Default)]
struct Head {
    line: Line,
    /// The last sixteen bytes of the line.
    recent: u128,
    lines: usize,
    hosts: usize,
    /// HTTP/1.0, whose requests need not say to which host they go.
    old: bool,
    length: Option<Vec<u8>>,
    chunked: bool,
    unsound: bool,
}

/// The line that is being read.
#[derive(Debug)]
struct Line {
    /// How it begins.
    kept: [u8; KEPT],
    /// All of it, in bytes.
    length: usize,
}

impl Default for Line {
    fn default() -> Self {
        Self { kept: [0; KEPT], length: 0 }
    }
}

/// The head can be read in two ways; the byte that shows it.
struct AmbiguousAt(usize);

#[derive(Clone, Copy, Debug)]
enum Chunk {
    Size(u64),
    SizeExtension(u64),
    SizeEnd(u64),
    Data(u64),
    /// The last chunk was read; so many bytes stand on the present line of the trailer, the last a carriage return.
    Trailer(usize, bool),
}

impl Default for Framing {
    fn default() -> Self {
        Self { state: State::Preface(0) }
    }
}

impl Framing {
    /// Whether it is known yet which version of HTTP is spoken.
    pub fn is_decided(&self) -> bool {
        !matches!(self.state, State::Preface(_))
    }

    /// Reads on; tells where to cut off a request that could be read in two ways.
    pub fn follow(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            at += match &mut self.state {
                State::Opaque => return None,
                State::Preface(read) => {
                    let read = *read;
                    self.preface(read, bytes[at])
                }
                State::Body(left) => {
                    let here = (bytes.len() - at).min(usize::try_from(*left).unwrap_or(usize::MAX));
                    *left -= here as u64;
                    if *left == 0 {
                        self.state = State::Head(Head::default());
                    }
                    here
                }
                State::Head(head) => match head.read(&bytes[at..]) {
                    Ok((read, next)) => {
                        if let Some(next) = next {
                            self.state = next;
                        }
                        read
                    }
                    Err(AmbiguousAt(place)) => {
                        self.state = State::Opaque;
                        return Some(at + place);
                    }
                },
                State::Chunks(chunk) => {
                    let (next, read) = chunk.read(&bytes[at..]);
                    self.state = next;
                    read
                }
            };
        }
        None
    }

    /// The bytes before this one were the preface's own, and hold nothing that a head might not.
    fn preface(&mut self, read: usize, byte: u8) -> usize {
        if byte != PREFACE[read] {
            let mut head = Head::default();
            let mut line = &PREFACE[..read];
            while !line.is_empty() {
                // That it names no host does not matter: no parser takes it for a request.
                let end = head.read(line).map_or_else(|AmbiguousAt(place)| place + 1, |(end, _)| end);
                line = &line[end..];
            }
            self.state = State::Head(head);
            return 0;
        }
        self.state = if read + 1 == PREFACE.len() { State::Opaque } else { State::Preface(read + 1) };
        1
    }
}

impl Head {
    /// Reads to the end of the line, or as far as there is something; gives how far that was, and what comes after the
    /// head once it has ended.
    fn read(&mut self, bytes: &[u8]) -> Result<(usize, Option<State>), AmbiguousAt> {
        let Some(end) = memchr::memchr(b'\n', bytes) else {
            self.keep(bytes);
            return Ok((bytes.len(), None));
        };
        self.keep(&bytes[..end]);
        let recent = std::mem::take(&mut self.recent);
        if recent as u8 != b'\r' {
            return Err(AmbiguousAt(end));
        }
        let Line { kept, length } = std::mem::take(&mut self.line);
        match length == 1 {
            // Empty lines before a request are skipped (RFC 9112 section 2.2).
            true if self.lines == 0 => Ok((end + 1, None)),
            true if self.hosts == 0 && !self.old => Err(AmbiguousAt(end)),
            true => Ok((end + 1, Some(self.end()))),
            false => {
                self.note(&kept[..length.min(KEPT)], length);
                self.old |= self.lines == 1 && recent.to_be_bytes().ends_with(OLD);
                if self.is_ambiguous() { Err(AmbiguousAt(end)) } else { Ok((end + 1, None)) }
            }
        }
    }

    /// Keeps what has to be known of a part of a line.
    fn keep(&mut self, part: &[u8]) {
        let Line { kept, length } = &mut self.line;
        if let Some(room) = kept.get_mut(*length..) {
            let here = part.len().min(room.len());
            room[..here].copy_from_slice(&part[..here]);
        }
        *length += part.len();
        for byte in &part[part.len().saturating_sub(16)..] {
            self.recent = self.recent << 8 | u128::from(*byte);
        }
    }

    /// Takes notice of a line, of which `line` is the beginning.
    fn note(&mut self, line: &[u8], length: usize) {
        self.lines += 1;
        let Some(colon) = line.iter().position(|byte| *byte == b':').filter(|_| self.lines > 1) else { return };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"host") {
            self.hosts += 1;
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            self.chunked = true;
        } else if name.eq_ignore_ascii_case(b"content-length") {
            // Said twice, or longer than what was kept: no number that can be followed.
            self.unsound |= length > KEPT || self.length.is_some();
            self.length = Some(value.to_vec());
        }
    }

    fn is_ambiguous(&self) -> bool {
        self.unsound || self.hosts > 1 || (self.chunked && self.length.is_some())
    }

    fn end(&self) -> State {
        if self.chunked {
            return State::Chunks(Chunk::Size(0));
        }
        let length =
            self.length.as_deref().map(|digits| std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()));
        match length {
            None | Some(Some(0)) => State::Head(Head::default()),
            Some(Some(length)) => State::Body(length),
            Some(None) => State::Opaque,
        }
    }
}

impl Chunk {
    /// Reads on; gives the next state and how many bytes were read.
    fn read(self, bytes: &[u8]) -> (State, usize) {
        let byte = bytes[0];
        let next = match self {
            Chunk::Size(size) => match (byte as char).to_digit(16) {
                Some(digit) => size.checked_mul(16).map(|size| Chunk::Size(size + u64::from(digit))),
                None => match byte {
                    b'\r' => Some(Chunk::SizeEnd(size)),
                    b';' | b' ' | b'\t' => Some(Chunk::SizeExtension(size)),
                    _ => None,
                },
            },
            Chunk::SizeExtension(size) => Some(if byte == b'\r' { Chunk::SizeEnd(size) } else { self }),
            Chunk::SizeEnd(size) => match (byte, size) {
                (b'\n', 0) => Some(Chunk::Trailer(0, false)),
                // The data, and the line end after them.
                (b'\n', _) => size.checked_add(2).map(Chunk::Data),
                _ => None,
            },
            Chunk::Data(left) => {
                let here = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
                let left = left - here as u64;
                let next = if left == 0 { Chunk::Size(0) } else { Chunk::Data(left) };
                return (State::Chunks(next), here);
            }
            Chunk::Trailer(length, after_return) => match byte {
                b'\n' if !after_return => None,
                b'\n' if length == 1 => return (State::Head(Head::default()), 1),
                b'\n' => Some(Chunk::Trailer(0, false)),
                _ => Some(Chunk::Trailer(length + 1, byte == b'\r')),
            },
        };
        (next.map_or(State::Opaque, State::Chunks), 1)
    }
}

#[cfg(test)]
mod tests;
