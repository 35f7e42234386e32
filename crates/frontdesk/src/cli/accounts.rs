//! `frontdesk user create|import`

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use clap::Args;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{NewAccount, create_account};
use frontdesk_accounts::store::events::Event;

use super::open::{Load, open_desk};
use super::{Failure, people_file};
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
    make(&desk, vec![account], Event::AccountCreated).await?;
    println!("The account is made.");
    desk.db.close();
    Ok(())
}

/// Makes all accounts of a file, or none of them.
pub async fn import(settings: &Settings, file: &Path) -> Result<(), Failure> {
    let people = people_file::read(file).map_err(|failure| failure.about(file.display()))?;
    let desk = open_desk(settings, Load::Usual).await?;
    let mut accounts = Vec::with_capacity(people.len());
    for (name, newcomer) in people {
        let about = |error: AccountError| Failure::from(error).about(format!("{}, {name}", file.display()));
        accounts.push(newcomer.check(&desk).await.map_err(about)?);
    }
    let count = accounts.len();
    make(&desk, accounts, Event::AccountImported).await?;
    println!("{count} accounts are made.");
    desk.db.close();
    Ok(())
}

/// One transaction, so that a file that was refused can be mended and imported again.
async fn make(desk: &Desk, accounts: Vec<NewAccount>, event: Event) -> Result<(), Failure> {
    let now = desk.clock.now();
    let make_all = async move |tx: &mut frontdesk_kit::db::Tx| {
        for account in accounts {
            let name =
                account.user.username.as_ref().map_or_else(|| "somebody".to_owned(), |name| name.as_str().to_owned());
            let made = create_account(tx, account, (event, None), &Origin::local(), now).await;
            made.map_err(|error| Failure::from(error).about(name))?;
        }
        Ok::<_, Failure>(())
    };
    desk.db.write(make_all).await
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
