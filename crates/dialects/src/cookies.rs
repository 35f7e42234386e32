//! The two cookies of the wires that know sessions: the session's own, and the token that a foreign page cannot know. And
//! one on all wires, by which a device is known again: their clients keep nothing else.

use axum::response::Response;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::{Caller, SESSION_COOKIE, cookie};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::end_session;
use frontdesk_kit::ids::PublicId;
use http::{HeaderMap, HeaderValue, header};

use crate::wire::Answer;

/// The name of the cookie that scripts read and send back as `X-CSRFToken`.
const CSRF_COOKIE: &str = "csrftoken";
/// How long a browser keeps them, in seconds; the session may end sooner.
const KEPT_SECONDS: i64 = 14 * 86_400;
/// The name of the cookie that a device keeps when nobody is signed in on it.
const DEVICE_COOKIE: &str = "device";
/// How long, in seconds: as long as the account knows a device that does not come.
const DEVICE_SECONDS: i64 = 180 * 86_400;

/// Hands the cookies of `session` to the browser, and to nobody's cache.
pub fn hand_out(desk: &Desk, session: PublicId, response: &mut Response) {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let secure = secure(desk);
    let (own, csrf) = (desk.tokens.session_cookie(session), desk.tokens.csrf_token(session));
    set(response, format!("{SESSION_COOKIE}={own}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax{secure}"));
    set(response, format!("{CSRF_COOKIE}={csrf}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax{secure}"));
}

/// What the device that sends `headers` was given to keep.
pub fn device(headers: &HeaderMap) -> Option<String> {
    cookie(headers, DEVICE_COOKIE).map(str::to_owned)
}

/// Gives it to the device. It opens nothing, and no script needs it.
pub fn keep_device(desk: &Desk, token: &str, response: &mut Response) {
    let secure = secure(desk);
    set(
        response,
        format!("{DEVICE_COOKIE}={token}; Path=/; Max-Age={DEVICE_SECONDS}; HttpOnly; SameSite=Strict{secure}"),
    );
}

/// Takes them back.
pub fn take_back(desk: &Desk, response: &mut Response) {
    let secure = secure(desk);
    set(response, format!("{SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}"));
    set(response, format!("{CSRF_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax{secure}"));
}

/// Over TLS a cookie never leaves in the clear.
fn secure(desk: &Desk) -> &'static str {
    let over_tls = desk.settings.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    if over_tls { "; Secure" } else { "" }
}

fn set(response: &mut Response, cookie: String) {
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Ends the session that a request was made in, if there is one: a browser holds one at a time.
pub async fn leave(desk: &Desk, caller: Option<&Caller>, origin: &Origin) -> Answer<()> {
    let present = caller.and_then(|caller| Some((caller, caller.session?.1)));
    let Some((caller, session)) = present else { return Ok(()) };
    match end_session(desk, caller, session, origin).await {
        // Over already: somebody was faster.
        Ok(()) | Err(AccountError::NotFound) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
