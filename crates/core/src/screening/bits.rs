//! A set of positions, one bit each.

/// One bit for each of `len` positions; bits beyond the length are always zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bits {
    len: usize,
    words: Vec<u64>,
}

impl Bits {
    /// No position set.
    pub fn none(len: usize) -> Self {
        Self { len, words: vec![0; len.div_ceil(64)] }
    }

    /// The positions for which the test is true.
    pub fn where_true(len: usize, test: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::none(len);
        for position in (0..len).filter(|p| test(*p)) {
            bits.set(position);
        }
        bits
    }

    /// The number of positions, set or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no position at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a position is set.
    pub fn get(&self, position: usize) -> bool {
        self.words.get(position / 64).is_some_and(|w| w >> (position % 64) & 1 == 1)
    }

    /// Sets a position; beyond the length nothing happens.
    pub fn set(&mut self, position: usize) {
        if position < self.len
            && let Some(word) = self.words.get_mut(position / 64)
        {
            *word |= 1 << (position % 64);
        }
    }

    /// The number of positions set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// The positions set, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(i, word)| Ones(*word).map(move |bit| i * 64 + bit))
    }

    /// The positions set here and not there.
    pub fn without(&self, other: &Self) -> Vec<usize> {
        self.iter().filter(|p| !other.get(*p)).collect()
    }

    /// Adds the positions set in another set of the same length.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine |= theirs;
        }
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// Takes whole words; what lies beyond the length is cut off.
    pub(super) fn of_words(len: usize, mut words: Vec<u64>) -> Self {
        words.resize(len.div_ceil(64), 0);
        if !len.is_multiple_of(64)
            && let Some(last) = words.last_mut()
        {
            *last &= (1 << (len % 64)) - 1;
        }
        Self { len, words }
    }
}

/// The places of the ones of a word, lowest first.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(bit)
    }
}
