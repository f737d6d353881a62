//! Who was recognised a moment ago, so that a busy client costs no database read for each request.
//!
//! Entries live for two seconds. This node forgets them at once when an account, a key or a session changes here; a
//! change made through another node is felt within those two seconds.

use crate::principal::{Principal, Visitor};
use moka::sync::Cache;
use std::{sync::Arc, time::Duration};
use yingke_core::{id::*, time::Millis};

pub struct Recent {
    pub(crate) agents: Cache<[u8; 32], Remembered<Principal>>,
    pub(crate) visitors: Cache<[u8; 32], Remembered<Visitor>>,
    /// Never changes once an organisation exists, so it may stay.
    pub(crate) file_secrets: Cache<OrgId, Arc<Vec<u8>>>,
    /// The conversation in which a customer talks with people. An old entry is harmless: what has ended refuses the append,
    /// and the full command finds the right one.
    pub(crate) threads: Cache<CustomerId, ConversationId>,
}

/// Somebody, and until when the token needs no second look (rotation, expiry).
#[derive(Clone)]
pub(crate) struct Remembered<T> {
    pub who: Arc<T>,
    pub until: Millis,
}

impl Default for Recent {
    fn default() -> Self {
        let life = Duration::from_secs(2);
        Self {
            agents: Cache::builder().max_capacity(20_000).time_to_live(life).build(),
            threads: Cache::builder().max_capacity(50_000).time_to_live(Duration::from_secs(60)).build(),
            visitors: Cache::builder().max_capacity(50_000).time_to_live(life).build(),
            file_secrets: Cache::builder().max_capacity(1_000).build(),
        }
    }
}

impl Recent {
    pub(crate) fn agent(&self, token_hash: &[u8; 32], now: Millis) -> Option<Arc<Principal>> {
        self.agents.get(token_hash).filter(|known| known.until > now).map(|known| known.who)
    }
    pub(crate) fn visitor(&self, token_hash: &[u8; 32], now: Millis) -> Option<Arc<Visitor>> {
        self.visitors.get(token_hash).filter(|known| known.until > now).map(|known| known.who)
    }
    /// After any change to accounts, groups, sessions or keys: rare enough to forget everybody.
    pub fn forget_agents(&self) {
        self.agents.invalidate_all();
    }
    pub fn forget_visitors(&self) {
        self.visitors.invalidate_all();
    }
}
