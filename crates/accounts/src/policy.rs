//! Who may do what: one vocabulary of permissions, one rule for each route, one place that decides.

use std::fmt;

use frontdesk_kit::problem::Problem;

use crate::caller::Caller;
use crate::declared::{Model, Reader, RoleKey};

/// One allowed act on one kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Permission {
    /// Offer services, and change and withdraw one's own.
    ManageOwnServices = 1,
    /// Change and withdraw anybody's services.
    ManageAnyService = 1 << 1,
    /// Read anybody's account and all fields of profiles that staff may read.
    ReadAnyAccount = 1 << 2,
    /// Create, change, suspend and delete accounts.
    ManageAnyAccount = 1 << 3,
    /// Give and take roles, never above one's own.
    GrantRoles = 1 << 4,
    /// See the list that an older wire keeps for staff, and for nobody else.
    ReadStaffList = 1 << 5,
    /// Say where and when one works oneself.
    ManageOwnSchedule = 1 << 6,
    /// Say where and when anybody works, and which days are holidays.
    ManageAnySchedule = 1 << 7,
    /// Book visits for oneself.
    MakeBookings = 1 << 8,
    /// See and settle anybody's bookings.
    ManageAnyBooking = 1 << 9,
    /// Say which other programs hear what becomes of bookings.
    ManageWebhooks = 1 << 10,
}

/// Every permission with the name that model files and route rules use.
pub const PERMISSIONS: [(&str, Permission); 11] = [
    ("service.manage_own", Permission::ManageOwnServices),
    ("service.manage_any", Permission::ManageAnyService),
    ("account.read_any", Permission::ReadAnyAccount),
    ("account.manage_any", Permission::ManageAnyAccount),
    ("role.grant", Permission::GrantRoles),
    ("account.staff_list", Permission::ReadStaffList),
    ("schedule.manage_own", Permission::ManageOwnSchedule),
    ("schedule.manage_any", Permission::ManageAnySchedule),
    ("booking.make", Permission::MakeBookings),
    ("booking.manage_any", Permission::ManageAnyBooking),
    ("webhook.manage", Permission::ManageWebhooks),
];

/// A set of permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Permissions(u32);

impl Permissions {
    /// Every one.
    pub fn all() -> Self {
        Self(PERMISSIONS.iter().fold(0, |all, (_, permission)| all | *permission as u32))
    }

    /// Those that `names`, joined by ` or `, are; `None` if one of them is unknown.
    fn any_of(names: &str) -> Option<Self> {
        let mut any = Self::default();
        for name in names.split(" or ") {
            any.insert(PERMISSIONS.iter().find(|(known, _)| *known == name)?.1);
        }
        Some(any)
    }

    /// Adds one.
    pub fn insert(&mut self, permission: Permission) {
        self.0 |= permission as u32;
    }

    /// Whether `permission` is among them.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & permission as u32 != 0
    }

    /// Those of them that are about other people's accounts.
    pub fn over_accounts(self) -> Self {
        let all =
            Permission::ReadAnyAccount as u32 | Permission::ManageAnyAccount as u32 | Permission::GrantRoles as u32;
        Self(self.0 & all)
    }

    /// Whether all of `others` are among them.
    pub fn include(self, others: Permissions) -> bool {
        self.0 & others.0 == others.0
    }
}

/// Who may call a route. Each route declares one as `x-rule`; without it the server does not start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Anybody; credentials are not even looked at (`open`).
    Open,
    /// Anybody; credentials that are shown must be good (`public`).
    Public,
    /// Whoever is signed in (`signed_in`).
    SignedIn,
    /// Whoever has one of the permissions (their names, joined by ` or `).
    Holder(Permissions),
    /// Whoever may change this declared field of their own profile (one of [`WRITERS`]).
    Writer(&'static str),
}

/// What lets somebody past a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground<'m> {
    /// The rule itself, which asks for nothing that not everybody has whom it is for.
    Rule(Rule),
    /// A permission of their role.
    Permission(Permission),
    /// An entry of a field's `write`.
    Entry(&'m Reader),
}

impl fmt::Display for Ground<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ground::Rule(rule) => rule.fmt(f),
            Ground::Permission(permission) => {
                f.write_str(PERMISSIONS.iter().find(|(_, known)| known == permission).map_or("", |(name, _)| name))
            }
            Ground::Entry(reader) => reader.fmt(f),
        }
    }
}

/// Rules about declared fields that older wires have routes for: name and field.
const WRITERS: [(&str, &str); 1] = [("intro.write", "intro")];

impl Rule {
    /// Reads the name that a route declares.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "open" => Some(Rule::Open),
            "public" => Some(Rule::Public),
            "signed_in" => Some(Rule::SignedIn),
            _ => match WRITERS.iter().find(|(known, _)| *known == name) {
                Some((_, field)) => Some(Rule::Writer(field)),
                None => Permissions::any_of(name).map(Rule::Holder),
            },
        }
    }

    /// Whether it lets somebody past with this role and these permissions; `None`: nobody is signed in.
    pub fn admits(self, model: &Model, who: Option<(&RoleKey, Permissions)>) -> bool {
        self.why(model, who).is_some()
    }

    /// What it is of them that the rule lets past.
    pub fn why<'m>(self, model: &'m Model, who: Option<(&RoleKey, Permissions)>) -> Option<Ground<'m>> {
        match (self, who) {
            (Rule::Open | Rule::Public, _) | (Rule::SignedIn, Some(_)) => Some(Ground::Rule(self)),
            (_, None) => None,
            (Rule::Holder(any), Some((_, held))) => {
                let is_ground = |permission: &Permission| any.has(*permission) && held.has(*permission);
                PERMISSIONS.into_iter().map(|(_, permission)| permission).find(is_ground).map(Ground::Permission)
            }
            (Rule::Writer(key), Some((role, _))) => {
                model.field(key).and_then(|field| field.why_writable(Some(role), true)).map(Ground::Entry)
            }
        }
    }

    /// The stricter of two rules: what holds for a method that a path does not have.
    pub fn stricter(self, other: Rule) -> Rule {
        let rank = |rule: &Rule| match rule {
            Rule::Open => 0,
            Rule::Public => 1,
            Rule::SignedIn => 2,
            Rule::Holder(_) | Rule::Writer(_) => 3,
        };
        if rank(&other) > rank(&self) { other } else { self }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Open => f.write_str("open"),
            Rule::Public => f.write_str("public"),
            Rule::SignedIn => f.write_str("signed_in"),
            Rule::Holder(any) => {
                let held = PERMISSIONS.iter().filter(|(_, permission)| any.has(*permission));
                f.write_str(&held.map(|(name, _)| *name).collect::<Vec<_>>().join(" or "))
            }
            Rule::Writer(key) => {
                f.write_str(WRITERS.iter().find(|(_, field)| field == key).map_or("", |(name, _)| name))
            }
        }
    }
}

/// Decides whether `caller` may pass a route that is under `rule`.
///
/// Whose things a passing caller may touch is decided by the flow, which loads them through the caller.
pub fn authorise(model: &Model, rule: Rule, caller: Option<&Caller>) -> Result<(), Problem> {
    match caller {
        _ if rule.admits(model, caller.map(|caller| (&caller.role, caller.permissions))) => Ok(()),
        None => Err(Problem::unauthenticated()),
        Some(_) => Err(Problem::forbidden()),
    }
}
