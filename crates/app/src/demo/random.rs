//! A small seeded generator: the same seed makes the same world on every machine and with every compiler, which no
//! library promises over its versions. For a demo only; secrets never come from here.

use uuid::Uuid;
use yingke_core::time::Millis;

#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A stream of its own for one part of the world, so that a change in one part leaves the others as they were.
    pub fn fork(&self, part: &str) -> Self {
        // FNV-1a.
        let hash = part.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(self.0 ^ hash)
    }

    /// SplitMix64.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// `0..below`; 0 for an empty range.
    pub fn below(&mut self, below: usize) -> usize {
        if below == 0 { 0 } else { (self.draw() % below as u64) as usize }
    }

    /// `from..=to`.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        if to <= from { from } else { from + (self.draw() % (to - from + 1) as u64) as i64 }
    }

    /// True `percent` times of a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(0, 99) < percent
    }

    /// # Panics
    /// When there is nothing to pick from.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// An index, more often where the weight is higher.
    pub fn weighted(&mut self, weights: &[i64]) -> usize {
        let mut left = self.between(0, weights.iter().sum::<i64>() - 1);
        weights
            .iter()
            .position(|weight| {
                left -= weight;
                left < 0
            })
            .unwrap_or(0)
    }

    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    /// A UUIDv7 as if it had been made at that time: lists that page by id keep their order.
    pub fn id<T: From<Uuid>>(&mut self, at: Millis) -> T {
        let (time, a, b) = (at.0.max(0) as u128, u128::from(self.draw() & 0xfff), u128::from(self.draw() >> 2));
        T::from(Uuid::from_u128(time << 80 | 0x7 << 76 | a << 64 | 0b10 << 62 | b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story_and_parts_do_not_disturb_each_other() {
        let (mut one, mut two) = (Random::new(7), Random::new(7));
        assert_eq!((0..50).map(|_| one.draw()).collect::<Vec<_>>(), (0..50).map(|_| two.draw()).collect::<Vec<_>>());
        assert_ne!(Random::new(7).fork("orders").draw(), Random::new(7).fork("people").draw());
    }

    #[test]
    fn ids_are_proper_version_seven_ids_in_the_order_of_their_times() {
        let mut random = Random::new(1);
        let (early, late): (Uuid, Uuid) = (random.id(Millis(1_000)), random.id(Millis(1_001)));
        assert_eq!((early.get_version_num(), early.get_variant()), (7, uuid::Variant::RFC4122));
        assert!(early < late);
    }

    #[test]
    fn weights_decide_how_often() {
        let mut random = Random::new(3);
        let counts = (0..10_000).fold([0; 3], |mut counts, _| {
            counts[random.weighted(&[1, 0, 9])] += 1;
            counts
        });
        assert!(counts[1] == 0 && (800..1200).contains(&counts[0]), "{counts:?}");
    }
}
