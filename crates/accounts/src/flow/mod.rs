//! The verbs of this room. Every face (JSON API, older wires, command line) calls these.

mod add_account;
mod adopt_model;
mod audit;
mod change_password;
mod create_account;
mod create_first_admin;
mod delete_account;
mod disown_sign_in;
mod edit_account;
mod edit_profile;
mod end_sessions;
mod furnish_profile;
mod greet_device;
mod guesses;
mod import_people;
mod last_admin;
mod list_people;
mod newcomer;
mod own_names;
mod prove_address;
mod prove_owner;
mod rank;
mod refresh;
mod reset_password;
mod set_avatar;
mod show_person;
mod sign_in;
mod sign_up;
mod steadily;
mod tell_owner;

pub use add_account::add_account;
pub use adopt_model::{AdoptError, Adopted, Danger, adopt_model};
pub use audit::{AuditFault, AuditReport, seal_events, verify_events};
pub use change_password::{ChangePassword, change_password};
pub use create_account::{NewAccount, create_account};
pub use create_first_admin::{FIRST_ADMIN_FACT, create_first_admin};
pub use delete_account::{delete_account, delete_own_account};
pub use edit_account::{AccountChange, edit_account};
pub use edit_profile::{ProfileChange, edit_profile};
pub use end_sessions::{end_other_sessions, end_session, end_sessions_of, sign_out};
pub use furnish_profile::furnish_profile;
pub use import_people::{Arrival, Hindrance, Prospect, import_people, prospects, reserve_numbers, spend_tokens};
pub use list_people::list_people;
pub use newcomer::{Manner, SignUp};
pub use prove_address::{
    ask_email_change, ask_email_proof, ask_phone_proof, change_phone, follow_link, look_at_link, show_code,
};
pub use prove_owner::{Owner, prove_owner};
pub use rank::may_grant;
pub use refresh::{Grace, refresh, refresh_foreign, renew_access};
pub use reset_password::{Shown, ask_reset, reset_password, start_reset};
pub use set_avatar::{AvatarUpload, check_avatar, set_avatar};
pub use show_person::show_person;
pub use sign_in::{Begun, SignIn, SignedIn, begin_session, sign_in};
pub use sign_up::sign_up;
