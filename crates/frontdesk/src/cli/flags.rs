//! Settings as flags; each command takes them.

use std::path::PathBuf;

use clap::Args;

use crate::config::Flags;

/// Settings that may stand on a command line. Secrets may not: others can read a process's arguments.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings (they overrule FRONTDESK_… and frontdesk.toml)")]
pub struct SettingFlags {
    /// The settings file instead of ./frontdesk.toml
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the database, keys and media [default: ./data]
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<String>,
    /// The user model: a shipped one by name, or a file [default: marketplace]
    #[arg(long, global = true, value_name = "NAME|FILE")]
    model: Option<String>,
    /// Take a changed model although it loses what is stored; for one start
    #[arg(long, global = true, num_args = 0..=1, default_missing_value = "on", value_name = "on|off")]
    force_model_change: Option<String>,
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8000]
    #[arg(long, global = true, value_name = "ADDRESS")]
    listen: Option<String>,
    /// sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME [default: sqlite:DATA/frontdesk.db]
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// The address under which people reach this server
    #[arg(long, global = true, value_name = "URL")]
    public_url: Option<String>,
    /// Whose X-Forwarded-For is believed: addresses and blocks, with commas between
    #[arg(long, global = true, value_name = "BLOCKS")]
    trusted_proxies: Option<String>,
    /// Whose scripts may read our answers: exact origins, with commas between
    #[arg(long, global = true, value_name = "ORIGINS")]
    cors_origins: Option<String>,
    /// Whether attempts and requests are limited [default: on]
    #[arg(long, global = true, value_name = "on|off")]
    limits: Option<String>,
    /// Whether anybody may sign up, or only who was invited [default: open]
    #[arg(long, global = true, value_name = "open|closed")]
    registration: Option<String>,
    /// Where mail goes: file:FOLDER, smtp://USER@HOST or smtps://USER@HOST [default: file:DATA/outbox]
    #[arg(long, global = true, value_name = "TRANSPORT")]
    mail: Option<String>,
    /// Where text messages go: file:FOLDER or https://… of a provider [default: file:DATA/outbox]
    #[arg(long, global = true, value_name = "TRANSPORT")]
    sms: Option<String>,
    /// What is logged: a level, or levels by target [default: info]
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
    /// For programs or for people [default: json]
    #[arg(long, global = true, value_name = "json|pretty")]
    log_format: Option<String>,
    /// Where Prometheus reads metrics [default: off]
    #[arg(long, global = true, value_name = "ADDRESS|off")]
    metrics: Option<String>,
}

impl SettingFlags {
    /// What was given, under the flags' own names.
    pub fn into_flags(self) -> Flags {
        let all = [
            ("--data", self.data),
            ("--model", self.model),
            ("--force-model-change", self.force_model_change),
            ("--listen", self.listen),
            ("--database-url", self.database_url),
            ("--public-url", self.public_url),
            ("--trusted-proxies", self.trusted_proxies),
            ("--cors-origins", self.cors_origins),
            ("--limits", self.limits),
            ("--registration", self.registration),
            ("--mail", self.mail),
            ("--sms", self.sms),
            ("--log", self.log),
            ("--log-format", self.log_format),
            ("--metrics", self.metrics),
        ];
        let given = all.into_iter().filter_map(|(flag, text)| text.map(|text| (flag, text))).collect();
        Flags { config: self.config, given }
    }
}
