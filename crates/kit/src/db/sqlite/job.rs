//! A closure on its way to a database thread, and its answer on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use tokio::sync::oneshot;

use crate::db::{DbError, Tx};

/// Work for a database thread.
pub(super) trait Task: Send {
    /// Runs the closure and keeps its result; `true` when what it wrote should stay.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Sends the result back, or `failed` instead of a success that could not be committed.
    fn finish(self: Box<Self>, failed: Option<&DbError>);
    /// Whether the thread should end.
    fn is_stop(&self) -> bool {
        false
    }
}

/// Ends the thread that receives it.
pub(super) struct Stop;

impl Task for Stop {
    fn run(&mut self, _: &mut Tx) -> bool {
        true
    }

    fn finish(self: Box<Self>, _: Option<&DbError>) {}

    fn is_stop(&self) -> bool {
        true
    }
}

pub(super) struct Job<F, T, E> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job<F, T, E> {
    pub(super) fn new(work: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (reply, answer) = oneshot::channel();
        (Self { work: Some(work), result: None, reply }, answer)
    }
}

impl<F, T, E> Task for Job<F, T, E>
where
    F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        let Some(work) = self.work.take() else { return false };
        let result = catch_unwind(AssertUnwindSafe(|| poll_once(work(tx))));
        let result = result.unwrap_or_else(|panic| Err(panicked(&*panic).into()));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn finish(self: Box<Self>, failed: Option<&DbError>) {
        let result = match (self.result, failed) {
            (Some(Ok(_)) | None, Some(error)) => Err(error.clone().into()),
            (Some(result), _) => result,
            (None, None) => Err(DbError::Bug("a job was answered before it ran".to_owned()).into()),
        };
        // The caller may have gone away; what was written stays written.
        let _ = self.reply.send(result);
    }
}

/// Finishes a future that never waits.
pub(super) fn poll_once<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a database closure waited for something other than the database"),
    }
}

/// What is answered for a closure that panicked.
pub(super) fn panicked(panic: &(dyn std::any::Any + Send)) -> DbError {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    DbError::Bug(format!("a database closure panicked: {}", text.unwrap_or_default()))
}
