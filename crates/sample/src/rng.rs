//! Pseudo-random choice that is the same on every machine, and the exact division of a total.
//!
//! Every topic draws from a stream of its own, so that a change in one leaves the others as they were.
//! Not for secrets.

/// A stream of pseudo-random numbers (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of a topic under a seed.
    pub(crate) fn new(seed: u64, topic: &str) -> Self {
        let mixed = topic
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        Self(seed ^ mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number under `n`; 0 where `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        let wide = u128::from(self.next()) * u128::from(n);
        u32::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included; `low` where they are the wrong way round.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u32::try_from(i64::from(high) - i64::from(low) + 1).unwrap_or(0);
        low.saturating_add(i32::try_from(self.below(span)).unwrap_or(0))
    }

    /// True in so many of a thousand cases.
    pub(crate) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of these.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(u32::try_from(from.len()).unwrap_or(0)) as usize).copied()
    }

    /// The same things in another order.
    pub(crate) fn shuffled<T>(&mut self, mut things: Vec<T>) -> Vec<T> {
        for i in (1..things.len()).rev() {
            let j = self.below(u32::try_from(i + 1).unwrap_or(0)) as usize;
            things.swap(i, j);
        }
        things
    }
}

/// Divides a total by weights so that the parts sum exactly to it (largest remainder).
///
/// No part is above its weight where the total is not above the sum of weights; a weight of 0 gets 0.
pub(crate) fn apportion(total: i64, weights: &[u32]) -> Vec<i64> {
    let sum: i64 = weights.iter().map(|w| i64::from(*w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut parts: Vec<i64> = weights.iter().map(|w| total * i64::from(*w) / sum).collect();
    let mut rests: Vec<(i64, usize)> =
        weights.iter().enumerate().map(|(i, w)| (total * i64::from(*w) % sum, i)).collect();
    rests.sort_by_key(|(rest, i)| (std::cmp::Reverse(*rest), *i));
    let left = usize::try_from(total - parts.iter().sum::<i64>()).unwrap_or(0);
    for (_, i) in rests.into_iter().take(left) {
        if let Some(part) = parts.get_mut(i) {
            *part += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sum_to_the_total_and_keep_under_their_weights() {
        let mut rng = Rng::new(1, "test");
        for _ in 0..500 {
            let n = rng.between(1, 40);
            let weights: Vec<u32> = (0..n).map(|_| rng.below(30)).collect();
            let sum: i64 = weights.iter().map(|w| i64::from(*w)).sum();
            let total = i64::from(rng.below(u32::try_from(sum).unwrap() + 1));
            let parts = apportion(total, &weights);
            assert_eq!(parts.iter().sum::<i64>(), total);
            assert!(parts.iter().zip(&weights).all(|(p, w)| *p >= 0 && *p <= i64::from(*w)));
        }
    }

    #[test]
    fn streams_are_repeatable_and_apart() {
        let take = |topic| {
            let mut rng = Rng::new(7, topic);
            (0..20).map(|_| rng.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(take("units"), take("units"));
        assert_ne!(take("units"), take("figures"));
    }
}
