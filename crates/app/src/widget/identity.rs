//! The shop's word for who its customer is: a JWT signed with the entry's secret. Only HS256, whatever the token says.

use crate::{Error, Result, secrets};
use serde::Deserialize;
use yingke_core::time::Millis;
use yingke_store::identities::Claims;

/// A token is short-lived: one that is found somewhere must not open the account for long.
const LONGEST_LIFE_S: i64 = 24 * 3600;
/// Clocks of two machines differ a little.
const LEEWAY_S: i64 = 60;
const LONGEST_TOKEN: usize = 4096;

#[derive(Deserialize)]
struct Header {
    alg: String,
    /// Extensions that a reader must understand: we understand none.
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Payload {
    sub: String,
    exp: i64,
    nbf: Option<i64>,
    #[serde(default)]
    nickname: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    tier: Option<String>,
}

/// Checks signature first, content after; an error names what is wrong, for the developer of the shop.
pub fn verify(token: &str, secret: &str, now: Millis) -> Result<Claims> {
    let refuse = |what: &str| Error::invalid("identity_token", what.to_owned());
    if token.len() > LONGEST_TOKEN {
        return Err(refuse("longer than 4096 characters"));
    }
    let (signed, signature) = token.rsplit_once('.').ok_or_else(|| refuse("not a JWT"))?;
    let (header, payload) = signed.split_once('.').ok_or_else(|| refuse("not a JWT"))?;
    let signature = secrets::from_base64url(signature).ok_or_else(|| refuse("the signature is not base64url"))?;
    if !secrets::hmac_matches(secret.as_bytes(), signed.as_bytes(), &signature) {
        return Err(refuse("the signature is wrong: sign with HS256 and this entry's identity secret"));
    }
    let header: Header = part(header).ok_or_else(|| refuse("the header is not readable"))?;
    if header.alg != "HS256" || header.crit.is_some() {
        return Err(refuse("only the algorithm HS256 is taken"));
    }
    let payload: Payload = part(payload).ok_or_else(|| refuse("`sub` (text) and `exp` (seconds) must be there"))?;
    let now_s = now.0 / 1000;
    if payload.exp <= now_s - LEEWAY_S {
        return Err(refuse("`exp` is over: sign a new token for each page"));
    }
    if payload.exp > now_s + LONGEST_LIFE_S + LEEWAY_S {
        return Err(refuse("`exp` is more than 24 hours ahead"));
    }
    if payload.nbf.is_some_and(|from| from > now_s + LEEWAY_S) {
        return Err(refuse("`nbf` is in the future"));
    }
    let sub = payload.sub;
    if sub.trim().is_empty() || sub.chars().count() > 128 || sub.chars().any(char::is_control) {
        return Err(refuse("`sub` has 1 to 128 characters"));
    }
    Ok(Claims {
        nickname: short(payload.nickname, 60),
        phone: short(payload.phone, 30),
        email: short(payload.email, 200),
        tier: short(payload.tier, 30),
        external_id: sub,
    })
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&secrets::from_base64url(text)?).ok()
}

fn short(text: Option<String>, most: usize) -> String {
    text.unwrap_or_default().trim().chars().filter(|c| !c.is_control()).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: Millis = Millis(1_772_416_800_000);
    const SECRET: &str = "yki_secret";

    fn signed(secret: &str, header: serde_json::Value, payload: serde_json::Value) -> String {
        let text = format!("{}.{}", secrets::base64url(header.to_string().as_bytes()), secrets::base64url(payload.to_string().as_bytes()));
        let signature = secrets::hmac_sha256(secret.as_bytes(), text.as_bytes());
        format!("{text}.{}", secrets::base64url(&signature))
    }

    fn good() -> serde_json::Value {
        json!({ "sub": "u-1", "exp": NOW.0 / 1000 + 600, "nickname": "林晓" })
    }

    #[test]
    fn a_well_signed_token_names_the_customer() -> Result<()> {
        let claims = verify(&signed(SECRET, json!({ "alg": "HS256", "typ": "JWT" }), good()), SECRET, NOW)?;
        assert_eq!((claims.external_id.as_str(), claims.nickname.as_str()), ("u-1", "林晓"));
        Ok(())
    }

    #[test]
    fn every_forgery_is_refused() {
        let hs256 = json!({ "alg": "HS256" });
        let with = |key: &str, value: serde_json::Value| {
            let mut payload = good();
            payload[key] = value;
            payload
        };
        let now = NOW.0 / 1000;
        let good_token = signed(SECRET, hs256.clone(), good());
        let (text, signature) = good_token.rsplit_once('.').unwrap_or_default();
        let mut other_words = text.to_owned();
        other_words.pop();
        let unsigned = format!("{}.{}.", secrets::base64url(br#"{"alg":"none"}"#), secrets::base64url(good().to_string().as_bytes()));
        let cases = [
            ("alg none", unsigned),
            ("alg none, signed", signed(SECRET, json!({ "alg": "none" }), good())),
            ("another algorithm", signed(SECRET, json!({ "alg": "HS512" }), good())),
            ("lower case", signed(SECRET, json!({ "alg": "hs256" }), good())),
            ("critical extension", signed(SECRET, json!({ "alg": "HS256", "crit": ["b64"], "b64": false }), good())),
            ("another secret", signed("yki_other", hs256.clone(), good())),
            ("empty secret", signed("", hs256.clone(), good())),
            ("no signature", format!("{text}.")),
            ("cut signature", format!("{text}.{}", &signature[..20])),
            ("changed words", format!("{other_words}.{signature}")),
            ("expired", signed(SECRET, hs256.clone(), with("exp", json!(now - 61)))),
            ("too long ahead", signed(SECRET, hs256.clone(), with("exp", json!(now + 25 * 3600)))),
            ("exp as text", signed(SECRET, hs256.clone(), with("exp", json!("tomorrow")))),
            ("no exp", signed(SECRET, hs256.clone(), json!({ "sub": "u-1" }))),
            ("not yet", signed(SECRET, hs256.clone(), with("nbf", json!(now + 3600)))),
            ("no sub", signed(SECRET, hs256.clone(), json!({ "exp": now + 60 }))),
            ("empty sub", signed(SECRET, hs256.clone(), with("sub", json!(" ")))),
            ("long sub", signed(SECRET, hs256.clone(), with("sub", json!("x".repeat(129))))),
            ("number as sub", signed(SECRET, hs256.clone(), with("sub", json!(7)))),
            ("one part", "abc".to_owned()),
            ("nothing", String::new()),
            ("huge", "a".repeat(5000)),
        ];
        for (what, token) in cases {
            assert!(matches!(verify(&token, SECRET, NOW), Err(Error::Invalid { field: "identity_token", .. })), "{what}");
        }
    }
}
