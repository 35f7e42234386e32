//! Timings on a catalogue of the demo's middle size; for reading, not for passing.

use std::time::Instant;

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::money::Minor;

use super::{NOW, Shop, new_id, service};
use crate::category::{CATEGORIES, Category};
use crate::http::views_for_tests as views;
use crate::model::{NewService, Sight};
use crate::search::{Band, Search, Sort};
use crate::store::{self, Narrowing};
use crate::words::{Wanted, fold};
use crate::flow;

const HEADS: [&str; 40] = ["Маникюр","Педикюр","Массаж","Стрижка","Окрашивание","Укладка","Наращивание ресниц","Ламинирование бровей","Коррекция бровей","Депиляция","Шугаринг","Чистка лица","Пилинг","Макияж","Причёска","Тренировка","Йога","Репетитор","Английский язык","Математика","Ремонт","Уборка","Фотосессия","Покрытие гель-лаком","Снятие покрытия","Мелирование","Тонирование","Бритьё","Моделирование бороды","Эпиляция","Биоревитализация","Карбокситерапия","Обёртывание","Растяжка","Пилатес","Сборка мебели","Замена экрана","Мытьё окон","Химчистка","Съёмка"];
const TAILS: [&str; 30] = ["","лица","спины","ног","рук","классический","аппаратный","комбинированный","с покрытием","мужской","женская","детская","вечерний","свадебный","экспресс","premium","на дому","в студии","60 минут","90 минут","для двоих","с дизайном","без покрытия","антицеллюлитный","расслабляющий","лимфодренажный","шейно-воротниковой зоны","сложное","в один тон","под ключ"];

fn roll(state: &mut u64) -> usize { *state ^= *state << 13; *state ^= *state >> 7; *state ^= *state << 17; (*state >> 11) as usize }

async fn fill(shop: &Shop, specialists: usize) {
    let mut dice = 88172645463325252_u64;
    for hundred in 0..specialists / 100 {
        let mut state = dice;
        roll(&mut dice); dice = dice.wrapping_add(hundred as u64);
        let work = async move |tx: &mut Tx| {
            for n in 0..100 {
                let name = format!("u{hundred}.{n}");
                let city = format!("Город {}", (roll(&mut state) % 50) * (roll(&mut state) % 50) / 50);
                let fields = serde_json::json!({"full_name": "Анна Иванова-Петрова", "bio": "Мастер с опытом. ".repeat(roll(&mut state) % 30), "city": city, "experience_years": 4}).to_string();
                let (user,): (frontdesk_accounts::model::UserId,) = tx.one("insert into users (public_id, username, username_key, password_changed_at, role, created_at, updated_at)
                     values ($1, $2, $2, 0, 'specialist', 0, 0) returning id", &[&new_id(), &name]).await?;
                tx.run("insert into profiles (public_id, user_id, fields, version, updated_at, avatar) values ($1, $2, $3, 1, 0, 'avatars/ab/019a9f7e-6c1f-7000-8000-2f6d3c1b5a90.jpg')", &[&new_id(), &user, &fields]).await?;
                tx.run("insert into profile_values (field, value, user_id) values ('city', $1, $2)", &[&fold(&city), &user]).await?;
                for _ in 0..6 {
                    let (a, b) = (roll(&mut state) % 40, roll(&mut state) % 40);
                    let head = HEADS[a.min(b)];
                    let name = format!("{head} {}", TAILS[roll(&mut state) % 30]);
                    let description = "Работаю на профессиональных материалах. ".repeat(roll(&mut state) % 8);
                    let new = NewService { description, category: Category::parse(CATEGORIES[a % 15].0), price: Minor(((roll(&mut state) % 160 + 10) * 5000) as i64), duration_minutes: 30 + (roll(&mut state) % 8) as i64 * 15, ..service(&name, 1) };
                    let made = store::services::insert(tx, user, &new, new_id(), NOW).await?;
                    store::stems::enter(tx, &made).await?;
                }
            }
            Ok::<_, DbError>(())
        };
        shop.db.write(work).await.expect("filled");
    }
}

async fn time(shop: &Shop, what: &str, rounds: u32, mut ask: impl FnMut(u32) -> Search) {
    let cards = shop.cards.clone();
    let searches: Vec<Search> = (0..rounds).map(&mut ask).collect();
    // All in one closure: what is measured is the work, not the way to the thread and back.
    let work = async move |tx: &mut Tx| {
        if std::env::var("MMAP").is_ok() { tx.batch("pragma mmap_size=1000000000").await?; }
        if std::env::var("CACHE").is_ok() { tx.batch("pragma cache_size=-100000").await?; }
        let (mut rows, mut bytes, mut missed) = (0, 0, 0);
        let (mut db, mut json) = (0.0, 0.0);
        for search in &searches {
            let begin = Instant::now();
            let found = match flow::search_quickly(tx, &cards, search).await? { Some(found) => found, None => { missed += 1; flow::search_all(tx, &cards, search).await? } };
            let middle = Instant::now();
            let shown = &found[..found.len().min(search.limit)];
            rows += shown.len();
            bytes += views(shown).len();
            db += (middle - begin).as_secs_f64();
            json += middle.elapsed().as_secs_f64();
        }
        Ok::<_, DbError>((rows, bytes, missed, db, json))
    };
    let (rows, bytes, missed, db, json) = shop.db.read(work).await.expect("read");
    let n = f64::from(rounds);
    println!("{what:45} {:8.1} µs database {:6.1} µs json  {:5.1} rows {:6.0} bytes, {missed} in one statement", db / n * 1e6, json / n * 1e6, rows as f64 / n, bytes as f64 / n);
}

#[tokio::test]
#[ignore = "slow: prints timings"]
async fn timings() {
    let shop = Shop::open().await;
    let begin = Instant::now();
    fill(&shop, 10_000).await;
    println!("filled in {:?}", begin.elapsed());
    let (count,): (i64,) = shop.db.read(async |tx| tx.one("select count(*) from service_stems", &[]).await).await.map_err(|e: DbError| e).expect("count");
    let (words,): (i64,) = shop.db.read(async |tx| tx.one("select count(*) from vocabulary", &[]).await).await.map_err(|e: DbError| e).expect("count");
    println!("{count} stems rows, {words} words");
    let mut state = 99_u64;
    let mut dice = move || roll(&mut state);
    let head = |n: usize| HEADS[n % 40].split(' ').next().unwrap();
    if std::env::var("ONE").is_ok() {
        let mut d = dice;
        let searches: Vec<Search> = (0..10000).map(|_| { let min = 100_000 + (d() % 600_000) as i64; Search { words: Wanted::parse(head(d())), band: Band { min: Minor(min), max: Minor(min + 80_000) }, ..Search::default() } }).collect();
        for _ in 0..3 { let searches = searches.clone(); let cards = shop.cards.clone();
        let work = async move |tx: &mut Tx| {
            let mut t = [0.0_f64; 5]; let mut n = [0_usize; 3];
            for s in &searches {
                let a = Instant::now();
                let m = store::stems::meanings(tx, &s.words[0]).await?.unwrap();
                let b = Instant::now();
                let few = store::of_word(tx, &m, s.band, 200).await?;
                let c = Instant::now();
                let ids = match few { Some(mut few) => { n[0] += few.len(); few.sort_by_key(|c| std::cmp::Reverse(c.id)); few.into_iter().map(|c| c.id).collect::<Vec<_>>() } None => { n[2] += 1; store::in_order(tx, &m, s.band, s.sort, None, 24).await?.candidates.into_iter().map(|c| c.id).collect() } };
                let dd = Instant::now();
                n[1] += store::listed(tx, &cards, &ids[..ids.len().min(21)]).await?.len();
                let e = Instant::now();
                t[0] += (b-a).as_secs_f64(); t[1] += (c-b).as_secs_f64(); t[2] += (dd-c).as_secs_f64(); t[3] += (e-dd).as_secs_f64();
            }
            Ok::<_, DbError>((t.map(|t| t / 10000.0 * 1e6), n))
        };
        println!("meanings, of_word, in_order, listed: {:?}", shop.db.read(work).await.expect("read")); }
        dice = d;
        for _ in 0..6 { let mut d = dice;
        time(&shop, "word, band of a tenth, newest", 10000, |_| { let min = 100_000 + (d() % 600_000) as i64; Search { words: Wanted::parse(head(d())), band: Band { min: Minor(min), max: Minor(min + 80_000) }, ..Search::default() } }).await;
        dice = d; }
        return;
    }
    for round in 0..2 {
        println!("round {round}");
        let mut d = dice;
        time(&shop, "word, band of a tenth, newest", 2000, |_| { let min = 100_000 + (d() % 600_000) as i64; Search { words: Wanted::parse(head(d())), band: Band { min: Minor(min), max: Minor(min + 80_000) }, ..Search::default() } }).await;
        time(&shop, "word, newest", 1000, |_| Search { words: Wanted::parse(head(d())), ..Search::default() }).await;
        time(&shop, "word, cheapest", 1000, |_| Search { words: Wanted::parse(head(d())), sort: Sort::Cheapest, ..Search::default() }).await;
        time(&shop, "word, band, cheapest", 1000, |_| { let min = 100_000 + (d() % 600_000) as i64; Search { words: Wanted::parse(head(d())), sort: Sort::Cheapest, band: Band { min: Minor(min), max: Minor(min + 80_000) }, ..Search::default() } }).await;
        time(&shop, "two words", 300, |_| Search { words: Wanted::parse(&format!("{} {}", head(d()), TAILS[1 + d() % 20])), ..Search::default() }).await;
        time(&shop, "two letters", 300, |_| Search { words: Wanted::parse(&head(d()).chars().take(2).collect::<String>()), ..Search::default() }).await;
        time(&shop, "one letter", 100, |_| Search { words: Wanted::parse(&head(d()).chars().take(1).collect::<String>()), ..Search::default() }).await;
        time(&shop, "nothing", 300, |_| Search::default()).await;
        time(&shop, "category", 300, |_| Search { category: Category::parse(CATEGORIES[d() % 15].0), ..Search::default() }).await;
        time(&shop, "category, cheapest", 300, |_| Search { category: Category::parse(CATEGORIES[d() % 15].0), sort: Sort::Cheapest, ..Search::default() }).await;
        time(&shop, "band, newest", 300, |_| { let min = 100_000 + (d() % 600_000) as i64; Search { band: Band { min: Minor(min), max: Minor(min + 40_000) }, ..Search::default() } }).await;
        time(&shop, "city", 300, |_| Search { city: Some(format!("город {}", d() % 50)), ..Search::default() }).await;
        time(&shop, "city, word", 300, |_| Search { words: Wanted::parse(head(d())), city: Some(format!("город {}", d() % 50)), ..Search::default() }).await;
        time(&shop, "category, word", 300, |_| Search { words: Wanted::parse(head(d())), category: Category::parse(CATEGORIES[d() % 15].0), ..Search::default() }).await;
        time(&shop, "word, by name", 100, |_| Search { words: Wanted::parse(head(d())), sort: Sort::Name, ..Search::default() }).await;
        time(&shop, "all by name", 20, |_| Search { sort: Sort::Name, ..Search::default() }).await;
        time(&shop, "all by duration", 20, |_| Search { sort: Sort::Shortest, ..Search::default() }).await;
        dice = d;
        let mut narrowings = Vec::new();
        for _ in 0..300 { let min = 100_000 + (dice() % 600_000) as i64; narrowings.push(Narrowing { name: Some(head(dice()).to_lowercase()), min_price: Some(min), max_price: Some(min + 15_000), ..Narrowing::default() }); }
        let work = async move |tx: &mut Tx| { let begin = Instant::now(); let mut rows = 0; for narrowing in &narrowings { rows += store::complete(tx, Sight::Everybody, narrowing).await?.len(); } Ok::<_, DbError>((rows as f64 / 300.0, begin.elapsed().as_secs_f64() / 300.0 * 1e6)) };
        println!("complete with part and band: {:?}", shop.db.read(work).await.expect("read"));
        let work = async move |tx: &mut Tx| { let begin = Instant::now(); let rows = store::complete(tx, Sight::Everybody, &Narrowing::default()).await?.len(); Ok::<_, DbError>((rows, begin.elapsed())) };
        println!("complete: {:?}", shop.db.read(work).await.expect("read"));
        let work = async move |tx: &mut Tx| { let begin = Instant::now(); let rows = store::counts::by_category(tx).await?.len(); Ok::<_, DbError>((rows, begin.elapsed())) };
        println!("counts: {:?}", shop.db.read(work).await.expect("read"));
    }
    let anna = shop.specialist("anna.new", "Казань").await;
    let begin = Instant::now();
    let caller = anna.clone();
    let work = async move |tx: &mut Tx| {
        if std::env::var("MMAP").is_ok() { tx.batch("pragma mmap_size=1000000000").await?; }
        if std::env::var("CACHE").is_ok() { tx.batch("pragma cache_size=-100000").await?; }
        for n in 0..5000 { let name = format!("{} {}", HEADS[n % 40], TAILS[n % 30]); let new = NewService { description: "Работаю на профессиональных материалах. ".repeat(4), ..service(&name, (n % 160) as i64 * 50) };
            flow::publish(tx, &caller, &new, new_id(), NOW).await?; store::cards::of(tx, &[caller.user_id]).await?; }
        Ok::<_, crate::error::ServiceError>(())
    };
    shop.db.write(work).await.expect("written");
    println!("publish, one of 5000 in a transaction: {:?}", begin.elapsed() / 5000);
    let size = std::fs::metadata(shop.db.sqlite_path().expect("a path")).expect("a file").len();
    println!("file {} MB", size >> 20);
}
