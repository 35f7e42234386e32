//! Rules, changes of a date and time off, as they are sent.

use std::sync::LazyLock;

use frontdesk_kit::input::{Field, Invalid, Shape, Value, Values};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use jiff::civil::{Date, date};

use super::views::WEEKDAYS;
use crate::absence::NewAbsence;
use crate::dates::Dates;
use crate::flow::NewRules;
use crate::model::{Change, Cycle, Hours, Rule, RuleKind};
use crate::tick::MINUTES;

/// The Monday from which weeks are counted: any will do.
const MONDAY: Date = date(2001, 1, 1);

/// The body of a location's hours.
pub static RULES: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("Rules")
        .field(
            Field::objects("rules", rule())
                .max(100)
                .required()
                .help("Openings that overlap are one; breaks interrupt them."),
        )
        .field(
            Field::boolean("works_on_holidays")
                .default(Value::Boolean(false))
                .example(false)
                .help("Whether holidays are days like others."),
        )
});

/// The body of what is different on one date.
pub static DATE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("DateChange")
        .field(
            Field::choice("change", ["closed", "replace", "add"])
                .required()
                .example("replace")
                .help("Nothing opens; these hours instead of the rules, breaks included; these hours also."),
        )
        .field(
            Field::objects("hours", times(Shape::new("Hours")))
                .max(20)
                .help("None if it is closed, else at least one."),
        )
});

/// The body of time off.
pub static TIME_OFF: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("NewTimeOff")
        .field(Field::moment("starts_at").required().example("2026-12-28T09:00:00+03:00"))
        .field(Field::moment("ends_at").required().example("2027-01-09T00:00:00+03:00").help("Not part of it."))
        .field(
            Field::text("reason")
                .max(200)
                .may_be_blank()
                .default(Value::Text(String::new()))
                .example("Отпуск")
                .help("Clients do not see it."),
        )
});

fn rule() -> Shape {
    let cycle = Shape::new("Cycle")
        .field(Field::integer("days").between(1, 28).required().example(4).help("How long it is."))
        .field(Field::integer("day").between(0, 27).required().example(0).help("Which day of it, the first being 0."))
        .field(Field::date("anchor").required().example("2026-01-05").help("Any date on which the cycle begins."));
    let shape = Shape::new("Rule")
        .field(Field::choice("kind", ["open", "break"]).default(Value::Text("open".to_owned())).example("open"))
        .field(
            Field::choice("weekday", WEEKDAYS)
                .nullable()
                .example("monday")
                .help("Either this or `cycle` must be given."),
        )
        .field(
            Field::object("cycle", cycle)
                .nullable()
                .example(serde_json::Value::Null)
                .help("Shifts that do not keep to the week: two days on and two off are two rules of four days."),
        );
    times(shape)
        .field(
            Field::date("valid_from")
                .nullable()
                .example(serde_json::Value::Null)
                .help("The first date; without, always."),
        )
        .field(
            Field::date("valid_to")
                .nullable()
                .example(serde_json::Value::Null)
                .help("The last date, included; without, for ever."),
        )
}

fn times(shape: Shape) -> Shape {
    shape
        .field(
            Field::time("starts", MINUTES)
                .max(1_435)
                .required()
                .example("09:00")
                .help("By the clocks of the location."),
        )
        .field(Field::time("ends", MINUTES).max(2_880).required().example("18:00").help(
            "After `starts`, at most a day later. Above 24:00 it is past midnight: `26:00` is two in the morning.",
        ))
}

/// The rules that a sound body of [`RULES`] tells.
pub fn read_rules(values: &Values) -> Result<NewRules, Invalid> {
    let (mut rules, mut invalid) = (Vec::new(), Invalid::default());
    for (place, values) in values.objects("rules").iter().enumerate() {
        match cycle(values) {
            Ok(cycle) => rules.push(Rule {
                kind: if values.text("kind") == "break" { RuleKind::Break } else { RuleKind::Open },
                cycle,
                hours: hours(values),
                valid_from: values.date("valid_from").unwrap_or(Dates::EARLIEST),
                valid_to: values.date("valid_to"),
            }),
            Err((field, code, message)) => invalid.push(format!("rules[{place}].{field}"), code, message),
        }
    }
    invalid.or_ok(NewRules { rules, works_on_holidays: values.boolean("works_on_holidays") })
}

/// A field of a rule with what is wrong about it.
type Refused = (&'static str, &'static str, Message);

fn cycle(values: &Values) -> Result<Cycle, Refused> {
    match (values.opt_text("weekday"), values.object("cycle")) {
        (Some(_), Some(_)) => Err(("cycle", "not_both", Message::new("field-weekday-or-cycle"))),
        (None, None) => Err(("weekday", "required", Message::new("field-required"))),
        (Some(weekday), None) => {
            let day = WEEKDAYS.iter().position(|known| *known == weekday).unwrap_or_default();
            Ok(Cycle { days: 7, day: day as i64, anchor: MONDAY })
        }
        (None, Some(cycle)) => Ok(Cycle {
            days: cycle.integer("days"),
            day: cycle.integer("day"),
            anchor: cycle.date("anchor").unwrap_or(MONDAY),
        }),
    }
}

fn hours(values: &Values) -> Hours {
    Hours { start_min: values.integer("starts"), end_min: values.integer("ends") }
}

/// The changes of a date that a sound body of [`DATE`] tells; never none.
pub fn read_changes(values: &Values) -> Result<Vec<Change>, Invalid> {
    let all = values.objects("hours");
    match values.text("change") {
        "closed" if all.is_empty() => Ok(vec![Change::Closed]),
        "closed" => Err(Invalid::one("hours", "not_empty", Message::new("field-closed-without-hours"))),
        _ if all.is_empty() => Err(Invalid::one("hours", "empty_list", Message::new("field-list-empty"))),
        "add" => Ok(all.iter().map(|values| Change::Add(hours(values))).collect()),
        _ => Ok(all.iter().map(|values| Change::Replace(hours(values))).collect()),
    }
}

/// The time off that a sound body of [`TIME_OFF`] tells.
pub fn read_time_off(values: &Values) -> NewAbsence {
    let moment = |key| values.moment(key).unwrap_or(frontdesk_kit::clock::Timestamp(0));
    NewAbsence { starts_at: moment("starts_at"), ends_at: moment("ends_at"), reason: values.text("reason").to_owned() }
}

/// The date in a path; what is none, or lies where nothing is laid out, is not there.
pub fn read_date(text: &str) -> Result<Date, Problem> {
    let is_spelled = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date: Option<Date> = text.parse().ok().filter(|_| is_spelled);
    date.filter(|date| Dates::only(*date).is_ok()).ok_or_else(Problem::not_found)
}
