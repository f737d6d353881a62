//! How the edge behaves: limits and what it may believe about the network in front of it.

use std::time::Duration;

#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// A proxy of ours stands in front: believe `X-Forwarded-For` and `X-Forwarded-Proto`.
    pub trust_proxy: bool,
    pub limits: Limits,
    /// Serve the demo shop of this organisation at `/demo`.
    pub demo_shop: Option<yingke_core::id::OrgId>,
}

/// Requests per minute (with bursts of the same size), and other bounds.
#[derive(Debug, Clone)]
pub struct Limits {
    pub sign_ins_per_ip: u32,
    pub sign_ins_per_account: u32,
    pub widget_sessions_per_ip: u32,
    pub per_ip: u32,
    pub per_agent: u32,
    pub per_visitor: u32,
    pub uploads_per_caller: u32,
    pub sockets_per_ip: usize,
    pub sockets_per_caller: usize,
    pub sockets: usize,
    /// How long a request may take; sockets are not requests.
    pub request: Duration,
    /// Largest JSON body.
    pub body_bytes: usize,
    /// Largest JSON body of an import.
    pub import_bytes: usize,
    /// Largest attachment.
    pub upload_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_ins_per_ip: 20,
            sign_ins_per_account: 10,
            widget_sessions_per_ip: 120,
            per_ip: 6_000,
            per_agent: 1_200,
            per_visitor: 240,
            uploads_per_caller: 60,
            sockets_per_ip: 500,
            sockets_per_caller: 20,
            sockets: 50_000,
            request: Duration::from_secs(30),
            body_bytes: 256 * 1024,
            import_bytes: 8 * 1024 * 1024,
            upload_bytes: 20 * 1024 * 1024,
        }
    }
}

impl Limits {
    /// For load tests and for tests that are about something else: nobody is slowed down, bodies stay bounded.
    pub fn generous() -> Self {
        let most = 100_000_000;
        Self {
            sign_ins_per_ip: most,
            sign_ins_per_account: most,
            widget_sessions_per_ip: most,
            per_ip: most,
            per_agent: most,
            per_visitor: most,
            uploads_per_caller: most,
            sockets_per_ip: 200_000,
            sockets_per_caller: 200_000,
            sockets: 200_000,
            ..Self::default()
        }
    }
}
