//! The time that is asked for, as the clocks of each location have it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use frontdesk_kit::clock::Timestamp;
use frontdesk_schedule::{Busy, Frame, Hours, Look, Tick};
use jiff::ToSpan;

use super::index::{Index, Workplace};
use super::ware::Ware;
use crate::group::Session;
use crate::search::{DATES, End, Window};

const WHOLE_DAY: Hours = Hours { start_min: 0, end_min: 1_440 };

/// A window at one moment. What it is in ticks is worked out once for each zone, not for each of thousands of people.
pub struct Spans {
    window: Window,
    now: Timestamp,
    known: RefCell<HashMap<*const Frame, Rc<[Range<Tick>]>>>,
}

impl Spans {
    /// What `window` means at `now`.
    pub fn new(window: Window, now: Timestamp) -> Self {
        Self { window, now, known: RefCell::default() }
    }

    /// Before this tick `ware` begins nowhere in the window.
    pub fn soonest(&self, ware: &Ware) -> Tick {
        let from = match self.window.from {
            Some(End::Moment(moment)) => Tick::ceil(moment.into()),
            None | Some(End::Date(_)) => Tick(i64::MIN),
        };
        ware.offer.as_ref().map_or(Tick(i64::MAX), |offer| offer.soonest(self.now.into())).max(from)
    }

    /// The first start of `ware` at `place` in the window, before `until`; `index` knows the things that it needs.
    pub fn first(&self, index: &Index, (ware, place): (&Ware, &Workplace), until: Option<Tick>) -> Option<Tick> {
        let offer = **ware.offer.as_ref()?;
        let things: Vec<&[Busy]> = ware.needs().iter().map(|thing| index.units(*thing)).collect();
        let look = Look::new(&place.open, &place.busy, self.now.into()).beside(&things);
        let until = until.unwrap_or(Tick(i64::MAX));
        let spans = self.of(place.open.frame());
        let before = |until: Tick| {
            let spans = spans.iter().take_while(move |span| span.start < until);
            spans.map(move |span| span.start..span.end.min(until))
        };
        let alone = before(until).find_map(|span| look.first(offer, ware.full(), span));
        let joined = if ware.is_group { self.joined((ware, place), before(alone.unwrap_or(until))) } else { None };
        joined.or(alone)
    }

    /// The first session of `ware` at `place` that begins in one of `spans` and can be joined.
    fn joined(&self, (ware, place): (&Ware, &Workplace), spans: impl Iterator<Item = Range<Tick>>) -> Option<Tick> {
        let (own, offer) =
            (place.sessions.iter().filter(|(service, _)| *service == ware.service), **ware.offer.as_ref()?);
        let idle = Busy::nothing(&place.open);
        let look = Look::new(&place.open, &idle, self.now.into());
        let spans: Vec<Range<Tick>> = spans.collect();
        let can = |session: &Session| {
            let start = session.start();
            let is_asked_for = spans.iter().any(|span| span.contains(&start));
            (is_asked_for && look.first(session.offer(offer)?, ware.full(), start..start.plus(1)).is_some())
                .then_some(start)
        };
        own.filter_map(|(_, session)| can(session)).min()
    }

    fn of(&self, frame: &Arc<Frame>) -> Rc<[Range<Tick>]> {
        let mut known = self.known.borrow_mut();
        known.entry(Arc::as_ptr(frame)).or_insert_with(|| self.lay_out(frame)).clone()
    }

    fn lay_out(&self, frame: &Frame) -> Rc<[Range<Tick>]> {
        let whole = self.whole(frame);
        let Some(part) = self.window.part else { return Rc::from([whole]) };
        let parts = frame.dates().iter().map(|date| frame.hours(date, part.hours()));
        let parts = parts.map(|part| part.start.max(whole.start)..part.end.min(whole.end));
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// The window without its parts of dates, as far as is looked.
    fn whole(&self, frame: &Frame) -> Range<Tick> {
        let (today, last) = (frame.zone().date(self.now.into()), frame.dates().last());
        let midnight = |date| frame.hours(date, WHOLE_DAY).start;
        let from = match self.window.from {
            Some(End::Moment(moment)) => Tick::ceil(moment.into()),
            Some(End::Date(date)) if date > today => midnight(date.min(last.saturating_add(1.day()))),
            None | Some(End::Date(_)) => Tick::floor(self.now.into()),
        };
        let farthest = today.saturating_add(DATES.days());
        let until = match self.window.to {
            Some(End::Moment(moment)) => Tick::ceil(moment.into()).min(midnight(farthest)),
            Some(End::Date(date)) if date < today => from,
            Some(End::Date(date)) if date < farthest => midnight(date.saturating_add(1.day())),
            None | Some(End::Date(_)) => midnight(farthest),
        };
        from..until
    }
}
