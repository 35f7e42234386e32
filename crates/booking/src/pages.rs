//! Some dates of a diary, laid out: where a visit can begin.

use frontdesk_kit::clock::Timestamp;
use frontdesk_schedule::visit::AnyOf;
use frontdesk_schedule::{Busy, Offer, Open, Reason, Span, Tick, explain, starts};
use jiff::civil::Date;

use crate::group::{Group, Session};
use crate::model::{Resource, moment, tick};

/// Some dates of a diary, laid out.
#[derive(Debug)]
pub struct Pages {
    pub(crate) open: Open,
    pub(crate) busy: Busy,
    pub(crate) offer: Offer,
    /// What is taken of each unit of each thing that is needed.
    pub(crate) things: Vec<Vec<(Resource, Busy)>>,
    pub(crate) group: Option<Group>,
    /// Those that can be joined, the earliest first.
    pub(crate) sessions: Vec<Session>,
}

/// Where an offer can begin, and what it takes beside the specialist's time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    pub start: Tick,
    /// One unit of each thing that is needed.
    pub units: Vec<Resource>,
    /// The session that is joined: it has taken everything already.
    pub session: Option<Session>,
}

impl Pages {
    /// The ticks at which the offer can begin from `from` on.
    pub fn starts(&self, from: Timestamp, now: Timestamp) -> impl Iterator<Item = Tick> + use<> {
        let mut all = self.new_starts(from, now);
        let joined = self.sessions.iter().map(Session::start);
        all.extend(joined.filter(|start| moment(*start) >= from));
        if !self.sessions.is_empty() {
            all.sort_unstable();
            all.dedup();
        }
        all.into_iter()
    }

    /// Those at which nobody else comes yet.
    fn new_starts(&self, from: Timestamp, now: Timestamp) -> Vec<Tick> {
        let window = Span::new(from.into(), jiff::Timestamp::MAX).unwrap_or(Span::ALL);
        let mut found = starts(self.offer, &self.open, &self.busy, window, now.into());
        for units in &self.things {
            let free =
                |(unit, busy): &(Resource, Busy)| (*unit, starts(self.offer, &self.open, busy, window, now.into()));
            let any = AnyOf::new(units.iter().map(free).collect()).ok().and_then(|any| any.starts());
            let Some(any) = any else { return Vec::new() };
            found.and(&any);
        }
        found.iter().collect()
    }

    /// The session that is joined by whoever begins at `start`.
    pub fn session(&self, start: Tick) -> Option<&Session> {
        self.sessions.iter().find(|session| session.start() == start)
    }

    /// When a visit is over that begins at `start`.
    pub fn end(&self, start: Tick) -> Tick {
        self.session(start).map_or_else(|| self.offer.end(start), |session| tick(session.ends_at))
    }

    /// How many can still book what begins at `start`; `None` where one comes alone.
    pub fn seats_left(&self, start: Tick) -> Option<i64> {
        self.group.map(|group| self.session(start).map_or(group.seats, |session| session.left))
    }

    /// What is taken by a visit that begins at `start`, where one can.
    pub fn free(&self, start: Tick, now: Timestamp) -> Free {
        let session = self.session(start).copied();
        let units = if session.is_some() { None } else { self.units(moment(start), now) };
        Free { start, units: units.unwrap_or_default(), session }
    }

    /// The first reason why the offer cannot begin at `at`; `None` if it can.
    pub fn explain(&self, at: Timestamp, now: Timestamp) -> Option<Reason> {
        if Tick::exact(at.into()).is_some_and(|start| self.session(start).is_some()) {
            return None;
        }
        let first = explain(self.offer, &self.open, &self.busy, at.into(), now.into());
        first.or_else(|| self.units(at, now).is_none().then_some(Reason::Busy))
    }

    /// A unit of each thing that is free for what begins at `at`, the first that is; `None` if there is none of one.
    fn units(&self, at: Timestamp, now: Timestamp) -> Option<Vec<Resource>> {
        let free = |busy: &Busy| explain(self.offer, &self.open, busy, at.into(), now.into()).is_none();
        let unit = |units: &Vec<(Resource, Busy)>| units.iter().find(|(_, busy)| free(busy)).map(|(unit, _)| *unit);
        self.things.iter().map(unit).collect()
    }
}

/// Those of `sessions` that can be joined at `now` by `offer`: in its time, while the place is open, and not on dates that are
/// `full`. What else is taken then is taken by the session itself, or does not keep it from taking place.
pub fn in_time(sessions: Vec<Session>, (offer, open, full): (Offer, &Open, &[Date]), now: Timestamp) -> Vec<Session> {
    if sessions.is_empty() {
        return sessions;
    }
    let mut idle = Busy::nothing(open);
    full.iter().for_each(|date| idle.count(*date, u32::MAX));
    let can = |session: &Session| {
        let offer = session.offer(offer);
        offer.is_some_and(|offer| explain(offer, open, &idle, session.starts_at.into(), now.into()).is_none())
    };
    sessions.into_iter().filter(can).collect()
}
