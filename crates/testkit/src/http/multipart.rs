//! `multipart/form-data` bodies.

const BOUNDARY: &str = "frontdesk-test-7MA4YWxkTrZu0gW";

/// The parts of a form, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Multipart(Vec<u8>);

impl Multipart {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("form-data; name=\"{name}\""), None, value.as_bytes())
    }

    /// A file; the names go out as they stand, so that a test may send wicked ones.
    pub fn file(self, name: &str, file_name: &str, content_type: &str, bytes: &[u8]) -> Self {
        self.part(&format!("form-data; name=\"{name}\"; filename=\"{file_name}\""), Some(content_type), bytes)
    }

    fn part(mut self, disposition: &str, content_type: Option<&str>, bytes: &[u8]) -> Self {
        let mut head = format!("--{BOUNDARY}\r\ncontent-disposition: {disposition}\r\n");
        if let Some(content_type) = content_type {
            head += &format!("content-type: {content_type}\r\n");
        }
        self.0.extend(head.as_bytes());
        self.0.extend(b"\r\n");
        self.0.extend(bytes);
        self.0.extend(b"\r\n");
        self
    }

    /// The content type and the body.
    pub(super) fn finish(mut self) -> (String, Vec<u8>) {
        self.0.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={BOUNDARY}"), self.0)
    }
}
