//! Moments as people say them.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::locale::{Lang, Message, text};
use jiff::tz::TimeZone;

/// `moment` as the clocks of `zone` show it, in words: `Monday, 6 May 2030, 12:00 (UTC+3)`.
pub fn spoken(lang: Lang, moment: Timestamp, zone: &TimeZone) -> String {
    let local = jiff::Timestamp::from(moment).to_zoned(zone.clone());
    let nth = |key: &'static str, place: i8| {
        let words = text(lang, &Message::new(key));
        words.split(' ').nth(usize::try_from(place - 1).unwrap_or(0)).unwrap_or_default().to_owned()
    };
    let message = Message::new("when-shown")
        .arg("weekday", nth("when-weekdays", local.weekday().to_monday_one_offset()))
        .arg("day", local.day().to_string())
        .arg("month", nth("when-months", local.month()))
        .arg("year", local.year().to_string())
        .arg("time", format!("{:02}:{:02}", local.hour(), local.minute()))
        .arg("offset", offset(local.offset().seconds()));
    text(lang, &message)
}

/// `UTC+3`, `UTC-3:30`, `UTC`.
fn offset(seconds: i32) -> String {
    let (hours, minutes) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60);
    let sign = if seconds < 0 { '-' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_as_its_place_says_it() {
        let moment = Timestamp(1_904_288_400);
        let zone = |name: &str| TimeZone::get(name).expect(name);
        assert_eq!(spoken(Lang::Ru, moment, &zone("Europe/Moscow")), "понедельник, 6 мая 2030, 12:00 (UTC+3)");
        assert_eq!(spoken(Lang::En, moment, &zone("Asia/Kathmandu")), "Monday, 6 May 2030, 14:45 (UTC+5:45)");
        assert_eq!(
            spoken(Lang::En, moment, &zone("America/St_Johns")),
            "Monday, 6 May 2030, 6:30 (UTC-2:30)".replace(" 6:30", " 06:30")
        );
        assert_eq!(spoken(Lang::En, moment, &TimeZone::UTC), "Monday, 6 May 2030, 09:00 (UTC)");
    }
}
