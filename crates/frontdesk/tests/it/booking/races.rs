//! One time, many hands.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::salon::{Salon, at, in_days, moment, path, soon};
use crate::accounts::together::{count, together};
use crate::catalogue::market::{offer, service};
use crate::support::rows;

both_engines! {
    async fn sec_BK_01_of_fifty_who_want_one_slot_one_gets_it_and_all_others_hear_what_is_free(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let wanted = at(soon(), 12, 0);
        let answers = together((0..50).map(|_| salon.book(&ada, wanted))).await;
        assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 49));
        for refused in answers.iter().filter(|answer| answer.status == 409) {
            assert_eq!(refused.text_at("/code"), "slot_taken");
            let next = refused.at("/next").as_array().expect("what is free instead");
            assert!(!next.is_empty() && next.iter().all(|start| moment(start) != wanted), "{}", refused.shown());
        }
        assert_eq!(salon.bookings().await, 1);
        // What was told as free is.
        let next = moment(&answers.iter().find(|answer| answer.status == 409).expect("one").at("/next")[0].clone());
        salon.book(&ada, next).await.created();
    }

    async fn sec_BK_01_of_many_who_overlap_in_different_ways_no_two_get_the_same_minute(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let long = offer(&salon.noor, &service("Долгий массаж", 300_000, 90)).await;
        let (hour, long) = (salon.massage.clone(), long);
        let calls = (0..40).map(|number| {
            let starts_at = at(soon(), 9 + number / 4, (number % 4) * 15);
            let which = if number % 3 == 0 { &long } else { &hour };
            salon.book_other(&ada, which, starts_at)
        });
        let answers = together(calls).await;
        let mut taken: Vec<_> = answers
            .iter()
            .filter(|answer| answer.status == 201)
            .map(|answer| (moment(answer.at("/starts_at")), moment(answer.at("/ends_at"))))
            .collect();
        taken.sort();
        assert!(taken.len() >= 5, "{taken:?}");
        assert!(taken.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{taken:?}");
        assert_eq!(salon.bookings().await, taken.len());
    }

    async fn many_who_want_different_times_of_one_day_all_get_theirs(engine: Engine) {
        let salon = Salon::open(engine).await;
        let quick = offer(&salon.noor, &service("Экспресс", 50_000, 15)).await;
        let mut clients = Vec::new();
        for name in ["ada", "ben", "cleo", "dan", "eva", "fay"] {
            clients.push(salon.desk.client(name).await);
        }
        let quarters = (9..21).flat_map(|hour| [0, 15, 30, 45].map(|minute| at(soon(), hour, minute)));
        let calls = quarters.zip(clients.iter().cycle()).map(|(starts_at, who)| salon.book_other(who, &quick, starts_at));
        let answers = together(calls).await;
        assert_eq!(count(&answers, 201), 48, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    }

    async fn sec_BK_05_of_many_who_send_one_key_all_hear_of_the_same_booking(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let call = || salon.book(&ada, at(soon(), 12, 0)).header("idempotency-key", "one");
        let answers = together((0..20).map(|_| call())).await;
        assert_eq!(count(&answers, 201), 20, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
        assert!(answers.iter().all(|answer| answer.json() == answers[0].json()));
        assert_eq!(salon.bookings().await, 1);
        let other = salon.book(&ada, at(soon(), 15, 0)).header("idempotency-key", "one").await;
        other.is_problem(422, "idempotency_key_reused");
        // Somebody else's key is another key.
        let ben = salon.desk.client("ben").await;
        salon.book(&ben, at(soon(), 15, 0)).header("idempotency-key", "one").await.created();
    }

    async fn one_visit_may_begin_when_another_ends(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        for hour in [12, 13, 11] {
            salon.book(&ada, at(soon(), hour, 0)).await.created();
        }
        salon.book(&ada, at(soon(), 10, 15)).await.is_problem(409, "slot_taken");
        salon.book(&ada, at(soon(), 13, 45)).await.is_problem(409, "slot_taken");
        salon.book(&ada, at(soon(), 14, 0)).await.created();
    }

    async fn sec_BK_04_of_a_cancellation_and_a_move_at_once_one_wins_and_nothing_is_left_over(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        for turn in 0..5 {
            let (day, then) = (in_days(7 + turn), at(in_days(7 + turn), 15, 0));
            let path = path(&salon.book(&ada, at(day, 12, 0)).await.created());
            let cancel = ada.post(&format!("{path}/cancellation"));
            let shift = ada.put(&format!("{path}/time")).json(&json!({ "starts_at": then.to_string() }));
            let answers = together([cancel, shift]).await;
            let booking = ada.get(&path).await.ok();
            assert_eq!(booking.text_at("/status"), "cancelled_by_client", "{:?}", answers[0].shown());
            for hour in [12, 15] {
                assert!(salon.starts(day).await.contains(&at(day, hour, 0)), "{hour}");
            }
        }
    }

    async fn a_second_cancellation_frees_nobody_elses_time(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let wanted = at(soon(), 12, 0);
        let path = path(&salon.book(&ada, wanted).await.created());
        ada.post(&format!("{path}/cancellation")).await.ok();
        salon.book(&ben, wanted).await.created();
        ada.post(&format!("{path}/cancellation")).await.is_problem(409, "booking_status");
        assert!(!salon.starts(soon()).await.contains(&wanted));
        salon.book(&ada, wanted).await.is_problem(409, "slot_taken");
    }

    async fn whoever_cancels_may_book_the_same_time_again(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let wanted = at(soon(), 12, 0);
        for _ in 0..3 {
            let path = path(&salon.book(&ada, wanted).await.created());
            assert!(!salon.starts(soon()).await.contains(&wanted));
            ada.post(&format!("{path}/cancellation")).await.ok();
            assert!(salon.starts(soon()).await.contains(&wanted));
        }
        let words = "select w0 + w1 + w2 + w3 + w4 + w5 from resource_days";
        assert!(rows(&salon.desk, words).await.iter().all(|row| row[0] == "0"), "every tick was given back");
        assert!(rows(&salon.desk, "select booking_id from claims").await.is_empty());
    }
}
