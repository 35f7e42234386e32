//! Where letters go: in development into files, one each.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;

use frontdesk_kit::locale::{self, Lang, Message};

use crate::outbox::Due;

/// Writes each letter into a file of its own: `DIR/NUMBER.mail.txt`, readable by the owner only.
#[derive(Clone, Debug)]
pub struct FileSender {
    folder: PathBuf,
}

impl FileSender {
    /// Writes below `folder`, which is made when the first letter comes.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Delivers one letter. The same letter delivered twice is one file.
    pub fn send(&self, letter: &Due) -> std::io::Result<()> {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let name = format!("{:08}.{}.txt", letter.id, letter.channel);
        let partial = self.folder.join(format!("{name}.part"));
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&partial)?;
        file.write_all(render(letter).as_bytes())?;
        file.sync_all()?;
        std::fs::rename(partial, self.folder.join(name))
    }
}

/// The letter's words in both languages, the reader's first.
pub fn render(letter: &Due) -> String {
    let first = Lang::from_tag(&letter.lang).unwrap_or(Lang::Ru);
    let second = if first == Lang::Ru { Lang::En } else { Lang::Ru };
    let (subject, body) = keys(&letter.template);
    let part = |lang| locale::text(lang, &Message::new(body));
    format!(
        "To: {}\nSubject: {}\nDate: {}\n\n{}\n\n-- \n{}\n",
        letter.recipient.replace(['\r', '\n'], " "),
        locale::text(first, &Message::new(subject)),
        letter.created_at,
        part(first),
        part(second),
    )
}

fn keys(template: &str) -> (&'static str, &'static str) {
    match template {
        "password_changed" => ("mail-password-changed-subject", "mail-password-changed-body"),
        "address_known" => ("mail-address-known-subject", "mail-address-known-body"),
        _ => ("mail-unknown-subject", "mail-unknown-body"),
    }
}
