//! `frontdesk mail preview|test`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use frontdesk_kit::clock::Clock;
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::locale::Lang;
use frontdesk_notify::outbox::{Due, MAIL, SMS};
use frontdesk_notify::words::{self, Template, Values};
use frontdesk_notify::{Failure as Undelivered, Receipt};

use super::Failure;
use crate::config::Settings;

/// What `mail preview` is told.
#[derive(Debug, Args)]
pub struct PreviewFlags {
    /// Only this letter [default: all]
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Only in this language [default: each, and both together as readers get them who chose none]
    #[arg(long, value_enum, value_name = "ru|en")]
    lang: Option<Language>,
    /// The folder to write to; files of the same names are overwritten
    #[arg(long, value_name = "FOLDER", default_value = "mail-preview")]
    out: PathBuf,
}

/// A language by its tag.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    Ru,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ru => Self::Ru,
            Language::En => Self::En,
        }
    }
}

/// Writes letters with sample values as `NAME.LANG.txt` and, if it is mail, `NAME.LANG.html`. Touches nothing else.
pub fn preview(settings: &Settings, flags: &PreviewFlags) -> Result<(), Failure> {
    let templates = chosen(flags.template.as_deref())?;
    std::fs::create_dir_all(&flags.out).map_err(|error| cannot_write(&flags.out, &error))?;
    let versions = match flags.lang.map(Lang::from) {
        Some(lang) => vec![(lang.code(), vec![lang])],
        None => versions(settings.delivery.language),
    };
    for template in &templates {
        for (name, langs) in &versions {
            write(&flags.out, template, name, langs.clone())?;
        }
    }
    println!("{} letters are in {}", templates.len(), flags.out.display());
    Ok(())
}

fn chosen(name: Option<&str>) -> Result<Vec<&'static Template>, Failure> {
    let Some(name) = name else { return Ok(Template::all().collect()) };
    Template::find(name).map(|template| vec![template]).ok_or_else(|| {
        let names: Vec<&str> = Template::all().map(|template| template.name).collect();
        Failure::new(format!("there is no letter {name:?}; there are {}", names.join(", ")))
    })
}

/// Each language, and both together.
fn versions(first: Lang) -> Vec<(&'static str, Vec<Lang>)> {
    let second = if first == Lang::Ru { Lang::En } else { Lang::Ru };
    vec![(first.code(), vec![first]), (second.code(), vec![second]), ("both", vec![first, second])]
}

fn write(folder: &Path, template: &Template, version: &str, langs: Vec<Lang>) -> Result<(), Failure> {
    let about = |error: words::WordsError| Failure::new(error.to_string()).about(template.name);
    let written = words::write_in(template, &Values::read(&template.sample()), langs).map_err(about)?;
    let subject = if template.channel == MAIL { format!("Subject: {}\n\n", written.subject) } else { String::new() };
    let text = format!("{subject}{}\n", written.text);
    for (kind, content) in [("txt", Some(text)), ("html", written.html)] {
        let path = folder.join(format!("{}.{version}.{kind}", template.name));
        if let Some(content) = content {
            std::fs::write(&path, content).map_err(|error| cannot_write(&path, &error))?;
        }
    }
    Ok(())
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be written: {error}", path.display()))
}

/// Sends one letter, or one text message to a number, as the settings say, and tells what came of it. Needs no
/// database, so the server may be running.
pub async fn test(settings: &Settings, to: &str) -> Result<(), Failure> {
    let is_number = to.starts_with('+');
    let delivery = &settings.delivery;
    let way = if is_number { delivery.sms.to_string() } else { delivery.mail.to_string() };
    let letter = sample(to, is_number);
    let sender = settings.delivery.sender();
    let sent = sender.send(&letter).await;
    sender.rest(&letter.channel).await;
    match sent {
        Ok(receipt) => {
            println!("{}", delivered(to, &way, &receipt));
            Ok(())
        }
        Err(failure) => Err(Failure::new(undelivered(to, &way, &failure))),
    }
}

fn sample(to: &str, is_number: bool) -> Due {
    let now = Clock::system().now();
    let (channel, template) = if is_number { (SMS, "test_sms") } else { (MAIL, "test") };
    Due {
        id: 0,
        channel: channel.to_owned(),
        recipient: to.to_owned(),
        lang: String::new(),
        template: template.to_owned(),
        payload: "{}".to_owned(),
        created_at: now,
        attempts: 0,
        dedupe_id: Entropy::system().uuid(now).simple().to_string(),
    }
}

fn delivered(to: &str, way: &str, receipt: &Receipt) -> String {
    let said = receipt.said.as_deref().map(|words| format!("; it said: {}", one_line(words))).unwrap_or_default();
    format!("The message to {to} was taken by {way}{said}")
}

fn undelivered(to: &str, way: &str, failure: &Undelivered) -> String {
    let said = failure.words().map(|words| format!("; it said: {}", one_line(words))).unwrap_or_default();
    let fate = if failure.is_final() { "given up at once" } else { "tried again" };
    format!("the message to {to} was not taken by {way}: {failure}{said} (the server's own letters would be {fate})")
}

/// What somebody else wrote, fit for a terminal.
fn one_line(words: &str) -> String {
    let shown: String = words.chars().take(500).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    shown.trim().to_owned()
}
