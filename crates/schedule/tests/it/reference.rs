//! A second reading of the rules, slow and plain: it walks every five minutes, looks at the clock on the wall, and reads
//! the rules from the beginning. It shares nothing with the crate but the types in which schedules are written.

use frontdesk_schedule::{Change, Draft, GridMode, Hours, Rule, RuleKind, Terms};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// Everything that starts depend on.
#[derive(Clone, Debug)]
pub struct World {
    pub draft: Draft,
    pub terms: Terms,
    pub first: Date,
    pub last: Date,
    /// Claims from a second to another.
    pub taken: Vec<(i64, i64)>,
    pub booked: Vec<(Date, u32)>,
    /// From a second to another.
    pub window: (i64, i64),
    /// Seconds.
    pub now: i64,
}

/// A moment every five minutes, with what the clock shows.
struct Moment {
    second: i64,
    local: DateTime,
}

struct Walk {
    moments: Vec<Moment>,
    open: Vec<bool>,
    /// The hours of each date, before breaks and time off.
    hours: Vec<Vec<bool>>,
    taken: Vec<bool>,
}

/// The seconds at which the offer can begin.
pub fn starts(world: &World) -> Vec<i64> {
    let zone = TimeZone::get(&world.draft.zone).expect("a zone");
    let walk = Walk::through(world, &zone);
    let today = zone.to_datetime(Timestamp::from_second(world.now).expect("a moment")).date();
    let offered = |place: &usize| walk.offers(world, today, *place);
    (0..walk.moments.len()).filter(offered).map(|place| walk.moments[place].second).collect()
}

impl Walk {
    fn through(world: &World, zone: &TimeZone) -> Self {
        let midnight = |date: Date| date.to_zoned(TimeZone::UTC).expect("a moment").timestamp().as_second();
        let (from, to) =
            (midnight(world.first.saturating_sub(2.days())), midnight(world.last.saturating_add(4.days())));
        let seconds = (from..to).step_by(300);
        let moment =
            |second| Moment { second, local: zone.to_datetime(Timestamp::from_second(second).expect("a moment")) };
        let moments: Vec<Moment> = seconds.map(moment).collect();
        let within = |moment: &Moment, (from, to): (i64, i64)| from < moment.second + 300 && moment.second < to;
        let taken = moments.iter().map(|moment| world.taken.iter().any(|claim| within(moment, *claim))).collect();
        let mut walk = Self { open: vec![false; moments.len()], hours: Vec::new(), moments, taken };

        let (mut broken, mut brought) = (vec![false; walk.open.len()], vec![false; walk.open.len()]);
        let mut date = world.first.yesterday().expect("within the calendar");
        while date <= world.last.saturating_add(2.days()) {
            let mut hours = vec![false; walk.open.len()];
            walk.read(&world.draft, date, &mut hours, &mut broken, &mut brought);
            walk.hours.push(hours);
            date = date.tomorrow().expect("within the calendar");
        }
        for (place, moment) in walk.moments.iter().enumerate() {
            let away = |off: &frontdesk_schedule::TimeOff| {
                within(moment, (off.starts_at.as_second(), off.ends_at.as_second()))
            };
            let by_rule = walk.open[place] && !broken[place];
            walk.open[place] = (by_rule || brought[place]) && !world.draft.time_off.iter().any(away);
        }
        walk
    }

    fn read(&mut self, draft: &Draft, date: Date, hours: &mut [bool], broken: &mut [bool], brought: &mut [bool]) {
        let of_date: Vec<Change> =
            draft.overrides.iter().filter(|other| other.date == date).map(|other| other.change).collect();
        let closed = of_date.contains(&Change::Closed);
        let replaced = of_date.iter().any(|change| matches!(change, Change::Replace(_)));
        let holiday = draft.holidays.contains(&date) && !draft.works_on_holidays;
        for rule in draft.rules.iter().filter(|rule| falls(rule, date)) {
            let places = self.places(date, rule.hours);
            if rule.kind == RuleKind::Break && !replaced {
                places.for_each(|place| broken[place] = true);
            } else if rule.kind == RuleKind::Open && !replaced && !closed && !holiday {
                places.for_each(|place| (self.open[place], hours[place]) = (true, true));
            }
        }
        for change in of_date {
            match change {
                Change::Replace(other) | Change::Add(other) if !closed => {
                    self.places(date, other).for_each(|place| (brought[place], hours[place]) = (true, true));
                }
                _ => {}
            }
        }
    }

    /// From when the clock has shown the start until it will not show a time before the end any more.
    fn places(&self, date: Date, hours: Hours) -> std::ops::Range<usize> {
        let wall = |minutes: i64| date.at(0, 0, 0, 0).saturating_add(minutes.minutes());
        let (start, end) = (wall(hours.start_min), wall(hours.end_min));
        let from = self.moments.iter().position(|moment| start <= moment.local).expect("within the walk");
        let to = self.moments.iter().rposition(|moment| moment.local < end).expect("within the walk") + 1;
        from..to
    }

    fn offers(&self, world: &World, today: Date, place: usize) -> bool {
        let (moment, terms) = (&self.moments[place], &world.terms);
        let date = moment.local.date();
        let ticks = |minutes: i64| (minutes / 5) as usize;
        let limit = terms.day_limit.unwrap_or(u32::MAX);
        let booked: u32 = world.booked.iter().filter(|(day, _)| *day == date).map(|(_, count)| count).sum();
        let service = place..place + ticks(terms.duration_min);

        world.first <= date
            && date <= world.last
            && world.window.0 <= moment.second
            && moment.second < world.window.1
            && world.now + terms.lead_seconds <= moment.second
            && date < today.saturating_add(terms.horizon_days.days())
            && booked < limit
            && self.is_on_grid(terms, place)
            && service.clone().all(|place| self.open[place])
            && (service.start - ticks(terms.buffer_before_min)..service.end + ticks(terms.buffer_after_min))
                .all(|place| !self.taken[place])
    }

    fn is_on_grid(&self, terms: &Terms, place: usize) -> bool {
        let every = terms.grid.minutes;
        match terms.grid.mode {
            GridMode::Clock => i64::from(self.moments[place].local.minute()) % every == 0,
            GridMode::FromOpening => self.hours.iter().filter(|hours| hours[place]).any(|hours| {
                let mut opened = place;
                while opened > 0 && hours[opened - 1] {
                    opened -= 1;
                }
                (place - opened) as i64 * 5 % every == 0
            }),
        }
    }
}

fn falls(rule: &Rule, date: Date) -> bool {
    let apart = (date - rule.cycle.anchor).get_days();
    let valid = rule.valid_from <= date && rule.valid_to.is_none_or(|last| date <= last);
    valid && i64::from(apart).rem_euclid(rule.cycle.days) == rule.cycle.day
}
