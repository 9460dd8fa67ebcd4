//! Tập đã nêu: a sentence that opens with "Trong số …" and names a set without its number: the figure that counted the set
//! before is the base of the shares told in the sentence.

use crate::document::Document;
use crate::quantity::Quantity;

/// How far back the set was counted, in figures.
const REACH: usize = 24;

/// Paragraphs between the two, at most.
const PARAGRAPHS: usize = 8;

/// Words by which the sentence says that the set was told of before.
const BACK: [&str; 5] = ["nêu trên", "nói trên", "kể trên", "này", "trên"];

/// The set of which quantity `k` is a part.
pub(super) fn named(d: &Document, k: usize) -> Option<usize> {
    let (a, t) = (d.q(k)?, &d.tokens);
    let (begin, _) = d.outline.sentence(a.sentence);
    let at = begin + usize::from(t.mark(begin).is_some());
    let from = at + 2 + usize::from(t.phrase_at(at, "trong tổng số"));
    let opens = t.phrase_at(at, "trong số") || t.phrase_at(at, "trong tổng số");
    let to = (from..a.first.min(from + 20)).find(|&i| t.mark(i).is_some() || t.is_number(i))?;
    if !opens || to - from < 3 {
        return None;
    }
    let told = |b: &Quantity| b.first < begin && b.paragraph + PARAGRAPHS >= a.paragraph;
    let back = t.has(to.saturating_sub(2), to, &BACK);
    let tells = |b: &Quantity| if back { told_of(d, b, (from, to)) } else { follows(d, b, (from, to)) };
    let list: Vec<usize> = (k.saturating_sub(REACH)..k)
        .rev()
        .filter(|&i| d.q(i).is_some_and(|b| told(b) && b.is_exact_count() && b.bracket == 0 && tells(b)))
        .collect();
    match list.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// "kỷ luật … 1.037 đảng viên. … Trong số đảng viên bị kỷ luật nêu trên": the same things, and the words of the phrase stand
/// in the sentence that counts them.
fn told_of(d: &Document, b: &Quantity, (from, to): (usize, usize)) -> bool {
    let t = &d.tokens;
    let telling =
        |w: &&str| !matches!(*w, "nêu" | "nói" | "kể" | "trên" | "này" | "bị" | "được" | "đã" | "các" | "có");
    let begin = d.outline.sentence(b.sentence).0.max(b.first.saturating_sub(20));
    let stands = |w: &str| (begin..b.noun.1 + 4).any(|i| t.word(i) == w);
    d.head(b) == d.spelled(t.word(from), t.word(from + 1))
        && (from..to).map(|i| t.word(i)).filter(telling).all(stands)
}

/// "54.681 việc có điều kiện giải quyết. … Trong số có điều kiện thi hành": the phrase begins with the words just behind the
/// figure.
fn follows(d: &Document, b: &Quantity, (from, to): (usize, usize)) -> bool {
    let t = &d.tokens;
    let skipped = usize::from(t.word(from) == t.word(b.noun.0) && b.has_noun());
    let phrase = from + skipped;
    let same = |n: usize| (0..n).all(|i| t.word(phrase + i) == t.word(b.noun.1 + i) && phrase + i < to);
    t.word(phrase) == "có" && same(3)
}
