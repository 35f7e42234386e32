//! `frontdesk user create` and `frontdesk user import`

use std::io::{self, BufRead, IsTerminal};
use std::path::PathBuf;

use clap::Args;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::flow::{ImportReport, ImportTerms, create_account, import_accounts};
use frontdesk_accounts::store::events::Event;

use frontdesk_kit::db::Tx;

use super::Failure;
use super::open::{Load, open_desk};
use super::people_file::PeopleFile;
use crate::config::Settings;
use crate::setup::Newcomer;

/// Who is to have an account. There is no flag for the password: others can read a process's arguments.
#[derive(Debug, Args)]
pub struct CreateFlags {
    /// What the person signs in with
    #[arg(long)]
    username: String,
    #[arg(long)]
    email: Option<String>,
    /// A role of the model, also one that nobody may sign up as
    #[arg(long)]
    role: String,
}

/// Makes one account.
pub async fn create(settings: &Settings, flags: CreateFlags) -> Result<(), Failure> {
    let desk = open_desk(settings, Load::Usual).await?;
    let CreateFlags { username, email, role } = flags;
    let newcomer = Newcomer { username: Some(username), email, password: read_password()?, role, active: true };
    let account = newcomer.check(&desk).await?;
    let (now, origin) = (desk.clock.now(), Origin::local());
    let make = async move |tx: &mut Tx| create_account(tx, account, (Event::AccountCreated, None), &origin, now).await;
    desk.db.write(make).await?;
    println!("The account is made.");
    desk.db.close();
    Ok(())
}

/// A file of people, and on what terms they come in.
#[derive(Debug, Args)]
pub struct ImportFlags {
    /// JSON ({"any name": {"username", "email", "phone", "role", "active", "password" or "password_hash", declared
    /// fields}}) or CSV with a header of the same names
    file: PathBuf,
    /// Look at everything and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Write to everybody who comes without a password how to choose one
    #[arg(long)]
    send_invitations: bool,
}

/// Makes the accounts of a file: those that can be made, while the others are told one by one.
///
/// Fails when somebody could not come in.
pub async fn import(settings: &Settings, flags: ImportFlags) -> Result<(), Failure> {
    let ImportFlags { file, dry_run, send_invitations } = flags;
    let model = settings.load_model()?;
    let mut people = PeopleFile::read(&file, &model).map_err(|failure| failure.about(file.display()))?;
    let desk = open_desk(settings, Load::Usual).await?;
    let (rows, terms) = (std::mem::take(&mut people.rows), ImportTerms { dry_run, send_invitations });
    let report = import_accounts(&desk, &Caller::operator(), rows, terms, &Origin::local()).await;
    desk.db.close();
    let report = report?;
    let made = if dry_run { "would be made" } else { "are made" };
    let ImportReport { created, existing, letters, refused, .. } = report;
    println!("{created} accounts {made}, {existing} are there already, {letters} letters, {} refused.", refused.len());
    for (line, invalid) in &refused {
        eprintln!("{}", Failure::from(invalid.clone()).about(format!("{}, {}", file.display(), people.place(*line))));
    }
    match refused.len() {
        0 => Ok(()),
        count => Err(Failure::new(format!("{count} of {} could not come in", report.rows)).about(file.display())),
    }
}

/// The first line of standard input.
pub fn read_password() -> Result<String, Failure> {
    let input = io::stdin();
    if input.is_terminal() {
        eprint!("Password: ");
    }
    let _quiet = Quiet::on(&input);
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    let password = line.strip_suffix('\n').map_or(line.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    if password.is_empty() { Err(Failure::new("give the password on standard input")) } else { Ok(password.to_owned()) }
}

/// A terminal that does not show what is typed, until this is dropped.
struct Quiet<'a>(&'a io::Stdin, Option<rustix::termios::Termios>);

impl<'a> Quiet<'a> {
    fn on(input: &'a io::Stdin) -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        // No terminal has no attributes, and shows nothing.
        let before = tcgetattr(input).ok();
        if let Some(mut quiet) = before.clone() {
            quiet.local_modes.remove(LocalModes::ECHO);
            let _ = tcsetattr(input, OptionalActions::Now, &quiet);
        }
        Self(input, before)
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        if let Some(before) = &self.1 {
            let _ = rustix::termios::tcsetattr(self.0, rustix::termios::OptionalActions::Now, before);
            eprintln!();
        }
    }
}
