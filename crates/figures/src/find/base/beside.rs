//! Mẫu số ở vế trước: "có 312 đảng viên thì 96 đồng chí đã được miễn", "hiện có 1.945 doanh nghiệp, nhưng mới 68 đơn vị": two
//! clauses of which the first tells the whole and the second a part.

use crate::document::{Document, Likeness};
use crate::find::ratio::only_cues;
use crate::quantity::Quantity;

/// Tokens between the whole and its part.
const APART: usize = 14;

/// The whole of which quantity `k` is a part.
pub(super) fn clause(d: &Document, k: usize) -> Option<usize> {
    let (a, before) = (d.q(k)?, k.checked_sub(1)?);
    let b = d.q(before)?;
    let plain = a.is_exact_count() && b.is_exact_count() && b.has_noun();
    let near = b.sentence == a.sentence && b.bracket == a.bracket && a.first - b.end <= APART;
    let smaller = a.value().fraction().at_most(b.value().fraction());
    let alike = d.likeness(a, b) == Likeness::Same || says_units(d, a) && a.class == b.class;
    let clear = !d.has_mark(b.end, a.first, &[';', '(', ')']) && !d.tells_change(b);
    (plain && near && smaller && alike && clear && opens_part(d, b, a)).then_some(before)
}

/// "thì 96 đồng chí", "thì có 96", "nhưng mới có 68", "song chỉ 68".
fn opens_part(d: &Document, b: &Quantity, a: &Quantity) -> bool {
    let t = &d.tokens;
    let from = b.end.max(a.first.saturating_sub(4));
    let words = ["thì", "nhưng mới", "nhưng chỉ", "song mới", "song chỉ", "mà mới", "mà chỉ"];
    let Some(at) = t.find(from, a.first, &words) else { return false };
    (at..a.first).all(|i| matches!(t.word(i), "thì" | "nhưng" | "song" | "mà" | "mới" | "chỉ" | "có" | "đã"))
}

/// "68 đơn vị", "156 nơi": a word for whatever was counted before.
pub(super) fn says_units(d: &Document, a: &Quantity) -> bool {
    matches!(d.head(a), ("đơn", "vị") | ("nơi", _))
}

/// "trong 204 thôn, bản có 156 nơi …, đạt 76,5%": but "có 2 chỉ tiêu thấp, đạt 90%" tells what these two reached.
pub(super) fn opened(d: &Document, k: usize, percent: &Quantity) -> Option<usize> {
    let (a, before) = (d.q(k).filter(|a| a.is_exact_count())?, k.checked_sub(1)?);
    let b = d.q(before).filter(|b| b.sentence == a.sentence && b.is_exact_count())?;
    let t = &d.tokens;
    let says = t.word_before(b.first, 1) == "trong" && t.has(b.end, a.first, &["có"]);
    let near = a.first - b.end <= APART && !d.has_mark(b.end, a.first, &[';', '(', ')', '.']);
    let comma = (percent.first.saturating_sub(4)..percent.first).rev().find(|&i| t.is_mark(i, ','))?;
    let apart = only_cues(d, comma, percent.first) && !t.is_word(percent.end);
    let alike = d.likeness(a, b) == Likeness::Same || says_units(d, a);
    (says && near && apart && alike).then_some(before)
}
