//! Refusals in the shapes that the clients of the older backends parse.

use axum::response::Response;
use frontdesk_kit::locale::{self, Lang, Message};
use frontdesk_kit::problem::Problem;
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

/// One of the older wires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Marketplace,
    Accounts,
    Users,
    AccountV1,
    SessionToken,
    SimpleJwt,
    Djoser,
}

/// What the paths of each begin with.
const PREFIXES: [(&str, Dialect); 8] = [
    ("/api/auth", Dialect::Marketplace),
    ("/api/accounts", Dialect::Accounts),
    ("/api/users", Dialect::Users),
    ("/api/v1/account", Dialect::AccountV1),
    ("/api/user", Dialect::SessionToken),
    ("/api/token", Dialect::SimpleJwt),
    ("/auth/users", Dialect::Djoser),
    ("/auth/jwt", Dialect::Djoser),
];

/// The list of addresses of [`Dialect::AccountV1`], which lives in our own API's house.
const ACCOUNT_V1_INDEX: &str = "/api/v1/";

/// What a refusal has to know of its request.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub method: &'a Method,
    pub accept_language: Option<&'a str>,
}

impl Dialect {
    /// The wire that `path` belongs to.
    pub fn of(path: &str) -> Option<Self> {
        if path == ACCOUNT_V1_INDEX {
            return Some(Dialect::AccountV1);
        }
        let below =
            |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        PREFIXES.into_iter().find(|(prefix, _)| below(prefix)).map(|(_, dialect)| dialect)
    }

    /// The language of its messages, unless the caller asks for another.
    pub fn language(self, accept_language: Option<&str>) -> Lang {
        let default = match self {
            Dialect::Marketplace | Dialect::Users => Lang::Ru,
            Dialect::Accounts | Dialect::AccountV1 | Dialect::SessionToken | Dialect::SimpleJwt | Dialect::Djoser => {
                Lang::En
            }
        };
        Lang::from_accept_language(accept_language, default)
    }

    /// Whether its clients show cookies instead of tokens.
    fn takes_cookies(self) -> bool {
        matches!(self, Dialect::Users | Dialect::SessionToken)
    }

    /// Whether it is the wire of a library and not of one backend. Its clients are told when they ask for another form
    /// than JSON, and are led on where the slash at the end is missing, also when they write.
    pub fn is_librarys(self) -> bool {
        matches!(self, Dialect::SimpleJwt | Dialect::Djoser)
    }

    /// Renders `problem` as Django REST framework would.
    pub fn render(self, problem: &Problem, facts: Facts<'_>) -> Response {
        let lang = self.language(facts.accept_language);
        let (mut status, body) = body(problem, facts.method, lang);
        // Cookies know no challenge: whoever shows none is told 403, as everybody without rights.
        if status == StatusCode::UNAUTHORIZED && self.takes_cookies() {
            status = StatusCode::FORBIDDEN;
        }
        let mut response = Problem { status, ..problem.clone() }.respond(body, "application/json");
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer realm=\"api\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

fn body(problem: &Problem, method: &Method, lang: Lang) -> (StatusCode, Value) {
    let say = |message: &Message| locale::drf(lang, message);
    let detail = |key: &'static str| json!({"detail": say(&Message::new(key))});
    let body = match problem.code {
        "invalid" => {
            let errors = problem.invalid.as_ref().map(|invalid| invalid.to_drf(lang));
            return (StatusCode::BAD_REQUEST, errors.unwrap_or_default());
        }
        "not_an_object" => json!({"non_field_errors": [problem.detail.as_ref().map(say)]}),
        "unauthenticated" => detail("drf-not-authenticated"),
        "invalid_credentials" => detail("drf-login-failed"),
        "invalid_token" | "token_reused" => token(problem.fault.unwrap_or_default(), lang),
        "refresh_refused" => refresh(problem.fault.unwrap_or_default(), lang),
        "forbidden" if problem.detail.is_none() => detail("drf-permission-denied"),
        "csrf_failed" if problem.fault == Some("csrf_incorrect") => detail("drf-csrf-incorrect"),
        "csrf_failed" => detail("drf-csrf-missing"),
        "method_not_allowed" => {
            json!({"detail": say(&Message::new("drf-method-not-allowed").arg("method", method.as_str()))})
        }
        "too_many_requests" => {
            let seconds = i64::try_from(problem.retry_after_seconds.unwrap_or(1)).unwrap_or(i64::MAX);
            json!({"detail": say(&Message::new("drf-throttled").number("seconds", seconds))})
        }
        // Known to these clients as any other thing that somebody may not do.
        "last_admin" => {
            return (StatusCode::FORBIDDEN, json!({"detail": locale::detail(lang, problem.code)}));
        }
        "internal" => detail("drf-server-error"),
        "busy" | "storage_full" => detail("drf-busy"),
        code => match (&problem.detail, code) {
            (Some(message), _) => json!({"detail": say(message)}),
            (None, "not_found") => detail("drf-not-found"),
            (None, other) => json!({"detail": locale::detail(lang, other)}),
        },
    };
    (problem.status, body)
}

/// SimpleJWT's answers to a bad access token.
fn token(fault: &str, lang: Lang) -> Value {
    let say = |key: &'static str| locale::drf(lang, &Message::new(key));
    match fault {
        "bad_authorization_header" => {
            json!({"detail": say("drf-bad-authorization-header"), "code": "bad_authorization_header"})
        }
        "token_no_user" | "token_bad_user" => json!({"detail": say("drf-token-no-user"), "code": "token_not_valid"}),
        "user_not_found" => json!({"detail": say("drf-user-not-found"), "code": "user_not_found"}),
        "user_inactive" => json!({"detail": say("drf-user-inactive"), "code": "user_inactive"}),
        fault => json!({
            "detail": say("drf-token-not-valid"),
            "code": "token_not_valid",
            "messages": [{"token_class": "AccessToken", "token_type": "access", "message": said(fault, lang)}],
        }),
    }
}

/// SimpleJWT's answers to a bad refresh token.
fn refresh(fault: &str, lang: Lang) -> Value {
    let say = |key: &'static str| locale::drf(lang, &Message::new(key));
    match fault {
        "account_gone" => json!({"detail": say("drf-token-account-gone")}),
        "token_no_user" | "token_bad_user" => json!({"detail": say("drf-token-no-user"), "code": "token_not_valid"}),
        fault => json!({"detail": said(fault, lang), "code": "token_not_valid"}),
    }
}

fn said(fault: &str, lang: Lang) -> String {
    let key = match fault {
        "token_expired" => "drf-token-expired",
        "token_wrong_type" => "drf-token-wrong-type",
        "token_no_type" => "drf-token-no-type",
        "token_no_id" => "drf-token-no-id",
        "token_spent" => "drf-token-blacklisted",
        "token_no_exp" => return locale::drf(lang, &Message::new("drf-token-no-claim").arg("claim", "exp")),
        _ => "drf-token-invalid",
    };
    locale::drf(lang, &Message::new(key))
}
