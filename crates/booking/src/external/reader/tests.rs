use super::*;

const YEAR: Window = Window { from: Timestamp(1_893_456_000), to: Timestamp(1_925_000_000) };
/// Machines that run tests are busy.
const PATIENCE: Duration = Duration::from_secs(60);

fn wrapped(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"))
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n")
}

/// The busy spans of a calendar, as texts.
fn spans(events: &str, zone: &str) -> Vec<String> {
    let reading = read(&wrapped(events), zone, YEAR, PATIENCE).expect("a calendar");
    let told = |moment: Timestamp| jiff::Timestamp::from(moment).strftime("%m-%dT%H:%M").to_string();
    reading.spans.iter().map(|(start, end)| format!("{}/{}", told(*start), told(*end))).collect()
}

#[test]
fn an_event_keeps_busy_from_its_start_to_its_end() {
    let moscow = event("UID:1\nDTSTART;TZID=Europe/Moscow:20300506T120000\nDTEND;TZID=Europe/Moscow:20300506T133000");
    assert_eq!(spans(&moscow, "UTC"), ["05-06T09:00/05-06T10:30"]);
    let lasting = event("UID:1\nDTSTART:20300506T120000Z\nDURATION:PT45M");
    assert_eq!(spans(&lasting, "UTC"), ["05-06T12:00/05-06T12:45"]);
    let floating = event("UID:1\nDTSTART:20300506T120000\nDTEND:20300506T130000");
    assert_eq!(spans(&floating, "Asia/Yekaterinburg"), ["05-06T07:00/05-06T08:00"]);
}

#[test]
fn a_whole_day_is_one_where_the_specialist_works() {
    let day = event("UID:1\nDTSTART;VALUE=DATE:20300506");
    assert_eq!(spans(&day, "Asia/Yekaterinburg"), ["05-05T19:00/05-06T19:00"]);
    let days = event("UID:1\nDTSTART;VALUE=DATE:20300506\nDTEND;VALUE=DATE:20300509");
    assert_eq!(spans(&days, "UTC"), ["05-06T00:00/05-09T00:00"]);
}

#[test]
fn what_repeats_keeps_busy_each_time_but_those_left_out() {
    let weekly = event(
        "UID:1\nDTSTART;TZID=Europe/Berlin:20300318T090000\nDTEND;TZID=Europe/Berlin:20300318T100000\n\
         RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20300325T090000",
    );
    // Clocks change on 31 March; nine o'clock stays nine o'clock.
    assert_eq!(
        spans(&weekly, "UTC"),
        ["03-18T08:00/03-18T09:00", "04-01T07:00/04-01T08:00", "04-08T07:00/04-08T08:00"]
    );
}

#[test]
fn what_repeats_in_utc_does_so_wherever_the_specialist_works() {
    let daily = event("UID:1\nDTSTART:20300506T070000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2");
    assert_eq!(spans(&daily, "Asia/Yekaterinburg"), ["05-06T07:00/05-06T08:00", "05-07T07:00/05-07T08:00"]);
}

#[test]
fn the_last_time_is_the_one_at_which_it_ends_in_every_zone() {
    for (until, times) in [("20300508T170000Z", 3), ("20300508T165959Z", 2), ("20300508", 3)] {
        let start = "UID:1\nDTSTART;TZID=Asia/Yekaterinburg:20300506T220000\nDURATION:PT1H";
        let late = event(&format!("{start}\nRRULE:FREQ=DAILY;UNTIL={until}"));
        assert_eq!(spans(&late, "UTC").len(), times, "{until}");
    }
    let many: String = (0..30)
        .map(|id| event(&format!("UID:{id}\nDTSTART:20200101T0{}0000Z\nDURATION:PT5M\nRRULE:FREQ=DAILY", id % 10)))
        .collect();
    assert!(spans(&many, "UTC").len() > 3_000, "whoever repeats for ever is read as far as it matters");
}

#[test]
fn a_date_that_is_different_is_so_whichever_version_it_has() {
    let series = event("UID:1\nSEQUENCE:0\nDTSTART:20300506T090000Z\nDTEND:20300506T100000Z\nRRULE:FREQ=DAILY;COUNT=4");
    let moved =
        event("UID:1\nSEQUENCE:3\nRECURRENCE-ID:20300507T090000Z\nDTSTART:20300507T150000Z\nDTEND:20300507T160000Z");
    let called_off = event(
        "UID:1\nRECURRENCE-ID:20300508T090000Z\nDTSTART:20300508T090000Z\nDTEND:20300508T100000Z\nSTATUS:CANCELLED",
    );
    // Another at the same time, of another series.
    let other = event("UID:2\nSEQUENCE:0\nDTSTART:20300507T090000Z\nDTEND:20300507T093000Z\nRRULE:FREQ=DAILY;COUNT=1");
    assert_eq!(
        spans(&format!("{series}{moved}{called_off}{other}"), "UTC"),
        ["05-06T09:00/05-06T10:00", "05-07T09:00/05-07T09:30", "05-07T15:00/05-07T16:00", "05-09T09:00/05-09T10:00"]
    );
}

#[test]
fn what_is_free_or_called_off_or_an_instant_keeps_nobody_busy() {
    for lines in ["TRANSP:TRANSPARENT\nDURATION:PT1H", "STATUS:CANCELLED\nDURATION:PT1H", "SUMMARY:Now"] {
        assert!(spans(&event(&format!("UID:1\nDTSTART:20300506T120000Z\n{lines}")), "UTC").is_empty(), "{lines}");
    }
    let todo = "BEGIN:VTODO\nUID:1\nDTSTART:20300506T120000Z\nDUE:20300506T130000Z\nEND:VTODO\n";
    assert!(spans(todo, "UTC").is_empty());
}

#[test]
fn spans_that_touch_are_one() {
    let one = event("UID:1\nDTSTART:20300506T120000Z\nDTEND:20300506T130000Z");
    let next = event("UID:2\nDTSTART:20300506T130000Z\nDTEND:20300506T140000Z");
    let inside = event("UID:3\nDTSTART:20300506T121500Z\nDTEND:20300506T123000Z");
    assert_eq!(spans(&format!("{next}{inside}{one}"), "UTC"), ["05-06T12:00/05-06T14:00"]);
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_IN_06_no_calendar_is_read_without_end() {
    let read = |text: &str| super::read(text, "UTC", YEAR, PATIENCE);
    assert_eq!(read("<html>"), Err(Unreadable::NotACalendar));
    assert_eq!(read(""), Err(Unreadable::NotACalendar));
    let cut_off = wrapped(&event("UID:1\nDTSTART:20300506T120000Z"));
    assert_eq!(read(&cut_off[..cut_off.len() - 20]), Err(Unreadable::NotACalendar));
    let never = event("UID:1\nDTSTART:20290101T000000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
    assert!(read(&wrapped(&never)).is_ok_and(|reading| reading.spans.is_empty()));
    let nested = format!("{}{}", "BEGIN:VEVENT\r\n".repeat(30_000), "END:VEVENT\r\n".repeat(30_000));
    assert_eq!(read(&wrapped(&nested)), Err(Unreadable::TooMuch));
    let long_ago = event("UID:1\nDTSTART:19900101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY");
    assert!(read(&wrapped(&long_ago)).is_ok_and(|reading| reading.spans.len() > 300));
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_IN_06_a_calendar_of_what_never_comes_about_is_given_up_in_time() {
    let rule = "DTSTART:20290101T000000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31";
    let each_its_own: String = (0..9_000).map(|id| event(&format!("UID:{id}\n{rule}"))).collect();
    let all_the_same = event(&format!("UID:1\n{rule}")).repeat(9_000);
    for events in [each_its_own, all_the_same] {
        let began = Instant::now();
        let answer = read(&wrapped(&events), "UTC", YEAR, Duration::from_millis(200));
        assert_eq!(answer, Err(Unreadable::TooMuch));
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    }
    let zones: String = (0..101).map(|id| format!("BEGIN:VTIMEZONE\nTZID:{id}\nEND:VTIMEZONE\n")).collect();
    let meeting = event("UID:1\nDTSTART:20300506T120000Z\nDURATION:PT1H");
    assert_eq!(read(&wrapped(&format!("{zones}{meeting}")), "UTC", YEAR, PATIENCE), Err(Unreadable::TooMuch));
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_IN_06_what_repeats_as_nothing_of_peoples_does_is_left_out_and_counted() {
    let all = |most: u32| (0..most).map(|value| value.to_string()).collect::<Vec<_>>().join(",");
    let times = format!("FREQ=YEARLY;BYHOUR={};BYMINUTE={};BYSECOND={}", all(24), all(60), all(10));
    let days = format!("FREQ=MONTHLY;BYMONTHDAY={}", vec!["1"; 101].join(","));
    for rule in ["FREQ=SECONDLY", "FREQ=MINUTELY;BYHOUR=0;BYMINUTE=0", &times, &days] {
        let odd = event(&format!("UID:1\nDTSTART:20300506T000000Z\nDURATION:PT1M\nRRULE:{rule}"));
        let meeting = event("UID:2\nDTSTART:20300506T120000Z\nDURATION:PT1H");
        let reading = read(&wrapped(&format!("{odd}{meeting}")), "UTC", YEAR, PATIENCE).expect("a calendar");
        assert_eq!((reading.spans.len(), reading.skipped), (1, 1), "{rule}");
    }
}
