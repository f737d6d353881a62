//! After some failures in a row the endpoint is left alone for a while; then one call tries.

use crate::time::Millis;

const FAILURES: u32 = 5;
const PAUSE_MS: i64 = 30_000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Breaker {
    failures: u32,
    closed_until: Option<Millis>,
}

impl Breaker {
    /// Whether a call may be made now. The first one after the pause is the try that others wait for.
    pub fn admit(&mut self, now: Millis) -> bool {
        match self.closed_until {
            None => true,
            Some(until) if now < until => false,
            Some(_) => {
                self.closed_until = Some(now.plus(PAUSE_MS));
                true
            }
        }
    }
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }
    pub fn failed(&mut self, now: Millis) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= FAILURES {
            self.closed_until = Some(now.plus(PAUSE_MS));
        }
    }
    pub fn is_open(&self, now: Millis) -> bool {
        self.closed_until.is_some_and(|until| now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_end_the_calls_and_one_try_later_begins_them_again() {
        let mut breaker = Breaker::default();
        for second in 0..5 {
            assert!(breaker.admit(Millis(second)));
            breaker.failed(Millis(second));
        }
        assert!(!breaker.admit(Millis(10)));
        assert!(breaker.admit(Millis(40_000)), "the try");
        assert!(!breaker.admit(Millis(40_001)), "others wait for its outcome");
        breaker.succeeded();
        assert!(breaker.admit(Millis(40_002)) && !breaker.is_open(Millis(40_002)));
    }

    #[test]
    fn a_success_in_between_forgives() {
        let mut breaker = Breaker::default();
        for _ in 0..4 {
            breaker.failed(Millis(0));
        }
        breaker.succeeded();
        breaker.failed(Millis(0));
        assert!(breaker.admit(Millis(1)));
    }
}
