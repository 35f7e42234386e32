//! The search finds what looking at everything finds, page after page.

use frontdesk_accounts::words::fold;
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_testkit::both_engines;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{Shop, service};
use crate::category::Category;
use crate::model::{NewService, ServiceId};
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

/// Reads all pages of a search.
async fn pages(shop: &Shop, search: &Search) -> Vec<ServiceId> {
    let (mut search, mut ids) = (search.clone(), Vec::new());
    loop {
        let found = flow::find_services(&shop.db, &shop.sources, search.clone()).await.expect("read");
        let shown = &found[..found.len().min(search.limit)];
        ids.extend(shown.iter().map(|listed| listed.service.id));
        if found.len() <= search.limit {
            return ids;
        }
        search.after = shown.last().map(|last| Place::of(search.sort, &last.service));
    }
}

async fn profile_of(shop: &Shop, user: frontdesk_accounts::model::UserId) -> PublicId {
    let read = shop.db.read(async move |tx| store::cards::of(tx, &[user]).await);
    read.await.map_err(|e: DbError| e).expect("read")[0].profile_id
}

both_engines! {
    async fn a_search_finds_what_a_plain_scan_finds(engine: Engine) {
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
                    prop_assert_eq!(pages(&shop, &search).await, naive, "{:?}", asked);
                }
                Ok(())
            })
        });
        checked.expect("the same");
    }

    async fn all_of_many_are_found_in_order(engine: Engine) {
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
                assert_eq!(pages(&shop, &search).await, naive, "{asked:?}");
            }
        }
    }

    /// Transactions end in another order than that in which they began: none may slip through.
    async fn what_many_publish_at_once_is_all_found(engine: Engine) {
        let shop = std::sync::Arc::new(Shop::open(engine).await);
        let anna = shop.specialist("anna", "").await;
        let publish = |number: usize| {
            let (shop, anna) = (shop.clone(), anna.clone());
            tokio::spawn(async move {
                for step in 0..12 {
                    shop.offer(&anna, service("Массаж", (number * 12 + step) as i64)).await;
                    flow::find_services(&shop.db, &shop.sources, Search::default()).await.expect("read");
                }
            })
        };
        let publishers: Vec<_> = (0..8).map(publish).collect();
        for publisher in publishers {
            publisher.await.expect("published");
        }
        let search = Search { words: Wanted::parse("массажа"), sort: Sort::Cheapest, ..Search::default() };
        assert_eq!(pages(&shop, &search).await.len(), 96);
    }
}
