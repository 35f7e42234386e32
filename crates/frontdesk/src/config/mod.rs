//! The settings: defaults, then `frontdesk.toml`, then `FRONTDESK_…` variables, then flags.
//!
//! Whatever is not known stops the start: a typo is an error now, not a surprise at night.

mod booking;
mod delivery;
mod file;
mod known;
mod links;
mod notices;
mod sections;
mod shown;
#[cfg(test)]
mod tests;
mod values;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::desk::DeskSettings;
use frontdesk_accounts::links::Links;
use frontdesk_booking::BookingSettings;

pub use delivery::Delivery;
pub use notices::Notices;
pub use sections::{Cors, Database, Enrolment, Log, Metrics, Protection, Server, Storage};
pub use shown::Shown;
pub use values::ConfigError;
use values::{Source, Values};

/// What the flags say: the settings by flag name, and the file.
#[derive(Debug, Default)]
pub struct Flags {
    pub config: Option<PathBuf>,
    pub given: Vec<(&'static str, String)>,
}

/// All settings of a process.
#[derive(Debug)]
pub struct Settings {
    pub server: Server,
    pub storage: Storage,
    pub protection: Protection,
    pub enrolment: Enrolment,
    pub cors: Cors,
    pub booking: BookingSettings,
    pub delivery: Delivery,
    pub notices: Notices,
    /// Where links lead that the operator's own app follows.
    pub links: Links,
    pub log: Log,
    pub metrics: Metrics,
    /// The model's name or its file.
    pub model: String,
    /// Whether a changed model is taken although it loses what is stored.
    pub force_model_change: bool,
    /// The settings file, if one was read.
    pub file: Option<PathBuf>,
    values: Values,
}

impl Settings {
    /// Reads the settings; `environment` are all variables of the process.
    pub fn load(flags: Flags, environment: impl Iterator<Item = (OsString, OsString)>) -> Result<Self, ConfigError> {
        let (from_environment, file_named) = environment_values(environment)?;
        let mut values = Values::default();
        let named = flags.config.or(file_named);
        let path = named.clone().unwrap_or_else(|| PathBuf::from(file::USUAL));
        let file = file::read(&path, named.is_some(), &mut values)?.then_some(path);
        for (known, text) in from_environment {
            values.put(known, text, Source::Variable(known.variable));
        }
        for (flag, text) in flags.given {
            if let Some(known) = known::KNOWN.iter().find(|known| known.flag == Some(flag)) {
                values.put(known, text, Source::Flag(flag));
            }
        }
        Self::read(values, file)
    }

    fn read(values: Values, file: Option<PathBuf>) -> Result<Self, ConfigError> {
        let storage = Storage::read(&values)?;
        Ok(Self {
            server: Server::read(&values)?,
            protection: Protection::read(&values)?,
            enrolment: Enrolment::read(&values)?,
            cors: Cors::read(&values)?,
            booking: booking::read(&values)?,
            delivery: Delivery::read(&values, &storage.data)?,
            notices: Notices::read(&values)?,
            links: links::read(&values)?,
            log: Log::read(&values)?,
            metrics: Metrics::read(&values)?,
            model: values.text("model").to_owned(),
            force_model_change: values.switch("force_model_change")?,
            storage,
            file,
            values,
        })
    }

    /// Reads the model file that the settings name.
    pub fn load_model(&self) -> Result<Model, ConfigError> {
        Model::load(&self.model).map_err(|error| {
            let line = error.line.map(|line| format!(", line {line}")).unwrap_or_default();
            ConfigError::new(format!("{}{line}", error.file), error.message)
        })
    }

    /// The part that the desk needs.
    pub fn desk(&self) -> DeskSettings {
        DeskSettings {
            dialect_secret: self.protection.dialect_secret.clone(),
            public_url: self.server.public_url.clone(),
            mail_from: self.delivery.from.clone(),
            links: self.links.clone(),
            trusted_proxies: self.server.trusted_proxies.clone(),
            limits: self.protection.limits,
            registration: self.enrolment.registration,
            invitation_days: self.enrolment.invitation_days,
            new_device_letters: self.protection.new_device_letters,
            hasher: self.protection.hashing,
            password_list: self.protection.password_list.clone(),
            ..DeskSettings::new(&self.storage.data)
        }
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.storage.data
    }
}

type FromEnvironment = (Vec<(&'static known::Known, String)>, Option<PathBuf>);

/// Picks our variables, refusing those that begin like ours and are none.
fn environment_values(environment: impl Iterator<Item = (OsString, OsString)>) -> Result<FromEnvironment, ConfigError> {
    let (mut found, mut file) = (Vec::new(), None);
    for (name, value) in environment {
        let Some(name) = name.to_str().filter(|name| name.starts_with(known::PREFIX)) else { continue };
        if name.starts_with(known::TEST_PREFIX) {
            continue;
        }
        if name == known::CONFIG_VARIABLE {
            file = Some(PathBuf::from(value));
            continue;
        }
        let Some(known) = known::by_variable(name) else {
            return Err(ConfigError::new(name, format!("unknown variable; known variables: {}", known::variables())));
        };
        let text = value.into_string().map_err(|_| ConfigError::new(name, "the value is not UTF-8"))?;
        found.push((known, text));
    }
    Ok((found, file))
}
