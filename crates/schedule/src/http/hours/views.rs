//! Rules, changes of a date and time off, as they are shown: each can be sent back as it is.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::shown_time;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::absence::Absence;
use crate::dates::Dates;
use crate::location::Location;
use crate::model::{Change, Cycle, Hours, Override, Rule, RuleKind};

/// The days of a week, as a cycle counts them.
pub(super) const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// When a location is open as a rule.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WorkingHours)]
pub struct RulesView {
    pub rules: Vec<RuleView>,
    pub works_on_holidays: bool,
}

impl RulesView {
    /// The rules of `location`.
    pub fn new(location: &Location, rules: &[Rule]) -> Self {
        Self { rules: rules.iter().map(RuleView::new).collect(), works_on_holidays: location.works_on_holidays }
    }
}

/// Hours that come again.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WorkingRule)]
pub struct RuleView {
    /// `open` or `break`.
    #[schema(example = "open")]
    pub kind: &'static str,
    /// Unless it is a `cycle`.
    #[schema(example = "monday")]
    pub weekday: Option<&'static str>,
    pub cycle: Option<CycleView>,
    #[schema(example = "09:00")]
    pub starts: String,
    /// Above 24:00 it is past midnight.
    #[schema(example = "18:00")]
    pub ends: String,
    /// The first date; `null`: always.
    #[schema(format = Date)]
    pub valid_from: Option<String>,
    /// The last date, included; `null`: for ever.
    #[schema(format = Date)]
    pub valid_to: Option<String>,
}

/// On which days of a cycle that is no week.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WorkingCycle)]
pub struct CycleView {
    #[schema(minimum = 1, maximum = 28, example = 4)]
    pub days: i64,
    #[schema(minimum = 0, maximum = 27, example = 0)]
    pub day: i64,
    #[schema(format = Date, example = "2026-01-05")]
    pub anchor: String,
}

impl RuleView {
    fn new(rule: &Rule) -> Self {
        let (weekday, cycle) = days(rule.cycle);
        let HoursView { starts, ends } = HoursView::new(rule.hours);
        Self {
            kind: if rule.kind == RuleKind::Open { "open" } else { "break" },
            weekday,
            cycle,
            starts,
            ends,
            valid_from: Some(rule.valid_from).filter(|first| *first > Dates::EARLIEST).map(|date| date.to_string()),
            valid_to: rule.valid_to.map(|date| date.to_string()),
        }
    }
}

fn days(Cycle { days, day, anchor }: Cycle) -> (Option<&'static str>, Option<CycleView>) {
    let weekday = usize::try_from(day).ok().and_then(|day| WEEKDAYS.get(day)).copied();
    match weekday {
        Some(weekday) if days == 7 && anchor.weekday() == Weekday::Monday => (Some(weekday), None),
        _ => (None, Some(CycleView { days, day, anchor: anchor.to_string() })),
    }
}

/// From when until when.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Hours)]
pub struct HoursView {
    #[schema(example = "09:00")]
    pub starts: String,
    /// Above 24:00 it is past midnight.
    #[schema(example = "18:00")]
    pub ends: String,
}

impl HoursView {
    fn new(hours: Hours) -> Self {
        Self { starts: shown_time(hours.start_min), ends: shown_time(hours.end_min) }
    }
}

/// A date on which a location is not open as its rules say.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ChangedDate)]
pub struct ChangedDateView {
    #[schema(format = Date, example = "2026-12-31")]
    pub date: String,
    /// `closed`; `replace`: these hours instead; `add`: these hours also.
    #[schema(example = "replace")]
    pub change: &'static str,
    pub hours: Vec<HoursView>,
}

/// The changed dates among `overrides`, which come by date.
pub fn changed_dates(overrides: &[Override]) -> Vec<ChangedDateView> {
    overrides
        .chunk_by(|one, next| one.date == next.date)
        .map(|of_date| changed_date(of_date[0].date, of_date))
        .collect()
}

fn changed_date(date: Date, overrides: &[Override]) -> ChangedDateView {
    let changes = || overrides.iter().map(|other| other.change);
    let hours = changes().filter_map(|change| match change {
        Change::Closed => None,
        Change::Replace(hours) | Change::Add(hours) => Some(HoursView::new(hours)),
    });
    let change = match () {
        () if changes().any(|change| change == Change::Closed) => "closed",
        () if changes().any(|change| matches!(change, Change::Replace(_))) => "replace",
        () => "add",
    };
    ChangedDateView { date: date.to_string(), change, hours: hours.collect() }
}

/// Time that somebody is away.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = TimeOff)]
pub struct AbsenceView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a93")]
    pub id: PublicId,
    #[schema(value_type = String, format = DateTime, example = "2026-12-28T06:00:00Z")]
    pub starts_at: Timestamp,
    /// Not part of it.
    #[schema(value_type = String, format = DateTime, example = "2027-01-08T21:00:00Z")]
    pub ends_at: Timestamp,
    #[schema(example = "Отпуск")]
    pub reason: String,
}

impl AbsenceView {
    /// The view of `absence`.
    pub fn new(absence: &Absence) -> Self {
        Self {
            id: absence.public_id,
            starts_at: absence.starts_at,
            ends_at: absence.ends_at,
            reason: absence.reason.clone(),
        }
    }
}
