//! The tables of rules and overrides.

use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::row;
use jiff::civil::Date;

use crate::location::LocationId;
use crate::model::{Change, Cycle, Hours, Override, Rule, RuleKind};
use crate::stored::DayNumber;

/// Rules that are written with one statement.
const AT_ONCE: usize = 50;

/// `select` with the columns of a [`RuleRow`], in its order.
pub(super) const RULE: &str = "select r.location_id, r.kind, r.cycle_days, r.cycle_day, r.cycle_anchor, r.start_min,
        r.end_min, r.valid_from, r.valid_to
    from schedule_rules r";
/// `select` with the columns of an [`OverrideRow`], in its order.
pub(super) const OVERRIDE: &str = "select o.location_id, o.local_date, o.change, o.start_min, o.end_min
    from schedule_overrides o";

row! {
    pub(super) struct RuleRow {
        pub location_id: LocationId,
        kind: String,
        cycle_days: i64,
        cycle_day: i64,
        cycle_anchor: DayNumber,
        start_min: i64,
        end_min: i64,
        valid_from: DayNumber,
        valid_to: Option<DayNumber>,
    }
}

row! {
    pub(super) struct OverrideRow {
        pub location_id: LocationId,
        local_date: DayNumber,
        change: String,
        start_min: Option<i64>,
        end_min: Option<i64>,
    }
}

impl From<RuleRow> for Rule {
    fn from(row: RuleRow) -> Self {
        Self {
            kind: if row.kind == "open" { RuleKind::Open } else { RuleKind::Break },
            cycle: Cycle { days: row.cycle_days, day: row.cycle_day, anchor: row.cycle_anchor.date() },
            hours: Hours { start_min: row.start_min, end_min: row.end_min },
            valid_from: row.valid_from.date(),
            valid_to: row.valid_to.map(DayNumber::date),
        }
    }
}

impl From<OverrideRow> for Override {
    fn from(row: OverrideRow) -> Self {
        let hours = row.start_min.zip(row.end_min).map(|(start_min, end_min)| Hours { start_min, end_min });
        let change = match (hours, row.change.as_str()) {
            (Some(hours), "add") => Change::Add(hours),
            (Some(hours), _) => Change::Replace(hours),
            (None, _) => Change::Closed,
        };
        Self { date: row.local_date.date(), change }
    }
}

/// The rules of a location, in the order in which they were given.
pub async fn rules(tx: &mut Tx, location: LocationId) -> Result<Vec<Rule>, DbError> {
    let mut query = Query::new(RULE);
    query.filter("r.location_id = ?", vec![Box::new(location)]).push("order by r.position");
    let rows: Vec<RuleRow> = tx.all(&query, &query.params()).await?;
    Ok(rows.into_iter().map(Rule::from).collect())
}

/// Puts `rules` in the place of those that a location has.
pub async fn replace_rules(tx: &mut Tx, location: LocationId, rules: &[Rule]) -> Result<(), DbError> {
    tx.run("delete from schedule_rules where location_id = $1", &[&location]).await?;
    for (page, some) in rules.chunks(AT_ONCE).enumerate() {
        let mut query = Query::new(
            "insert into schedule_rules (location_id, position, kind, cycle_days, cycle_day, cycle_anchor, start_min,
                                         end_min, valid_from, valid_to) values",
        );
        for (place, rule) in some.iter().enumerate() {
            let tuple = if place == 0 { "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)" };
            query.bind(
                tuple,
                vec![
                    Box::new(location),
                    Box::new((page * AT_ONCE + place) as i64),
                    Box::new(if rule.kind == RuleKind::Open { "open" } else { "break" }),
                    Box::new(rule.cycle.days),
                    Box::new(rule.cycle.day),
                    Box::new(DayNumber::from(rule.cycle.anchor)),
                    Box::new(rule.hours.start_min),
                    Box::new(rule.hours.end_min),
                    Box::new(DayNumber::from(rule.valid_from)),
                    Box::new(rule.valid_to.map(DayNumber::from)),
                ],
            );
        }
        tx.run(&query, &query.params()).await?;
    }
    Ok(())
}

/// The overrides of a location from day `first` to day `last`, by date.
pub async fn overrides(
    tx: &mut Tx,
    location: LocationId,
    first: DayNumber,
    last: DayNumber,
) -> Result<Vec<Override>, DbError> {
    let mut query = Query::new(OVERRIDE);
    query.filter("o.location_id = ?", vec![Box::new(location)]);
    query.filter("o.local_date between ? and ?", vec![Box::new(first), Box::new(last)]);
    query.push("order by o.local_date, o.position");
    let rows: Vec<OverrideRow> = tx.all(&query, &query.params()).await?;
    Ok(rows.into_iter().map(Override::from).collect())
}

/// How many dates from day `first` on are different from what the rules say, `without` one of them.
pub async fn count_dates(
    tx: &mut Tx,
    location: LocationId,
    first: DayNumber,
    without: DayNumber,
) -> Result<i64, DbError> {
    let sql = "select count(distinct local_date) from schedule_overrides
               where location_id = $1 and local_date >= $2 and local_date <> $3";
    let (count,) = tx.one(sql, &[&location, &first, &without]).await?;
    Ok(count)
}

/// Puts `changes` in the place of those that a date has; none: the rules hold again. Tells how many there were.
pub async fn replace_overrides(
    tx: &mut Tx,
    location: LocationId,
    date: Date,
    changes: &[Change],
) -> Result<u64, DbError> {
    let date = DayNumber::from(date);
    let sql = "delete from schedule_overrides where location_id = $1 and local_date = $2";
    let before = tx.run(sql, &[&location, &date]).await?;
    for (position, change) in changes.iter().enumerate() {
        let (key, hours) = match change {
            Change::Closed => ("closed", None),
            Change::Replace(hours) => ("replace", Some(hours)),
            Change::Add(hours) => ("add", Some(hours)),
        };
        let (start_min, end_min) = (hours.map(|hours| hours.start_min), hours.map(|hours| hours.end_min));
        let sql = "insert into schedule_overrides (location_id, local_date, position, change, start_min, end_min)
                   values ($1, $2, $3, $4, $5, $6)";
        tx.run(sql, &[&location, &date, &(position as i64), &key, &start_min, &end_min]).await?;
    }
    Ok(before)
}
