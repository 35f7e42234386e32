//! What can be done with bookings, one verb per file; every face calls these.

mod adopt_settings;
mod announce;
mod beside;
mod book;
mod book_for;
mod book_hold;
mod cancel;
mod claim;
mod examine;
mod expire;
mod explain;
pub mod external;
pub mod favourites;
pub mod feeds;
mod guest;
mod hold;
mod hours;
mod look_ahead;
mod next_free;
mod next_free_of;
mod party;
mod remind;
mod reschedule;
pub mod reviews;
mod search;
mod settle;
mod show;
mod slots;
mod stranded;
mod things;
pub mod waitlist;
mod webhooks;

pub use adopt_settings::adopt_settings;
pub use announce::announce;
pub use beside::{Shown, beside};
pub use book::{book, book_once};
pub use book_for::book_for;
pub use book_hold::book_hold;
pub use cancel::cancel;
pub use examine::{Finding, examine};
pub use expire::{Expired, expire, expire_holds};
pub use explain::explain_slot;
pub use guest::{Secret, book_as_guest, cancel_as_guest, claim_guest_bookings, get_as_guest, reschedule_as_guest};
pub use hold::{hold, hold_once, release};
pub use hours::{Hours, hours};
pub use look_ahead::{Outlook, look_ahead};
pub use next_free::next_free;
pub use next_free_of::{NextFree, next_free_of};
pub use remind::remind;
pub use reschedule::reschedule;
pub use search::{Found, search};
pub use settle::{Settlement, settle};
pub use show::get;
pub use slots::{Slot, Slots, Wanted, slots};
pub use stranded::{stranded, stranded_around};
pub use things::{add_thing, edit_thing, need_things, needed_things, remove_thing};
pub use waitlist::serve_waitlist;
pub use webhooks::{Courier, NewWebhook, WebhookChange, add_webhook, deliver_due, edit_webhook, renew_secret};

/// So many notices at once mean that there are more.
pub(crate) const MANY_NOTICES: usize = announce::AT_ONCE as usize;

/// For so many of those who wait it is looked at once.
pub(crate) const MANY_WAITING: usize = waitlist::AT_ONCE as usize;
