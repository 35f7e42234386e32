//! The bounds that let one async closure run on either engine.

use super::Tx;

/// A closure over a transaction whose future may cross threads.
///
/// `AsyncFnOnce` alone cannot say that its future is `Send`, which awaiting it on PostgreSQL needs; this
/// trait says it. It holds for every async closure that owns what it uses; nobody implements it by hand.
pub trait SendWork<'a, R>: FnOnce(&'a mut Tx) -> Self::Future {
    type Future: Future<Output = R> + Send + 'a;
}

impl<'a, R, F, Fut> SendWork<'a, R> for F
where
    F: FnOnce(&'a mut Tx) -> Fut,
    Fut: Future<Output = R> + Send + 'a,
{
    type Future = Fut;
}
