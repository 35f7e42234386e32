//! Which role somebody has here.

use super::mapping::Mapping;
use super::moment::is_true;
use super::read::OldUser;

/// The role of `user`, and what was said of roles that means none here.
///
/// Superusers first; then what the role column says, unless that is what everybody is; groups; the staff flag.
pub(super) fn role(mapping: &Mapping, user: &OldUser) -> (String, Vec<String>) {
    let flag = |column: &Option<String>| column.as_ref().and_then(|name| user.text(name)).is_some_and(is_true);
    let mut unknown = Vec::new();
    let mut meaning = |name: &str| {
        let found = mapping.roles.get(&name.trim().to_lowercase()).cloned();
        if found.is_none() && !name.trim().is_empty() {
            unknown.push(name.to_owned());
        }
        found
    };
    let said = mapping.role.as_ref().and_then(|place| user.at(place)).and_then(&mut meaning);
    let grouped: Vec<String> = user.groups.iter().filter_map(|group| meaning(group)).collect();
    let superuser = mapping.superuser_role.clone().filter(|_| flag(&mapping.superuser));
    let staff = mapping.staff_role.clone().filter(|_| flag(&mapping.staff));
    let special = |role: &String| *role != mapping.default_role;
    let found = superuser
        .or_else(|| said.filter(special))
        .or_else(|| grouped.into_iter().find(special))
        .or(staff)
        .unwrap_or_else(|| mapping.default_role.clone());
    (found, unknown)
}
