//! What every request of somebody who is signed in pays: the token verified, the session looked up, the rule applied.

use std::path::Path;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, Method, header};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::{Credentials, authenticate};
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::desk::{Desk, DeskSettings};
use frontdesk_accounts::identifier::Username;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::{Rule, authorise};
use frontdesk_accounts::store::sessions::{self, NewSession};
use frontdesk_accounts::store::users::{self, NewUser};
use frontdesk_accounts::token::{SESSION_SECONDS, Wire};
use frontdesk_kit::clock::Clock;
use frontdesk_kit::db::{Db, DbError, migrate};
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::ids::PublicId;

use super::told;
use crate::procfs::cpu_time;
use crate::trouble::Fallible;

/// Requests with one token, and requests with a token each.
const SEEN: usize = 500_000;
const NEW: usize = 20_000;
const GOAL: Duration = Duration::from_micros(60);

/// Prints the CPU time of a check, with a token that was seen before and with one that was not.
pub fn measure(folder: &Path) -> Fallible<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (clock, entropy) = (Clock::system(), Entropy::system());
        let db = Db::open(&format!("sqlite:{}", folder.join("checks.db").display())).await?;
        let steps = [frontdesk_notify::MIGRATIONS, frontdesk_accounts::MIGRATIONS].concat();
        migrate(&db, &steps, clock.now()).await?;
        let desk = Desk::open(db, clock, entropy, Model::load("marketplace")?, DeskSettings::new(folder))?;
        let (user, session) = somebody(&desk).await?;
        let token = |_| headers(&desk.tokens.native_access(user, session, entropy.bytes(), desk.clock.now()));
        let new: Vec<HeaderMap> = (0..NEW).map(token).collect::<Fallible<_>>()?;
        let for_new = check_all(&desk, new.iter()).await?;
        let for_seen = check_all(&desk, std::iter::repeat_n(&new[0], SEEN)).await?;
        println!("token, session and rule checked, CPU of one request");
        for (what, took) in [("a token seen before", for_seen), ("a token never seen", for_new)] {
            let goal = told(took < GOAL, format!("<{} µs", GOAL.as_micros()));
            println!("  {what:<24}{:>9.1} µs   {goal}", took.as_secs_f64() * 1e6);
        }
        println!();
        Ok(())
    })
}

async fn somebody(desk: &Desk) -> Fallible<(PublicId, PublicId)> {
    let now = desk.clock.now();
    let (user, session) = (PublicId(desk.entropy.uuid(now)), PublicId(desk.entropy.uuid(now)));
    let begun: Result<UserId, DbError> = desk
        .db
        .write(async move |tx| {
            let new = NewUser {
                public_id: user,
                username: Username::parse("anna").ok(),
                email: None,
                phone: None,
                role: "client".into(),
                password_hash: None,
                suspended: false,
            };
            let user_id = users::insert(tx, &new, now).await?;
            let expires_at = now.plus(SESSION_SECONDS);
            let new =
                NewSession { public_id: session, user_id, wire: Wire::Native, device_name: String::new(), expires_at };
            sessions::insert(tx, &new, &Origin::local(), now).await?;
            Ok(user_id)
        })
        .await;
    begun?;
    Ok((user, session))
}

fn headers(token: &str) -> Fallible<HeaderMap> {
    let value = HeaderValue::from_str(&format!("Bearer {token}"))?;
    Ok(HeaderMap::from_iter([(header::AUTHORIZATION, value)]))
}

/// The CPU time of a check, on average.
async fn check_all<'a>(desk: &Desk, requests: impl ExactSizeIterator<Item = &'a HeaderMap>) -> Fallible<Duration> {
    let count = requests.len() as u32;
    let before = cpu_time(std::process::id())?;
    for headers in requests {
        let caller = authenticate(desk, Credentials::Bearer, (&Method::GET, headers)).await;
        let caller = caller.map_err(|_| "a good token was refused")?;
        authorise(&desk.model, Rule::SignedIn, caller.as_ref()).map_err(|_| "somebody who is signed in was refused")?;
    }
    Ok((cpu_time(std::process::id())? - before) / count)
}
