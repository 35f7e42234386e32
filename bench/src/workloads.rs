//! The workloads: what is asked, of which server, beside which floor, with which goal.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use crate::client::{Crowd, Script};
use crate::dice::Dice;
use crate::http::render;
use crate::people::{COUNT, Face, Pass, sign_in_body, username};
use crate::scripts::{Renewal, Rota, Search};
use crate::vocabulary::Vocabulary;

/// Queries in the set that repeats.
const POPULAR: usize = 50;
/// Connections that read their profile while others log in.
const READERS: usize = 8;
/// What their p99 stays below.
const CALM: Duration = Duration::from_millis(50);

/// What a workload is held against, measured in the same round.
#[derive(Clone, Copy, PartialEq)]
pub enum Floor {
    /// The same requests to a server that serialises one constant answer, and to one that has it ready as bytes.
    Constant,
    /// Argon2id on as many threads as there are cores.
    Hashes,
    /// One-row durable commits, one after the other.
    Commits,
    None,
}

/// What issue and design ask for.
#[derive(Clone, Copy)]
pub enum Goal {
    /// Requests a second, as a multiple of the floor's.
    Ratio(f64),
    /// The slowest of 99 in 100 answers stays below this.
    P99(Duration),
}

#[derive(Clone, Copy, PartialEq)]
enum Act {
    Profile(Face),
    FreshSearch(Face),
    RepeatedSearch(Face),
    Login,
    ProfileDuringLogin,
    Create,
    Refresh,
}

/// One line of the report.
pub struct Workload {
    pub key: &'static str,
    pub title: &'static str,
    pub floor: Floor,
    pub goal: Goal,
    act: Act,
}

const fn workload(key: &'static str, title: &'static str, act: Act, floor: Floor, goal: Goal) -> Workload {
    Workload { key, title, floor, goal, act }
}

/// In the order of a round: reads first, durable writes last.
pub const ALL: [Workload; 10] = {
    use Act::{Create, FreshSearch, Login, Profile, ProfileDuringLogin, Refresh, RepeatedSearch};
    use Face::{Dialect, Native};
    use Floor::{Commits, Constant, Hashes};
    use Goal::{P99, Ratio};
    [
        workload("profile-native", "own profile", Profile(Native), Constant, Ratio(0.6)),
        workload("profile-dialect", "own profile, dialect", Profile(Dialect), Constant, Ratio(0.6)),
        workload("list-native-fresh", "list, every query new", FreshSearch(Native), Constant, Ratio(0.2)),
        workload("list-native-repeat", "list, 50 queries", RepeatedSearch(Native), Constant, Ratio(0.5)),
        workload("list-dialect-fresh", "list, every query new, dialect", FreshSearch(Dialect), Constant, Ratio(0.2)),
        workload("list-dialect-repeat", "list, 50 queries, dialect", RepeatedSearch(Dialect), Constant, Ratio(0.5)),
        workload("login", "login", Login, Hashes, Ratio(0.95)),
        workload("profile-during-login", "own profile while others log in", ProfileDuringLogin, Floor::None, P99(CALM)),
        workload("create", "create a service, durable", Create, Commits, Ratio(2.0)),
        workload("refresh", "refresh with rotation, dialect", Refresh, Commits, Ratio(2.0)),
    ]
};

/// Those who are signed in for one round, by server and face.
pub struct Passes {
    pub native: Vec<Pass>,
    pub dialect: Vec<Pass>,
    pub native_writers: Vec<Pass>,
    pub dialect_writers: Vec<Pass>,
}

/// What scripts are made from.
pub struct Props {
    pub vocabulary: Arc<Vocabulary>,
    popular: [Arc<[Vec<u8>]>; 2],
    pub passes: Passes,
}

impl Props {
    pub fn new(vocabulary: Vocabulary, passes: Passes) -> Self {
        let popular = [Face::Native, Face::Dialect].map(|face| {
            let mut dice = Dice::fresh();
            (0..POPULAR).map(|_| render("GET", &vocabulary.draw(face, &mut dice).path(face), None, None)).collect()
        });
        Self { vocabulary: Arc::new(vocabulary), popular, passes }
    }
}

impl Workload {
    /// Whether this writes more than a session; such workloads have a server and a database of their own, lest the
    /// lists grow while they are measured.
    pub fn writes(&self) -> bool {
        matches!(self.act, Act::Create | Act::Refresh)
    }

    /// The connections of this workload; the first crowd is the one that is measured.
    pub fn crowds(&self, props: &Props, connections: usize) -> Vec<Crowd> {
        let passes = &props.passes;
        match self.act {
            Act::Profile(face) => vec![profile_readers(props, face, connections)],
            Act::FreshSearch(face) => vec![searchers(props, face, connections)],
            Act::RepeatedSearch(face) => vec![taking_turns(200, &props.popular[face as usize], connections)],
            Act::Login => vec![logins(connections)],
            Act::ProfileDuringLogin => {
                vec![profile_readers(props, Face::Native, READERS), logins(connections)]
            }
            Act::Create => vec![taking_turns(201, &creations(&props.vocabulary, passes), connections)],
            Act::Refresh => vec![renewers(&passes.dialect_writers, connections)],
        }
    }
}

/// The address of one's own profile.
pub fn profile_path(face: Face) -> &'static str {
    match face {
        Face::Native => "/api/v1/me/profile",
        Face::Dialect => "/api/auth/profile/me/",
    }
}

fn crowd(wanted: u16, connections: usize, script: impl FnMut(usize) -> Box<dyn Script>) -> Crowd {
    Crowd { wanted, scripts: (0..connections).map(script).collect() }
}

fn taking_turns(wanted: u16, requests: &Arc<[Vec<u8>]>, connections: usize) -> Crowd {
    crowd(wanted, connections, |place| Box::new(Rota::new(requests, place)))
}

fn profile_readers(props: &Props, face: Face, connections: usize) -> Crowd {
    let passes = match face {
        Face::Native => &props.passes.native,
        Face::Dialect => &props.passes.dialect,
    };
    let request = |pass: &Pass| render("GET", profile_path(face), Some(&pass.access), None);
    taking_turns(200, &passes.iter().map(request).collect(), connections)
}

fn searchers(props: &Props, face: Face, connections: usize) -> Crowd {
    crowd(200, connections, |_| {
        let vocabulary = props.vocabulary.clone();
        Box::new(Search { vocabulary, face, dice: Dice::fresh(), request: Vec::new() })
    })
}

fn logins(connections: usize) -> Crowd {
    let ours = (0..COUNT).map(username);
    let demo = ["demo.specialist", "demo.client"].map(str::to_owned);
    let sign_in = |name: String| render("POST", "/api/v1/sessions", None, Some(&sign_in_body(&name)));
    taking_turns(201, &ours.chain(demo).map(sign_in).collect(), connections)
}

/// One request for each specialist, named and priced like those that are there.
fn creations(vocabulary: &Vocabulary, passes: &Passes) -> Arc<[Vec<u8>]> {
    let mut dice = Dice::fresh();
    let create = |pass: &Pass| {
        let service = json!({
            "name": dice.pick(vocabulary.names()),
            "description": "Спокойный сеанс с внимательным мастером, все материалы включены в цену.",
            "price_minor": 100_000 + 5_000 * dice.below(40),
            "duration_minutes": 30 + 15 * dice.below(5),
        });
        render("POST", "/api/v1/services", Some(&pass.access), Some(&service))
    };
    passes.native_writers.iter().map(create).collect()
}

/// Each connection needs a chain of tokens of its own.
fn renewers(passes: &[Pass], connections: usize) -> Crowd {
    crowd(200, connections.min(passes.len()), |place| {
        Box::new(Renewal { refresh: passes[place].refresh.clone(), request: Vec::new() })
    })
}
