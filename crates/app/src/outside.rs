//! HTTP to elsewhere. One TLS set-up for the process, with ring and the roots that are built in: it works in an image without
//! certificates, and a client costs no reading of files.

use std::sync::{Arc, OnceLock};

/// For every client that this product makes; without it reqwest would look for a provider that nobody installed.
pub fn client_builder() -> reqwest::ClientBuilder {
    static TLS: OnceLock<rustls::ClientConfig> = OnceLock::new();
    let tls = TLS.get_or_init(|| {
        let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring knows the usual versions")
            .with_root_certificates(roots)
            .with_no_client_auth()
    });
    reqwest::Client::builder().tls_backend_preconfigured(tls.clone())
}
