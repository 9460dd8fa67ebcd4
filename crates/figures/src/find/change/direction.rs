//! Chiều của thay đổi: "giảm từ 318 chi bộ xuống 312 chi bộ": the words say which of the two figures is greater.

use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::document::{Document, Likeness};
use crate::find::Findings;

/// Tokens between the two figures, at most.
const APART: usize = 12;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let t = &d.tokens;
    for k in 1..d.quantities.len() {
        let (Some(b), Some(n)) = (d.q(k - 1), d.q(k)) else { continue };
        let Some(from) = (1..=3).find(|&back| t.word_before(b.first, back) == "từ") else { continue };
        let begin = b.first - from;
        let word = (1..=3).map(|back| t.word_before(begin, back)).find(|w| matches!(*w, "tăng" | "giảm"));
        let leads =
            (1..=3).any(|back| matches!(t.word_before(n.first, back), "lên" | "xuống" | "còn" | "đến"));
        let exact = [b, n].iter().all(|q| !q.is_rough() && q.high.is_none() && !q.weak);
        let alike = b.unit == n.unit && d.likeness(b, n) >= Likeness::Unnamed && b.sentence == n.sentence;
        if !leads || !exact || !alike || n.first - b.end > APART || d.has_mark(b.end, n.first, &[';', '(']) {
            continue;
        }
        let (x, y) = (b.value().fraction(), n.value().fraction());
        let (now, before) = (d.written(n), d.written(b));
        let note = match word {
            Some("tăng") if y.below(x) => Some(Note::RiseThatFalls { now, before }),
            Some("giảm") if x.below(y) => Some(Note::FallThatRises { now, before }),
            _ => None,
        };
        if let Some(note) = note {
            let place = d.place(begin, n.noun.1.max(n.end), n);
            f.claims.push(d.claim(Kind::Change, (Verdict::Wrong, Certainty::Likely), place, None, note));
        }
    }
}
