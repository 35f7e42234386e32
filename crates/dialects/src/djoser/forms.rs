//! What this wire's bodies are made of: that follows from the model.

use frontdesk_accounts::declared::{Login, Model, Presence};
use frontdesk_kit::input::{Field, Shape};

/// Code points of a password as it is typed.
const LONGEST_TYPED: i64 = 4096;

/// The declarations of all bodies.
pub struct Forms {
    pub sign_up: Shape,
    /// One's own record, or another's.
    pub change: Shape,
    pub deletion: Shape,
    /// What a letter's link held.
    pub proof: Shape,
    pub address: Shape,
    pub set_password: Shape,
    pub new_password: Shape,
    pub set_login: Shape,
    pub new_login: Shape,
}

impl Forms {
    /// The bodies where people are as `model` says.
    pub fn of(model: &Model) -> Self {
        let login = model.login();
        Self {
            sign_up: sign_up(model),
            change: address_of(model).into_iter().fold(Shape::new("DjoserUserChange"), Shape::field),
            deletion: Shape::new("DjoserDeletion").field(password("current_password").required()),
            proof: proof("DjoserActivation"),
            address: Shape::new("DjoserAddress").field(Field::email("email").required().example("anna@example.com")),
            set_password: new_password(Shape::new("DjoserSetPassword")).field(password("current_password").required()),
            new_password: new_password(proof("DjoserNewPassword")),
            set_login: new_login(Shape::new("DjoserSetLogin").field(password("current_password").required()), login),
            new_login: new_login(proof("DjoserNewLogin"), login),
        }
    }
}

fn sign_up(model: &Model) -> Shape {
    let named = model.login() == Login::Username;
    let email = if named { address_of(model) } else { Some(email("email").required()) };
    let username = named.then(|| Field::username("username").required().example("anna"));
    let shape = email.into_iter().chain(username).fold(Shape::new("DjoserSignUp"), Shape::field);
    let roles = model.sign_up_roles();
    let example = roles.first().cloned().unwrap_or_default();
    let role = Field::choice("role", roles).example(example).help("The model's usual one, unless it is sent.");
    shape.field(password("password").required()).field(again("re_password")).field(role)
}

/// The address, where it is not what people are known by: that is changed in a way of its own.
fn address_of(model: &Model) -> Option<Field> {
    match (model.login(), model.identifiers.email) {
        (Login::Email, _) | (_, Presence::Off) => None,
        (Login::Username, Presence::Required) => Some(email("email").required()),
        (Login::Username, Presence::Optional) => Some(email("email").may_be_blank()),
    }
}

fn proof(name: &str) -> Shape {
    Shape::new(name)
        .field(Field::text("uid").max(100).required().example("MTc").help("The account's number, in base64url."))
        .field(Field::text("token").max(200).required().example("Jx3…").help("The secret of the letter's link."))
}

fn new_password(shape: Shape) -> Shape {
    let new = password("new_password").required().example("Brisk-Lantern-77");
    shape.field(new).field(again("re_new_password"))
}

fn new_login(shape: Shape, login: Login) -> Shape {
    let (new, repeated) = match login {
        Login::Username => (Field::username("new_username").example("anna.k"), "re_new_username"),
        Login::Email => (email("new_email"), "re_new_email"),
    };
    let repeated = Field::text(repeated).max(1000).help("The same once more, if it is sent.");
    let example = new.example.clone().unwrap_or_default();
    shape.field(new.required()).field(repeated.example(example))
}

fn email(name: &str) -> Field {
    Field::email(name).example("anna@example.com")
}

fn password(name: &str) -> Field {
    Field::secret(name).max(LONGEST_TYPED).example("Quiet-Harbor-42")
}

/// What older forms ask for twice.
fn again(name: &str) -> Field {
    let example = if name == "re_password" { "Quiet-Harbor-42" } else { "Brisk-Lantern-77" };
    Field::secret(name).max(LONGEST_TYPED).example(example).help("The same once more, if it is sent.")
}
