//! What every handler of every room shares.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use frontdesk_kit::clock::Clock;
use frontdesk_kit::db::Db;
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::page::CursorKey;
use frontdesk_kit::revision::Revision;

use crate::address::ProxyBlock;
use crate::declared::{Model, Role};
use crate::keys::{KeyError, KeyRing};
use crate::limits::Limits;
use crate::links::Links;
use crate::live::LiveSessions;
use crate::model::UserId;
use crate::password::{CommonPasswords, Hasher, HasherSettings, PasswordPolicy};
use crate::picture::{MediaFolder, Pictures};
use crate::policy::Permission;
use crate::store::proofs::Purpose;
use crate::token::Tokens;

/// The shortest password of somebody who may see or change other people's accounts, in code points
/// (security checklist PWD-03: they have no second factor yet).
const STAFF_MIN_LENGTH: usize = 15;

/// Who may make an account for themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registration {
    /// Anybody.
    #[default]
    Open,
    /// Nobody but those who were invited.
    Closed,
}

/// What the operator decides about accounts.
#[derive(Clone, Debug)]
pub struct DeskSettings {
    /// Where keys and media are kept.
    pub data: PathBuf,
    /// The key of the dialects' tokens, if it is not to be the file's.
    pub dialect_secret: Option<String>,
    /// The address under which people reach this server; links in mail use nothing else.
    pub public_url: Option<String>,
    /// The address that letters come from, if there is one.
    pub mail_from: Option<String>,
    /// Where links lead that the operator's own app follows.
    pub links: Links,
    pub trusted_proxies: Vec<ProxyBlock>,
    /// Whether attempts and requests are limited.
    pub limits: bool,
    pub registration: Registration,
    /// For how many days an invitation can be accepted.
    pub invitation_days: i64,
    /// Whether owners are written to when somebody signs in on a device that their account does not know.
    pub new_device_letters: bool,
    pub hasher: HasherSettings,
    /// A file with passwords that nobody shall have, besides those that come with the program.
    pub password_list: Option<PathBuf>,
}

impl DeskSettings {
    /// The defaults for the data folder `data`.
    pub fn new(data: impl AsRef<Path>) -> Self {
        Self {
            data: data.as_ref().to_owned(),
            dialect_secret: None,
            public_url: None,
            mail_from: None,
            links: Links::default(),
            trusted_proxies: Vec::new(),
            limits: true,
            registration: Registration::Open,
            invitation_days: 7,
            new_device_letters: true,
            hasher: HasherSettings::default(),
            password_list: None,
        }
    }

    /// For how many seconds an invitation can be accepted.
    pub fn invitation_seconds(&self) -> i64 {
        self.invitation_days * 24 * 60 * 60
    }
}

/// Why the desk cannot open.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("the hashing threads did not start: {0}")]
    Hasher(String),
    #[error("the media folder cannot be used: {0}")]
    Media(std::io::Error),
    #[error("the list of passwords {path} cannot be read: {cause}")]
    PasswordList { path: String, cause: std::io::Error },
}

/// The shared state; cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Parts>);

/// What a [`Desk`] holds.
pub struct Parts {
    pub db: Db,
    pub clock: Clock,
    pub entropy: Entropy,
    pub model: Model,
    pub tokens: Tokens,
    pub live: LiveSessions,
    /// What can be seen of people: their profiles, and whether they are suspended.
    pub people: Revision,
    pub hasher: Hasher,
    /// The list of passwords that nobody shall have, if the operator has added some.
    pub common_passwords: Option<Arc<CommonPasswords>>,
    pub pictures: Pictures,
    pub media: MediaFolder,
    pub cursor_key: CursorKey,
    /// Seals the record of security events.
    pub audit_key: [u8; 32],
    /// The secrets of webhooks are computed from it.
    pub webhook_key: [u8; 32],
    pub limits: Arc<Limits>,
    pub settings: DeskSettings,
}

impl Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Desk {
    /// Opens the desk over a migrated database.
    pub fn open(
        db: Db,
        clock: Clock,
        entropy: Entropy,
        model: Model,
        settings: DeskSettings,
    ) -> Result<Self, DeskError> {
        let keys = KeyRing::open(&settings.data, settings.dialect_secret.as_deref(), entropy, clock.now())?;
        let hasher = Hasher::start(settings.hasher).map_err(|e| DeskError::Hasher(e.to_string()))?;
        let common_passwords = settings.password_list.as_deref().map(read_list).transpose()?;
        let media = MediaFolder::open(&settings.data).map_err(DeskError::Media)?;
        Ok(Self(Arc::new(Parts {
            tokens: Tokens::new(&keys),
            live: LiveSessions::default(),
            people: Revision::default(),
            hasher,
            common_passwords,
            pictures: Pictures::default(),
            media,
            cursor_key: CursorKey::new(keys.derive("page cursor v1")),
            audit_key: keys.derive("audit chain v1"),
            webhook_key: keys.derive("webhooks v1"),
            limits: Arc::new(Limits::new(settings.limits)),
            db,
            clock,
            entropy,
            model,
            settings,
        })))
    }

    /// The address that a letter sends people to, below the configured one; `None` without it, never what a request
    /// said of itself (security checklist PWD-10).
    pub fn link(&self, secret: &str) -> Option<String> {
        let base = self.settings.public_url.as_deref()?;
        Some(format!("{}/links/{secret}", base.trim_end_matches('/')))
    }

    /// The address of a link that was sent to `user` for `purpose`: in the operator's own app, or else [`Desk::link`].
    pub fn proof_link(&self, (user, purpose): (UserId, Purpose), secret: &str) -> Option<String> {
        match self.settings.links.find(purpose) {
            Some(template) => Some(template.filled(user, secret)),
            None => self.link(secret),
        }
    }

    /// What a password must satisfy on `/api/v1` to be that of somebody with `role`.
    ///
    /// Whoever sees or changes other people's accounts needs a longer one.
    pub fn password_policy(&self, role: &str) -> PasswordPolicy {
        let is_staff = |role: &Role| {
            role.permissions.has(Permission::ReadAnyAccount) || role.permissions.has(Permission::ManageAnyAccount)
        };
        let lengths = self.model.password;
        let floor = if self.model.role(role).is_some_and(is_staff) { STAFF_MIN_LENGTH } else { 0 };
        PasswordPolicy::native().with_lengths(floor.max(lengths.min_length), lengths.max_length)
    }
}

fn read_list(path: &Path) -> Result<Arc<CommonPasswords>, DeskError> {
    let own = std::fs::read_to_string(path)
        .map_err(|cause| DeskError::PasswordList { path: path.display().to_string(), cause })?;
    Ok(Arc::new(CommonPasswords::with_more(&own)))
}
