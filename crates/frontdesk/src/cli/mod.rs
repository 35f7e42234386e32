//! The command line: each command is one more face over the same flows.

mod accounts;
mod check_config;
mod demo;
mod failure;
mod flags;
mod keys;
mod migrate;
mod open;
mod openapi;
mod people_file;
mod serve;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rustix::fs::Mode;

pub use failure::Failure;
use flags::SettingFlags;
pub use open::{Load, open_database};

use crate::config::Settings;

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
    },
    /// Accounts, made by the operator (stop the server first if it uses SQLite)
    #[command(subcommand)]
    User(UserCommand),
    /// The keys that sign access tokens (restart the server afterwards)
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Fill an empty database with an invented marketplace to try things out
    Demo(demo::DemoFlags),
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Make one account; the password is read from standard input
    Create(accounts::CreateFlags),
    /// Make accounts from a file: JSON ({"any name": {"username", "email", "password", "role", "active"}}) or CSV with
    /// a header of the same names
    Import { file: PathBuf },
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Add a new signing key; tokens of the older ones stay good
    Rotate,
    /// Remove an older signing key; its tokens are refused from the next start on
    Revoke {
        /// The key's id, as `/.well-known/jwks.json` shows it
        kid: String,
    },
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
            Command::Openapi { format } => openapi::run(&settings, format).await?,
            Command::User(UserCommand::Create(flags)) => accounts::create(&settings, flags).await?,
            Command::User(UserCommand::Import { file }) => accounts::import(&settings, &file).await?,
            Command::Keys(KeysCommand::Rotate) => keys::rotate(&settings)?,
            Command::Keys(KeysCommand::Revoke { kid }) => keys::revoke(&settings, &kid)?,
            Command::Demo(flags) => demo::run(&settings, &flags).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
}
