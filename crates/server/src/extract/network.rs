//! Where a request comes from.

use crate::{edge::Edge, error::Failure};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{
        HeaderMap,
        header::{ACCEPT_LANGUAGE, HOST, USER_AGENT},
        request::Parts,
    },
};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use yingke_core::text::Locale;

/// Address, language and program of whoever sent the request.
#[derive(Debug, Clone)]
pub struct Caller {
    pub ip: IpAddr,
    pub locale: Locale,
    pub user_agent: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Self {
            ip: ip(parts),
            locale: locale(&parts.headers),
            user_agent: parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
        })
    }
}

/// The address of the connection, or the one that our own proxy wrote down last.
pub fn ip(parts: &Parts) -> IpAddr {
    let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
    let trusted = parts.extensions.get::<Edge>().is_some_and(|edge| edge.settings.trust_proxy);
    let forwarded = || {
        let values = parts.headers.get_all("x-forwarded-for");
        values.iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let ip = if trusted { forwarded().unwrap_or(direct) } else { direct };
    ip.to_canonical()
}

/// The first language of `Accept-Language` that we speak; simplified Chinese when none is.
pub fn locale(headers: &HeaderMap) -> Locale {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut ranked: Vec<(f32, Locale)> = wanted
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let weight = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
            Some((weight, spoken(tag.trim())?))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked.first().map_or(yingke_app::principal::DEFAULT_LOCALE, |(_, locale)| *locale)
}

fn spoken(tag: &str) -> Option<Locale> {
    let tag = tag.to_ascii_lowercase();
    match tag.split('-').next()? {
        "zh" if ["hant", "tw", "hk", "mo"].iter().any(|part| tag.split('-').any(|p| p == *part)) => Some(Locale::ZhTw),
        "zh" => Some(Locale::ZhCn),
        "en" => Some(Locale::En),
        _ => None,
    }
}

/// Somebody in between has written down whom the request came from.
pub fn forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded")
}

/// Host and port by which the caller reached us.
pub fn own_host(headers: &HeaderMap) -> &str {
    headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_that_we_speak_wins() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, axum::http::HeaderValue::from_static(text));
            locale(&headers)
        };
        assert_eq!(of("en-GB,en;q=0.9"), Locale::En);
        assert_eq!(of("fr;q=1.0, zh-TW;q=0.8, en;q=0.7"), Locale::ZhTw);
        assert_eq!(of("zh-Hant-HK"), Locale::ZhTw);
        assert_eq!(of("zh"), Locale::ZhCn);
        assert_eq!(of("en;q=0.2,zh-CN;q=0.9"), Locale::ZhCn);
        assert_eq!(of("fr,de;q=nonsense"), Locale::ZhCn);
        assert_eq!(of(""), Locale::ZhCn);
    }
}
