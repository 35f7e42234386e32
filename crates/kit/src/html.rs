//! HTML that what it shows cannot break.

/// A piece of HTML under construction.
///
/// Markup enters only as a literal of this program: `raw` asks for `&'static str`. Everything that comes from
/// outside goes through `text`, which escapes it for element content and for quoted attributes alike.
#[derive(Debug, Default)]
pub struct Html(String);

impl Html {
    /// Adds markup as it stands.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds text, made inert. Control characters other than line feed and tab are left out.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(character),
                _ if character.is_control() => {}
                _ => self.0.push(character),
            }
        }
        self
    }

    /// Adds `<tag class='class'>text</tag>`.
    pub fn element(&mut self, tag: &'static str, class: &'static str, text: &str) -> &mut Self {
        self.raw("<").raw(tag).raw(" class='").raw(class).raw("'>").text(text).raw("</").raw(tag).raw(">")
    }

    /// Adds `<code>text</code>`.
    pub fn code(&mut self, text: &str) -> &mut Self {
        self.raw("<code>").text(text).raw("</code>")
    }

    /// Adds a link to the place `anchor` on this page.
    pub fn jump(&mut self, anchor: &str, text: &str) -> &mut Self {
        self.raw("<a href='#").text(anchor).raw("'>").text(text).raw("</a>")
    }

    /// Adds a path or another long word that may be broken after `/`, `_` and `.`.
    pub fn breakable(&mut self, text: &str) -> &mut Self {
        for piece in text.split_inclusive(['/', '_', '.']) {
            self.text(piece).raw("<wbr>");
        }
        self
    }

    /// Adds another piece.
    pub fn append(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// The same piece as one word in single quotes for a shell: each quote inside is closed, escaped and opened again.
    pub fn shell_quoted(&self) -> Self {
        Self(format!("&#39;{}&#39;", self.0.replace("&#39;", "&#39;\\&#39;&#39;")))
    }

    /// Whether nothing has been added yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The finished text.
    pub fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_inert_in_content_and_in_attributes() {
        let mut out = Html::default();
        out.text("<script>'\"&\u{0}\u{1b}[31m</script>\n");
        assert_eq!(out.finish(), "&lt;script&gt;&#39;&quot;&amp;[31m&lt;/script&gt;\n");
    }

    #[test]
    fn a_quote_does_not_end_a_shell_word() {
        let mut out = Html::default();
        out.text("it's");
        assert_eq!(out.shell_quoted().finish(), "&#39;it&#39;\\&#39;&#39;s&#39;");
    }
}
