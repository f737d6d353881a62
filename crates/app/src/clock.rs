//! The one place where time and randomness come in. Tests move the clock; nothing sleeps for a decision.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use uuid::Uuid;
use yingke_core::time::Millis;

#[derive(Clone, Default)]
pub struct Clock {
    /// 0 = the system clock; otherwise the fixed time of a test.
    fixed: Arc<AtomicI64>,
}

impl Clock {
    pub fn fixed(at: Millis) -> Self {
        Self { fixed: Arc::new(AtomicI64::new(at.0)) }
    }
    pub fn now(&self) -> Millis {
        match self.fixed.load(Ordering::Relaxed) {
            0 => Millis(jiff::Timestamp::now().as_millisecond()),
            fixed => Millis(fixed),
        }
    }
    /// Moves a test clock forward.
    pub fn advance(&self, ms: i64) {
        self.fixed.fetch_add(ms, Ordering::Relaxed);
    }
    /// A new time-ordered id.
    pub fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }
    /// 256 bits for a secret, straight from the operating system.
    pub fn random(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }
    pub fn id<T: From<Uuid>>(&self) -> T {
        T::from(self.uuid())
    }
}
