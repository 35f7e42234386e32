//! Letters as plain text.

use super::section::Section;

/// Between two languages. Not two hyphens: what follows those is a signature, which readers' programs hide.
const BETWEEN: &str = "\n\n* * *\n\n";

/// All sections, one after the other.
pub fn page(sections: &[Section]) -> String {
    sections.iter().map(section).collect::<Vec<_>>().join(BETWEEN)
}

fn section(section: &Section) -> String {
    let mut parts = section.body.clone();
    parts.extend(section.code.clone());
    if !section.facts.is_empty() {
        let lines: Vec<String> = section.facts.iter().map(|(label, value)| format!("{label}: {value}")).collect();
        parts.push(lines.join("\n"));
    }
    parts.extend(section.button.iter().map(|(words, link)| format!("{words}:\n{link}")));
    parts.extend(section.validity.clone());
    parts.extend(section.note.clone());
    parts.join("\n\n")
}
