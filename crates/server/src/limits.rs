//! Rate limiters and socket counts by key, in bounded memory whatever number of keys comes.

use governor::{
    DefaultDirectRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};
use moka::sync::Cache;
use std::{
    collections::HashMap,
    hash::{BuildHasher as _, Hash, RandomState},
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use yingke_app::{Error, Result};

/// So many keys are remembered; beyond it the ones least seen are forgotten, which favours them and nobody else.
const KEYS: u64 = 50_000;

pub struct Limiter {
    quota: Quota,
    clock: DefaultClock,
    /// By a keyed hash of the caller: nobody can choose to share the allowance of another.
    keys: Cache<u64, Arc<DefaultDirectRateLimiter>>,
    hasher: RandomState,
}

impl Limiter {
    pub fn per_minute(requests: u32) -> Self {
        let requests = NonZeroU32::new(requests).unwrap_or(NonZeroU32::MIN);
        Self {
            quota: Quota::per_minute(requests),
            clock: DefaultClock::default(),
            // After a quiet minute every bucket is full again: nothing is lost with it.
            keys: Cache::builder().max_capacity(KEYS).time_to_idle(Duration::from_secs(90)).build(),
            hasher: RandomState::new(),
        }
    }

    /// Counts one request of this caller.
    pub fn check(&self, key: impl Hash) -> Result<()> {
        let limiter = self.keys.get_with(self.hasher.hash_one(key), || Arc::new(RateLimiter::direct(self.quota)));
        limiter.check().map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            Error::RateLimited { retry_after_s: wait.as_secs() + 1 }
        })
    }

    /// How many callers are remembered now.
    pub fn remembered(&self) -> u64 {
        self.keys.run_pending_tasks();
        self.keys.entry_count()
    }
}

/// Open sockets, in all, by address and by caller.
#[derive(Clone)]
pub struct Sockets(Arc<Shared>);

struct Shared {
    most: usize,
    most_per_ip: usize,
    most_per_caller: usize,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    all: usize,
    by_ip: HashMap<String, usize>,
    by_caller: HashMap<String, usize>,
}

/// One open socket; counts until it is dropped.
pub struct SocketPlace {
    sockets: Sockets,
    ip: String,
    caller: String,
}

impl Sockets {
    pub fn new(most: usize, most_per_ip: usize, most_per_caller: usize) -> Self {
        Self(Arc::new(Shared { most, most_per_ip, most_per_caller, open: Mutex::default() }))
    }

    /// Takes a place, or says that there is none.
    pub fn enter(&self, ip: impl ToString, caller: impl ToString) -> Result<SocketPlace> {
        let (ip, caller) = (ip.to_string(), caller.to_string());
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |map: &HashMap<String, usize>, key: &str| map.get(key).copied().unwrap_or(0);
        if open.all >= self.0.most || of(&open.by_ip, &ip) >= self.0.most_per_ip || of(&open.by_caller, &caller) >= self.0.most_per_caller {
            return Err(Error::RateLimited { retry_after_s: 10 });
        }
        open.all += 1;
        *open.by_ip.entry(ip.clone()).or_default() += 1;
        *open.by_caller.entry(caller.clone()).or_default() += 1;
        drop(open);
        Ok(SocketPlace { sockets: self.clone(), ip, caller })
    }

    pub fn count(&self) -> usize {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Drop for SocketPlace {
    fn drop(&mut self) {
        let mut open = self.sockets.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        leave(&mut open.by_ip, &self.ip);
        leave(&mut open.by_caller, &self.caller);
    }
}

fn leave<K: Hash + Eq + std::borrow::Borrow<str>>(map: &mut HashMap<K, usize>, key: &str) {
    if let Some(count) = map.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            map.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_after_the_last_allowed_one_is_told_when_to_come_back() {
        let limiter = Limiter::per_minute(3);
        for _ in 0..3 {
            assert!(limiter.check("10.0.0.1").is_ok());
        }
        assert!(matches!(limiter.check("10.0.0.1"), Err(Error::RateLimited { retry_after_s: 1..=60 })));
        assert!(limiter.check("10.0.0.2").is_ok(), "another caller is not concerned");
    }

    #[test]
    fn a_hundred_thousand_callers_do_not_fill_the_memory() {
        let limiter = Limiter::per_minute(3);
        for caller in 0..100_000 {
            let _ = limiter.check(caller);
        }
        assert!(limiter.remembered() <= KEYS, "{} remembered", limiter.remembered());
    }

    #[test]
    fn a_closed_socket_gives_its_place_back() {
        let sockets = Sockets::new(10, 2, 10);
        let first = sockets.enter("10.0.0.1", "a").ok();
        let second = sockets.enter("10.0.0.1", "b").ok();
        assert!(first.is_some() && second.is_some());
        assert!(sockets.enter("10.0.0.1", "c").is_err());
        drop(first);
        assert!(sockets.enter("10.0.0.1", "c").is_ok());
        drop(second);
        assert_eq!(sockets.count(), 0);
        assert!(sockets.0.open.lock().is_ok_and(|open| open.by_ip.is_empty() && open.by_caller.is_empty()));
    }
}
