//! How long to wait before trying again: twice as long each time, spread by chance so that many do not come at once.

const FIRST_MS: u64 = 200;
const MOST_MS: u64 = 5_000;

/// `tried` begins at 1; `chance` is any random number.
pub fn pause_ms(tried: u32, chance: u64) -> u64 {
    let most = FIRST_MS.saturating_mul(1 << tried.min(10)).min(MOST_MS);
    most / 2 + chance % (most / 2 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_bounded() {
        for chance in [0, 1, 77, u64::MAX] {
            assert!((200..=400).contains(&pause_ms(1, chance)));
            assert!((2_500..=5_000).contains(&pause_ms(30, chance)));
        }
    }
}
