//! AUTH, RFC 4954.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::session::Talk;
use super::{PASSWORD, USER};

/// Who signs in with `argument` of AUTH, if the password is right.
pub(super) async fn sign_in(talk: &mut Talk, argument: &str) -> Option<String> {
    let (user, password) = match argument.split_once(' ').unwrap_or((argument, "")) {
        ("PLAIN", "") => plain(&ask(talk, "").await?)?,
        ("PLAIN", response) => plain(&decoded(response)?)?,
        ("LOGIN", _) => (ask(talk, "Username:").await?, ask(talk, "Password:").await?),
        _ => return None,
    };
    (user == USER && password == PASSWORD).then_some(user)
}

async fn ask(talk: &mut Talk, challenge: &str) -> Option<String> {
    talk.say(&format!("334 {}", STANDARD.encode(challenge))).await?;
    let line = talk.hear().await?;
    decoded(&line)
}

fn decoded(text: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(text).ok()?).ok()
}

/// Whom to act as, who signs in, the password; RFC 4616.
fn plain(response: &str) -> Option<(String, String)> {
    let mut parts = response.split('\0').skip(1);
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}
