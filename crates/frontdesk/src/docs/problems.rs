//! The page that the `type` of every problem leads to.

use frontdesk_kit::html::Html;

use super::markdown;

/// The text, as the repository shows it too.
const TEXT: &str = include_str!("../../../../docs/problems.md");

/// Renders `docs/problems.md` as one page without scripts; each problem's code is an anchor.
pub fn problems_page() -> String {
    let mut out = Html::default();
    out.raw("<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>");
    out.raw("<meta name='viewport' content='width=device-width, initial-scale=1'>");
    out.raw("<meta name='color-scheme' content='light dark'><title>Problems</title>");
    out.raw("<link rel='stylesheet' href='/api/schema/reference.css'></head><body><main class='prose' id='main'>");
    let mut paragraph = String::new();
    for line in TEXT.lines() {
        let title = line.trim_start_matches('#');
        match line.len() - title.len() {
            0 => {
                paragraph.push_str(line);
                paragraph.push('\n');
            }
            depth => {
                out.append(&markdown::blocks(&std::mem::take(&mut paragraph)));
                heading(&mut out, depth, title.trim());
            }
        }
    }
    out.append(&markdown::blocks(&paragraph)).raw("</main></body></html>\n");
    out.finish()
}

fn heading(out: &mut Html, depth: usize, title: &str) {
    let (open, close) = match depth {
        1 => ("<h1 id='", "</h1>"),
        2 => ("<h2 id='", "</h2>"),
        _ => ("<h3 id='", "</h3>"),
    };
    out.raw(open).text(&title.to_lowercase().replace(' ', "-")).raw("'>").text(title).raw(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_an_anchor() {
        let page = problems_page();
        for code in ["invalid", "unauthenticated", "invalid_token", "stale", "too_many_requests", "busy"] {
            assert!(page.contains(&format!("<h3 id='{code}'>")), "{code}");
        }
    }
}
