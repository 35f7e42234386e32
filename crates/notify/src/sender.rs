//! Where letters go, by their channel.

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_kit::locale::Lang;

use crate::mail::SmtpSender;
use crate::outbox::{Due, MAIL, SMS};
use crate::sms::SmsSender;
use crate::words::{self, WordsError, Written};
use crate::{Failure, Receipt, files};

/// How e-mail goes.
pub enum MailWay {
    /// Into files of this folder, which is made when its first letter comes.
    Files(PathBuf),
    /// To a mail server.
    Smtp(Box<SmtpSender>),
}

/// How text messages go.
pub enum SmsWay {
    /// Into files of this folder, which is made when its first message comes.
    Files(PathBuf),
    /// Through a provider's HTTP interface.
    Provider(Box<SmsSender>),
}

/// Puts letters into words and delivers them. Cheap to copy.
#[derive(Clone)]
pub struct Sender(Arc<Ways>);

struct Ways {
    mail: MailWay,
    sms: SmsWay,
    first: Lang,
}

impl Sender {
    /// Delivers by these ways. `first` is the language that comes first in letters whose reader chose none.
    pub fn new(mail: MailWay, sms: SmsWay, first: Lang) -> Self {
        Self(Arc::new(Ways { mail, sms, first }))
    }

    /// Delivers one letter, within ten seconds or not at all.
    pub async fn send(&self, letter: &Due) -> Result<Receipt, Failure> {
        let written = words::write(letter, self.0.first).map_err(|error| match error {
            WordsError::UnknownTemplate => Failure::passing(error.to_string()),
            WordsError::Empty => Failure::lasting(error.to_string()),
        })?;
        match (letter.channel.as_str(), &self.0.mail, &self.0.sms) {
            (MAIL, MailWay::Smtp(smtp), _) => smtp.send(letter, &written).await,
            (MAIL, MailWay::Files(folder), _) | (SMS, _, SmsWay::Files(folder)) => {
                into_file(folder.clone(), letter.clone(), written).await
            }
            (SMS, _, SmsWay::Provider(provider)) => {
                provider.send(&letter.recipient, &written.text, &letter.dedupe_id).await
            }
            _ => Err(Failure::passing("no way of delivery is known for this channel")),
        }
    }

    /// Closes what is kept open for the next letter of `channel`.
    pub async fn rest(&self, channel: &str) {
        if let (MAIL, MailWay::Smtp(smtp)) = (channel, &self.0.mail) {
            smtp.rest().await;
        }
    }
}

async fn into_file(folder: PathBuf, letter: Due, written: Written) -> Result<Receipt, Failure> {
    let done = tokio::task::spawn_blocking(move || files::write(&folder, &letter, &written)).await;
    match done {
        Ok(Ok(())) => Ok(Receipt::default()),
        Ok(Err(error)) => Err(Failure::passing(format!("the file cannot be written: {error}"))),
        Err(_) => Err(Failure::passing("the file could not be written")),
    }
}
