//! `GET /.well-known/jwks.json`

use frontdesk_testkit::both_engines;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use super::mint::{header, payload};
use crate::accounts::old_app::OldApp;
use crate::support::TestDesk;

/// Checks a native token as another service of the house would; its claims.
fn verified(token: &str, jwk: &Value) -> Result<Value, jsonwebtoken::errors::Error> {
    let key = DecodingKey::from_ed_components(jwk["x"].as_str().expect("a public key"))?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&["frontdesk"]);
    validation.set_issuer(&["frontdesk"]);
    Ok(jsonwebtoken::decode::<Value>(token, &key, &validation)?.claims)
}

both_engines! {
    async fn others_can_verify_a_native_access_token(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, ben) = (desk.client("ada").await, desk.client("ben").await);
        let set = desk.get("/.well-known/jwks.json").await.ok();
        let jwk = set.at("/keys/0").clone();
        let described = ["kty", "crv", "alg", "use"].map(|key| jwk[key].as_str().expect("text").to_owned());
        assert_eq!(described, ["OKP", "Ed25519", "EdDSA", "sig"]);
        assert_eq!(header(&ada.access_token), json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": jwk["kid"] }));

        let claims = verified(&ada.access_token, &jwk).expect("ours");
        assert_eq!(claims["sub"], ada.account_id);
        assert_eq!(claims["exp"].as_i64().expect("exp") - claims["iat"].as_i64().expect("iat"), 900, "TOK-05");
        assert!(
            claims.get("role").is_none() && claims.get("username").is_none(),
            "rights are not in a token: {claims}"
        );
        let parts: Vec<_> = ada.access_token.split('.').collect();
        let other: Vec<_> = ben.access_token.split('.').collect();
        assert!(verified(&format!("{}.{}.{}", parts[0], other[1], parts[2]), &jwk).is_err());
    }

    async fn only_public_halves_are_shown(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let set = desk.get("/.well-known/jwks.json").bearer("rubbish").await.ok();
        for key in set.at("/keys").as_array().expect("a list") {
            let mut names: Vec<_> = key.as_object().expect("an object").keys().map(String::as_str).collect();
            names.sort_unstable();
            assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
        }
        let old = OldApp::register(desk.http(), "vera", "client").await;
        assert_eq!(header(&old.access), json!({ "typ": "JWT", "alg": "HS256" }));
        assert!(payload(&old.access).get("role").is_none());
    }
}
