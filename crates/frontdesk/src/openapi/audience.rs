//! Who reads the document, and what of it is theirs to read.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::{ANONYMOUS, DeclaredField, Model, Role, RoleKey};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::may_grant;
use frontdesk_accounts::policy::{Ground, Rule};

/// For whom an edition of the document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever reads about the API before having to do with it: all routes, which are in the program's source anyway,
    /// but of the declared fields only those that everybody can see who just signs up.
    Public,
    /// Whoever is not signed in.
    Anonymous,
    /// Whoever has the role.
    Role(RoleKey),
}

impl Audience {
    /// Every audience that there is under `model`.
    pub fn all(model: &Model) -> impl Iterator<Item = Self> {
        let roles = model.roles.iter().map(|role| Self::Role(role.key.clone()));
        [Self::Public, Self::Anonymous].into_iter().chain(roles)
    }

    /// The audience called `name`: `anonymous` or a role.
    pub fn called(name: &str, model: &Model) -> Option<Self> {
        match name {
            ANONYMOUS => Some(Self::Anonymous),
            name => model.role(name).map(|role| Self::Role(role.key.clone())),
        }
    }

    /// Whether `caller` may read what this audience reads: their own, what anybody could by signing up, and what they could
    /// by making an account with the role.
    pub fn is_open_to(&self, desk: &Desk, caller: Option<&Caller>) -> bool {
        let Self::Role(key) = self else { return true };
        let is_open = desk.model.role(key.as_str()).is_some_and(|role| role.sign_up);
        is_open || caller.is_some_and(|caller| caller.role == *key || may_grant(desk, caller, key.as_str()))
    }

    /// Whether an operation under `rule` is for this audience.
    pub fn may_call(&self, model: &Model, rule: Rule) -> bool {
        *self == Self::Public || self.why_call(model, rule).is_some()
    }

    /// What lets it past `rule`.
    pub fn why_call<'m>(&self, model: &'m Model, rule: Rule) -> Option<Ground<'m>> {
        match self {
            Self::Public | Self::Anonymous => rule.why(model, None),
            Self::Role(key) => {
                let held = model.role(key.as_str()).map(|role| role.permissions).unwrap_or_default();
                rule.why(model, Some((key, held)))
            }
        }
    }

    /// Its role, if it has one.
    pub fn role(&self) -> Option<&RoleKey> {
        match self {
            Self::Public | Self::Anonymous => None,
            Self::Role(key) => Some(key),
        }
    }

    /// Whether it may read `field` of some profile.
    pub fn reads(&self, model: &Model, field: &DeclaredField) -> bool {
        self.seats(model).any(|(role, own)| field.readable(role, own))
    }

    /// Whether it may read `field` of everybody's profile, and so look for it.
    pub fn reads_of_anyone(&self, model: &Model, field: &DeclaredField) -> bool {
        self.seats(model).any(|(role, own)| !own && field.readable(role, false))
    }

    /// Whether it may begin somebody's profile with a value of `field`: what the owner of an account that it can make
    /// could change, or itself in anybody's profile.
    pub fn fills(&self, model: &Model, field: &DeclaredField) -> bool {
        let held = |key: &RoleKey| model.role(key.as_str()).map(|role| role.permissions).unwrap_or_default();
        let may_make = |role: &Role| match self {
            Self::Public | Self::Anonymous => role.sign_up,
            Self::Role(key) => role.sign_up || held(key).include(role.permissions),
        };
        let by_owner = model.roles.iter().any(|role| may_make(role) && field.writable(Some(&role.key), true));
        by_owner || self.writes(model, field, false)
    }

    /// Whether it may change `field`, of its own profile or of anybody's.
    pub fn writes(&self, model: &Model, field: &DeclaredField, own: bool) -> bool {
        self.seats(model).any(|(role, theirs)| theirs == own && field.writable(role, own))
    }

    /// As whom it can stand before a profile: with which role, and whether the profile is its own.
    fn seats<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = (Option<&'a RoleKey>, bool)> {
        let is_among = move |role: &RoleKey, is_open: bool| match self {
            Self::Public => is_open,
            Self::Anonymous => false,
            Self::Role(key) => key == role,
        };
        let roles = model.roles.iter().filter(move |role| is_among(&role.key, role.sign_up));
        let nobody = (!matches!(self, Self::Role(_))).then_some((None, false));
        nobody.into_iter().chain(roles.flat_map(|role| [(Some(&role.key), true), (Some(&role.key), false)]))
    }
}
