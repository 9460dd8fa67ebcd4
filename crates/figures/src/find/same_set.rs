//! Hai tỷ số của một tập: "118/126 chi bộ thôn, làng, tổ dân phố có cấp ủy, 125/128 chi bộ thôn, làng, tổ dân phố có đủ đảng viên": two
//! ratios in a row name one set in the same words, so their bases are one number.

use super::repeat::told_twice;
use super::{Findings, ratio::Pair};
use crate::document::Document;
use crate::slip;
use crate::words::ends_noun;

/// Words that the two names must share: with fewer, "xã" say, two sets may be meant.
const WORDS: usize = 4;

/// Tokens of a name.
const NAME: usize = 12;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    let found: Vec<(usize, usize)> = f
        .pairs
        .windows(2)
        .filter_map(|pair| match pair {
            [one, other] if differ(d, one, other) => Some((one.base, other.base)),
            _ => None,
        })
        .collect();
    for (one, other) in found {
        if let Some((x, y)) = d.q(one).zip(d.q(other)) {
            told_twice(d, f, x, y);
        }
    }
}

fn differ(d: &Document, one: &Pair, other: &Pair) -> bool {
    let (Some(x), Some(y), Some(next)) = (d.q(one.base), d.q(other.base), d.q(other.numerator)) else {
        return false;
    };
    let t = &d.tokens;
    let follows = other.numerator == one.base + 1 && one.stroke && other.stroke && x.sentence == y.sentence;
    let listed = next.first > 0 && (t.is_mark(next.first - 1, ',') || t.word(next.first - 1) == "và");
    let slipped = x.value().as_whole().zip(y.value().as_whole()).is_some_and(|(a, b)| slip::parts_them(a, b));
    let exact = x.is_exact_count() && y.is_exact_count();
    follows && listed && slipped && exact && same_words(d, x.end, y.end) >= WORDS
}

/// How many words the two names have in common from their beginning.
fn same_words(d: &Document, x: usize, y: usize) -> usize {
    let t = &d.tokens;
    let word = |i: usize| t.is_word(i) && !ends_noun(t.word(i)) || t.is_mark(i, ',');
    let same = (0..NAME).take_while(|&i| word(x + i) && t.text(x + i) == t.text(y + i));
    same.filter(|&i| t.is_word(x + i)).count()
}
