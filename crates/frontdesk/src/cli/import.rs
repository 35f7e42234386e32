//! `frontdesk import django`

mod people;
mod pictures;
mod report;
mod services;

use std::path::PathBuf;

use clap::Args;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::spend_tokens;
use frontdesk_accounts::keys::{carry_over, check_carried};
use frontdesk_catalogue::Catalogue;
use frontdesk_dialects::django::{self, Mapping, MappingFile, Reading, detect, read_tokens};
use frontdesk_kit::db::Foreign;

use super::Failure;
use super::open::{Load, open_desk};
use crate::config::Settings;
use people::Mover;
use pictures::Album;
use report::Report;

const DAY: i64 = 86_400;

/// What comes from where, and on what terms.
#[derive(Debug, Args)]
pub struct DjangoFlags {
    /// The old database: an SQLite file, postgres://…, or JSON of `manage.py dumpdata`
    #[arg(long, value_name = "FILE|URL")]
    from: String,
    /// Where everything stands in it, if that is not found by itself; --dry-run prints one to begin with
    #[arg(long, value_name = "FILE.toml")]
    map: Option<PathBuf>,
    /// The environment variable that holds Django's SECRET_KEY (or SIGNING_KEY), so that nobody has to sign in anew
    #[arg(long, value_name = "NAME")]
    secret_key_env: Option<String>,
    /// For how long that key verifies old tokens
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=365))]
    grace_days: i64,
    /// Django's MEDIA_ROOT, with the pictures
    #[arg(long, value_name = "FOLDER")]
    media: Option<PathBuf>,
    /// Also take passwords that are kept as plain MD5 or SHA-1
    #[arg(long)]
    allow_weak_hashes: bool,
    /// Write nothing; tell what would happen, and where everything was found
    #[arg(long)]
    dry_run: bool,
    /// Where each row that is not taken as it is gets a line of JSON [default: DATA/django-import.jsonl]
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl From<django::DjangoError> for Failure {
    fn from(error: django::DjangoError) -> Self {
        Self::new(error.to_string())
    }
}

/// Carries over what a Django backend leaves behind. Safe to be run again: who came already is left alone.
pub async fn run(settings: &Settings, flags: &DjangoFlags) -> Result<(), Failure> {
    let secret = secret(flags)?;
    let mapping_file = match &flags.map {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|e| Failure::from(e).about(path.display()))?;
            MappingFile::parse(&text)?
        }
        None => MappingFile::default(),
    };
    let mut source = django::open(&flags.from).await.map_err(|error| Failure::from(error).about("--from"))?;
    let album = flags.media.as_deref().map(|folder| Album::open(folder, flags.dry_run)).transpose()?;
    let desk = open_desk(settings, Load::Bulk).await?;
    let mapping = detect(&source.tables().await?, &desk.model, &mapping_file)?;
    let path = flags.report.clone().unwrap_or_else(|| settings.data().join("django-import.jsonl"));
    let mut report = Report::create(path)?;
    let done = carry(&desk, (&mut source, &mapping, album), flags, secret, &mut report).await;
    report.finish()?;
    desk.db.close();
    done
}

/// Everything, one after the other.
async fn carry(
    desk: &Desk,
    (source, mapping, album): (&mut Foreign, &Mapping, Option<Album>),
    flags: &DjangoFlags,
    secret: Option<String>,
    report: &mut Report,
) -> Result<(), Failure> {
    if flags.dry_run {
        report.say(format!("{mapping}"));
    }
    let now = desk.clock.now();
    let reading = Reading { model: &desk.model, mapping, weak_hashes: flags.allow_weak_hashes, now };
    let people = Mover::new(desk, reading, album, flags.dry_run).run(source, report).await?;
    if let Some(table) = &mapping.services {
        let catalogue = Catalogue::new(desk.clone());
        let coming = flags.dry_run.then_some(&people);
        services::run(&catalogue, (source, mapping, table), coming, report).await?;
    }
    tokens(desk, source, flags, secret.is_some(), report).await?;
    match secret {
        _ if flags.dry_run => report.say("Nothing was written.".to_owned()),
        Some(secret) => keep(desk, &secret, flags.grace_days, report)?,
        None => {}
    }
    Ok(())
}

/// The old key, refused before anything else is done if it cannot be trusted.
fn secret(flags: &DjangoFlags) -> Result<Option<String>, Failure> {
    let Some(name) = &flags.secret_key_env else { return Ok(None) };
    let secret = std::env::var(name).map_err(|_| Failure::new(format!("the environment has no {name}")))?;
    check_carried(&secret)?;
    Ok(Some(secret))
}

async fn tokens(
    desk: &Desk,
    source: &mut Foreign,
    flags: &DjangoFlags,
    key: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    let tokens = read_tokens(source, desk.clock.now()).await?;
    let taken_back = tokens.blacklisted.len();
    let new = if flags.dry_run { 0 } else { spend_tokens(desk, tokens.blacklisted).await? };
    report.say(format!("Refresh tokens: {} live, {taken_back} taken back ({new} of them noted now).", tokens.live));
    if !key && tokens.live > 0 {
        let refused = "Without --secret-key-env the live ones are refused: their owners sign in once more.";
        report.say(refused.to_owned());
    }
    Ok(())
}

fn keep(desk: &Desk, secret: &str, grace_days: i64, report: &mut Report) -> Result<(), Failure> {
    let until = desk.clock.now().plus(grace_days * DAY);
    let carried = carry_over(&desk.settings.data, secret, until)?;
    let known = if carried.known { " (as was said before)" } else { "" };
    let until = carried.until;
    report.say(format!("The old key verifies old tokens until {until}{known}, from the server's next start on."));
    if carried.of_startproject {
        let warning = "It begins with django-insecure: whoever has seen the project's code can sign in as anybody until \
                       then.";
        report.say(warning.to_owned());
    }
    Ok(())
}
