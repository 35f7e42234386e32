//! Every operation of every shipped model, tried by everybody: who is let past, whose things they may touch.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

mod declared;
mod expected;
mod hidden_fields;
mod request;
mod salon;
mod world;

use std::collections::{BTreeSet, HashMap};

use frontdesk_testkit::{Answer, both_engines};

use self::expected::{Caller, ROWS, admits, expected, refused};
use self::request::is_owned;
use self::world::{Person, Role, World};
use crate::support::{Document, Operation};

both_engines! {
    async fn sec_AZ_01_everybody_is_answered_by_their_role_in_compat(engine: Engine) {
        play(&World::open(engine, "compat").await).await;
    }

    async fn sec_AZ_01_everybody_is_answered_by_their_role_in_marketplace(engine: Engine) {
        play(&World::open(engine, "marketplace").await).await;
    }

    async fn sec_AZ_01_everybody_is_answered_by_their_role_in_accounts(engine: Engine) {
        play(&World::open(engine, "accounts").await).await;
    }

    async fn sec_AZ_01_everybody_is_answered_by_their_role_in_users(engine: Engine) {
        play(&World::open(engine, "users").await).await;
    }

    async fn sec_AZ_01_everybody_is_answered_by_their_role_in_account_v1(engine: Engine) {
        play(&World::open(engine, "account-v1").await).await;
    }

    async fn sec_AZ_01_everybody_is_answered_by_their_role_in_session_token(engine: Engine) {
        play(&World::open(engine, "session-token").await).await;
    }

    async fn sec_AZ_01_every_operation_declares_a_rule_and_has_a_row(engine: Engine) {
        let world = World::open(engine, "compat").await;
        let served: BTreeSet<String> = operations(&world).await.iter().map(Operation::name).collect();
        let known: BTreeSet<String> = ROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(served, known, "left: what is served; right: what is expected of it");
    }

    async fn a_role_is_told_of_the_operations_that_let_it_past(engine: Engine) {
        for model in ["compat", "marketplace", "accounts", "users", "account-v1", "session-token"] {
            let world = World::open(engine, model).await;
            let all = operations(&world).await;
            for role in &world.roles {
                let told = world.chief.get("/api/schema/?format=json").query("role", &role.key).await.ok();
                let told: BTreeSet<String> =
                    Document::from(told.json().clone()).operations().iter().map(Operation::name).collect();
                let may = all.iter().filter(|operation| admits(operation, Some(role)));
                assert_eq!(told, may.map(Operation::name).collect(), "{model}, {}", role.key);
            }
        }
    }
}

async fn operations(world: &World) -> Vec<Operation> {
    Document::of(world.desk.http()).await.operations()
}

/// Plays every cell: each operation, asked for by nobody, by somebody who is suspended, and by every role, for things of
/// others and, where things have owners, of their own.
async fn play(world: &World) {
    let mut cast = Cast::of(world).await;
    let mut wrong = Vec::new();
    for operation in operations(world).await {
        for caller in [Caller::Nobody, Caller::Suspended].into_iter().chain(world.roles.iter().map(Caller::Role)) {
            wrong.extend(cast.asks_for_others(&operation, &caller).await);
            if let (Caller::Role(role), true) = (&caller, is_owned(&operation)) {
                wrong.extend(cast.asks_for_own(&operation, role).await);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Those who ask, and one whose things are asked for. Whoever has done the last thing that they could do is replaced, and so
/// is whom it was done to.
struct Cast<'w> {
    world: &'w World,
    suspended: Person,
    people: HashMap<String, Person>,
    stranger: Option<Person>,
    /// What administration is told that a role may call.
    told: HashMap<(String, String), bool>,
}

impl<'w> Cast<'w> {
    async fn of(world: &'w World) -> Self {
        let suspended = world.suspended(&world.roles[0]).await;
        let mut told = HashMap::new();
        for role in world.roles.iter().map(|role| role.key.as_str()).chain(["anonymous"]) {
            let rights = world.chief.get(&format!("/api/v1/admin/roles/{role}/rights")).await.ok();
            for right in rights.at("/operations").as_array().expect("a list") {
                let text = |key: &str| right[key].as_str().expect("text").to_owned();
                assert_eq!(right["allowed"] == true, right["because"].is_string(), "{right}");
                told.insert(
                    (role.to_owned(), format!("{} {}", text("method"), text("path"))),
                    right["allowed"] == true,
                );
            }
        }
        Self { world, suspended, people: HashMap::new(), stranger: None, told }
    }

    async fn asks_for_own(&mut self, operation: &Operation, role: &Role) -> Option<String> {
        let who = self.person(role).await;
        let call = self.world.request(operation, Some(&who), &who).await;
        let answer = match call {
            Some(call) => call.await,
            // Some things cannot be theirs.
            None => {
                self.people.insert(role.key.clone(), who);
                return None;
            }
        };
        self.keep_if_they_can_go_on(operation, who).await;
        self.verdict(operation, &Caller::Role(role), true, &answer)
    }

    async fn asks_for_others(&mut self, operation: &Operation, caller: &Caller<'_>) -> Option<String> {
        let who = match caller {
            Caller::Nobody => None,
            Caller::Suspended => Some(self.suspended.clone()),
            Caller::Role(role) => Some(self.person(role).await),
        };
        let stranger = match self.stranger.take() {
            Some(stranger) => stranger,
            None => {
                self.world.person(self.world.role_that_may("service.manage_own").unwrap_or(&self.world.roles[0])).await
            }
        };
        // Where nobody can have such a thing, nothing is asked for.
        let (call, is_there) = match self.world.request(operation, who.as_ref(), &stranger).await {
            Some(call) => (call, true),
            None => (self.world.request_for_nothing(operation, who.as_ref()), false),
        };
        let answer = call.await;
        if !may_have_changed(operation) || self.world.can_go_on(&stranger).await {
            self.stranger = Some(stranger);
        }
        if let (Caller::Role(_), Some(who)) = (caller, who) {
            self.keep_if_they_can_go_on(operation, who).await;
        }
        match is_there {
            true => self.verdict(operation, caller, false, &answer),
            false => verdict_on_nothing(operation, caller, &answer),
        }
    }

    async fn keep_if_they_can_go_on(&mut self, operation: &Operation, who: Person) {
        // With a new password one is still signed in, but not again.
        let is_another = operation.path.ends_with("/set_password/");
        if !is_another && (!may_have_changed(operation) || self.world.can_go_on(&who).await) {
            self.people.insert(who.role.key.clone(), who);
        }
    }

    /// What is wrong with an answer: it is not the expected one, or administration is told otherwise.
    fn verdict(&self, operation: &Operation, caller: &Caller<'_>, own: bool, answer: &Answer) -> Option<String> {
        let expected = expected(operation, caller, own, self.world.has_pictures);
        let whose = if own { "their own" } else { "others'" };
        if Some(answer.status) != expected {
            return Some(format!("{caller:?} on {whose}, expected {expected:?}: {}", answer.shown()));
        }
        let role = match caller {
            Caller::Nobody => "anonymous",
            Caller::Suspended => return None,
            Caller::Role(role) => &role.key,
        };
        let is_let_past = refused(operation, caller).is_none();
        let told = self.told.get(&(role.to_owned(), operation.name()));
        (told != Some(&is_let_past)).then(|| format!("{}: administration is told {told:?} of {role}", operation.name()))
    }

    async fn person(&mut self, role: &Role) -> Person {
        match self.people.remove(&role.key) {
            Some(person) => person,
            None => self.world.person(role).await,
        }
    }
}

fn may_have_changed(operation: &Operation) -> bool {
    operation.method != "GET" || operation.path.contains("logout")
}

/// What is wrong with an answer about what is not there: it says just that to everybody who is let past.
fn verdict_on_nothing(operation: &Operation, caller: &Caller<'_>, answer: &Answer) -> Option<String> {
    let expected = refused(operation, caller).unwrap_or(404);
    (answer.status != expected).then(|| format!("{caller:?} on nothing, expected {expected}: {}", answer.shown()))
}
