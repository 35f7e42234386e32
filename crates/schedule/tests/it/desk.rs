//! A schedule and an offer, put together in the words of a test.

use frontdesk_schedule::{
    Busy, Change, Cycle, Dates, Draft, Grid, GridMode, Hours, Offer, Open, Override, Rule, RuleKind, Schedule, Span,
    Starts, Terms, Tick, TimeOff, explain, starts,
};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// A Monday long before anything in these tests.
pub const MONDAY: Date = date(1996, 1, 1);

/// One specialist, one service of an hour, offered every half hour by the clock.
#[derive(Clone)]
pub struct Desk {
    pub draft: Draft,
    pub terms: Terms,
    taken: Vec<(Timestamp, Timestamp)>,
    booked: Vec<(Date, u32)>,
    now: Option<Timestamp>,
}

/// Minutes of `"09:30"`; hours may go past 24.
pub fn minutes(text: &str) -> i64 {
    let (hour, minute) = text.split_once(':').expect("two parts");
    hour.parse::<i64>().expect("a number") * 60 + minute.parse::<i64>().expect("a number")
}

/// The hours of `"09:00-17:30"`.
pub fn hours(text: &str) -> Hours {
    let (start, end) = text.split_once('-').expect("two parts");
    Hours { start_min: minutes(start), end_min: minutes(end) }
}

/// A moment, written with an offset or with `Z`.
pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// A rule for the days of a cycle that began on `anchor`.
pub fn rule(kind: RuleKind, days: i64, day: i64, anchor: Date, text: &str) -> Rule {
    Rule { kind, cycle: Cycle { days, day, anchor }, hours: hours(text), valid_from: MONDAY, valid_to: None }
}

impl Desk {
    /// A desk in `zone` that is never open.
    pub fn in_zone(zone: &str) -> Self {
        let grid = Grid { minutes: 30, mode: GridMode::Clock };
        let terms = Terms {
            duration_min: 60,
            buffer_before_min: 0,
            buffer_after_min: 0,
            lead_seconds: 0,
            horizon_days: 366,
            grid,
            day_limit: None,
        };
        let draft = Draft { zone: zone.to_owned(), ..Draft::default() };
        Self { draft, terms, taken: Vec::new(), booked: Vec::new(), now: None }
    }

    pub fn rule(mut self, rule: Rule) -> Self {
        self.draft.rules.push(rule);
        self
    }

    pub fn daily(self, hours: &str) -> Self {
        self.rule(rule(RuleKind::Open, 1, 0, MONDAY, hours))
    }

    /// Opens on a day of the week; 0 is Monday.
    pub fn weekly(self, day: i64, hours: &str) -> Self {
        self.rule(rule(RuleKind::Open, 7, day, MONDAY, hours))
    }

    pub fn pausing(self, hours: &str) -> Self {
        self.rule(rule(RuleKind::Break, 1, 0, MONDAY, hours))
    }

    pub fn changed(mut self, date: Date, change: Change) -> Self {
        self.draft.overrides.push(Override { date, change });
        self
    }

    pub fn holiday(mut self, date: Date) -> Self {
        self.draft.holidays.push(date);
        self
    }

    pub fn off(mut self, from: &str, to: &str) -> Self {
        self.draft.time_off.push(TimeOff { starts_at: at(from), ends_at: at(to) });
        self
    }

    pub fn lasting(mut self, minutes: i64) -> Self {
        self.terms.duration_min = minutes;
        self
    }

    pub fn buffers(mut self, before: i64, after: i64) -> Self {
        (self.terms.buffer_before_min, self.terms.buffer_after_min) = (before, after);
        self
    }

    pub fn every(mut self, minutes: i64) -> Self {
        self.terms.grid.minutes = minutes;
        self
    }

    pub fn on_openings(mut self) -> Self {
        self.terms.grid.mode = GridMode::FromOpening;
        self
    }

    pub fn lead(mut self, seconds: i64) -> Self {
        self.terms.lead_seconds = seconds;
        self
    }

    pub fn horizon(mut self, days: i64) -> Self {
        self.terms.horizon_days = days;
        self
    }

    pub fn at_most(mut self, bookings: u32) -> Self {
        self.terms.day_limit = Some(bookings);
        self
    }

    pub fn taken(mut self, from: &str, to: &str) -> Self {
        self.taken.push((at(from), at(to)));
        self
    }

    pub fn booked(mut self, date: Date, bookings: u32) -> Self {
        self.booked.push((date, bookings));
        self
    }

    pub fn now(mut self, now: &str) -> Self {
        self.now = Some(at(now));
        self
    }

    pub fn offer(&self) -> Offer {
        Offer::new(self.terms).expect("good terms")
    }

    pub fn open(&self, first: Date, last: Date) -> Open {
        Open::lay_out(
            &Schedule::new(self.draft.clone()).expect("a good schedule"),
            Dates::new(first, last).expect("known dates"),
        )
    }

    pub fn busy(&self, open: &Open) -> Busy {
        let mut busy = Busy::nothing(open);
        self.taken.iter().for_each(|(from, to)| busy.take_span(Span::new(*from, *to).expect("a span")));
        self.booked.iter().for_each(|(date, bookings)| busy.count(*date, *bookings));
        busy
    }

    pub fn starts_in(&self, first: Date, last: Date, window: Span) -> Starts {
        let open = self.open(first, last);
        starts(self.offer(), &open, &self.busy(&open), window, self.now_for(&open))
    }

    pub fn starts(&self, first: Date, last: Date) -> Starts {
        self.starts_in(first, last, Span::ALL)
    }

    /// What is offered on `date`, by the wall clock.
    pub fn offered(&self, date: Date) -> Vec<String> {
        self.shown(&self.starts(date, date), "%H:%M")
    }

    /// The same with the offset, which tells two equal times apart.
    pub fn offered_with_offset(&self, date: Date) -> Vec<String> {
        self.shown(&self.starts(date, date), "%H:%M%:z")
    }

    /// The dates from `first` to `last` on which something is offered, as days of the month.
    pub fn dates_offered(&self, first: Date, last: Date) -> Vec<i8> {
        let zone = self.zone();
        let mut dates: Vec<Date> =
            self.starts(first, last).iter().map(|tick| zone.to_datetime(tick.moment()).date()).collect();
        dates.dedup();
        dates.iter().map(|date| date.day()).collect()
    }

    pub fn shown(&self, starts: &Starts, format: &str) -> Vec<String> {
        starts.iter().map(|tick| tick.moment().to_zoned(self.zone()).strftime(format).to_string()).collect()
    }

    /// What the wall clock shows when the service ends that begins at `start`.
    pub fn end(&self, start: &str) -> String {
        let end = self.offer().end(Tick::exact(at(start)).expect("a tick"));
        end.moment().to_zoned(self.zone()).strftime("%H:%M%:z").to_string()
    }

    /// Why `moment` is not offered, out of the three dates around it.
    pub fn reason(&self, moment: &str) -> Option<&'static str> {
        let date = self.zone().to_datetime(at(moment)).date();
        let open =
            self.open(date.yesterday().expect("within the calendar"), date.tomorrow().expect("within the calendar"));
        explain(self.offer(), &open, &self.busy(&open), at(moment), self.now_for(&open)).map(|reason| reason.code())
    }

    /// Now, or three days before what is asked for.
    fn now_for(&self, open: &Open) -> Timestamp {
        self.now.unwrap_or_else(|| open.whole().starts_at() - 72.hours())
    }

    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.draft.zone).expect("a zone")
    }
}

/// Times from `first` to `last`, every `minutes`.
pub fn every(minutes_apart: usize, first: &str, last: &str) -> Vec<String> {
    (minutes(first)..=minutes(last))
        .step_by(minutes_apart)
        .map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60))
        .collect()
}
