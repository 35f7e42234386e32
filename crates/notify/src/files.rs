//! Letters as files, one each: what development and tests read.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use crate::outbox::Due;
use crate::words::{Values, Written};

/// Writes a letter to `folder/NUMBER.CHANNEL.txt`, and what it brings for a calendar beside it as `.ics`, readable by the
/// owner only. The same letter twice is one file.
pub fn write(folder: &Path, letter: &Due, written: &Written) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let name = format!("{:08}.{}", letter.id, letter.channel);
    if let Some((_, calendar)) = Values::read(&letter.payload).calendar() {
        put(folder, &format!("{name}.ics"), calendar)?;
    }
    put(folder, &format!("{name}.txt"), &text(letter, written))
}

fn put(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    let partial = folder.join(format!("{name}.part"));
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&partial)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(partial, folder.join(name))
}

fn text(letter: &Due, written: &Written) -> String {
    let recipient = letter.recipient.replace(['\r', '\n'], " ");
    let Written { subject, text, .. } = written;
    format!("To: {recipient}\nSubject: {subject}\nDate: {}\n\n{text}\n", letter.created_at)
}
