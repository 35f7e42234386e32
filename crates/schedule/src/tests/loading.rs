//! A schedule comes out of the database as it went in.

use frontdesk_accounts::policy::Permission;
use frontdesk_testkit::both_engines;

use super::*;
use crate::store::holidays::Holiday;

impl House {
    async fn holiday(&self, date: Date) {
        let staff = self.person(&format!("staff{date}"), &[Permission::ManageAnySchedule]).await;
        let holiday = Holiday { local_date: date.into(), name: "Праздник".to_owned() };
        let name = async move |tx: &mut Tx| flow::name_holiday(tx, &staff, &holiday).await;
        assert!(self.db.write(name).await.expect("named"));
    }
}

both_engines! {
    async fn a_schedule_is_laid_out_as_it_was_given(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let bar = house.location(&anna, "Europe/Berlin").await;
        let shift = |day| Rule { cycle: Cycle { days: 4, day, anchor: date(2026, 1, 1) }, ..weekly(0, 1_200, 1_620) };
        let rules = vec![
            shift(0),
            shift(1),
            Rule { kind: RuleKind::Break, ..weekly(4, 1_320, 1_350) },
            Rule { valid_from: date(2026, 3, 1), valid_to: Some(date(2026, 3, 20)), ..weekly(2, 600, 720) },
        ];
        house.rules(&anna, &bar, &rules).await.expect("rules");
        let change = |date, change| Override { date, change };
        let overrides = vec![
            change(date(2026, 2, 27), Change::Closed),
            change(date(2026, 3, 10), Change::Replace(Hours { start_min: 0, end_min: 120 })),
            change(date(2026, 3, 10), Change::Replace(Hours { start_min: 1_435, end_min: 2_875 })),
            change(date(2026, 3, 29), Change::Add(Hours { start_min: 60, end_min: 300 })),
            change(date(2026, 4, 2), Change::Add(Hours { start_min: 0, end_min: 300 })),
        ];
        for of_date in overrides.chunk_by(|one, next| one.date == next.date) {
            let changes: Vec<Change> = of_date.iter().map(|other| other.change).collect();
            house.date(&anna, &bar, of_date[0].date, &changes).await.expect("changed");
        }
        let away = [("2025-12-01T00:00:00Z", "2026-03-02T20:00:00Z"), ("2026-03-31T19:00:00Z", "2026-04-01T01:00:00Z")];
        for span in away {
            house.time_off(&anna, &bar, span).await.expect("away");
        }
        let holidays = [date(2026, 2, 28), date(2026, 3, 8), date(2026, 4, 1)];
        for date in holidays {
            house.holiday(date).await;
        }

        let at = |text: &str| text.parse::<jiff::Timestamp>().expect("a moment");
        let time_off = away.iter().map(|(from, until)| TimeOff { starts_at: at(from), ends_at: at(until) }).collect();
        let zone = "Europe/Berlin".to_owned();
        let draft = Draft { zone, rules, overrides, time_off, holidays: holidays.to_vec(), works_on_holidays: false };
        let whole = Schedule::new(draft).expect("sound");
        for (first, last) in [((2026, 3, 1), (2026, 3, 31)), ((2026, 2, 28), (2026, 2, 28)), ((2026, 3, 31), (2026, 4, 1))] {
            let day = |(year, month, day)| date(year, month, day);
            let dates = Dates::new(day(first), day(last)).expect("dates");
            let location = bar.clone();
            let load = async move |tx: &mut Tx| flow::load_schedule(tx, &location, dates).await;
            let loaded = Open::lay_out(&house.db.read(load).await.expect("loaded"), dates);
            let expected = Open::lay_out(&whole, dates);
            let all = |open: &Open| {
                let found = starts(hour(), open, &Busy::nothing(open), Span::ALL, at("2026-02-01T00:00:00Z"));
                let ticks = open.stretch().ticks();
                let opened: Vec<i64> = (ticks.start.0..ticks.end.0).filter(|tick| open.has(Tick(*tick))).collect();
                (opened, found)
            };
            assert_eq!(all(&loaded), all(&expected), "{first:?} to {last:?}");
            assert!(first.2 == 28 || !all(&expected).0.is_empty(), "{first:?}: nothing to compare");
        }
    }

    async fn a_holiday_closes_all_who_do_not_work_on_holidays(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let (studio, kiosk) = (house.location(&anna, "UTC").await, house.location(&anna, "UTC").await);
        let monday = date(2027, 1, 4);
        let hours = [weekly(0, 600, 720)];
        let studio = house.rules(&anna, &studio, &hours).await.expect("hours");
        let (caller, id) = (anna.clone(), kiosk.public_id);
        let always = flow::NewRules { rules: hours.to_vec(), works_on_holidays: true };
        let open = async move |tx: &mut Tx| flow::replace_rules(tx, &caller, id, &always, None).await;
        let kiosk = house.db.write(open).await.expect("hours");

        let two = ["2027-01-04T10:00:00Z", "2027-01-04T11:00:00Z"];
        assert_eq!((house.starts(&studio, monday).await, house.starts(&kiosk, monday).await), (two.map(str::to_owned).to_vec(), two.map(str::to_owned).to_vec()));
        house.holiday(monday).await;
        assert_eq!((house.starts(&studio, monday).await, house.starts(&kiosk, monday).await), (vec![], two.map(str::to_owned).to_vec()));
        house.date(&anna, &studio, monday, &[Change::Add(hours[0].hours)]).await.expect("hours of its own");
        assert_eq!(house.starts(&studio, monday).await, two);
    }
}
