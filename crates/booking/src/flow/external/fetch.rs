//! Calendars kept elsewhere are read again.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::outbound::{Fetched, Limits, Outbound, OutboundError, Reach};
use frontdesk_schedule::LocationId;
use frontdesk_schedule::store::locations;
use http::{Request, StatusCode, header};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::external::{ExternalCalendar, Reading, Unreadable, Window, read};
use crate::store::external as stored;

/// How long after one look the next is due.
const PACE_SECONDS: i64 = 15 * 60;
/// The same, the more often it was in vain: what nobody mends is left in peace.
const PAUSES_SECONDS: [i64; 4] = [PACE_SECONDS, 3_600, 6 * 3_600, 86_400];
/// For how long "nothing has changed" is good enough: what repeats has to be laid out further.
const GOOD_FOR_SECONDS: i64 = 86_400;
/// How far back and ahead calendars are looked at: as far as anything can be booked, and a bit more.
const WINDOW_SECONDS: (i64, i64) = (2 * 86_400, 400 * 86_400);
/// Calendars that are asked at the same time.
const AT_ONCE: usize = 16;
/// Calendars that are worked out at the same time: others need the processors too.
const WORKED_OUT_AT_ONCE: usize = 2;
/// What asking one may cost.
const LIMITS: Limits = Limits { time: Duration::from_secs(20), answer: 2 << 20 };
/// For how long one is worked out.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks calendars in their turn. Nobody's waits for somebody else's that is slow, unless all places are taken by such.
pub struct Reader {
    tools: Tools,
    under_way: JoinSet<Result<(), DbError>>,
}

#[derive(Clone)]
struct Tools {
    desk: Desk,
    outbound: Outbound,
    work: Arc<Semaphore>,
}

impl Reader {
    /// Asks as far as `reach`.
    pub fn new(desk: Desk, reach: Reach) -> Self {
        let (outbound, work) = (Outbound::new(reach, AT_ONCE), Arc::new(Semaphore::new(WORKED_OUT_AT_ONCE)));
        Self { tools: Tools { desk, outbound, work }, under_way: JoinSet::new() }
    }

    /// Begins to ask those whose turn has come, as far as there is place, and waits for none. What went wrong since the last
    /// look comes back; it keeps no other from being asked.
    pub async fn look(&mut self) -> Result<(), DbError> {
        let mut kept = Ok(());
        while let Some(done) = self.under_way.try_join_next() {
            kept = kept.and(done.map_err(|error| DbError::Bug(error.to_string())).flatten());
        }
        let (db, now) = (&self.tools.desk.db, self.tools.desk.clock.now());
        let places = i64::try_from(AT_ONCE.saturating_sub(self.under_way.len())).unwrap_or(0);
        let due = db.read(async move |tx: &mut Tx| stored::due(tx, now, places).await).await?;
        for calendar in due {
            let (id, next) = (calendar.id, now.plus(PACE_SECONDS));
            if db.write(async move |tx: &mut Tx| stored::take_turn(tx, id, now, next).await).await? {
                let tools = self.tools.clone();
                self.under_way.spawn(async move { fetch(&tools, calendar).await });
            }
        }
        kept
    }
}

async fn fetch(tools: &Tools, calendar: ExternalCalendar) -> Result<(), DbError> {
    let (id, owner, now) = (calendar.id, calendar.owner_id, tools.desk.clock.now());
    let zone = tools.desk.db.read(async move |tx: &mut Tx| zone(tx, owner).await).await?;
    let answered = ask(tools, &calendar, &zone, now).await;
    let pause = usize::try_from(calendar.failures).ok().and_then(|failures| PAUSES_SECONDS.get(failures));
    let next = now.plus(*pause.unwrap_or(&PAUSES_SECONDS[PAUSES_SECONDS.len() - 1]));
    let keep = async move |tx: &mut Tx| match &answered {
        Ok(Some((reading, etag))) => stored::put(tx, id, reading, etag, now).await,
        Ok(None) => stored::note_same(tx, id, now).await,
        Err(why) => stored::note_failure(tx, id, why, now, next).await,
    };
    tools.desk.db.write(keep).await
}

/// The zone of the place where `owner` worked first.
async fn zone(tx: &mut Tx, owner: UserId) -> Result<String, DbError> {
    let first = locations::of_owner(tx, owner, LocationId(0), 1).await?.pop();
    Ok(first.map_or_else(|| "UTC".to_owned(), |location| location.time_zone))
}

/// What a calendar says now, and what its server calls that; `None` if it says what it said before. Else why not, in a
/// stable word.
async fn ask(
    tools: &Tools,
    calendar: &ExternalCalendar,
    zone: &str,
    now: Timestamp,
) -> Result<Option<(Reading, String)>, &'static str> {
    let mut request = Request::get("/").header(header::ACCEPT, "text/calendar").header(header::USER_AGENT, "Frontdesk");
    let is_recent = calendar.read_at.is_some_and(|read_at| now.since(read_at) < GOOD_FOR_SECONDS);
    if is_recent && !calendar.etag.is_empty() {
        request = request.header(header::IF_NONE_MATCH, calendar.etag.as_str());
    }
    let request = request.body(String::new()).map_err(|_| "address")?;
    let Fetched { status, headers, body } =
        tools.outbound.fetch(&calendar.url, request, LIMITS).await.map_err(|error| word(&error))?;
    if status == StatusCode::NOT_MODIFIED && is_recent {
        return Ok(None);
    }
    if status != StatusCode::OK {
        return Err("status");
    }
    let etag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).filter(|tag| tag.len() <= 500);
    let etag = etag.unwrap_or("").to_owned();
    let text = String::from_utf8(body).map_err(|_| "not_a_calendar")?;
    let (back, ahead) = WINDOW_SECONDS;
    let (zone, window) = (zone.to_owned(), Window { from: now.plus(-back), to: now.plus(ahead) });
    let Ok(turn) = Arc::clone(&tools.work).acquire_owned().await else { return Err("slow") };
    // It may take a while, and whatever comes of it stays there.
    let read = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        read(&text, &zone, window, PATIENCE)
    });
    let read = read.await;
    match read {
        Ok(Ok(reading)) => Ok(Some((reading, etag))),
        Ok(Err(Unreadable::TooMuch)) => Err("too_much"),
        Ok(Err(Unreadable::NotACalendar)) | Err(_) => Err("not_a_calendar"),
    }
}

fn word(error: &OutboundError) -> &'static str {
    match error {
        OutboundError::Target(_) => "address",
        OutboundError::Slow(_) => "slow",
        OutboundError::Unknown | OutboundError::Unreachable(_) | OutboundError::Wire(_) => "unreachable",
    }
}
