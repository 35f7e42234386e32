//! Counters of attempts.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use crate::limits::{Guesses, Ladder, Limit, PROOFS_PER_GUESSER, PROOFS_PER_SOURCE};

/// Counts one more; tells when the window began and how many there are in it. One atomic statement.
pub async fn count(tx: &mut Tx, limit: Limit, subject: &str, now: Timestamp) -> Result<(Timestamp, i64), DbError> {
    tx.one(
        "insert into attempts (bucket, subject, window_start, count) values ($1, $2, $3, 1)
         on conflict (bucket, subject) do update set
            count = case when attempts.window_start + $4 <= $3 then 1 else attempts.count + 1 end,
            window_start = case when attempts.window_start + $4 <= $3 then $3 else attempts.window_start end
         returning window_start, count",
        &[&limit.bucket, &subject, &now, &limit.window_seconds],
    )
    .await
}

/// Counts one more on a ladder, where `window_start` is the moment of the last one; `false`, and nothing counted, when
/// that has to wait. One atomic statement.
async fn climb(tx: &mut Tx, ladder: Ladder, subject: &str, now: Timestamp) -> Result<bool, DbError> {
    let steps = ladder.steps();
    let counted = tx
        .run(
            "insert into attempts (bucket, subject, window_start, count) values ($1, $2, $3, 1)
         on conflict (bucket, subject) do update set
            count = case when attempts.window_start + $4 <= $3 then 1 else attempts.count + 1 end,
            window_start = $3
         where attempts.count < $5 or attempts.window_start - $6 > $3
            or attempts.window_start + case when attempts.count >= $7 then cast($6 as bigint)
               else cast($8 as bigint) << cast(attempts.count - $5 as integer) end <= $3",
            &[
                &ladder.bucket,
                &subject,
                &now,
                &steps.forgotten_seconds,
                &steps.free,
                &steps.longest_seconds,
                &steps.top,
                &steps.first_seconds,
            ],
        )
        .await?;
    Ok(counted == 1)
}

/// Counts a proof of a password against all of `guesses`; tells how many seconds it has to wait, in which case nothing
/// was counted.
///
/// Each statement is atomic by itself: of many at once no more than the ladder's steps get past it.
pub async fn admit(tx: &mut Tx, guesses: &Guesses, now: Timestamp) -> Result<i64, DbError> {
    let wait = longest_wait(tx, guesses, now).await?;
    if wait > 0 {
        return Ok(wait);
    }
    if !climb(tx, PROOFS_PER_GUESSER, &guesses.guesser, now).await? {
        return refused(tx, guesses, now).await;
    }
    if let Some((ladder, crowd)) = &guesses.crowd
        && !climb(tx, *ladder, crowd, now).await?
    {
        forgive(tx, PROOFS_PER_GUESSER.bucket, &guesses.guesser).await?;
        return refused(tx, guesses, now).await;
    }
    if let Some(source) = &guesses.source
        && count(tx, PROOFS_PER_SOURCE, source, now).await?.1 > PROOFS_PER_SOURCE.count
    {
        forgive(tx, PROOFS_PER_GUESSER.bucket, &guesses.guesser).await?;
        if let Some((ladder, crowd)) = &guesses.crowd {
            forgive(tx, ladder.bucket, crowd).await?;
        }
        return refused(tx, guesses, now).await;
    }
    Ok(0)
}

/// The wait of one who was beaten to the last place by others who came at the same time.
async fn refused(tx: &mut Tx, guesses: &Guesses, now: Timestamp) -> Result<i64, DbError> {
    Ok(longest_wait(tx, guesses, now).await?.max(1))
}

/// How many seconds the next proof has to wait, by whichever counter says most.
async fn longest_wait(tx: &mut Tx, guesses: &Guesses, now: Timestamp) -> Result<i64, DbError> {
    let mut longest = 0;
    let own = (PROOFS_PER_GUESSER, &guesses.guesser);
    for (ladder, subject) in
        [Some(own), guesses.crowd.as_ref().map(|(ladder, crowd)| (*ladder, crowd))].into_iter().flatten()
    {
        if let Some(standing) = standing(tx, ladder.bucket, subject).await? {
            longest = longest.max(ladder.wait(standing, now));
        }
    }
    if let Some(source) = &guesses.source
        && let Some((start, count)) = standing(tx, PROOFS_PER_SOURCE.bucket, source).await?
        && count >= PROOFS_PER_SOURCE.count
    {
        longest = longest.max(start.plus(PROOFS_PER_SOURCE.window_seconds).since(now));
    }
    Ok(longest)
}

/// Takes back what [`admit`] counted, and forgives the guesser everything: the password was right.
pub async fn acquit(tx: &mut Tx, guesses: &Guesses) -> Result<(), DbError> {
    forget(tx, PROOFS_PER_GUESSER.bucket, &guesses.guesser).await?;
    if let Some((ladder, crowd)) = &guesses.crowd {
        forgive(tx, ladder.bucket, crowd).await?;
    }
    if let Some(source) = &guesses.source {
        forgive(tx, PROOFS_PER_SOURCE.bucket, source).await?;
    }
    Ok(())
}

async fn standing(tx: &mut Tx, bucket: &str, subject: &str) -> Result<Option<(Timestamp, i64)>, DbError> {
    let sql = "select window_start, count from attempts where bucket = $1 and subject = $2";
    tx.opt(sql, &[&bucket, &subject]).await
}

/// Takes one back.
pub async fn forgive(tx: &mut Tx, bucket: &str, subject: &str) -> Result<(), DbError> {
    let sql = "update attempts set count = count - 1 where bucket = $1 and subject = $2 and count > 0";
    tx.run(sql, &[&bucket, &subject]).await.map(|_| ())
}

/// Takes all back.
pub async fn forget(tx: &mut Tx, bucket: &str, subject: &str) -> Result<(), DbError> {
    tx.run("delete from attempts where bucket = $1 and subject = $2", &[&bucket, &subject]).await.map(|_| ())
}

/// Removes counters that no window can need any more.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from attempts where window_start < $1", &[&before]).await
}
