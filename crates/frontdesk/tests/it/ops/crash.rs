//! A process that is killed in the middle of its work.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;

use super::offers::{Hands, assert_whole};
use crate::support::TestDesk;

const HANDS: u32 = 8;
const CREATES: u32 = 1_000;

both_engines! {
    async fn sec_DUR_01_a_kill_in_the_middle_of_a_thousand_creates_loses_nothing_that_was_answered(engine: Engine) {
        kill_and_look(engine, CREATES / 3).await;
    }

    #[ignore = "slow: twenty times a thousand creates, killed at other points"]
    async fn sec_DUR_01_twenty_kills_lose_nothing_that_was_answered(engine: Engine) {
        for round in 0..20 {
            kill_and_look(engine, 1 + round * (CREATES - HANDS) / 20).await;
        }
    }
}

/// Kills the server once it has acknowledged `after` of a thousand creates, and looks at what is there afterwards.
async fn kill_and_look(engine: frontdesk_testkit::Engine, after: u32) {
    let mut desk = TestDesk::open(engine).await;
    let noor = desk.specialist("noor").await;
    let hands = Hands::start(&noor, HANDS, CREATES);
    hands.until(after).await;
    desk.kill_9();
    let outcome = hands.rest().await;
    assert!(outcome.made.len() >= after as usize, "only {} were made", outcome.made.len());
    assert!(!outcome.unanswered.is_empty(), "the server was killed too late to disturb anybody");
    assert!(outcome.refused.iter().all(|status| *status == 503), "{:?}", outcome.refused);

    desk.start_again().await;
    assert_whole(&desk, &outcome).await;
    // Whoever got no answer asks again, and has one service in the end.
    let noor = noor.moved_to(desk.http());
    let again = Hands::start(&noor, HANDS, outcome.keys.len() as u32).rest_of_all().await;
    assert_eq!(again.made.len(), outcome.keys.len(), "{:?} {:?}", again.refused, again.unanswered);
    assert_whole(&desk, &again).await;
}
