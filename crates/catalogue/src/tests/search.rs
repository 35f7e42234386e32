//! The search: every way to answer it gives the same answer, page after page.

use frontdesk_accounts::words::fold;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_testkit::{Engine, both_engines};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{Shop, service};
use crate::category::Category;
use crate::model::{Listed, NewService, ServiceId};
use crate::search::{Band, Place, SORTS, Search, Sort};
use crate::words::{Wanted, split, stem};
use crate::{flow, store};

const CITIES: [&str; 3] = ["Казань", "Орёл", "Москва"];
const WORDS: [&str; 12] =
    ["массаж", "Массажа", "массажный", "маникюр", "МАНИКЮРА", "лица", "спины", "гель-лак", "ёлка", "елки", "а", "spa"];

/// A search as the test knows it.
#[derive(Clone, Debug)]
struct Asked {
    query: String,
    category: Option<&'static str>,
    city: Option<&'static str>,
    min: Option<i64>,
    max: Option<i64>,
    duration: Option<i64>,
    specialist: Option<usize>,
    sort: Sort,
    limit: usize,
}

fn asked() -> impl Strategy<Value = Asked> {
    let word = prop_oneof![
        4 => proptest::sample::select(WORDS.to_vec()).prop_map(str::to_owned),
        1 => proptest::sample::select(vec!["мас", "м", "а", "масс", "ман", "не", "!", "sp"]).prop_map(str::to_owned),
    ];
    let query = proptest::collection::vec(word, 0..3).prop_map(|words| words.join(" "));
    let filters = (
        proptest::option::weighted(0.2, proptest::sample::select(vec!["nails", "massage", "photo"])),
        proptest::option::weighted(0.2, proptest::sample::select(CITIES.to_vec())),
        proptest::option::weighted(0.3, 0..12_i64),
        proptest::option::weighted(0.3, 0..12_i64),
        proptest::option::weighted(0.15, proptest::sample::select(vec![30_i64, 60])),
        proptest::option::weighted(0.1, 0_usize..4),
    );
    let sort = proptest::sample::select(SORTS.map(|(_, sort)| sort).to_vec());
    (query, filters, sort, 1_usize..9).prop_map(
        |(query, (category, city, min, max, duration, specialist), sort, limit)| Asked {
            query,
            category,
            city,
            min,
            max,
            duration,
            specialist,
            sort,
            limit,
        },
    )
}

fn offered() -> impl Strategy<Value = (usize, NewService)> {
    let name =
        proptest::collection::vec(proptest::sample::select(WORDS.to_vec()), 1..4).prop_map(|words| words.join(" "));
    let category = proptest::sample::select(vec!["nails", "massage", "photo"]);
    (0_usize..4, name, category, 0..12_i64, prop_oneof![Just(30_i64), Just(60)], proptest::bool::weighted(0.9))
        .prop_map(|(owner, name, category, rubles, duration_minutes, active)| {
            let category = Category::parse(category);
            (owner, NewService { category, duration_minutes, active, ..service(&name, rubles) })
        })
}

impl Asked {
    fn search(&self, profiles: &[PublicId]) -> Search {
        Search {
            words: if self.query.is_empty() { Vec::new() } else { Wanted::parse(&self.query) },
            category: self.category.and_then(Category::parse),
            city: self.city.map(fold),
            band: Band {
                min: Minor(self.min.unwrap_or(0) * 100),
                max: self.max.map_or(Band::ALL.max, |rubles| Minor(rubles * 100)),
            },
            duration_minutes: self.duration,
            specialist: self.specialist.map(|place| profiles[place]),
            sort: self.sort,
            after: None,
            limit: self.limit,
        }
    }

    /// The answer by looking at everything, written down independently of the rules that it checks.
    fn naive(&self, all: &[(usize, ServiceId, NewService)]) -> Vec<ServiceId> {
        let mut found: Vec<&(usize, ServiceId, NewService)> =
            all.iter().filter(|(owner, _, new)| self.means(*owner, new)).collect();
        let key = |id: &ServiceId, new: &NewService| match self.sort {
            Sort::Newest => (-id.0, String::new(), 0),
            Sort::Cheapest => (new.price.0, String::new(), id.0),
            Sort::Dearest => (-new.price.0, String::new(), -id.0),
            Sort::Shortest => (new.duration_minutes, String::new(), id.0),
            Sort::Name => (0, fold(&new.name), id.0),
        };
        found.sort_by_key(|(_, id, new)| key(id, new));
        found.into_iter().map(|(_, id, _)| *id).collect()
    }

    fn means(&self, owner: usize, new: &NewService) -> bool {
        let (name, query) = (fold(&new.name), fold(&self.query));
        let wanted: Vec<&str> = split(&query).collect();
        let has = |(place, word): (usize, &&str)| {
            let unfinished = place + 1 == wanted.len();
            split(&name).any(|own| stem(own) == stem(word) || (unfinished && own.starts_with(word)))
        };
        // The fourth specialist is suspended; the others live in a city each.
        new.active
            && owner < 3
            && wanted.iter().enumerate().all(has)
            && (self.query.is_empty() || !wanted.is_empty())
            && self.category.is_none_or(|key| new.category.map(Category::key) == Some(key))
            && self.city.is_none_or(|city| CITIES[owner] == city)
            && self.min.is_none_or(|rubles| new.price.0 >= rubles * 100)
            && self.max.is_none_or(|rubles| new.price.0 <= rubles * 100)
            && self.duration.is_none_or(|minutes| new.duration_minutes == minutes)
            && self.specialist.is_none_or(|wanted| owner == wanted)
    }
}

/// Reads all pages of a search with `read`.
async fn pages(shop: &Shop, search: &Search, quickly: bool) -> Option<Vec<ServiceId>> {
    let (mut search, mut ids) = (search.clone(), Vec::new());
    loop {
        let (asked, cards) = (search.clone(), shop.cards.clone());
        let read = async move |tx: &mut Tx| match quickly {
            true => flow::search_quickly(tx, &cards, &asked).await,
            false => flow::search_all(tx, &cards, &asked).await.map(Some),
        };
        let found: Vec<Listed> = shop.db.read(read).await.map_err(|e: DbError| e).expect("read")?;
        let shown = &found[..found.len().min(search.limit)];
        ids.extend(shown.iter().map(|listed| listed.service.id));
        if found.len() <= search.limit {
            return Some(ids);
        }
        search.after = shown.last().map(|last| Place::of(search.sort, &last.service));
    }
}

async fn profile_of(shop: &Shop, user: frontdesk_accounts::model::UserId) -> PublicId {
    let read = shop.db.read(async move |tx| store::cards::of(tx, &[user]).await);
    read.await.map_err(|e: DbError| e).expect("read")[0].profile_id
}

both_engines! {
    async fn every_way_to_search_finds_the_same(engine: Engine) {
        let mut runner = TestRunner::new(super::cases(engine));
        let world = (proptest::collection::vec(offered(), 0..60), proptest::collection::vec(asked(), 40));
        let checked = runner.run(&world, |(offers, searches)| {
            super::wait_for(async {
                let shop = Shop::open(engine).await;
                let (mut people, mut profiles, mut all) = (Vec::new(), Vec::new(), Vec::new());
                for (place, name) in ["anna", "boris", "vera", "gleb"].into_iter().enumerate() {
                    people.push(shop.specialist(name, CITIES[place % 3]).await);
                    profiles.push(profile_of(&shop, people[place].user_id).await);
                }
                for (owner, new) in offers {
                    let made = shop.offer(&people[owner], new.clone()).await;
                    all.push((owner, made.id, new));
                }
                shop.suspend(&people[3]).await;
                for asked in searches {
                    let (search, naive) = (asked.search(&profiles), asked.naive(&all));
                    prop_assert_eq!(pages(&shop, &search, false).await, Some(naive.clone()), "all: {:?}", asked);
                    if let Some(found) = pages(&shop, &search, true).await {
                        prop_assert_eq!(found, naive, "quickly: {:?}", asked);
                    }
                }
                Ok(())
            })
        });
        checked.expect("the same");
    }

    /// More services than are few: the search walks along an index, over several of its stems.
    async fn a_walk_finds_all_of_many_in_order(engine: Engine) {
        let shop = Shop::open(engine).await;
        let people = [shop.specialist("anna", "Казань").await, shop.specialist("boris", "Орёл").await];
        let mut all = Vec::new();
        for number in 0..450_usize {
            let name = ["Массаж", "Массажный салон", "Массаж массажный", "Маникюр", "Массаж лица"][number % 5];
            let owner = usize::from(number % 7 == 0);
            let new = service(name, (number as i64 * 37) % 90);
            all.push((owner, shop.offer(&people[owner], new.clone()).await.id, new));
        }
        for query in ["массаж", "масс", "массажа лица"] {
            for sort in [Sort::Newest, Sort::Cheapest, Sort::Dearest] {
                let asked = Asked {
                    query: query.to_owned(),
                    category: None,
                    city: None,
                    min: None,
                    max: None,
                    duration: None,
                    specialist: None,
                    sort,
                    limit: 50,
                };
                let (search, naive) = (asked.search(&[]), asked.naive(&all));
                assert_eq!(pages(&shop, &search, true).await, Some(naive.clone()), "{asked:?}");
                assert_eq!(pages(&shop, &search, false).await, Some(naive), "{asked:?}");
            }
        }
    }

    /// Statements are put together from pieces: every combination must be one that the engine understands.
    async fn every_statement_prepares(engine: Engine) {
        let shop = Shop::open(engine).await;
        let place = Place { amount: 1, name: "а".to_owned(), id: ServiceId(1) };
        let check = async move |tx: &mut Tx| {
            for bits in 0..64_u32 {
                let on = |bit: u32| bits & (1 << bit) != 0;
                for (_, sort) in SORTS {
                    let search = Search {
                        words: if on(0) { Wanted::parse("массаж лица") } else { Vec::new() },
                        category: Category::parse("nails").filter(|_| on(1)),
                        city: on(2).then(|| "казань".to_owned()),
                        band: if on(3) { Band { min: Minor(1), max: Minor(2) } } else { Band::ALL },
                        duration_minutes: on(4).then_some(30),
                        after: on(5).then(|| place.clone()),
                        specialist: on(2).then(super::new_id),
                        sort,
                        limit: 20,
                    };
                    tx.check(&store::scan::statement(&search)).await?;
                }
            }
            Ok::<_, DbError>(())
        };
        shop.db.read(check).await.expect("prepared");
    }
}
