//! A JSON reader for request bodies that tells what `serde_json` cannot.
//!
//! It knows a key that is sent twice, keeps the text of a number as it was written (money must not pass through a
//! float), and lets a half surrogate pair through so that the field can be named. It refuses with the words of
//! Python's reader, because clients of the older wires show them. Depth and keys are bounded.

/// The deepest nesting of objects and arrays that is read.
pub const MAX_DEPTH: usize = 64;
/// The most keys of all objects in one document together.
pub const MAX_KEYS: usize = 1_000;

/// One JSON value, with nothing lost that a field may want to complain about.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// A number exactly as it was written.
    Number(Box<str>),
    Text(String),
    /// Text with a surrogate that lacks its other half; it stands as U+FFFD in `text`. `unit` is the first such half.
    Unpaired {
        text: String,
        unit: u16,
    },
    List(Vec<Json>),
    /// Keys in the order of their first appearance.
    Object(Vec<(String, Json)>),
}

/// What to do with a key that one object holds twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplicates {
    Refuse,
    LastWins,
}

/// Why a text is no JSON that we read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Says what and where in the words of Python's reader, without a prefix.
    #[error("{0}")]
    Syntax(String),
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("more than {MAX_KEYS} keys")]
    TooManyKeys,
    #[error("the key {0:?} is there twice")]
    DuplicateKey(String),
}

/// Reads one JSON document in UTF-8.
pub fn read(bytes: &[u8], duplicates: Duplicates) -> Result<Json, JsonError> {
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    let mut reader = Reader { text, at: 0, depth: 0, keys: 0, duplicates };
    if text.starts_with('\u{feff}') {
        return Err(reader.syntax("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
    }
    reader.skip_blanks();
    let value = reader.value()?;
    reader.skip_blanks();
    if reader.at < text.len() { Err(reader.syntax("Extra data", reader.at)) } else { Ok(value) }
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> JsonError {
    let start = error.valid_up_to();
    let length = error.error_len().unwrap_or(bytes.len() - start);
    let reason = match (error.error_len(), bytes[start]) {
        (None, _) => "unexpected end of data",
        (_, 0x80..=0xc1 | 0xf5..) => "invalid start byte",
        _ => "invalid continuation byte",
    };
    let place = match length {
        1 => format!("byte 0x{:02x} in position {start}", bytes[start]),
        _ => format!("bytes in position {start}-{}", start + length - 1),
    };
    JsonError::Syntax(format!("'utf-8' codec can't decode {place}: {reason}"))
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// In bytes, always at the start of a character.
    pub(super) at: usize,
    depth: usize,
    keys: usize,
    duplicates: Duplicates,
}

impl Reader<'_> {
    /// `at` is in bytes; people are told characters.
    pub(super) fn syntax(&self, what: &str, at: usize) -> JsonError {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        JsonError::Syntax(format!("{what}: line {line} column {column} (char {})", before.chars().count()))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Steps over `word` if it stands here.
    fn take(&mut self, word: &str) -> bool {
        let here = self.text[self.at..].starts_with(word);
        self.at += if here { word.len() } else { 0 };
        here
    }

    fn value(&mut self) -> Result<Json, JsonError> {
        match self.peek() {
            Some(b'"') => Ok(match self.string()? {
                (text, Some(unit)) => Json::Unpaired { text, unit },
                (text, None) => Json::Text(text),
            }),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            _ if self.take("null") => Ok(Json::Null),
            _ if self.take("true") => Ok(Json::Bool(true)),
            _ if self.take("false") => Ok(Json::Bool(false)),
            _ => self.number(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Json, JsonError>) -> Result<Json, JsonError> {
        if self.depth == MAX_DEPTH {
            return Err(JsonError::TooDeep);
        }
        self.depth += 1;
        self.at += 1;
        self.skip_blanks();
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn object(&mut self) -> Result<Json, JsonError> {
        let mut entries: Vec<(String, Json)> = Vec::new();
        if self.take("}") {
            return Ok(Json::Object(entries));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.syntax("Expecting property name enclosed in double quotes", self.at));
            }
            let (key, _unpaired) = self.string()?;
            self.keys += 1;
            if self.keys > MAX_KEYS {
                return Err(JsonError::TooManyKeys);
            }
            self.skip_blanks();
            if !self.take(":") {
                return Err(self.syntax("Expecting ':' delimiter", self.at));
            }
            self.skip_blanks();
            let value = self.value()?;
            match entries.iter_mut().find(|(known, _)| *known == key) {
                Some(_) if self.duplicates == Duplicates::Refuse => return Err(JsonError::DuplicateKey(key)),
                Some((_, earlier)) => *earlier = value,
                None => entries.push((key, value)),
            }
            if !self.another("}")? {
                return Ok(Json::Object(entries));
            }
        }
    }

    fn list(&mut self) -> Result<Json, JsonError> {
        let mut items = Vec::new();
        if self.take("]") {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value()?);
            if !self.another("]")? {
                return Ok(Json::List(items));
            }
        }
    }

    /// After an entry: `true` at a comma, `false` at `close`.
    fn another(&mut self, close: &str) -> Result<bool, JsonError> {
        self.skip_blanks();
        if self.take(close) {
            return Ok(false);
        }
        if !self.take(",") {
            return Err(self.syntax("Expecting ',' delimiter", self.at));
        }
        self.skip_blanks();
        Ok(true)
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at > start
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        let start = self.at;
        for word in ["NaN", "Infinity", "-Infinity"] {
            if self.take(word) {
                let what = format!("Out of range float values are not JSON compliant: '{word}'");
                return Err(JsonError::Syntax(what));
            }
        }
        self.take("-");
        if !self.take("0") && !self.digits() {
            return Err(self.syntax("Expecting value", start));
        }
        let whole = self.at;
        if !(self.take(".") && self.digits()) {
            self.at = whole;
        }
        let mantissa = self.at;
        if self.take("e") || self.take("E") {
            let _sign = self.take("+") || self.take("-");
            if !self.digits() {
                self.at = mantissa;
            }
        }
        Ok(Json::Number(self.text[start..self.at].into()))
    }
}
