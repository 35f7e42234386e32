//! The command line: each command is one more face over the same flows.

mod accounts;
mod check_config;
mod demo;
mod doctor;
mod export;
mod failure;
mod flags;
mod import;
mod keys;
mod mail;
mod migrate;
mod open;
mod openapi;
mod orders;
mod people_file;
mod serve;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rustix::fs::Mode;

pub use failure::Failure;
use flags::SettingFlags;
pub use open::{Load, open_database};

use crate::config::Settings;
use crate::operator::Order;

/// Accounts, catalogue and booking for a small business, in one program.
#[derive(Debug, Parser)]
#[command(name = "frontdesk", version, about, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: SettingFlags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server until it is told to stop
    Serve,
    /// Bring the database's schema up to date
    Migrate,
    /// Check the settings and the model, and show where each setting comes from
    CheckConfig,
    /// Print the OpenAPI document
    Openapi {
        #[arg(long, value_enum, default_value = "json")]
        format: openapi::Format,
        /// What whoever has this role is served, or is `anonymous`; else what everybody is
        #[arg(long)]
        role: Option<String>,
    },
    /// Accounts, from the operator's side. All but `create` and `import` work while the server runs
    #[command(subcommand)]
    User(UserCommand),
    /// The record of security events
    #[command(subcommand)]
    Audit(AuditCommand),
    /// The keys that sign access tokens (restart the server afterwards)
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Letters and text messages: how they look, and whether they arrive
    #[command(subcommand)]
    Mail(MailCommand),
    /// Move in from another backend (stop the server first if it uses SQLite)
    #[command(subcommand)]
    Import(ImportCommand),
    /// Move out to another backend (stop the server first if it uses SQLite)
    #[command(subcommand)]
    Export(ExportCommand),
    /// Look whether bookings and the time that they take fit together; fails if they do not
    Doctor,
    /// Fill an empty database with an invented marketplace to try things out
    Demo(demo::DemoFlags),
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Make one account; the password is read from standard input
    Create(accounts::CreateFlags),
    /// Make accounts from a file. Good ones come in, what is wrong with the others is told; once more changes nothing
    Import(accounts::ImportFlags),
    /// Invite an e-mail address to make an account with a role, whether registration is open or not
    Invite {
        email: String,
        #[arg(long)]
        role: String,
    },
    /// Show whom a user name, an e-mail address or a number belongs to
    Show { name: String },
    /// Give somebody another role
    SetRole { name: String, role: String },
    /// End all sessions of somebody, and let them in no more
    Suspend { name: String },
    /// Let somebody in again
    Restore { name: String },
    /// Set somebody's password, read from standard input; all their sessions end
    SetPassword { name: String },
    /// End all sessions of somebody
    EndSessions { name: String },
    /// Delete somebody's account with all that belongs to it, for good
    Delete { name: String },
}

impl UserCommand {
    /// The order that it stands for; [`UserCommand::Create`] and [`UserCommand::Import`] are none.
    fn order(self) -> Result<Option<Order>, Failure> {
        Ok(Some(match self {
            UserCommand::Create(_) | UserCommand::Import(_) => return Ok(None),
            UserCommand::Invite { email, role } => Order::Invite { email, role },
            UserCommand::Show { name } => Order::Show { name },
            UserCommand::SetRole { name, role } => Order::SetRole { name, role },
            UserCommand::Suspend { name } => Order::Suspend { name },
            UserCommand::Restore { name } => Order::Restore { name },
            UserCommand::SetPassword { name } => Order::SetPassword { name, password: accounts::read_password()? },
            UserCommand::EndSessions { name } => Order::EndSessions { name },
            UserCommand::Delete { name } => Order::Delete { name },
        }))
    }
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Hold every event against its seal; fails and names the first row that was changed or is missing
    Verify,
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Add a new signing key; tokens of the older ones stay good
    Rotate,
    /// Remove an older signing key; its tokens are refused from the next start on
    Revoke {
        /// The key's id, as `/.well-known/jwks.json` shows it
        // One in 64 begins with a hyphen.
        #[arg(allow_hyphen_values = true)]
        kid: String,
    },
}

#[derive(Debug, Subcommand)]
enum MailCommand {
    /// Write every letter with sample values as text and HTML, to look at
    Preview(mail::PreviewFlags),
    /// Send one letter as the settings say, and tell what came of it (the server may be running)
    Test {
        /// An e-mail address; or a number such as +79161234567 to try text messages
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Users with their numbers and passwords, profiles, pictures, services and refresh tokens of a Django backend
    Django(import::DjangoFlags),
}

#[derive(Debug, Subcommand)]
enum ExportCommand {
    /// Users with their numbers and passwords, as a fixture for Django
    Django(export::DjangoFlags),
}

/// Runs the command that `arguments` ask for. Tells a failure in one sentence on standard error.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let line = match CommandLine::try_parse_from(arguments) {
        Ok(line) => line,
        Err(answer) => {
            // Help and versions come this way too. If nobody reads the answer there is nobody to tell.
            let _ = answer.print();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2));
        }
    };
    match obey(line) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("frontdesk: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn obey(line: CommandLine) -> Result<ExitCode, Failure> {
    // Whatever folder the operator names, others have no business in what is made there.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let settings = Settings::load(line.settings.into_flags(), std::env::vars_os())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match line.command {
            Command::Serve => return serve::run(&settings).await,
            Command::Migrate => migrate::run(&settings).await?,
            Command::CheckConfig => check_config::run(&settings)?,
            Command::Openapi { format, role } => openapi::run(&settings, format, role.as_deref()).await?,
            Command::User(UserCommand::Create(flags)) => accounts::create(&settings, flags).await?,
            Command::User(UserCommand::Import(flags)) => accounts::import(&settings, flags).await?,
            Command::User(command) => {
                if let Some(order) = command.order()? {
                    orders::run(&settings, order).await?;
                }
            }
            Command::Audit(AuditCommand::Verify) => orders::run(&settings, Order::VerifyAudit).await?,
            Command::Keys(KeysCommand::Rotate) => keys::rotate(&settings)?,
            Command::Keys(KeysCommand::Revoke { kid }) => keys::revoke(&settings, &kid)?,
            Command::Mail(MailCommand::Preview(flags)) => mail::preview(&settings, &flags)?,
            Command::Mail(MailCommand::Test { to }) => mail::test(&settings, &to).await?,
            Command::Import(ImportCommand::Django(flags)) => import::run(&settings, &flags).await?,
            Command::Export(ExportCommand::Django(flags)) => export::run(&settings, flags).await?,
            Command::Doctor => return doctor::run(&settings).await,
            Command::Demo(flags) => demo::run(&settings, &flags).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}
