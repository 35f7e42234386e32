//! Many at once.

use frontdesk_testkit::{Answer, Call};

/// Sends all requests at the same time; the answers in the order of the requests.
pub async fn together(calls: impl IntoIterator<Item = Call>) -> Vec<Answer> {
    let sent: Vec<_> = calls.into_iter().map(|call| tokio::spawn(async move { call.await })).collect();
    let mut answers = Vec::new();
    for answer in sent {
        answers.push(answer.await.expect("every request gets an answer"));
    }
    answers
}

/// How many answers have this status.
pub fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

/// Insists that every answer has one of these statuses.
#[track_caller]
pub fn all_within(answers: &[Answer], statuses: &[u16]) {
    for answer in answers {
        assert!(statuses.contains(&answer.status), "{}", answer.shown());
    }
}
