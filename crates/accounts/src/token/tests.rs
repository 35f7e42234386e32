//! What tokens promise, without a server.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use frontdesk_kit::entropy::Entropy;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::*;

const SECRET: &str = "a key of the old backend, 32 bytes and more";
const NOW: Timestamp = Timestamp(1_800_000_000);

fn tokens() -> (tempfile::TempDir, Tokens) {
    let data = tempfile::tempdir().expect("a folder");
    let keys = KeyRing::open(data.path(), Some(SECRET), Entropy::system(), NOW).expect("keys");
    (data, Tokens::new(&keys))
}

fn session() -> PublicId {
    PublicId(Entropy::system().uuid(NOW))
}

fn minted(header: Value, claims: Value, key: &str) -> String {
    let text = format!("{}.{}", B64.encode(header.to_string()), B64.encode(claims.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("any length");
    mac.update(text.as_bytes());
    format!("{text}.{}", B64.encode(mac.finalize().into_bytes()))
}

fn old_backend(claims: Value) -> String {
    minted(json!({"alg": "HS256", "typ": "JWT"}), claims, SECRET)
}

fn good() -> Value {
    json!({"token_type": "access", "exp": NOW.0 + 60, "iat": NOW.0, "jti": "ab", "user_id": "7"})
}

fn with(key: &str, value: Value) -> Value {
    let mut claims = good();
    claims[key] = value;
    claims
}

fn without(key: &str) -> Value {
    let mut claims = good();
    claims.as_object_mut().expect("an object").remove(key);
    claims
}

#[test]
fn both_wires_name_the_same_session_and_are_read_everywhere() {
    let (_data, tokens) = tokens();
    let (user, session) = (session(), session());
    for token in
        [tokens.native_access(user, session, [1; 16], NOW), tokens.dialect_access(UserId(7), session, [2; 16], NOW)]
    {
        let verified = tokens.verify(&token, NOW).expect("good");
        assert_eq!(verified.bearer, Bearer::Session(session));
        assert_eq!(tokens.verify(&token, NOW.plus(ACCESS_SECONDS - 1)).map(|v| v.expires_at), Ok(NOW.plus(900)));
        assert_eq!(tokens.verify(&token, NOW.plus(ACCESS_SECONDS)).map(|_| ()), Err(TokenFault::Expired));
    }
}

#[test]
fn a_token_of_the_old_backend_lives_on() {
    let (_data, tokens) = tokens();
    for claims in [good(), with("user_id", json!(7))] {
        let verified = tokens.verify(&old_backend(claims), NOW).expect("good");
        assert_eq!(verified.bearer, Bearer::User { id: UserId(7), issued_at: NOW });
    }
}

#[test]
fn sec_TOK_01_a_carried_key_verifies_until_its_end_and_names_no_session_of_ours() {
    const OLD: &str = "another key, that the old backend signed with";
    let data = tempfile::tempdir().expect("a folder");
    crate::keys::carry_over(data.path(), OLD, NOW.plus(100)).expect("carried");
    let keys = KeyRing::open(data.path(), Some(SECRET), Entropy::system(), NOW).expect("keys");
    let tokens = Tokens::new(&keys);
    let old = |claims| minted(json!({"alg": "HS256", "typ": "JWT"}), claims, OLD);
    let access = old(with("exp", json!(NOW.0 + 1000)));
    let verified = tokens.verify(&access, NOW).expect("good");
    assert_eq!(verified.bearer, Bearer::User { id: UserId(7), issued_at: NOW });
    assert_eq!(verified.expires_at, NOW.plus(100), "its key ends before it");
    let refresh = json!({"token_type": "refresh", "exp": NOW.0 + 1000, "iat": NOW.0, "jti": "r1", "user_id": 7});
    let foreign = ForeignRefresh { jti: "r1".into(), user: UserId(7), issued_at: NOW, expires_at: NOW.plus(1000) };
    assert_eq!(tokens.read_dialect_refresh(&old(refresh.clone()), NOW), Ok(Err(foreign)));
    let named = old(with("sid", json!(session())));
    assert_eq!(tokens.verify(&named, NOW).map(|_| ()), Err(TokenFault::Invalid));

    let late = NOW.plus(100);
    assert_eq!(tokens.verify(&access, late).map(|_| ()), Err(TokenFault::Expired));
    assert_eq!(tokens.verify(&old(with("jti", json!("other"))), late).map(|_| ()), Err(TokenFault::Invalid));
    assert_eq!(tokens.read_dialect_refresh(&old(refresh), late), Err(TokenFault::Invalid));
}

#[test]
fn sec_TOK_01_the_algorithm_belongs_to_the_key() {
    let (data, tokens) = tokens();
    let keys = KeyRing::open(data.path(), Some(SECRET), Entropy::system(), NOW).expect("keys");
    let kid = keys.signing[0].kid.clone();
    let unsigned = format!("{}.{}.", B64.encode(json!({"alg": "none"}).to_string()), B64.encode(good().to_string()));
    let public_as_secret = String::from_utf8_lossy(keys.signing[0].public()).into_owned();
    let forged = [
        unsigned,
        minted(json!({"alg": "HS512", "typ": "JWT"}), good(), SECRET),
        minted(json!({"alg": "EdDSA", "kid": kid}), good(), SECRET),
        minted(json!({"alg": "HS256", "kid": kid}), good(), &public_as_secret),
        minted(json!({"alg": "HS256", "jku": "https://evil.example/keys"}), good(), SECRET),
        minted(json!({"alg": "HS256", "jwk": {"kty": "oct", "k": "AA"}}), good(), SECRET),
        minted(json!({"alg": "HS256", "crit": ["exp"]}), good(), SECRET),
        minted(json!({"alg": "HS256", "x5u": "https://evil.example/"}), good(), SECRET),
    ];
    for token in forged {
        assert_eq!(tokens.verify(&token, NOW).map(|_| ()), Err(TokenFault::Invalid), "{token}");
    }
}

#[test]
fn sec_TOK_02_a_key_id_is_only_looked_up() {
    let (_data, tokens) = tokens();
    let long = "k".repeat(10_000);
    for kid in ["", "../../etc/passwd", "' or 1=1 --", "https://evil.example/", "\0", long.as_str()] {
        let token = minted(json!({"alg": "EdDSA", "kid": kid}), good(), SECRET);
        assert_eq!(tokens.verify(&token, NOW).map(|_| ()), Err(TokenFault::Invalid), "{kid}");
    }
}

#[test]
fn sec_TOK_03_one_kind_of_token_cannot_stand_in_for_another() {
    let (_data, tokens) = tokens();
    let link = Refresh { session: session(), generation: 0 };
    let refresh = tokens.dialect_refresh(UserId(7), link, NOW.plus(SESSION_SECONDS), NOW);
    let access = tokens.dialect_access(UserId(7), link.session, [0; 16], NOW);
    assert_eq!(tokens.verify(&refresh, NOW).map(|_| ()), Err(TokenFault::WrongType));
    assert_eq!(tokens.read_dialect_refresh(&access, NOW), Err(TokenFault::WrongType));
    assert_eq!(tokens.verify(&tokens.native_refresh(link), NOW).map(|_| ()), Err(TokenFault::Invalid));
    assert_eq!(tokens.read_native_refresh(&refresh), Err(TokenFault::Invalid));
    let native = tokens.native_access(session(), link.session, [0; 16], NOW);
    assert_eq!(tokens.read_dialect_refresh(&native, NOW), Err(TokenFault::Invalid));
}

#[test]
fn sec_TOK_04_claims_are_finite_whole_numbers_and_all_there() {
    let (_data, tokens) = tokens();
    let fault = |claims| tokens.verify(&old_backend(claims), NOW).map(|_| ());
    assert_eq!(fault(without("exp")), Err(TokenFault::NoExpiry));
    assert_eq!(fault(without("jti")), Err(TokenFault::NoId));
    assert_eq!(fault(without("token_type")), Err(TokenFault::NoType));
    assert_eq!(fault(without("user_id")), Err(TokenFault::NoUser));
    assert_eq!(fault(with("user_id", json!("x"))), Err(TokenFault::BadUser));
    assert_eq!(fault(with("exp", json!(NOW.0 - 1))), Err(TokenFault::Expired));
    assert_eq!(fault(with("iat", json!(NOW.0 + 31))), Err(TokenFault::Invalid));
    assert_eq!(fault(with("iat", json!(NOW.0 + 30))), Ok(()));
    assert_eq!(fault(with("nbf", json!(NOW.0 + 3600))), Err(TokenFault::Invalid));
    for odd in [json!("soon"), json!(1e300), json!(-5), json!(1.5), json!(null), json!([]), json!(i64::MAX)] {
        assert_eq!(fault(with("exp", odd.clone())), Err(TokenFault::Invalid), "{odd}");
    }
}

#[test]
fn sec_TOK_12_an_oversized_token_costs_nothing() {
    let (_data, tokens) = tokens();
    for text in [".".repeat(1_000_000), "a".repeat(1_000_000), String::new(), "a.b".to_owned(), "é.é.é".to_owned()] {
        assert_eq!(tokens.verify(&text, NOW).map(|_| ()), Err(TokenFault::Invalid));
    }
}

#[test]
fn a_link_of_the_chain_always_has_the_same_text_and_no_other_is_taken_for_it() {
    let (_data, tokens) = tokens();
    let link = Refresh { session: session(), generation: 3 };
    let text = tokens.native_refresh(link);
    assert_eq!(text, tokens.native_refresh(link));
    assert_eq!(tokens.read_native_refresh(&text), Ok(link));
    assert_ne!(text, tokens.native_refresh(Refresh { generation: 4, ..link }));
    let flipped = text.to_uppercase();
    for wrong in [&text[..text.len() - 1], &format!("{text}A"), &flipped, &text[4..], "fdr_", ""] {
        assert_eq!(tokens.read_native_refresh(wrong), Err(TokenFault::Invalid), "{wrong}");
    }
}

#[test]
fn sec_TOK_05_a_refresh_token_does_not_outlive_its_session() {
    let (_data, tokens) = tokens();
    let link = Refresh { session: session(), generation: 9 };
    let end = NOW.plus(100);
    let token = tokens.dialect_refresh(UserId(7), link, end, NOW);
    assert_eq!(tokens.read_dialect_refresh(&token, NOW.plus(99)), Ok(Ok(link)));
    assert_eq!(tokens.read_dialect_refresh(&token, end), Err(TokenFault::Expired));
}
