//! The machine's speed now: a fixed amount of arithmetic, timed. A pair of measurements whose calibrations differ by
//! more than 15 % is void, because the machine changed under it.

use std::{hint::black_box, time::Instant};

/// Millions of loop turns a second.
pub fn speed() -> f64 {
    const TURNS: u64 = 30_000_000;
    let started = Instant::now();
    let mut x = 0x9e37_79b9_7f4a_7c15_u64;
    for i in 0..TURNS {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        x = x.wrapping_add(black_box(i));
    }
    black_box(x);
    TURNS as f64 / started.elapsed().as_secs_f64() / 1e6
}

pub fn moved(before: f64, after: f64) -> bool {
    (before - after).abs() / before.max(after) > 0.15
}
