//! What a record is made of when it comes in.

use std::sync::LazyLock;

use frontdesk_accounts::password::PasswordPolicy;
use frontdesk_kit::input::{Field, Shape, Value, Values};

/// Code points of a password.
const LONGEST_PASSWORD: usize = 128;
/// Who says no name is called so, as clients know it spelled.
const NAMELESS: &str = "Annonymous";

const ADMIN: &str = "admin";
const STAFF: &str = "staff";
/// The role of whoever has no flags any more.
const USER: &str = "user";

pub(super) static NEW_RECORD: LazyLock<Shape> = LazyLock::new(|| {
    let name = Field::text("name").default(Value::Text(NAMELESS.to_owned()));
    record("SessionTokenNewRecord", name, Field::email("email").required())
});

/// An address that is not sent stays, also in a full update.
pub(super) static RECORD: LazyLock<Shape> =
    LazyLock::new(|| record("SessionTokenRecordChange", Field::text("name"), Field::email("email")));

fn record(shape: &str, name: Field, email: Field) -> Shape {
    let flag = |key| Field::boolean(key).help("Written by administrators; from others it is ignored.");
    Shape::new(shape)
        .field(name.max(255).nullable().example("Анна"))
        .field(email.max(255).example("anna@example.com"))
        .field(Field::phone("phone").max(15).nullable().may_be_blank().example("9746894500"))
        .field(Field::text("gender").max(10).required().example("Female"))
        .field(Field::secret("password").max(LONGEST_PASSWORD as i64).required().example("Quiet-Harbor-42"))
        .field(flag("is_active").example(true))
        .field(flag("is_staff").example(false))
        .field(flag("is_superuser").example(false))
}

/// What a password of this wire must satisfy.
pub fn policy() -> PasswordPolicy {
    PasswordPolicy::contract().with_lengths(8, LONGEST_PASSWORD)
}

/// The declared fields among what was sent.
pub fn declared(sent: &Values) -> Values {
    let mut values = Values::default();
    for (known, declared) in [("name", "display_name"), ("gender", "gender")] {
        if let Some(value) = sent.get(known) {
            values.set(declared, value.clone());
        }
    }
    values
}

/// The telephone number that was sent; `Some(None)`: as null.
pub fn phone(sent: &Values) -> Option<Option<String>> {
    sent.has("phone").then(|| sent.opt_text("phone").map(str::to_owned))
}

/// Which of the two flags a role shows: staff, superuser.
pub fn flags(role: &str) -> (bool, bool) {
    (role == STAFF || role == ADMIN, role == ADMIN)
}

/// The role that the flags of `sent` ask for instead of `before`; a flag that was not sent stays as it is shown.
pub fn role(before: &str, sent: &Values) -> Option<String> {
    let (staff, superuser) = flags(before);
    let flag = |key, shown| sent.opt_boolean(key).unwrap_or(shown);
    let wanted = match (flag("is_staff", staff), flag("is_superuser", superuser)) {
        (_, true) => ADMIN,
        (true, false) => STAFF,
        (false, false) if staff => USER,
        (false, false) => return None,
    };
    (wanted != before).then(|| wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(before: &str, flags: &[(&str, bool)]) -> Option<String> {
        let mut sent = Values::default();
        for (key, value) in flags {
            sent.set(key, Value::Boolean(*value));
        }
        role(before, &sent)
    }

    #[test]
    fn flags_ask_for_a_role() {
        assert_eq!(asked("user", &[("is_staff", true)]).as_deref(), Some("staff"));
        assert_eq!(asked("user", &[("is_superuser", true)]).as_deref(), Some("admin"));
        assert_eq!(asked("staff", &[("is_superuser", true), ("is_staff", false)]).as_deref(), Some("admin"));
        assert_eq!(asked("admin", &[("is_superuser", false)]).as_deref(), Some("staff"));
        assert_eq!(asked("admin", &[("is_superuser", false), ("is_staff", false)]).as_deref(), Some("user"));
        assert_eq!(asked("staff", &[("is_staff", false)]).as_deref(), Some("user"));
    }

    #[test]
    fn flags_that_are_shown_already_ask_for_nothing() {
        for before in ["user", "specialist", "animator", "staff", "admin"] {
            let (staff, superuser) = flags(before);
            assert_eq!(asked(before, &[]), None);
            assert_eq!(asked(before, &[("is_staff", staff), ("is_superuser", superuser)]), None, "{before}");
        }
        assert_eq!(asked("specialist", &[("is_superuser", false)]), None);
    }
}
