//! One row by itself: whether an account can be made of it.

use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Invalid, Manners, Mode, Shape, Value, Values};
use frontdesk_kit::locale::Message;

use crate::caller::Caller;
use crate::declared::{DeclaredField, FieldType, Model, NewProfile};
use crate::desk::Desk;
use crate::flow::newcomer::{Manner, present};
use crate::flow::rank::{knows, may_appoint, may_fill};
use crate::password::{Appraisal, Context, Password, appraise};
use crate::store::users::NewUser;
use crate::words;

/// The longest hash that is looked at, in characters.
const LONGEST_HASH: i64 = 1_000;
/// The longest password as it is typed, in characters.
const LONGEST_TYPED: i64 = 4_096;

/// What a row of `caller`'s may hold: identifiers, role, a hash, the declared fields that there are for them.
pub fn row_shape(desk: &Desk, caller: &Caller) -> Shape {
    shape(&desk.model, caller.is_operator(), |field| knows(desk, caller, field))
}

/// The same for the operator: all declared fields, and a plain password.
pub fn operators_row_shape(model: &Model) -> Shape {
    shape(model, true, |_| true)
}

fn shape(model: &Model, by_operator: bool, knows: impl Fn(&DeclaredField) -> bool) -> Shape {
    let declared = model.fields.iter().filter(|field| field.kind != FieldType::Image && knows(field));
    let declared = declared.map(|field| Field { required: false, ..field.input().clone() });
    let own = Shape::new("AccountRow")
        .field(Field::username("username").max(150))
        .field(Field::email("email").nullable())
        .field(Field::phone("phone").nullable())
        .field(Field::text("role").max(40).required())
        .field(Field::boolean("active").default(Value::Boolean(true)))
        .field(Field::secret("password_hash").max(LONGEST_HASH).nullable());
    let own = if by_operator { own.field(Field::secret("password").max(LONGEST_TYPED)) } else { own };
    declared.fold(own, Shape::field)
}

/// Somebody of whom an account can be made, unless they are there already.
#[derive(Clone)]
pub(super) struct Candidate {
    pub line: usize,
    /// With the hash that was brought along, if any.
    pub user: NewUser,
    /// A plain password, to be hashed.
    pub password: Option<Password>,
    pub profile: NewProfile,
    pub profile_id: PublicId,
}

impl Candidate {
    /// Whether a letter that leads to a password is of use.
    pub fn awaits_letter(&self) -> bool {
        let has_password = self.password.is_some() || self.user.password_hash.is_some();
        self.user.email.is_some() && !has_password && !self.user.suspended
    }
}

/// Checks rows for one caller.
pub(super) struct Checker<'a> {
    desk: &'a Desk,
    caller: &'a Caller,
    shape: Shape,
    /// The roles that the caller may give.
    roles: Vec<&'a str>,
}

impl<'a> Checker<'a> {
    pub fn new(desk: &'a Desk, caller: &'a Caller) -> Self {
        let roles = desk.model.roles.iter().map(|role| role.key.as_str());
        let roles = roles.filter(|role| may_appoint(desk, caller, role)).collect();
        Self { desk, caller, shape: row_shape(desk, caller), roles }
    }

    /// Reads one row; all that is wrong with it is told at once.
    pub fn check(&self, line: usize, body: &Body) -> Result<Candidate, Invalid> {
        let (values, mut invalid) = self.shape.sift(body, Manners::Strict, Mode::Create);
        let username = values.opt_text("username").and_then(|text| words::username(text, &mut invalid));
        let email = values.opt_text("email").and_then(|text| words::email(text, &mut invalid));
        let phone = values.opt_text("phone").and_then(|text| words::phone(text, &mut invalid));
        let role = values.text("role");
        if !self.roles.contains(&role) && !words::names(&invalid, "role") {
            invalid.push("role", "invalid_choice", words::no_such_role(&self.roles, role));
        }
        let identifiers = self.desk.model.identifiers;
        present("username", identifiers.username, body.has("username"), Manner::Discreet, &mut invalid);
        present("email", identifiers.email, body.has("email"), Manner::Discreet, &mut invalid);
        present("phone", identifiers.phone, body.has("phone"), Manner::Discreet, &mut invalid);
        let fields = self.fields(&values, role, &mut invalid);
        let (password, password_hash) = self.password(&values, role, &mut invalid);
        let now = self.desk.clock.now();
        let id = || PublicId(self.desk.entropy.uuid(now));
        let suspended = !values.boolean("active");
        let role = role.to_owned();
        let user = NewUser { public_id: id(), username, email, phone, role, password_hash, suspended };
        let profile = self.desk.model.new_profile(&fields);
        invalid.or_ok(Candidate { line, user, password, profile, profile_id: id() })
    }

    /// The declared fields that the caller may write.
    fn fields(&self, values: &Values, role: &str, invalid: &mut Invalid) -> Values {
        let mut fields = Values::default();
        for field in &self.desk.model.fields {
            match values.get(&field.key) {
                Some(value) if may_fill(self.caller, role, field) => fields.set(&field.key, value.clone()),
                Some(_) => invalid.push(&field.key, "forbidden_field", Message::new("field-forbidden")),
                None => {}
            }
        }
        fields
    }

    /// A plain password that will do, or a hash that can be verified.
    fn password(&self, values: &Values, role: &str, invalid: &mut Invalid) -> (Option<Password>, Option<String>) {
        let hash = values.opt_secret("password_hash").map(|hash| (hash.to_owned(), appraise(hash)));
        let hash = match hash {
            Some((hash, Appraisal::Sound)) => Some(hash),
            Some((_, Appraisal::Weak | Appraisal::Unknown)) => {
                invalid.push("password_hash", "unknown_hash", Message::new("field-password-hash"));
                None
            }
            Some((_, Appraisal::Unusable)) | None => None,
        };
        let typed = values.opt_secret("password");
        let context = Context {
            username: values.opt_text("username"),
            email: values.opt_text("email"),
            phone: values.opt_text("phone"),
            ..self.desk.password_context(self.desk.model.own_names(|key| values.opt_text(key)))
        };
        let policy = self.desk.password_policy(role);
        let password = typed.and_then(|text| words::password(text, &policy, &context, invalid));
        if typed.is_some() && hash.is_some() {
            invalid.push("password_hash", "repeated", Message::new("field-repeated"));
        }
        (password, hash)
    }
}
