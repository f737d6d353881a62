//! Where calls may go: only where an administrator has pointed them, never to addresses that machines keep for themselves.

use reqwest::Url;
use std::net::IpAddr;

const LONGEST: usize = 500;

/// https anywhere; http only to this machine or its own network. No credentials, query or fragment; never a link-local
/// address, where clouds keep their secrets.
pub fn check(text: &str) -> Result<Url, &'static str> {
    if text.len() > LONGEST {
        return Err("this address is too long");
    }
    let url = Url::parse(text.trim()).map_err(|_| "write an address like https://api.example.com/v1")?;
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let ip: Option<IpAddr> = host.parse().ok();
    if host.is_empty() || !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err("write the address only: no user, no question mark, no hash");
    }
    if ip.is_some_and(forbidden) {
        return Err("this address is reserved");
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if host == "localhost" || ip.is_some_and(own) => Ok(url),
        "http" => Err("use https; http is only for this machine and its own network"),
        _ => Err("use https"),
    }
}

/// `…/v1` and `embeddings` make `…/v1/embeddings`.
pub fn join(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/{path}", base.path().trim_end_matches('/')));
    url
}

fn own(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local(),
    }
}

fn forbidden(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_link_local() || ip.is_unspecified() || ip.is_broadcast() || ip.is_multicast(),
        IpAddr::V6(ip) => {
            ip.is_unicast_link_local()
                || ip.is_unspecified()
                || ip.is_multicast()
                || ip.to_ipv4_mapped().is_some_and(|ip| forbidden(IpAddr::V4(ip)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sensible_addresses_are_taken() {
        for good in [
            "https://api.example.com/v1",
            "http://127.0.0.1:8000/v1",
            "http://localhost:8000/v1",
            "http://10.0.0.5/v1",
            "http://[::1]:80/v1",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "words",
            "http://api.example.com/v1",
            "ftp://api.example.com",
            "file:///etc/passwd",
            "https://user:pass@api.example.com/v1",
            "https://api.example.com/v1?key=1",
            "http://169.254.169.254/latest",
            "https://169.254.169.254/latest",
            "https://[::ffff:169.254.169.254]/",
            "https://0.0.0.0/",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        let base = check("https://api.example.com/v1/").expect("good");
        assert_eq!(join(&base, "embeddings").as_str(), "https://api.example.com/v1/embeddings");
    }
}
