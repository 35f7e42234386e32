//! Complete lists: the index finds what comparing every name finds.

use frontdesk_testkit::both_engines;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{Shop, service};
use crate::flow;
use crate::model::{Service, Sight};
use crate::store::Narrowing;
use crate::words::fold;

impl Shop {
    async fn complete(&self, sight: Sight, narrowing: &Narrowing) -> Vec<Service> {
        let all = flow::list_all(&self.db, &self.sources, sight, narrowing.clone(), |services| services);
        all.await.expect("read")
    }
}

fn named(part: &str) -> Narrowing {
    Narrowing { name: Some(part.to_owned()), ..Narrowing::default() }
}

both_engines! {
    async fn a_part_of_the_name_finds_in_any_case_and_signs_are_ordinary(engine: Engine) {
        let shop = Shop::open(engine).await;
        let anna = shop.specialist("anna", "").await;
        for name in ["Массаж ЛИЦА", "Скидка 50%", "Скидка 500", "a_b", "axb", "Ёлка"] {
            shop.offer(&anna, service(name, 100)).await;
        }
        for (part, names) in [
            ("ассаж л", vec!["Массаж ЛИЦА"]),
            ("  лица ", vec!["Массаж ЛИЦА"]),
            ("50%", vec!["Скидка 50%"]),
            ("СКИД", vec!["Скидка 50%", "Скидка 500"]),
            ("a_b", vec!["a_b"]),
            ("елк", vec!["Ёлка"]),
            ("нет такого", vec![]),
            ("\0", vec![]),
            ("\\", vec![]),
        ] {
            let found = shop.complete(Sight::Everybody, &named(part)).await;
            assert_eq!(found.iter().map(|service| service.name.as_str()).collect::<Vec<_>>(), names, "{part}");
        }
        assert!(shop.complete(Sight::Everybody, &named(&"я".repeat(100_000))).await.is_empty());
    }

    async fn a_specialist_sees_all_of_his_own_and_nothing_else(engine: Engine) {
        let shop = Shop::open(engine).await;
        let (anna, boris) = (shop.specialist("anna", "").await, shop.specialist("boris", "").await);
        let shown = shop.offer(&anna, service("Массаж", 100)).await;
        let hidden = shop.offer(&anna, crate::model::NewService { active: false, ..service("Массаж спины", 200) }).await;
        let others = shop.offer(&boris, service("Массаж", 300)).await;

        assert_eq!(shop.complete(Sight::Only(anna.user_id), &named("масс")).await, [shown.clone(), hidden]);
        assert_eq!(shop.complete(Sight::Everybody, &Narrowing::default()).await, [shown, others.clone()]);
        let of_boris = Narrowing { specialist: Some(boris.user_id), ..Narrowing::default() };
        assert_eq!(shop.complete(Sight::Everybody, &of_boris).await, [others]);
        assert!(shop.complete(Sight::Only(anna.user_id), &of_boris).await.is_empty());
    }

    async fn a_part_of_a_name_finds_what_a_plain_scan_finds(engine: Engine) {
        let words = "(мас|маса|масса|ёж|еж|гель|лак|Лак|a_b|50%|abc|Abd|й|и|ß)";
        let name = proptest::collection::vec(words, 1..5).prop_map(|words| words.join(" "));
        let names = proptest::collection::vec((name.clone(), 1..5_i64, any::<bool>()), 1..25);
        let part =
            (name, 0_usize..6, 1_usize..9).prop_map(|(name, from, length)| name.chars().skip(from).take(length).collect());
        let narrowing = (part, proptest::option::of(1..5_i64), proptest::option::of(1..5_i64));
        let mut runner = TestRunner::new(super::cases(engine));
        let checked = runner.run(&(names, proptest::collection::vec(narrowing, 20)), |(names, narrowings)| {
            super::wait_for(async {
                let shop = Shop::open(engine).await;
                let anna = shop.specialist("anna", "").await;
                let mut all = Vec::new();
                for (name, price, active) in names {
                    let offered = crate::model::NewService { active, ..service(&name, price) };
                    all.push(shop.offer(&anna, offered).await);
                }
                for (part, min, max) in narrowings {
                    let part: String = part;
                    let (min_price, max_price) = (min.map(|rubles| rubles * 100), max.map(|rubles| rubles * 100));
                    let narrowing = Narrowing { min_price, max_price, ..named(&part) };
                    let fits = |service: &&Service| {
                        service.active
                            && fold(&service.name).contains(&fold(&part))
                            && min_price.is_none_or(|min| service.price.0 >= min)
                            && max_price.is_none_or(|max| service.price.0 <= max)
                    };
                    let naive: Vec<&Service> = all.iter().filter(fits).collect();
                    let found = shop.complete(Sight::Everybody, &narrowing).await;
                    prop_assert_eq!(found.iter().collect::<Vec<_>>(), naive, "{:?}", narrowing);
                }
                Ok(())
            })
        });
        checked.expect("the same");
    }
}
