//! Promises of the hashing service.

use super::*;
use std::time::Instant;

fn password(text: &str) -> Password {
    Password::parse(text).expect("short enough")
}

fn small(threads: usize, queue: usize) -> Hasher {
    Hasher::start(HasherSettings { threads, queue, ..HasherSettings::default() }).expect("sound settings")
}

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_01_hashes_are_argon2id_at_the_floor_with_their_parameters_beside_them() {
    let stored = small(1, 4).hash(password("Quiet-Harbor-42"), [9; 16]).await.expect("idle");
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$CQkJCQkJCQkJCQkJCQkJCQ$"), "{stored}");
    assert_eq!(stored.rsplit('$').next().map(str::len), Some(43), "32 bytes of output");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
fn sec_PWD_01_weaker_settings_do_not_start() {
    let good = HasherSettings::default();
    for weak in [
        HasherSettings { memory_kib: 19_455, ..good },
        HasherSettings { passes: 1, ..good },
        HasherSettings { lanes: 0, ..good },
    ] {
        assert!(matches!(Hasher::start(weak), Err(SettingsError::BelowFloor)), "{weak:?}");
    }
    let idle = HasherSettings { threads: 0, ..good };
    assert!(matches!(Hasher::start(idle), Err(SettingsError::NoCapacity)));
}

#[test]
fn settings_whose_hashes_could_not_be_checked_do_not_start() {
    let heavy = HasherSettings { passes: 60, ..HasherSettings::default() };
    assert!(matches!(Hasher::start(heavy), Err(SettingsError::AboveCeiling)));
}

#[tokio::test]
async fn the_right_password_is_recognised_and_a_wrong_one_is_not() {
    let hasher = small(1, 4);
    let stored = hasher.hash(password("Quiet-Harbor-42"), [9; 16]).await.expect("idle");
    let right = hasher.verify(password("Quiet-Harbor-42"), stored.clone()).await;
    let wrong = hasher.verify(password("Quiet-Harbor-43"), stored).await;
    assert_eq!(right, Ok(Verdict { ok: true, needs_rehash: false, trimmed: false }));
    assert_eq!(wrong, Ok(Verdict::WRONG));
}

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_03_no_part_of_a_long_password_is_cut_off() {
    let (one, other) = ("a".repeat(99) + "b", "a".repeat(99) + "c");
    let hasher = small(1, 4);
    let stored = hasher.hash(password(&one), [9; 16]).await.expect("idle");
    let verdict = hasher.verify(password(&other), stored).await.expect("idle");
    assert!(!verdict.ok);
}

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_02_a_right_password_under_an_older_cost_asks_for_a_new_hash() {
    let older = "argon2$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    let hasher = small(1, 4);
    let right = hasher.verify(password("password"), older.to_owned()).await;
    let wrong = hasher.verify(password("passwort"), older.to_owned()).await;
    assert_eq!(right, Ok(Verdict { ok: true, needs_rehash: true, trimmed: false }));
    assert_eq!(wrong, Ok(Verdict::WRONG));
}

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_06_beyond_the_queue_callers_are_turned_away_at_once() {
    let hasher = small(1, 2);
    let attempts = (0..12).map(|_| {
        let hasher = hasher.clone();
        tokio::spawn(async move { hasher.verify_nobody(password("guess")).await })
    });
    let mut turned_away = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        turned_away += usize::from(attempt.await.expect("no panic").is_err());
    }
    assert!((9..=10).contains(&turned_away), "one at work and two waiting, of twelve: {turned_away} refused");
    assert!(hasher.verify_nobody(password("guess")).await.is_ok(), "and afterwards all is well");
}

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_06_busy_says_when_to_come_back() {
    assert_eq!(small(2, 128).busy.retry_after, Duration::from_secs(2));
    assert_eq!(small(1, 1).busy.retry_after, Duration::from_secs(1));
}

#[tokio::test]
async fn work_that_nobody_waits_for_any_more_is_skipped() {
    let hasher = small(1, 64);
    let started = Instant::now();
    hasher.verify_nobody(password("guess")).await.expect("idle");
    let one = started.elapsed();

    for _ in 0..60 {
        let hasher = hasher.clone();
        let abandoned = tokio::spawn(async move { hasher.verify_nobody(password("guess")).await });
        tokio::task::yield_now().await;
        abandoned.abort();
    }
    let started = Instant::now();
    hasher.verify_nobody(password("guess")).await.expect("room in the queue");
    assert!(started.elapsed() < one * 20, "60 abandoned hashes were not computed");
}

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_07_nobody_and_unusable_passwords_cost_what_a_wrong_one_costs() {
    let hasher = small(1, 4);
    let stored = hasher.hash(password("Quiet-Harbor-42"), [9; 16]).await.expect("idle");
    let mut fastest = [Duration::MAX; 3];
    for _ in 0..9 {
        for (population, fastest) in fastest.iter_mut().enumerate() {
            let started = Instant::now();
            let verdict = match population {
                0 => hasher.verify(password("guess"), stored.clone()).await,
                1 => hasher.verify(password("guess"), "!".to_owned()).await,
                _ => hasher.verify_nobody(password("guess")).await,
            };
            assert!(!verdict.expect("idle").ok);
            *fastest = started.elapsed().min(*fastest);
        }
    }
    let [wrong, unusable, nobody] = fastest.map(|time| time.as_secs_f64());
    // Wide bounds, for other tests run beside this one; a hash left out would be off by a factor of hundreds.
    assert!((0.25..4.0).contains(&(unusable / wrong)), "{unusable} against {wrong} s");
    assert!((0.25..4.0).contains(&(nobody / wrong)), "{nobody} against {wrong} s");
}

/// Made by Django 5.2.19 in its own number of rounds, which can be measured.
const SLOW: &str = "pbkdf2_sha256$1000000$Salt0Salt0Salt0Salt0ab$qC6gLGBEVHB7eqrMg1iR5/x87J2XAU6TxQjn2NlVTmg=";

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_07_blanks_around_a_guess_do_not_tell_who_came_from_the_old_backend() {
    let hasher = small(1, 4);
    let guess = || password(" wrong guess ");
    assert!(!hasher.verify(password("wrong"), SLOW.to_owned()).await.expect("idle").ok, "from now on it is known");
    let mut times = [Duration::ZERO; 2];
    for (population, took) in times.iter_mut().enumerate() {
        let started = Instant::now();
        let verdict = match population {
            0 => hasher.verify(guess(), SLOW.to_owned()).await,
            _ => hasher.verify_nobody(guess()).await,
        };
        assert!(!verdict.expect("idle").ok);
        *took = started.elapsed();
    }
    let [imported, nobody] = times.map(|time| time.as_secs_f64());
    // Left out, one spelling of two would make it half; wide bounds, for other tests run beside this one.
    assert!((0.7..1.6).contains(&(nobody / imported)), "{nobody} against {imported} s");
}

/// Made by Django 5.2.19 from `Quiet-Harbor-42` and from a decomposed `Мой пароль й 12`, in few rounds.
const QUIET_HARBOR: &str = "pbkdf2_sha256$1000$Salt0Salt0Salt0Salt0ab$P6Uh1SFen5gJTeLUfeXxMbUoLcM0+H9P+qEIsAwkEcc=";
const DECOMPOSED: &str = "pbkdf2_sha256$1000$Salt0Salt0Salt0Salt0ab$QgPjD/NZi6znROBfc4WHK2I5/nMNmzHL0sL2ybRXQ/Y=";

#[tokio::test]
#[expect(non_snake_case, reason = "carries the id of the security requirement")]
async fn sec_PWD_02_a_hash_of_django_is_replaced_by_one_of_ours() {
    let hasher = small(1, 4);
    let verdict = hasher.verify(password("Quiet-Harbor-42"), QUIET_HARBOR.to_owned()).await.expect("idle");
    assert_eq!(verdict, Verdict { ok: true, needs_rehash: true, trimmed: false });
    let ours = hasher.rehash(password("Quiet-Harbor-42"), verdict, [9; 16]).await.expect("idle");
    assert!(ours.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{ours}");
    let again = hasher.verify(password("Quiet-Harbor-42"), ours).await;
    assert_eq!(again, Ok(Verdict { ok: true, needs_rehash: false, trimmed: false }));
    let wrong = hasher.verify(password("Quiet-Harbor-43"), QUIET_HARBOR.to_owned()).await;
    assert_eq!(wrong, Ok(Verdict::WRONG));
}

#[tokio::test]
async fn blanks_that_the_old_backend_cut_off_do_not_matter_before_or_after_the_upgrade() {
    let hasher = small(1, 4);
    let padded = || password("  Quiet-Harbor-42\n");
    let verdict = hasher.verify(padded(), QUIET_HARBOR.to_owned()).await.expect("idle");
    assert_eq!(verdict, Verdict { ok: true, needs_rehash: true, trimmed: true });
    let ours = hasher.rehash(padded(), verdict, [9; 16]).await.expect("idle");
    for typed in [padded(), password("Quiet-Harbor-42")] {
        let verdict = hasher.verify(typed, ours.clone()).await.expect("idle");
        assert!(verdict.ok && !verdict.needs_rehash, "{verdict:?}");
    }
    let native = hasher.hash(password("Quiet-Harbor-42"), [9; 16]).await.expect("idle");
    assert!(!hasher.verify(padded(), native).await.expect("idle").ok, "a password that was made here has its blanks");
}

#[tokio::test]
async fn a_password_that_django_took_decomposed_is_right_as_it_is_typed_there() {
    let verdict =
        small(1, 4).verify(password("Мои\u{306} пароль и\u{306} 12"), DECOMPOSED.to_owned()).await.expect("idle");
    assert!(verdict.ok && verdict.needs_rehash, "{verdict:?}");
}
