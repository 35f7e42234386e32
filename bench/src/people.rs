//! The specialists whom the bench signs up over the demo data, because no route tells the names of demo accounts.

use std::net::SocketAddr;
use std::thread;

use serde_json::{Value, json};

use crate::errand::Errand;
use crate::trouble::Fallible;

/// As many different users speak in every workload; with fewer connections they take turns.
pub const COUNT: usize = 64;
/// The password of every demo account, and of these.
pub const PASSWORD: &str = "Demo-Password-2026";

/// What signing in hands out.
#[derive(Clone)]
pub struct Pass {
    pub access: String,
    pub refresh: String,
}

/// The API through which somebody signs in.
#[derive(Clone, Copy, PartialEq)]
pub enum Face {
    Native,
    Dialect,
}

/// The login name of one of the `COUNT` specialists.
pub fn username(number: usize) -> String {
    format!("bench.specialist{number}")
}

/// Signs up all specialists and fills their profiles.
pub fn sign_up(address: SocketAddr) -> Fallible<()> {
    for_each(|number| {
        let account = json!({"username": username(number), "password": PASSWORD, "role": "specialist"});
        Errand::post("/api/v1/accounts", account).run(address, 201)?;
        let pass = sign_in_one(address, Face::Native, number)?;
        let profile = json!({
            "full_name": format!("Анна Иванова {number}"),
            "bio": "Работаю с чувствительной кожей, веду приём в центре города и на дому, говорю по-английски.",
            "city": "Нижний Новгород",
            "experience_years": number % 30,
        });
        let path = "/api/v1/me/profile";
        Errand { method: "PATCH", path, token: Some(&pass.access), body: Some(profile) }.run(address, 200)
    })?;
    Ok(())
}

/// Signs in all specialists, each in a new session, in the order of their numbers.
pub fn sign_in(address: SocketAddr, face: Face) -> Fallible<Vec<Pass>> {
    for_each(|number| sign_in_one(address, face, number))
}

fn sign_in_one(address: SocketAddr, face: Face, number: usize) -> Fallible<Pass> {
    let name = username(number);
    let (answer, access, refresh) = match face {
        Face::Native => {
            let answer = Errand::post("/api/v1/sessions", sign_in_body(&name)).fetch(address, 201)?;
            (answer, "access_token", "refresh_token")
        }
        Face::Dialect => {
            let body = json!({"username": name, "password": PASSWORD});
            (Errand::post("/api/auth/login/", body).fetch(address, 200)?, "access", "refresh")
        }
    };
    let token = |key: &str| answer[key].as_str().map(str::to_owned).ok_or("signing in gave no token");
    Ok(Pass { access: token(access)?, refresh: token(refresh)? })
}

/// The body that signs `name` in natively.
pub fn sign_in_body(name: &str) -> Value {
    json!({"identifier": name, "password": PASSWORD})
}

/// Does `task` for every specialist, a few at a time, and keeps the order. Few enough never to fill the queue
/// that guards password hashing.
fn for_each<T: Send>(task: impl Fn(usize) -> Fallible<T> + Sync) -> Fallible<Vec<T>> {
    const HANDS: usize = 4;
    let task = &task;
    let shares: Vec<Vec<T>> = thread::scope(|scope| {
        let start = |hand| scope.spawn(move || (hand..COUNT).step_by(HANDS).map(task).collect());
        let hands: Vec<_> = (0..HANDS).map(start).collect();
        hands.into_iter().map(|hand| hand.join().map_err(|_| "signing in panicked")?).collect::<Fallible<_>>()
    })?;
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    Ok((0..COUNT).filter_map(|number| shares[number % HANDS].next()).collect())
}

#[cfg(test)]
mod tests {
    use super::{COUNT, for_each};

    #[test]
    fn the_order_is_kept() {
        let numbers = for_each(Ok).expect("nothing fails");
        assert_eq!(numbers, (0..COUNT).collect::<Vec<_>>());
    }
}
