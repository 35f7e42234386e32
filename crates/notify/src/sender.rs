//! Where letters go: in development into files, one each.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use frontdesk_kit::locale::{self, Lang, Message};

use crate::outbox::{Due, MAIL, SMS};

/// Writes each letter into a file of its own: `DIR/NUMBER.mail.txt` or `DIR/NUMBER.sms.txt`, readable by the owner only.
#[derive(Clone, Debug)]
pub struct FileSender {
    mail: PathBuf,
    sms: PathBuf,
}

impl FileSender {
    /// Writes e-mail below `mail` and text messages below `sms`; a folder is made when its first letter comes.
    pub fn new(mail: impl Into<PathBuf>, sms: impl Into<PathBuf>) -> Self {
        Self { mail: mail.into(), sms: sms.into() }
    }

    /// Delivers one letter. The same letter delivered twice is one file.
    pub fn send(&self, letter: &Due) -> std::io::Result<()> {
        let folder = self.folder(&letter.channel)?;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let name = format!("{:08}.{}.txt", letter.id, letter.channel);
        let partial = folder.join(format!("{name}.part"));
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&partial)?;
        file.write_all(render(letter).as_bytes())?;
        file.sync_all()?;
        std::fs::rename(partial, folder.join(name))
    }

    /// Where letters of `channel` go.
    fn folder(&self, channel: &str) -> std::io::Result<&Path> {
        match channel {
            MAIL => Ok(&self.mail),
            SMS => Ok(&self.sms),
            other => Err(std::io::Error::other(format!("no way of delivery is known for {other:?}"))),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_has_its_folder_and_an_unknown_one_has_none() {
        let sender = FileSender::new("mail", "sms");
        assert_eq!(sender.folder("mail").expect("known"), Path::new("mail"));
        assert_eq!(sender.folder("sms").expect("known"), Path::new("sms"));
        assert!(sender.folder("pigeon").is_err());
    }
}
