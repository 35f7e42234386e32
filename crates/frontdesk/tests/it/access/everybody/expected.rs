//! What everybody is answered.

use std::fmt;

use super::world::Role;
use crate::support::Operation;

/// Who asks.
pub enum Caller<'w> {
    Nobody,
    /// With credentials that were good once.
    Suspended,
    Role(&'w Role),
}

impl fmt::Debug for Caller<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Caller::Nobody => "nobody",
            Caller::Suspended => "somebody suspended",
            Caller::Role(role) => &role.key,
        })
    }
}

/// What those are answered whom the rule of an operation lets past.
pub enum Row {
    /// All the same.
    All(u16),
    /// For one's own things, and for others'; to who holds the permission, others' are as their own.
    Owned(u16, u16, &'static str),
    /// The same for accounts, which administrators manage; who may read them is told that these are not theirs to change.
    Told(u16, u16, u16),
    /// All the same, and all the same where profiles have no picture.
    Picture(u16, u16),
    /// To who holds the permission, others' things are hidden; to everybody else they are shown.
    OnlyOwn(u16, u16, &'static str),
}

use Row::{All, OnlyOwn, Owned, Picture, Told};

/// Every operation of the model `compat`, which has them all.
#[rustfmt::skip]
pub const ROWS: &[(&str, Row)] = &[
    ("GET /.well-known/jwks.json",                                            All(200)),
    ("GET /.well-known/security.txt",                                         All(404)),
    ("GET /api/accounts/admin/users/",                                        All(200)),
    ("POST /api/accounts/admin/users/",                                       All(201)),
    ("GET /api/accounts/admin/users/{number}/",                               All(200)),
    ("PUT /api/accounts/admin/users/{number}/",                               All(200)),
    ("DELETE /api/accounts/admin/users/{number}/",                            All(204)),
    ("PATCH /api/accounts/admin/users/{number}/",                             All(200)),
    ("POST /api/accounts/login/",                                             All(200)),
    ("GET /api/accounts/profile/",                                            All(200)),
    ("PUT /api/accounts/profile/",                                            All(200)),
    ("PATCH /api/accounts/profile/",                                          All(200)),
    ("POST /api/accounts/signup/",                                            All(201)),
    ("GET /api/accounts/staff/users/",                                        All(200)),
    ("POST /api/accounts/token/refresh/",                                     All(200)),
    ("GET /api/auth/",                                                        All(200)),
    ("POST /api/auth/login/",                                                 All(200)),
    ("GET /api/auth/profile/me/",                                             All(200)),
    ("PUT /api/auth/profile/me/",                                             All(200)),
    ("PATCH /api/auth/profile/me/",                                           All(200)),
    ("GET /api/auth/profile/{number}/",                                       All(200)),
    ("POST /api/auth/refresh/",                                               All(200)),
    ("POST /api/auth/register/",                                              All(201)),
    ("GET /api/auth/services/",                                               All(200)),
    ("POST /api/auth/services/",                                              All(201)),
    ("GET /api/auth/services/{id}/",                                          OnlyOwn(200, 404, "service.manage_own")),
    ("PUT /api/auth/services/{id}/",                                          Owned(200, 404, "")),
    ("DELETE /api/auth/services/{id}/",                                       Owned(204, 404, "")),
    ("PATCH /api/auth/services/{id}/",                                        Owned(200, 404, "")),
    ("GET /api/schema/",                                                      All(200)),
    ("GET /api/schema/redoc/",                                                All(200)),
    ("GET /api/schema/reference.css",                                         All(200)),
    ("GET /api/schema/swagger-ui/",                                           All(200)),
    ("GET /api/schema/swagger-ui/{file}",                                     All(200)),
    ("POST /api/token/",                                                      All(200)),
    ("POST /api/token/blacklist/",                                            All(200)),
    ("POST /api/token/refresh/",                                              All(200)),
    ("POST /api/token/verify/",                                               All(200)),
    ("GET /api/user/",                                                        All(200)),
    ("POST /api/user/",                                                       All(201)),
    ("POST /api/user/login/",                                                 All(200)),
    ("GET /api/user/logout/{number}/",                                        Owned(200, 403, "account.manage_any")),
    ("POST /api/user/logout/{number}/",                                       Owned(200, 403, "account.manage_any")),
    ("GET /api/user/{id}/",                                                   Owned(200, 403, "account.manage_any")),
    ("PUT /api/user/{id}/",                                                   Owned(200, 403, "account.manage_any")),
    ("DELETE /api/user/{id}/",                                                Owned(204, 403, "account.manage_any")),
    ("PATCH /api/user/{id}/",                                                 Owned(200, 403, "account.manage_any")),
    ("POST /api/users/login/",                                                All(200)),
    ("GET /api/users/logout/",                                                All(200)),
    ("GET /api/users/my_profile/",                                            All(200)),
    ("DELETE /api/users/my_profile_delete/{id}/",                             Owned(204, 403, "")),
    ("PUT /api/users/my_profile_update/{id}/",                                Owned(200, 403, "")),
    ("PATCH /api/users/my_profile_update/{id}/",                              Owned(200, 403, "")),
    ("PUT /api/users/my_profile_update_for_animators_or_administartor/{id}/", Owned(200, 403, "")),
    ("PATCH /api/users/my_profile_update_for_animators_or_administartor/{id}/", Owned(200, 403, "")),
    ("POST /api/users/register/",                                             All(201)),
    ("GET /api/users/user/",                                                  All(200)),
    ("GET /api/v1/",                                                          All(200)),
    ("GET /api/v1/account/",                                                  All(200)),
    ("POST /api/v1/account/",                                                 All(201)),
    ("DELETE /api/v1/account/remove/{number}/",                               Owned(204, 403, "account.manage_any")),
    ("GET /api/v1/account/{id}/",                                             Owned(200, 403, "account.manage_any")),
    ("PUT /api/v1/account/{id}/",                                             Owned(200, 403, "account.manage_any")),
    ("DELETE /api/v1/account/{id}/",                                          Owned(204, 403, "account.manage_any")),
    ("PATCH /api/v1/account/{id}/",                                           Owned(200, 403, "account.manage_any")),
    ("DELETE /api/v1/account/{id}/remove/",                                   Owned(204, 403, "account.manage_any")),
    ("POST /api/v1/accounts",                                                 All(201)),
    ("GET /api/v1/admin/accounts",                                            All(200)),
    ("POST /api/v1/admin/accounts",                                           All(201)),
    ("GET /api/v1/admin/accounts/export",                                     All(200)),
    ("POST /api/v1/admin/accounts/import",                                    All(200)),
    ("GET /api/v1/admin/accounts/{id}",                                       All(200)),
    ("DELETE /api/v1/admin/accounts/{id}",                                    All(204)),
    ("PATCH /api/v1/admin/accounts/{id}",                                     All(200)),
    ("POST /api/v1/admin/accounts/{id}/password-reset",                       All(202)),
    ("GET /api/v1/admin/accounts/{id}/profile",                               All(200)),
    ("PATCH /api/v1/admin/accounts/{id}/profile",                             All(200)),
    ("GET /api/v1/admin/accounts/{id}/sessions",                              All(200)),
    ("DELETE /api/v1/admin/accounts/{id}/sessions",                           All(204)),
    ("GET /api/v1/admin/events",                                              All(200)),
    ("GET /api/v1/admin/events/check",                                        All(200)),
    ("GET /api/v1/admin/invitations",                                         All(200)),
    ("POST /api/v1/admin/invitations",                                        All(201)),
    ("DELETE /api/v1/admin/invitations/{id}",                                 All(204)),
    ("GET /api/v1/admin/roles/{role}/rights",                                 All(200)),
    ("GET /api/v1/bookings",                                                   All(200)),
    ("POST /api/v1/bookings",                                                  All(201)),
    ("GET /api/v1/bookings/{id}",                                              Owned(200, 404, "booking.manage_any")),
    ("POST /api/v1/bookings/{id}/arrival",                                     Owned(422, 404, "booking.manage_any")),
    ("POST /api/v1/bookings/{id}/cancellation",                                Owned(200, 404, "booking.manage_any")),
    ("POST /api/v1/bookings/{id}/completion",                                  Owned(422, 404, "booking.manage_any")),
    ("POST /api/v1/bookings/{id}/confirmation",                                Owned(200, 404, "booking.manage_any")),
    ("POST /api/v1/bookings/{id}/decline",                                     Owned(200, 404, "booking.manage_any")),
    ("POST /api/v1/bookings/{id}/no-show",                                     Owned(422, 404, "booking.manage_any")),
    ("GET /api/v1/bookings/{id}/review",                                       Owned(200, 404, "booking.manage_any")),
    ("POST /api/v1/bookings/{id}/review",                                      Owned(403, 404, "booking.manage_any")),
    ("PUT /api/v1/bookings/{id}/review",                                       All(404)),
    ("DELETE /api/v1/bookings/{id}/review",                                    All(404)),
    ("PUT /api/v1/bookings/{id}/time",                                         Owned(200, 404, "booking.manage_any")),
    ("GET /api/v1/categories",                                                All(200)),
    ("GET /api/v1/holidays",                                                  All(200)),
    ("PUT /api/v1/holidays/{date}",                                           All(201)),
    ("DELETE /api/v1/holidays/{date}",                                        All(204)),
    ("POST /api/v1/invitations/acceptance",                                   All(422)),
    ("POST /api/v1/invitations/lookup",                                       All(422)),
    ("POST /api/v1/links",                                                    All(422)),
    ("POST /api/v1/locations",                                                All(201)),
    ("GET /api/v1/locations/{id}",                                            All(200)),
    ("DELETE /api/v1/locations/{id}",                                         Owned(204, 404, "schedule.manage_any")),
    ("PATCH /api/v1/locations/{id}",                                          Owned(200, 404, "schedule.manage_any")),
    ("GET /api/v1/locations/{id}/schedule",                                    Owned(200, 404, "schedule.manage_any")),
    ("PUT /api/v1/locations/{id}/schedule",                                    Owned(200, 404, "schedule.manage_any")),
    ("PUT /api/v1/locations/{id}/schedule/dates/{date}",                       Owned(200, 404, "schedule.manage_any")),
    ("DELETE /api/v1/locations/{id}/schedule/dates/{date}",                    Owned(200, 404, "schedule.manage_any")),
    ("GET /api/v1/locations/{id}/time-off",                                    Owned(200, 404, "schedule.manage_any")),
    ("POST /api/v1/locations/{id}/time-off",                                   Owned(201, 404, "schedule.manage_any")),
    ("GET /api/v1/me",                                                        All(200)),
    ("GET /api/v1/me/agenda",                                                  All(200)),
    ("PUT /api/v1/me/avatar",                                                 Picture(200, 422)),
    ("DELETE /api/v1/me/avatar",                                              Picture(204, 422)),
    ("GET /api/v1/me/bookings",                                                All(200)),
    ("POST /api/v1/me/deletion",                                              All(422)),
    ("PUT /api/v1/me/email",                                                  All(422)),
    ("POST /api/v1/me/email/code",                                            All(422)),
    ("POST /api/v1/me/email/proof",                                           All(202)),
    ("POST /api/v1/me/email/proof/code",                                      All(422)),
    ("POST /api/v1/me/export",                                                All(422)),
    ("PUT /api/v1/me/password",                                               All(422)),
    ("PUT /api/v1/me/phone",                                                  All(422)),
    ("POST /api/v1/me/phone/proof",                                           All(202)),
    ("POST /api/v1/me/phone/proof/code",                                      All(422)),
    ("GET /api/v1/me/locations",                                              All(200)),
    ("GET /api/v1/me/performances",                                            All(200)),
    ("GET /api/v1/me/profile",                                                All(200)),
    ("PATCH /api/v1/me/profile",                                              All(200)),
    ("GET /api/v1/me/services",                                               All(200)),
    ("GET /api/v1/next-free",                                                 All(200)),
    ("GET /api/v1/me/things",                                                  All(200)),
    ("POST /api/v1/password-resets",                                          All(202)),
    ("POST /api/v1/password-resets/complete",                                 All(422)),
    ("GET /api/v1/profiles/{id}",                                             All(200)),
    ("PUT /api/v1/reviews/{id}/hiding",                                        All(204)),
    ("DELETE /api/v1/reviews/{id}/hiding",                                     All(204)),
    ("PUT /api/v1/reviews/{id}/reply",                                         Owned(200, 404, "")),
    ("DELETE /api/v1/reviews/{id}/reply",                                      Owned(204, 404, "")),
    ("GET /api/v1/search",                                                    All(200)),
    ("GET /api/v1/services",                                                  All(200)),
    ("POST /api/v1/services",                                                 All(201)),
    ("GET /api/v1/services/{id}",                                             All(200)),
    ("DELETE /api/v1/services/{id}",                                          Owned(204, 404, "service.manage_any")),
    ("PATCH /api/v1/services/{id}",                                           Owned(200, 404, "service.manage_any")),
    ("GET /api/v1/services/{id}/performers",                                   All(200)),
    ("DELETE /api/v1/services/{id}/performers/{specialist}",                   Owned(204, 404, "service.manage_any")),
    ("PUT /api/v1/services/{id}/performers/{specialist}",                      Owned(200, 404, "service.manage_any")),
    ("POST /api/v1/services/{id}/performers/{specialist}/acceptance",          All(404)),
    ("GET /api/v1/services/{id}/slots",                                        All(200)),
    ("GET /api/v1/services/{id}/slots/explain",                                All(200)),
    ("GET /api/v1/services/{id}/slots/next",                                   All(200)),
    ("GET /api/v1/services/{id}/things",                                       Owned(200, 404, "service.manage_any")),
    ("PUT /api/v1/services/{id}/things",                                       Owned(200, 404, "service.manage_any")),
    ("GET /api/v1/sessions",                                                  All(200)),
    ("POST /api/v1/sessions",                                                 All(201)),
    ("DELETE /api/v1/sessions",                                               All(204)),
    ("POST /api/v1/sessions/current/tokens",                                  All(200)),
    ("DELETE /api/v1/sessions/{id}",                                          Owned(204, 404, "")),
    ("GET /api/v1/specialists/{id}",                                          All(200)),
    ("GET /api/v1/specialists/{id}/locations",                                All(200)),
    ("GET /api/v1/specialists/{id}/reviews",                                   All(200)),
    ("POST /api/v1/things",                                                    All(201)),
    ("DELETE /api/v1/things/{id}",                                             Owned(204, 404, "schedule.manage_any")),
    ("PATCH /api/v1/things/{id}",                                              Owned(200, 404, "schedule.manage_any")),
    ("DELETE /api/v1/time-off/{id}",                                           Owned(204, 404, "schedule.manage_any")),
    ("POST /auth/jwt/create",                                                 All(200)),
    ("POST /auth/jwt/create/",                                                All(200)),
    ("POST /auth/jwt/refresh",                                                All(200)),
    ("POST /auth/jwt/refresh/",                                               All(200)),
    ("POST /auth/jwt/verify",                                                 All(200)),
    ("POST /auth/jwt/verify/",                                                All(200)),
    ("GET /auth/users/",                                                      All(200)),
    ("POST /auth/users/",                                                     All(201)),
    ("POST /auth/users/activation/",                                          All(400)),
    ("GET /auth/users/me/",                                                   All(200)),
    ("PUT /auth/users/me/",                                                   All(200)),
    ("DELETE /auth/users/me/",                                                All(204)),
    ("PATCH /auth/users/me/",                                                 All(200)),
    ("POST /auth/users/resend_activation/",                                   All(204)),
    ("POST /auth/users/reset_password/",                                      All(204)),
    ("POST /auth/users/reset_password_confirm/",                              All(400)),
    ("POST /auth/users/reset_username/",                                      All(204)),
    ("POST /auth/users/reset_username_confirm/",                              All(400)),
    ("POST /auth/users/set_password/",                                        All(204)),
    ("POST /auth/users/set_username/",                                        All(204)),
    ("GET /auth/users/{id}/",                                                 Owned(200, 404, "account.read_any")),
    ("PUT /auth/users/{id}/",                                                 Told(200, 404, 403)),
    ("DELETE /auth/users/{id}/",                                              Owned(204, 403, "account.manage_any")),
    ("PATCH /auth/users/{id}/",                                               Told(200, 404, 403)),
    ("GET /docs/problems",                                                    All(200)),
    ("GET /health/",                                                          All(200)),
    ("GET /links.css",                                                        All(200)),
    ("GET /links/{token}",                                                    All(404)),
    ("POST /links/{token}",                                                   All(404)),
    ("GET /media/avatars/{folder}/{file}",                                    Picture(200, 404)),
    ("GET /media/profile_images/default.jpg",                                 All(200)),
    ("GET /setup/{token}",                                                    All(404)),
    ("POST /setup/{token}",                                                   All(404)),
];

/// Whether the rule of `operation` lets somebody past; `None`: nobody is signed in.
pub fn admits(operation: &Operation, role: Option<&Role>) -> bool {
    match (operation.rule.as_deref().unwrap_or_else(|| panic!("{} declares no rule", operation.name())), role) {
        ("open" | "public", _) | ("signed_in", Some(_)) => true,
        // As the shipped models have it.
        ("intro.write", Some(role)) => ["animator", "admin"].contains(&role.key.as_str()),
        (rule, Some(role)) => rule.split(" or ").any(|permission| role.may(permission)),
        (_, None) => false,
    }
}

/// With which status the rule of `operation` turns `caller` away; `None` if it lets them past.
pub fn refused(operation: &Operation, caller: &Caller<'_>) -> Option<u16> {
    // A cookie that opens nothing is no cookie, and without one the older wires answer 403.
    let stays_out = if operation.takes_cookie { 403 } else { 401 };
    match caller {
        Caller::Suspended if operation.rule.as_deref() != Some("open") && !operation.takes_cookie => Some(stays_out),
        Caller::Nobody | Caller::Suspended => (!admits(operation, None)).then_some(stays_out),
        Caller::Role(role) => (!admits(operation, Some(role))).then_some(403),
    }
}

/// What `caller` is to be answered who asks for something of their own, or of somebody else's; `None` where nobody has said.
pub fn expected(operation: &Operation, caller: &Caller<'_>, own: bool, has_pictures: bool) -> Option<u16> {
    let (_, row) = ROWS.iter().find(|(name, _)| *name == operation.name())?;
    let may = |permission: &str| matches!(caller, Caller::Role(role) if role.may(permission));
    Some(refused(operation, caller).unwrap_or(match row {
        All(status) => *status,
        Picture(status, without) => *if has_pictures { status } else { without },
        Owned(status, _, permission) if own || may(permission) => *status,
        Owned(_, status, _) => *status,
        Told(status, ..) if own || may("account.manage_any") => *status,
        Told(_, _, status) if may("account.read_any") => *status,
        Told(_, status, _) => *status,
        OnlyOwn(_, status, permission) if !own && may(permission) => *status,
        OnlyOwn(status, ..) => *status,
    }))
}
