//! How much of the reason why a time is not free is told, and in which words.

use frontdesk_kit::locale::Message;
use frontdesk_schedule::Reason;

/// The stable word for `reason` that everybody may hear: that nobody works then, or that the time is taken. Why it is so is
/// the specialist's own business, and a visit that would run into time off is told no other way than one past closing.
pub fn told(reason: Reason) -> &'static str {
    match reason {
        Reason::TimeOff | Reason::OverrideClosed | Reason::Break | Reason::DoesNotFit => Reason::Closed.code(),
        Reason::Buffer | Reason::Limit => Reason::Busy.code(),
        other => other.code(),
    }
}

/// The sentence that belongs to the word `reason`.
pub fn message(reason: &str) -> Option<Message> {
    let key = match reason {
        "duration" => "reason-duration",
        "no_location" => "reason-no-location",
        "not_on_a_tick" | "off_grid" => "reason-off-grid",
        "past" => "reason-past",
        "lead_time" => "reason-lead-time",
        "horizon" | "other_date" => "reason-horizon",
        "override_closed" => "reason-override-closed",
        "holiday" => "reason-holiday",
        "closed" => "reason-closed",
        "time_off" => "reason-time-off",
        "break" => "reason-break",
        "does_not_fit" => "reason-does-not-fit",
        "busy" => "reason-busy",
        "buffer" => "reason-buffer",
        "limit" => "reason-limit",
        _ => return None,
    };
    Some(Message::new(key))
}
