//! Finding by words: any form of them, in any case.

use frontdesk_testkit::both_engines;

use super::market::{assert_found, list, service, specialist};
use crate::support::TestDesk;

both_engines! {
    async fn russian_forms_find_each_other(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let offers = [
            "Маникюр",
            "Свадебная причёска",
            "Наращивание ресниц 2D",
            "Покрытие гель-лаком",
            "Haircut",
            "МАССАЖ спины",
        ];
        let offers: Vec<_> = offers.iter().map(|name| service(name, 1_000, 30)).collect();
        specialist(&desk, "anna", "Казань", &offers).await;
        for (query, name) in [
            ("маникюр", "Маникюр"),
            ("маникюра", "Маникюр"),
            ("МАНИКЮРОМ", "Маникюр"),
            ("прическа", "Свадебная причёска"),
            ("причёски", "Свадебная причёска"),
            ("ПРИЧЕСКУ", "Свадебная причёска"),
            ("свадебные причёски", "Свадебная причёска"),
            ("наращивания ресницы", "Наращивание ресниц 2D"),
            ("2d", "Наращивание ресниц 2D"),
            ("гель лак", "Покрытие гель-лаком"),
            ("haircuts", "Haircut"),
            ("HAIRCUT", "Haircut"),
            ("массажа", "МАССАЖ спины"),
            ("спина массаж", "МАССАЖ спины"),
            ("масс", "МАССАЖ спины"),
        ] {
            assert_found(list(desk.http(), &[("q", query)]).await, &[name]);
        }
        for query in [
            "педикюр",
            "массаж лица",
            "наращивание ногтей",
            "лак для волос",
            "аникюр",
            "%",
            "_",
            "***",
            "'",
            "\"",
            "маникюр OR массаж",
        ] {
            assert_found(list(desk.http(), &[("q", query)]).await, &[]);
        }
    }

    async fn a_word_is_found_beside_every_other_filter_and_in_every_order(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let offers: Vec<_> =
            (0..30).map(|number| service(&format!("Маникюр {number}"), 1_000 + number, 30 + number)).collect();
        specialist(&desk, "anna", "Казань", &offers).await;
        specialist(&desk, "boris", "Самара", &[service("Маникюр мужской", 1_010, 40), service("Стрижка", 1_010, 40)])
            .await;
        for sort in ["newest", "price", "-price", "duration", "name"] {
            assert_found(
                list(
                    desk.http(),
                    &[("q", "маникюра"), ("min_price_minor", "1009"), ("max_price_minor", "1011"), ("sort", sort)],
                )
                .await,
                &["Маникюр 9", "Маникюр 10", "Маникюр 11", "Маникюр мужской"],
            );
            let parameters = [("q", "маникюры"), ("city", "самара"), ("duration_minutes", "40"), ("sort", sort)];
            assert_found(list(desk.http(), &parameters).await, &["Маникюр мужской"]);
        }
    }
}
