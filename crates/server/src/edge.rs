//! What the edge keeps beside the app: settings, rate limiters, socket counts. Handlers get it as an extension.

use crate::{
    limits::{Limiter, Sockets},
    settings::Settings,
};
use std::sync::Arc;

#[derive(Clone)]
pub struct Edge(Arc<Inner>);

pub struct Inner {
    pub settings: Settings,
    pub sign_ins_by_ip: Limiter,
    pub sign_ins_by_account: Limiter,
    pub widget_sessions: Limiter,
    pub by_ip: Limiter,
    pub by_agent: Limiter,
    pub by_visitor: Limiter,
    pub uploads: Limiter,
    pub sockets: Sockets,
}

impl Edge {
    pub fn new(settings: Settings) -> Self {
        let limits = &settings.limits;
        Self(Arc::new(Inner {
            sign_ins_by_ip: Limiter::per_minute(limits.sign_ins_per_ip),
            sign_ins_by_account: Limiter::per_minute(limits.sign_ins_per_account),
            widget_sessions: Limiter::per_minute(limits.widget_sessions_per_ip),
            by_ip: Limiter::per_minute(limits.per_ip),
            by_agent: Limiter::per_minute(limits.per_agent),
            by_visitor: Limiter::per_minute(limits.per_visitor),
            uploads: Limiter::per_minute(limits.uploads_per_caller),
            sockets: Sockets::new(limits.sockets, limits.sockets_per_ip, limits.sockets_per_caller),
            settings,
        }))
    }
}

impl std::ops::Deref for Edge {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
