//! Where it goes: this machine and nowhere else.

use anyhow::Context as _;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};

#[derive(Debug, Clone)]
pub struct Target {
    /// `127.0.0.1:8080`
    addr: SocketAddr,
}

impl Target {
    /// Takes `http://host:port` when every address of the host is a loopback one, and keeps the address, so that a name
    /// cannot come to mean another machine later.
    pub fn parse(url: &str) -> anyhow::Result<Target> {
        let authority = url.trim_end_matches('/').strip_prefix("http://").context("give an address like http://127.0.0.1:8080")?;
        anyhow::ensure!(!authority.contains(['/', '@', '?', '#']), "give only host and port, like http://127.0.0.1:8080");
        let with_port = if authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) {
            authority.to_owned()
        } else {
            format!("{authority}:80")
        };
        let addrs: Vec<SocketAddr> = with_port.to_socket_addrs().with_context(|| format!("look up {authority}"))?.collect();
        let is_here = |ip: IpAddr| ip.to_canonical().is_loopback();
        anyhow::ensure!(
            !addrs.is_empty() && addrs.iter().all(|addr| is_here(addr.ip())),
            "{authority} is not this machine. Replay makes load; it only goes to a loopback address such as http://127.0.0.1:8080"
        );
        // Servers listen on IPv4 unless told otherwise.
        let addr = addrs.iter().find(|addr| addr.is_ipv4()).or(addrs.first()).copied().context("no address")?;
        Ok(Target { addr })
    }

    pub fn http(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    pub fn socket(&self, token: &str) -> String {
        format!("ws://{}/api/widget/v1/socket?token={token}", self.addr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_a_target() {
        for good in ["http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080", "http://127.8.9.1:1"] {
            assert!(Target::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://192.0.2.1:8080",
            "https://127.0.0.1",
            "http://0.0.0.0:80",
            "http://127.0.0.1@192.0.2.1:80",
            "127.0.0.1:8080",
            "http://10.0.0.1",
        ] {
            assert!(Target::parse(bad).is_err(), "{bad}");
        }
    }
}
