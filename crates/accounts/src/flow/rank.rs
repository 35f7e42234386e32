//! Who stands above whom: nobody gives, or touches, more than they hold themselves.

use crate::caller::Caller;
use crate::declared::{DeclaredField, RoleKey};
use crate::desk::Desk;
use crate::model::Person;
use crate::policy::{Permission, Permissions};

/// The rights of a role; one that the model no longer knows has none.
fn rights(desk: &Desk, role: &str) -> Permissions {
    desk.model.role(role).map(|role| role.permissions).unwrap_or_default()
}

/// Whether `caller` may all that somebody with `role` may.
///
/// Whoever manages anybody's services or schedules stands above who manages their own. And the list that an
/// older wire shows to staff and refuses to administrators lifts nobody above them, nor does it to book for oneself, which
/// reaches nothing of anybody's.
pub(super) fn covers(desk: &Desk, caller: &Caller, role: &str) -> bool {
    let mut own = caller.permissions;
    own.insert(Permission::ReadStaffList);
    own.insert(Permission::MakeBookings);
    for (any, their_own) in [
        (Permission::ManageAnyService, Permission::ManageOwnServices),
        (Permission::ManageAnySchedule, Permission::ManageOwnSchedule),
    ] {
        if own.has(any) {
            own.insert(their_own);
        }
    }
    own.include(rights(desk, role))
}

/// Whether `caller` may manage the account of `person`: never one that may do more than the caller.
pub(super) fn may_manage(desk: &Desk, caller: &Caller, person: &Person) -> bool {
    caller.may(Permission::ManageAnyAccount) && covers(desk, caller, &person.role)
}

/// Whether `caller` may write into the profile of `person` what the model lets their role write into anybody's: their own,
/// and that of everybody who may do no more with accounts than they. What else the person may, is of no account here:
/// whoever keeps notes about specialists need not be one.
pub(super) fn may_attend(desk: &Desk, caller: &Caller, person: &Person) -> bool {
    let theirs = rights(desk, &person.role).over_accounts();
    caller.user_id == person.id || (caller.may(Permission::ReadAnyAccount) && caller.permissions.include(theirs))
}

/// Whether `caller` may make an account with `role` for somebody else: one that is open to all and may nothing that they may
/// not, or one that they may give. A role that does not exist is a faulty field, not a missing right.
pub(super) fn may_appoint(desk: &Desk, caller: &Caller, role: &str) -> bool {
    let may_give = match desk.model.role(role) {
        Some(known) if known.sign_up => covers(desk, caller, role),
        Some(_) => may_grant(desk, caller, role),
        None => true,
    };
    caller.may(Permission::ManageAnyAccount) && may_give
}

/// Whether `caller` may write `field` into the profile of an account with `role` that they make: what its owner could,
/// and what their own role may in anybody's.
pub(super) fn may_fill(caller: &Caller, role: &str, field: &DeclaredField) -> bool {
    let owner = RoleKey::new(role);
    caller.is_operator() || field.writable(Some(&owner), true) || field.writable(Some(&caller.role), false)
}

/// Whether there is `field` for `caller`: whether they may read it of anyone, or write it into some profile that they make.
/// Any other is as unknown to them as one that is not declared.
pub fn knows(desk: &Desk, caller: &Caller, field: &DeclaredField) -> bool {
    let mut roles = desk.model.roles.iter().map(|role| role.key.as_str());
    let may_fill = |role: &str| may_appoint(desk, caller, role) && may_fill(caller, role, field);
    field.readable(Some(&caller.role), false) || roles.any(may_fill)
}

/// Whether `caller` may give others `role`: never one that may do more than the caller.
pub fn may_grant(desk: &Desk, caller: &Caller, role: &str) -> bool {
    caller.may(Permission::GrantRoles) && covers(desk, caller, role)
}

/// Whether `caller` may take `role` without anybody's leave: one that is open to all and may nothing that they may not.
pub(super) fn may_step_down(desk: &Desk, caller: &Caller, role: &str) -> bool {
    desk.model.role(role).is_some_and(|role| role.sign_up) && covers(desk, caller, role)
}
