//! What the floor answers: one of Frontdesk's own answers for each path, of the usual size.

use std::fs;
use std::net::SocketAddr;

use serde_json::Value;

use crate::dice::Dice;
use crate::errand::Errand;
use crate::people::Face;
use crate::stage::Stage;
use crate::trouble::Fallible;
use crate::workloads::{Props, profile_path};

/// Answers tried before one is chosen.
const TRIES: usize = 41;

/// A path and the answer that stands for all its answers.
pub struct Page {
    pub path: &'static str,
    /// The length of the chosen answer: the median of those tried.
    pub bytes: usize,
    /// Rows in a list, on average; `None` for what is no list.
    pub rows: Option<f64>,
    /// `PATH=FILE`, as the floor server takes it.
    pub argument: String,
}

/// Tries every path that has a floor and lays the chosen answers into the run folder.
pub fn sample(stage: &Stage, address: SocketAddr, props: &Props) -> Fallible<Vec<Page>> {
    let mut dice = Dice::fresh();
    let mut pages = Vec::new();
    for (face, passes) in [(Face::Native, &props.passes.native), (Face::Dialect, &props.passes.dialect)] {
        let path = profile_path(face);
        let profile = |pass: usize| Errand { token: Some(&passes[pass].access), ..Errand::get(path) }.run(address, 200);
        pages.push(choose(stage, path, (0..TRIES).map(profile).collect::<Fallible<_>>()?)?);

        let path = match face {
            Face::Native => "/api/v1/services",
            Face::Dialect => "/api/auth/services/",
        };
        let list = |_| Errand::get(&props.vocabulary.draw(face, &mut dice).path(face)).run(address, 200);
        pages.push(choose(stage, path, (0..TRIES).map(list).collect::<Fallible<_>>()?)?);
    }
    Ok(pages)
}

fn choose(stage: &Stage, path: &'static str, mut answers: Vec<Vec<u8>>) -> Fallible<Page> {
    let counts: Vec<f64> = answers.iter().filter_map(|answer| rows(answer)).map(|rows| rows as f64).collect();
    answers.sort_by_key(Vec::len);
    let chosen = &answers[answers.len() / 2];
    let name = format!("page{}", path.replace('/', "-"));
    fs::write(stage.path(&name), chosen)?;
    let rows = (!counts.is_empty()).then(|| counts.iter().sum::<f64>() / counts.len() as f64);
    Ok(Page { path, bytes: chosen.len(), rows, argument: format!("{path}={name}") })
}

/// Natively a list stands under `items`, in the dialect it is the answer.
fn rows(answer: &[u8]) -> Option<usize> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    answer.as_array().or_else(|| answer["items"].as_array()).map(Vec::len)
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_are_counted_in_both_faces() {
        assert_eq!(rows(br#"[{}, {}]"#), Some(2));
        assert_eq!(rows(br#"{"items": [1], "next_cursor": null}"#), Some(1));
        assert_eq!(rows(br#"{"full_name": "x"}"#), None);
    }
}
