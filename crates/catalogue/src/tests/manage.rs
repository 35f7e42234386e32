//! Who may offer, change and withdraw what.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_testkit::both_engines;

use super::{NOW, Shop, new_id, service};
use crate::error::ServiceError;
use crate::model::{Once, Service, ServiceChange, ServiceRef, Sight};
use crate::search::Search;
use crate::words::Wanted;
use crate::{flow, store};

impl Shop {
    async fn edit(
        &self,
        caller: &Caller,
        id: &Service,
        change: ServiceChange,
        seen: Option<i64>,
    ) -> Result<Service, ServiceError> {
        let (caller, id) = (caller.clone(), ServiceRef::Public(id.public_id));
        let later = NOW.plus(60);
        let work = async move |tx: &mut Tx| {
            flow::edit(tx, &caller, id, &change, seen.as_ref().map(std::slice::from_ref), later).await
        };
        let edited = self.db.write(work).await;
        self.services.bump();
        edited
    }

    async fn withdraw(&self, caller: &Caller, service: &Service) -> Result<(), ServiceError> {
        let (caller, id) = (caller.clone(), ServiceRef::Number(service.id));
        let gone = self.db.write(async move |tx| flow::withdraw(tx, &caller, id, None).await).await;
        self.services.bump();
        gone
    }

    async fn look(&self, sight: Sight, service: &Service) -> Option<Service> {
        let id = ServiceRef::Public(service.public_id);
        self.db.read(async move |tx| store::find(tx, sight, id).await).await.map_err(|e: DbError| e).expect("read")
    }

    async fn names(&self, query: &str) -> Vec<String> {
        let search = Search { words: Wanted::parse(query), ..Search::default() };
        let found = flow::find_services(&self.db, &self.sources, search).await.expect("read");
        found.into_iter().map(|listed| listed.service.name).collect()
    }
}

fn renamed(name: &str) -> ServiceChange {
    ServiceChange { name: Some(name.to_owned()), ..ServiceChange::default() }
}

both_engines! {
    async fn sec_AZ_02_anothers_service_is_as_good_as_none(engine: Engine) {
        let shop = Shop::open(engine).await;
        let (anna, boris) = (shop.specialist("anna", "Казань").await, shop.specialist("boris", "Казань").await);
        let massage = shop.offer(&anna, service("Массаж лица", 1500)).await;

        assert!(matches!(shop.edit(&boris, &massage, renamed("Моё"), None).await, Err(ServiceError::NotFound)));
        assert!(matches!(shop.withdraw(&boris, &massage).await, Err(ServiceError::NotFound)));
        assert_eq!(shop.look(Sight::Only(boris.user_id), &massage).await, None);
        assert_eq!(shop.look(Sight::Everybody, &massage).await, Some(massage.clone()));

        let admin = shop.person("admin", "", &[Permission::ManageAnyService]).await;
        let changed = shop.edit(&admin, &massage, renamed("Массаж"), None).await.expect("an administrator may");
        assert_eq!((changed.version, changed.updated_at, changed.specialist_id), (2, NOW.plus(60), anna.user_id));
        shop.withdraw(&anna, &massage).await.expect("the owner may");
        assert!(matches!(shop.withdraw(&anna, &massage).await, Err(ServiceError::NotFound)));
    }

    async fn who_has_no_permission_manages_nothing(engine: Engine) {
        let shop = Shop::open(engine).await;
        let (anna, client) = (shop.specialist("anna", "").await, shop.person("client", "", &[]).await);
        let massage = shop.offer(&anna, service("Массаж", 1500)).await;
        assert!(matches!(shop.try_offer(&client, service("Массаж", 1)).await, Err(ServiceError::Forbidden)));
        assert!(matches!(shop.edit(&client, &massage, renamed("Моё"), None).await, Err(ServiceError::Forbidden)));
        assert!(matches!(shop.withdraw(&client, &massage).await, Err(ServiceError::Forbidden)));
    }

    async fn a_change_over_an_older_version_is_refused(engine: Engine) {
        let shop = Shop::open(engine).await;
        let anna = shop.specialist("anna", "").await;
        let massage = shop.offer(&anna, service("Массаж", 1500)).await;
        shop.edit(&anna, &massage, renamed("Массаж спины"), Some(1)).await.expect("the present version");
        assert!(matches!(shop.edit(&anna, &massage, renamed("Другое"), Some(1)).await, Err(ServiceError::Stale)));
        let same = shop.edit(&anna, &massage, renamed("Массаж спины"), Some(2)).await.expect("nothing to change");
        assert_eq!(same.version, 2);
    }

    async fn a_service_is_found_by_what_it_is_called_now(engine: Engine) {
        let shop = Shop::open(engine).await;
        let anna = shop.specialist("anna", "").await;
        let offered = shop.offer(&anna, service("Маникюр", 1500)).await;
        assert_eq!(shop.names("маникюра").await, ["Маникюр"]);

        shop.edit(&anna, &offered, renamed("Педикюр"), None).await.expect("renamed");
        assert!(shop.names("маникюр").await.is_empty());
        assert_eq!(shop.names("педикюром").await, ["Педикюр"]);

        let hide = ServiceChange { active: Some(false), ..ServiceChange::default() };
        shop.edit(&anna, &offered, hide.clone(), None).await.expect("hidden");
        assert!(shop.names("педикюр").await.is_empty());
        assert_eq!(shop.look(Sight::Everybody, &offered).await, None);
        assert!(shop.look(Sight::Also(anna.user_id), &offered).await.is_some());

        shop.edit(&anna, &offered, ServiceChange { active: Some(true), ..hide }, None).await.expect("shown");
        assert_eq!(shop.names("педикюр").await, ["Педикюр"]);
        shop.withdraw(&anna, &offered).await.expect("withdrawn");
        assert!(shop.names("педикюр").await.is_empty());
    }

    async fn services_of_a_suspended_specialist_are_hidden_from_all_others(engine: Engine) {
        let shop = Shop::open(engine).await;
        let (anna, boris) = (shop.specialist("anna", "").await, shop.specialist("boris", "").await);
        let massage = shop.offer(&anna, service("Массаж", 1500)).await;
        shop.suspend(&anna).await;
        assert!(shop.names("массаж").await.is_empty());
        assert!(shop.names("").await.is_empty());
        assert_eq!(shop.look(Sight::Everybody, &massage).await, None);
        assert_eq!(shop.look(Sight::Also(boris.user_id), &massage).await, None);
        assert!(shop.look(Sight::All, &massage).await.is_some());
        assert_eq!(flow::count_services(&shop.db, &shop.sources).await.expect("read").get("other"), None);
    }

    async fn sec_BK_05_a_repeated_create_makes_one_service(engine: Engine) {
        let shop = Shop::open(engine).await;
        let anna = shop.specialist("anna", "").await;
        let once = |digest| Once { key: "key-1".to_owned(), digest: [digest; 32] };
        let create = async |once: Once, now: Timestamp| {
            let (caller, new) = (anna.clone(), service("Массаж", 1500));
            let work = async move |tx: &mut Tx| {
                flow::publish_once(tx, &caller, &new, &once, new_id(), now).await
            };
            let made = shop.db.write(work).await;
            shop.services.bump();
            made
        };
        let first = create(once(1), NOW).await.expect("made");
        assert_eq!(create(once(1), NOW.plus(86_399)).await.expect("the same"), first);
        assert!(matches!(create(once(2), NOW.plus(1)).await, Err(ServiceError::KeyReused)));
        assert_eq!(shop.names("массаж").await.len(), 1);

        let second = create(once(2), NOW.plus(86_400)).await.expect("the key is free again");
        assert_ne!(second.public_id, first.public_id);
        shop.withdraw(&anna, &second).await.expect("withdrawn");
        assert!(matches!(create(once(2), NOW.plus(86_401)).await, Err(ServiceError::NotFound)));
    }
}
