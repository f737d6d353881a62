//! Who looks at the shop, and the word that the shop gives for them.

use super::data::Shop;
use crate::extract::Caller;
use serde_json::json;
use yingke_app::{Result, secrets};
use yingke_core::{customer::Customer, text::Locale, time::Millis};
use yingke_store::customers;

/// A visitor of the shop; `customer` when signed in.
pub struct Guest {
    pub customer: Option<Customer>,
    pub locale: Locale,
}

/// Nobody has asked for another customer yet: the shop shows the one with the most to ask.
const FIRST: &str = yingke_app::demo::people::XIAOMAN;

/// An empty cookie is a choice (anonymous), none is not.
pub async fn guest(shop: &Shop, cookie: Option<&str>, lang: Option<&str>, caller: &Caller) -> Result<Guest> {
    let external_id = cookie.unwrap_or(FIRST);
    let customer = match external_id {
        "" => None,
        id => customers::by_external_id(&mut shop.app.read(), shop.org_id, id).await?,
    };
    let wanted = lang.and_then(|lang| lang.parse().ok()).unwrap_or(caller.locale);
    // The shop is written in two languages; traditional readers get the simplified one.
    let locale = if wanted == Locale::En { Locale::En } else { Locale::ZhCn };
    Ok(Guest { customer, locale })
}

const LIFE_MS: i64 = 15 * 60_000;

/// A JWT, HS256, with the entry's identity secret: what a real shop's server does at each page.
pub fn token(customer: &Customer, secret: &str, now: Millis) -> String {
    let part = |value: serde_json::Value| secrets::base64url(value.to_string().as_bytes());
    let claims = json!({
        "sub": customer.external_id,
        "nickname": customer.nickname,
        "tier": customer.tier,
        "iat": now.0 / 1000,
        "exp": now.plus(LIFE_MS).0 / 1000,
    });
    let signed = format!("{}.{}", part(json!({ "alg": "HS256", "typ": "JWT" })), part(claims));
    let signature = secrets::base64url(&secrets::hmac_sha256(secret.as_bytes(), signed.as_bytes()));
    format!("{signed}.{signature}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_signed_for_a_quarter_of_an_hour() {
        let customer = yingke_app::demo::people::people(&mut yingke_app::demo::random::Random::new(1), Millis(0)).customers.remove(0);
        let token = token(&customer, "secret", Millis(1_000_000));
        let (signed, signature) = token.rsplit_once('.').unwrap();
        assert!(secrets::hmac_matches(b"secret", signed.as_bytes(), &secrets::from_base64url(signature).unwrap()));
        let claims: serde_json::Value =
            serde_json::from_slice(&secrets::from_base64url(signed.split_once('.').unwrap().1).unwrap()).unwrap();
        assert_eq!((claims["sub"].as_str(), claims["exp"].as_i64()), (Some("demo-xiaoman"), Some(1_000 + 900)));
    }
}
