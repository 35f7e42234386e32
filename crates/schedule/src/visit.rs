//! Visits: several services one after another, and several specialists to choose from.

use jiff::Timestamp;

use crate::bits::Bits;
use crate::busy::Busy;
use crate::offer::{LONGEST_MIN, Offer, Terms};
use crate::open::Open;
use crate::starts::{Starts, fitting, in_time, starts};
use crate::tick::{Span, Tick};

/// Why services make no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VisitError {
    #[error("a visit has at least one service")]
    Empty,
    #[error("a visit lasts a day at most")]
    LongerThanADay,
    #[error("the specialists' hours were laid out for different times")]
    OtherStretch,
}

/// One service of a visit, and the specialist who performs it.
#[derive(Clone, Copy, Debug)]
pub struct Leg<'a> {
    pub offer: Offer,
    pub open: &'a Open,
    pub busy: &'a Busy,
}

/// Several services by one specialist in a row, as one offer.
///
/// Durations add up. Before the first and after the last their own buffers are kept, none in between: it is the same
/// client. The strictest lead time, horizon and limit of all hold; the visit begins on the first service's grid.
pub fn in_a_row(services: &[Offer]) -> Result<Offer, VisitError> {
    let (Some(first), Some(last)) = (services.first(), services.last()) else { return Err(VisitError::Empty) };
    let all = || services.iter().map(|offer| offer.terms());
    let duration_min = all().map(|terms| terms.duration_min).sum();
    if duration_min > LONGEST_MIN {
        return Err(VisitError::LongerThanADay);
    }
    Ok(Offer(Terms {
        duration_min,
        buffer_after_min: last.terms().buffer_after_min,
        lead_seconds: all().map(|terms| terms.lead_seconds).fold(0, i64::max),
        horizon_days: all().map(|terms| terms.horizon_days).fold(first.terms().horizon_days, i64::min),
        day_limit: all().filter_map(|terms| terms.day_limit).min(),
        ..first.terms()
    }))
}

/// The ticks at which a visit can begin in which each leg follows upon the one before, each by a specialist of its own.
///
/// Every leg must fit where it comes; services that follow each other with the same specialist are [`in_a_row`] first.
/// The visit begins on the first leg's grid, and its start keeps to every leg's lead time and horizon. All legs must
/// be laid out for the same dates in the same zone.
pub fn one_after_another(legs: &[Leg<'_>], window: Span, now: Timestamp) -> Result<Starts, VisitError> {
    let [first, rest @ ..] = legs else { return Err(VisitError::Empty) };
    if legs.iter().map(|leg| leg.offer.terms().duration_min).sum::<i64>() > LONGEST_MIN {
        return Err(VisitError::LongerThanADay);
    }
    let stretch = first.open.stretch();
    if rest.iter().any(|leg| leg.open.stretch() != stretch) {
        return Err(VisitError::OtherStretch);
    }
    let mut all = starts(first.offer, first.open, first.busy, window, now);
    let mut before = first.offer.duration();
    for leg in rest {
        all.bits.and_further_on(&fitting(leg.offer, leg.open, leg.busy), before);
        all.bits.keep(stretch.places(&in_time(leg.offer, leg.open, window.begun(), now)));
        before += leg.offer.duration();
    }
    Ok(all)
}

/// When the legs of a visit begin that begins at `start`.
pub fn leg_starts(start: Tick, offers: &[Offer]) -> impl Iterator<Item = Tick> {
    offers.iter().scan(start, |next, offer| {
        let start = *next;
        *next = offer.end(start);
        Some(start)
    })
}

/// The starts of any of several specialists, or of any lane of a resource, keeping whose they are.
#[derive(Clone, Debug)]
pub struct AnyOf<W> {
    each: Vec<(W, Starts)>,
}

impl<W> AnyOf<W> {
    /// Puts together the starts of `each`, in the order in which they are to be preferred.
    pub fn new(each: Vec<(W, Starts)>) -> Result<Self, VisitError> {
        let mut stretches = each.iter().map(|(_, starts)| starts.stretch);
        let first = stretches.next();
        if stretches.any(|stretch| Some(stretch) != first) {
            return Err(VisitError::OtherStretch);
        }
        Ok(Self { each })
    }

    /// The ticks at which somebody can begin; `None` if there is nobody.
    pub fn starts(&self) -> Option<Starts> {
        let stretch = self.each.first()?.1.stretch;
        let mut bits = Bits::none(stretch.len());
        self.each.iter().for_each(|(_, starts)| bits.or(&starts.bits));
        Some(Starts { stretch, bits })
    }

    /// Who can begin at `tick`, the preferred first.
    pub fn who(&self, tick: Tick) -> impl Iterator<Item = &W> {
        self.each.iter().filter(move |(_, starts)| starts.has(tick)).map(|(who, _)| who)
    }
}
