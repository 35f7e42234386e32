//! The small part of Markdown that API descriptions use.
//!
//! Paragraphs, headings, lists, fenced code, `code`, **bold**, *emphasis* and links (also `<https://…>`);
//! anything else, HTML too, is shown as it is written.

use frontdesk_kit::html::Html;

/// Bold and links may hold other marks, but not without end.
const MAX_NESTING: usize = 3;

/// Renders `source` as a sequence of blocks.
pub fn blocks(source: &str) -> Html {
    let mut writer = Writer::default();
    for line in source.lines() {
        writer.line(line);
    }
    writer.close();
    writer.out
}

/// Renders `source` as one run of text, for headings and table cells.
pub fn inline(source: &str) -> Html {
    let mut out = Html::default();
    marks(&mut out, &source.split_whitespace().collect::<Vec<_>>().join(" "), 0);
    out
}

/// What the lines read so far belong to.
#[derive(Default, PartialEq, Eq)]
enum Block {
    #[default]
    None,
    Paragraph,
    Bullets,
    Numbers,
    Fence,
}

#[derive(Default)]
struct Writer {
    out: Html,
    block: Block,
    pending: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            let was_open = self.block == Block::Fence;
            self.close();
            self.block = if was_open { Block::None } else { Block::Fence };
        } else if self.block == Block::Fence {
            self.pending.push_str(line);
            self.pending.push('\n');
        } else if trimmed.is_empty() {
            self.close();
        } else if let Some(title) = heading(trimmed) {
            self.close();
            self.out.raw("<p class='heading'>").append(&inline(title)).raw("</p>");
        } else if let Some(item) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* ")) {
            self.item(Block::Bullets, item);
        } else if let Some(item) = numbered(trimmed) {
            self.item(Block::Numbers, item);
        } else {
            self.continue_with(trimmed);
        }
    }

    fn item(&mut self, list: Block, text: &str) {
        if self.block == list {
            self.flush();
        } else {
            self.close();
            self.out.raw(if list == Block::Bullets { "<ul>" } else { "<ol>" });
            self.block = list;
        }
        self.pending.push_str(text);
    }

    fn continue_with(&mut self, text: &str) {
        if self.block == Block::None {
            self.block = Block::Paragraph;
        }
        if !self.pending.is_empty() {
            self.pending.push(' ');
        }
        self.pending.push_str(text);
    }

    /// Writes the text gathered for the current block or list item.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.pending);
        match self.block {
            Block::None => {}
            Block::Paragraph => _ = self.out.raw("<p>").append(&inline(&text)).raw("</p>"),
            Block::Bullets | Block::Numbers => _ = self.out.raw("<li>").append(&inline(&text)).raw("</li>"),
            Block::Fence => _ = self.out.raw("<pre><code>").text(text.trim_end()).raw("</code></pre>"),
        }
    }

    fn close(&mut self) {
        self.flush();
        match self.block {
            Block::Bullets => _ = self.out.raw("</ul>"),
            Block::Numbers => _ = self.out.raw("</ol>"),
            _ => {}
        }
        self.block = Block::None;
    }
}

fn heading(line: &str) -> Option<&str> {
    let title = line.trim_start_matches('#');
    if title.len() < line.len() { title.strip_prefix(' ') } else { None }
}

fn numbered(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|character: char| character.is_ascii_digit());
    if rest.len() < line.len() { rest.strip_prefix(". ") } else { None }
}

fn marks(out: &mut Html, mut rest: &str, depth: usize) {
    while let Some(at) = rest.find(['`', '*', '[', '<']) {
        out.text(&rest[..at]);
        rest = &rest[at..];
        let taken = if depth < MAX_NESTING { mark(out, rest, depth) } else { None };
        let taken = taken.unwrap_or_else(|| {
            out.text(&rest[..1]);
            1
        });
        rest = &rest[taken..];
    }
    out.text(rest);
}

/// Renders the mark that `rest` starts with and returns its length in bytes; `None` when it is only a character.
fn mark(out: &mut Html, rest: &str, depth: usize) -> Option<usize> {
    if let Some(tail) = rest.strip_prefix('`') {
        let length = tail.find('`').filter(|length| *length > 0)?;
        out.code(&tail[..length]);
        return Some(length + 2);
    }
    if let Some(tail) = rest.strip_prefix("**") {
        let length = tail.find("**").filter(|length| *length > 0)?;
        out.raw("<strong>");
        marks(out, &tail[..length], depth + 1);
        out.raw("</strong>");
        return Some(length + 4);
    }
    if let Some(tail) = rest.strip_prefix('*') {
        let length = tail.find('*').filter(|length| *length > 0 && tail[..*length].trim() == &tail[..*length])?;
        out.raw("<em>");
        marks(out, &tail[..length], depth + 1);
        out.raw("</em>");
        return Some(length + 2);
    }
    if let Some(tail) = rest.strip_prefix('<') {
        let (target, _) = tail.split_once('>').filter(|(target, _)| target.contains(':') && is_safe(target))?;
        link(out, target).text(target).raw("</a>");
        return Some(target.len() + 2);
    }
    let (label, tail) = rest.strip_prefix('[')?.split_once("](")?;
    let (target, _) = tail.split_once(')')?;
    if label.contains('[') || !is_safe(target) {
        return None;
    }
    link(out, target);
    marks(out, label, depth + 1);
    out.raw("</a>");
    Some(label.len() + target.len() + 4)
}

fn link<'h>(out: &'h mut Html, target: &str) -> &'h mut Html {
    out.raw("<a rel='noopener noreferrer' href='").text(target).raw("'>")
}

/// Only addresses that lead to a page, a mailbox or a place on this site; never a script.
fn is_safe(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    let outside = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let inside = lower.starts_with('#') || (lower.starts_with('/') && !lower.starts_with("//"));
    (outside || inside) && !lower.contains(|character: char| character == '\\' || character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_marks_are_rendered() {
        let html = blocks("# Start\nOne\ntwo **bold `x`** *so*.\n\n- a\n  b\n- c\n1. d\n```\n<i>\n```").finish();
        let expected = "<p class='heading'>Start</p><p>One two <strong>bold <code>x</code></strong> <em>so</em>.</p>\
            <ul><li>a b</li><li>c</li></ul><ol><li>d</li></ol><pre><code>&lt;i&gt;</code></pre>";
        assert_eq!(html, expected);
    }

    #[test]
    fn links_lead_only_to_safe_places() {
        let link = inline("[a](https://example.com/?a=1&b='2')").finish();
        assert!(link.contains("href='https://example.com/?a=1&amp;b=&#39;2&#39;'>a</a>"), "{link}");
        for target in
            ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.test", "/\\evil.test", "vbscript:x"]
        {
            assert!(!inline(&format!("[a]({target}) <{target}>")).finish().contains("<a"), "{target}");
        }
    }

    #[test]
    fn an_address_in_angle_brackets_is_a_link() {
        let html = inline("see <https://example.com/>, <b> and <").finish();
        assert!(html.contains("href='https://example.com/'>https://example.com/</a>, &lt;b&gt; and &lt;"), "{html}");
    }

    #[test]
    fn unfinished_marks_stay_text() {
        assert_eq!(inline("a * b ` c ** d [e](f <b>").finish(), "a * b ` c ** d [e](f &lt;b&gt;");
    }
}
