//! Faults as they are told to whoever sent the input: by the names of its fields.

use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

use crate::fault::{Fault, Faults, Field, Place, Wrong};
use crate::tick::MINUTES;

impl From<Faults> for Invalid {
    fn from(Faults(faults): Faults) -> Self {
        let mut invalid = Invalid::default();
        for fault in faults {
            let (code, message) = words(fault.wrong);
            invalid.push(path(fault), code, message);
        }
        invalid
    }
}

/// Rules come as a list, and so do the hours of a date; time off comes alone.
fn path(Fault { place, field, .. }: Fault) -> String {
    match place {
        Place::Rule(place) => format!("rules[{place}].{}", name(field)),
        Place::Override(place) => format!("hours[{place}].{}", name(field)),
        Place::TimeOff(_) | Place::Whole => name(field).to_owned(),
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Zone => "time_zone",
        Field::CycleDays => "cycle.days",
        Field::CycleDay => "cycle.day",
        Field::CycleAnchor => "cycle.anchor",
        Field::StartMin => "starts",
        Field::EndMin => "ends",
        other => other.key(),
    }
}

fn words(wrong: Wrong) -> (&'static str, Message) {
    match wrong {
        Wrong::UnknownZone => ("invalid_time_zone", Message::new("field-time-zone")),
        Wrong::OutOfRange { min, max } => {
            ("out_of_range", Message::new("field-out-of-range").number("min", min).number("max", max))
        }
        Wrong::OffTick => ("not_multiple", Message::new("field-time-step").number("step", MINUTES)),
        Wrong::NotAfterStart => ("not_after_start", Message::new("field-not-after-start")),
        Wrong::LongerThanADay => ("longer_than_a_day", Message::new("field-longer-than-a-day")),
        Wrong::NotAMonday => ("not_a_monday", Message::new("field-not-a-monday")),
        Wrong::BeforeValidFrom => ("before_valid_from", Message::new("field-before-valid-from")),
        Wrong::NoGrid => ("invalid_choice", Message::new("field-no-grid")),
    }
}
