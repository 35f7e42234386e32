//! How the index follows the database.

use std::ops::RangeInclusive;

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::store::performers;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::ScheduleError;

use super::Availability;
use super::index::{Index, Person, Thing};
use super::layouts::Layouts;
use super::news::News;
use super::read::{self, Facts};
use super::reading::{Pass, Reading};
use crate::error::BookingError;
use crate::model::ThingId;
use crate::store::calendar_changes::{self as changes, Change};
use crate::store::{sessions, taken, workers};

/// When more has changed than this, everything is read again.
const MANY: i64 = 5_000;

/// People as they are, and the things that they need.
#[derive(Default)]
struct Known {
    people: Vec<Person>,
    things: Vec<(ThingId, Option<Thing>)>,
}

impl Availability {
    /// Reads the next few people of a pass.
    pub(super) async fn step(&self, desk: &Desk, reading: &mut Reading, count: i64) -> Result<(), BookingError> {
        let Some(Pass { behind, haste }) = reading.pass else { return Ok(()) };
        let read = async move |tx: &mut Tx| workers::numbers(tx, behind, count).await;
        let numbers = desk.db.read(read).await.map_err(|error: DbError| error)?;
        let last = numbers.last().copied().filter(|_| numbers.len() as i64 == count);
        let range = UserId(behind.0.saturating_add(1))..=last.unwrap_or(UserId(i64::MAX));
        self.read_people(desk, &mut reading.layouts, range, &numbers).await?;
        reading.pass = last.map(|behind| Pass { behind, haste });
        if last.is_none() {
            self.change(Index::clear_out);
            tracing::debug!(people = self.look().people().count(), "the index of free times was made anew");
        }
        Ok(())
    }

    /// Reads what has changed, of whom.
    pub(super) async fn read_changes(&self, desk: &Desk, reading: &mut Reading) -> Result<(), BookingError> {
        let Some(from) = reading.position else { return Ok(()) };
        let read =
            async move |tx: &mut Tx| Ok((changes::reached(tx).await?, changes::since(tx, from, MANY + 1).await?));
        let (reached, all) = desk.db.read(read).await.map_err(|error: DbError| error)?;
        if all.len() as i64 > MANY {
            reading.position = Some(reached);
            reading.seen.clear();
            reading.hasten(self.look().people().count());
            return Ok(());
        }
        let fresh: Vec<Change> = all.iter().filter(|change| !reading.seen.contains(&change.id)).copied().collect();
        if fresh.iter().any(Change::is_everybodys) {
            reading.hasten(self.look().people().count());
        }
        let news = News::of(&fresh, &self.look(), desk.clock.now());
        self.read_news(desk, reading, news).await?;
        let unsettled = all.iter().filter(|change| change.position >= reached.0);
        reading.seen = unsettled.map(|change| change.id).collect();
        reading.position = Some(reached);
        Ok(())
    }

    async fn read_news(&self, desk: &Desk, reading: &mut Reading, mut news: News) -> Result<(), BookingError> {
        if !news.people.is_empty() {
            // What somebody offers is what others perform.
            let owners: Vec<UserId> = news.people.iter().copied().collect();
            let others = async move |tx: &mut Tx| performers::for_any_of(tx, &owners).await;
            news.people.extend(desk.db.read(others).await.map_err(|error: DbError| error)?);
        }
        for id in news.time.difference(&news.people) {
            self.read_time(desk, reading, *id).await?;
        }
        for id in news.people {
            self.read_people(desk, &mut reading.layouts, id..=id, &[id]).await?;
        }
        for id in news.things {
            self.read_thing(desk, id).await?;
        }
        Ok(())
    }

    /// Reads what is taken of somebody's time.
    async fn read_time(&self, desk: &Desk, reading: &mut Reading, id: UserId) -> Result<(), BookingError> {
        let now = desk.clock.now();
        let read = async move |tx: &mut Tx| {
            let mut seating = sessions::of_each(tx, id..=id, read::moments(now)).await?;
            Ok((taken::of(tx, id, read::around(now)).await?, seating.remove(&id).unwrap_or_default()))
        };
        match desk.db.read(read).await {
            Err(DbError::Bug(_)) => self.read_people(desk, &mut reading.layouts, id..=id, &[id]).await,
            read => {
                let (taken, seating) = read?;
                self.change(|index| index.take(id, (&taken, &seating), now));
                Ok(())
            }
        }
    }

    /// Reads what is taken of a thing's.
    async fn read_thing(&self, desk: &Desk, id: ThingId) -> Result<(), BookingError> {
        let now = desk.clock.now();
        let things = match desk.db.read(async move |tx: &mut Tx| read::furnishings(tx, &[id], now).await).await {
            Err(error @ DbError::Bug(_)) => {
                tracing::error!(thing = %id, %error, "what is taken of a thing cannot be read: nobody finds what needs it");
                vec![(id, None)]
            }
            read => read?,
        };
        self.change(|index| things.into_iter().for_each(|(id, thing)| index.furnish(id, thing)));
        Ok(())
    }

    /// Reads all there is to know of those with `numbers`, who are all in `range`.
    async fn read_people(
        &self,
        desk: &Desk,
        layouts: &mut Layouts,
        range: RangeInclusive<UserId>,
        numbers: &[UserId],
    ) -> Result<(), BookingError> {
        let Known { people, things } = readable(desk, layouts, range.clone(), numbers).await?;
        self.change(|index| {
            index.replace(range, people);
            things.into_iter().for_each(|(id, thing)| index.furnish(id, thing));
        });
        Ok(())
    }
}

impl Known {
    fn add(&mut self, desk: &Desk, layouts: &mut Layouts, mut facts: Facts) {
        self.people.extend(facts.people(&desk.model, layouts));
        self.things.extend(facts.things);
    }
}

/// Whoever cannot be read is left out, so that others can be found.
async fn readable(
    desk: &Desk,
    layouts: &mut Layouts,
    range: RangeInclusive<UserId>,
    numbers: &[UserId],
) -> Result<Known, BookingError> {
    let mut known = Known::default();
    match facts(desk, range).await {
        Err(error) if is_unreadable(&error) => {}
        read => {
            known.add(desk, layouts, read?);
            return Ok(known);
        }
    }
    for id in numbers {
        match facts(desk, *id..=*id).await {
            Err(error) if is_unreadable(&error) => {
                tracing::error!(specialist = %id, %error, "somebody's time cannot be read: searches leave them out");
            }
            read => known.add(desk, layouts, read?),
        }
    }
    Ok(known)
}

/// Whether it is what was read that is wrong, and not the database that cannot be asked.
fn is_unreadable(error: &BookingError) -> bool {
    matches!(error, BookingError::Store(DbError::Bug(_)) | BookingError::Hours(ScheduleError::Store(DbError::Bug(_))))
}

async fn facts(desk: &Desk, range: RangeInclusive<UserId>) -> Result<Facts, BookingError> {
    let now = desk.clock.now();
    desk.db.report(async move |tx: &mut Tx| read::facts(tx, range.clone(), now).await).await
}
