//! Identity tokens as a shop's server signs them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use yingke_core::time::Millis;

/// What the shop says about its customer.
#[derive(Debug, Clone)]
pub struct Claims {
    pub sub: String,
    pub nickname: String,
    pub phone: String,
    pub email: String,
    pub tier: String,
    pub exp_s: i64,
}

impl Claims {
    /// Good for ten minutes from `now`.
    pub fn of(sub: &str, nickname: &str, now: Millis) -> Self {
        Self {
            sub: sub.to_owned(),
            nickname: nickname.to_owned(),
            phone: String::new(),
            email: String::new(),
            tier: String::new(),
            exp_s: now.0 / 1000 + 600,
        }
    }
}

/// A token as it should be.
pub fn sign(secret: &str, claims: &Claims) -> String {
    let payload = json!({
        "sub": claims.sub, "exp": claims.exp_s, "nickname": claims.nickname, "phone": claims.phone, "email": claims.email, "tier": claims.tier,
    });
    sign_with(secret, &json!({ "alg": "HS256", "typ": "JWT" }), &payload)
}

/// Any header and payload, for forgeries.
pub fn sign_with(secret: &str, header: &Value, payload: &Value) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(payload.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes any key");
    mac.update(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}
