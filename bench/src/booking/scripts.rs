//! What connections say that book: each request once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::client::Script;

/// Requests of which each is sent once, whoever comes for it.
pub struct Queue {
    requests: Vec<Vec<u8>>,
    sent: AtomicUsize,
}

impl Queue {
    pub fn new(requests: Vec<Vec<u8>>) -> Arc<Self> {
        Arc::new(Self { requests, sent: AtomicUsize::new(0) })
    }

    /// A connection's share: whatever comes next.
    pub fn script(self: &Arc<Self>) -> InTurn {
        InTurn { queue: self.clone() }
    }

    /// How many were not sent yet. None: the last window asked for the same again, and was refused.
    pub fn left(&self) -> usize {
        self.requests.len().saturating_sub(self.sent.load(Ordering::Relaxed))
    }
}

/// Sends what comes next in a queue.
pub struct InTurn {
    queue: Arc<Queue>,
}

impl Script for InTurn {
    fn next(&mut self) -> &[u8] {
        let place = self.queue.sent.fetch_add(1, Ordering::Relaxed);
        &self.queue.requests[place % self.queue.requests.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_is_sent_once() {
        let queue = Queue::new(vec![b"a".to_vec(), b"b".to_vec()]);
        let (mut one, mut other) = (queue.script(), queue.script());
        assert_eq!([one.next()[0], other.next()[0]], [b'a', b'b']);
        assert_eq!(queue.left(), 0);
    }
}
