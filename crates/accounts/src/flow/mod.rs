//! The verbs of this room. Every face (JSON API, older wires, command line) calls these.

mod change_password;
mod create_account;
mod create_first_admin;
mod edit_profile;
mod end_sessions;
mod refresh;
mod set_avatar;
mod sign_in;
mod sign_up;

pub use change_password::{ChangePassword, change_password};
pub use create_account::{NewAccount, create_account, empty_profile};
pub use create_first_admin::{FIRST_ADMIN_FACT, create_first_admin};
pub use edit_profile::{ProfileChange, edit_profile};
pub use end_sessions::{end_other_sessions, end_session};
pub use refresh::{Grace, refresh, refresh_foreign};
pub use set_avatar::{AvatarUpload, set_avatar};
pub use sign_in::{SignIn, SignedIn, sign_in};
pub use sign_up::{Manner, SignUp, sign_up};
