//! The terms of a service as fields of its body.

use frontdesk_kit::input::{Field, Shape, Value, Values};

use crate::model::{Confirmation, GridFrom, ServiceTerms, TermsChange};
use crate::terms::{
    FARTHEST_HORIZON, GRIDS, LONGEST_BUFFER, LONGEST_NOTICE, MOST_A_DAY, MOST_RESCHEDULES, MOST_SEATS, STEP,
};

const GRID_FROM: &str =
    "From where starts are counted: midnight (`clock`), or the beginning of working hours (`opening`).";
const CONFIRMATION: &str = "Whether a booking is firm at once (`auto`), or when the specialist confirms it (`manual`).";

/// `shape` with these fields; what a new service does not say is as [`ServiceTerms::default`] has it.
pub(super) fn with_terms(shape: Shape) -> Shape {
    let usual = ServiceTerms::default();
    let number = |name: &str, least, most, usual, help: &str| {
        Field::integer(name).between(least, most).default(Value::Integer(usual)).example(usual).help(help)
    };
    let choice = |name: &str, keys: &'static [&'static str], usual: &str, help: &str| {
        let field = Field::choice(name, keys.iter().copied()).default(Value::Text(usual.to_owned()));
        field.example(usual).help(help)
    };
    let notice = |name: &str, usual, help: &str| number(name, 0, LONGEST_NOTICE, usual, help);
    let buffer = |name: &str, usual, help: &str| number(name, 0, LONGEST_BUFFER, usual, help).in_steps_of(STEP);
    let (before, after) = (usual.buffer_before_minutes, usual.buffer_after_minutes);
    let (cancel, reschedule) = (usual.cancel_until_minutes, usual.reschedule_until_minutes);
    shape
        .field(buffer("buffer_before_minutes", before, "What stays free before the start."))
        .field(buffer("buffer_after_minutes", after, "What stays free after the end."))
        .field(notice("lead_minutes", usual.lead_minutes, "Bookings close so many minutes before the start."))
        .field(number(
            "horizon_days",
            1,
            FARTHEST_HORIZON,
            usual.horizon_days,
            "On how many dates it can be had, today included.",
        ))
        .field(
            Field::among("grid_minutes", GRIDS)
                .default(Value::Integer(usual.grid_minutes))
                .example(usual.grid_minutes)
                .help("Minutes between two possible starts."),
        )
        .field(choice("grid_from", GridFrom::KEYS, usual.grid_from.key(), GRID_FROM))
        .field(
            Field::integer("daily_limit")
                .between(1, MOST_A_DAY)
                .nullable()
                .example(8)
                .help("How many bookings of it one date takes; no limit without."),
        )
        .field(choice("confirmation", Confirmation::KEYS, usual.confirmation.key(), CONFIRMATION))
        .field(notice("cancel_until_minutes", cancel, "Clients may cancel until so many minutes before the start."))
        .field(notice(
            "reschedule_until_minutes",
            reschedule,
            "Clients may move a booking until so many minutes before the start.",
        ))
        .field(number(
            "max_reschedules",
            0,
            MOST_RESCHEDULES,
            usual.max_reschedules,
            "How often a client may move one booking.",
        ))
        .field(number("seats", 1, MOST_SEATS, usual.seats, "How many clients come to it at once; each books a seat."))
}

/// The terms that were told.
pub(super) fn terms(values: &Values) -> TermsChange {
    TermsChange {
        buffer_before_minutes: values.opt_integer("buffer_before_minutes"),
        buffer_after_minutes: values.opt_integer("buffer_after_minutes"),
        lead_minutes: values.opt_integer("lead_minutes"),
        horizon_days: values.opt_integer("horizon_days"),
        grid_minutes: values.opt_integer("grid_minutes"),
        grid_from: values.opt_text("grid_from").and_then(GridFrom::parse),
        daily_limit: values.has("daily_limit").then(|| values.opt_integer("daily_limit")),
        confirmation: values.opt_text("confirmation").and_then(Confirmation::parse),
        cancel_until_minutes: values.opt_integer("cancel_until_minutes"),
        reschedule_until_minutes: values.opt_integer("reschedule_until_minutes"),
        max_reschedules: values.opt_integer("max_reschedules"),
        seats: values.opt_integer("seats"),
    }
}
