use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;

use super::*;

fn event(summary: &str) -> VisitEvent<'static> {
    VisitEvent {
        id: PublicId(uuid::Uuid::nil()),
        host: "desk.example.com",
        sequence: 2,
        standing: Standing::Confirmed,
        starts_at: Timestamp(1_904_194_800),
        ends_at: Timestamp(1_904_198_400),
        created_at: Timestamp(1_900_000_000),
        updated_at: Timestamp(1_900_000_000),
        summary: summary.to_owned(),
        location: String::new(),
        parties: None,
    }
}

#[test]
fn an_event_is_what_other_calendars_expect() {
    let text = calendar(None, [event("Массаж")]);
    for line in [
        "UID:00000000-0000-0000-0000-000000000000@desk.example.com",
        "DTSTART:20300505T070000Z",
        "DTEND:20300505T080000Z",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "SUMMARY:Массаж",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} in {text}");
    }
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(!text.contains("METHOD") && calendar(Some(Method::Cancel), []).contains("\r\nMETHOD:CANCEL\r\n"));
}

#[test]
fn only_what_is_sent_names_who_invites_whom() {
    let invited = VisitEvent { parties: Some(("desk@example.com", "ada@example.com")), ..event("Массаж") };
    let text = calendar(Some(Method::Request), [invited]).replace("\r\n ", "");
    assert!(
        text.contains("\r\nMETHOD:REQUEST\r\n") && text.contains("\r\nORGANIZER:mailto:desk@example.com\r\n"),
        "{text}"
    );
    assert!(text.contains("RSVP=FALSE:mailto:ada@example.com\r\n"), "{text}");
    assert!(!calendar(None, [event("Массаж")]).contains("mailto"));
}

#[test]
fn no_line_is_longer_than_75_octets_and_no_letter_is_cut() {
    for length in [1, 30, 33, 34, 35, 36, 66, 67, 68, 300] {
        for letter in ["ж", "a", "💅", "а\u{301}"] {
            let summary = letter.repeat(length);
            let text = calendar(None, [event(&summary)]);
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
            assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")), "{text}");
        }
    }
}

#[test]
fn what_people_write_stays_text() {
    let text = calendar(None, [event("a;b,c\\d\r\nEND:VEVENT\nX:\u{7}y")]);
    assert!(text.contains("SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\\nX:y\r\n"), "{text}");
    assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
}

#[test]
fn a_parser_of_others_reads_500_events() {
    let number = |number: u128| PublicId(uuid::Uuid::from_u128(number));
    let one = |seq: u128| VisitEvent {
        id: number(seq),
        starts_at: Timestamp(1_904_194_800 + 7_200 * seq as i64),
        ends_at: Timestamp(1_904_198_400 + 7_200 * seq as i64),
        standing: if seq.is_multiple_of(7) { Standing::Cancelled } else { Standing::Confirmed },
        location: "Казань, ул. Баумана, 12; 2-й этаж, вход со двора, звонить дважды".to_owned(),
        ..event("Стрижка, укладка; \\ и ещё кое-что длинное – Анна Иванова 💅")
    };
    let text = calendar(None, (0..500).map(one));
    let read: icalendar::Calendar = text.parse().expect("a calendar");
    let events: Vec<&icalendar::Event> = read.components.iter().filter_map(|part| part.as_event()).collect();
    assert_eq!(events.len(), 500);
    for (seq, event) in events.iter().enumerate() {
        use icalendar::{Component, EventLike};
        assert_eq!(event.get_uid(), Some(format!("{}@desk.example.com", number(seq as u128)).as_str()));
        let summary =
            event.get_summary().expect("a summary").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        assert_eq!(summary, one(0).summary);
        assert!(event.get_location().is_some() && event.get_start().is_some() && event.get_end().is_some());
    }
    let ours = crate::external::Window { from: Timestamp(0), to: Timestamp(4_000_000_000) };
    let reading = crate::external::read(&text, "UTC", ours, std::time::Duration::from_secs(60)).expect("a calendar");
    assert_eq!(reading.spans.len(), 428, "what is called off takes no time");
}
