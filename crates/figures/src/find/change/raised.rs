//! Nâng tỷ lệ lên: "8.912/12.500 hồ sơ được nộp trực tuyến, nâng tỷ lệ từ 46,8% lên 71,3%": the share that is reached is the ratio told
//! before.
//!
//! The ratio may tell only what was added, so only a slip of the hand makes a fault of it.

use crate::claim::{Certainty, Kind};
use crate::document::Document;
use crate::find::{Findings, division, verdict};
use crate::judge;
use crate::quantity::Quantity;
use crate::slip::{self, Where};

/// Tokens between the ratio and the words, at most.
const APART: usize = 12;

pub(super) fn find(d: &Document, f: &mut Findings) {
    for (k, p) in d.quantities.iter().enumerate() {
        let told = p.is_percent() && p.high.is_none() && !p.is_rough() && !f.is_taken(k);
        let Some(base) = told.then(|| ratio_before(d, f, k, p)).flatten() else { continue };
        let Some(pair) = f.under(base) else { continue };
        let (Some(a), Some(b)) = (d.q(pair.numerator), d.q(pair.base)) else { continue };
        let Some(c) = judge::share(a, b, p) else { continue };
        let slipped = slip::explains_share(a.value(), b.value(), p.value(), Where::Anywhere);
        if !c.fit.holds() && !slipped {
            continue;
        }
        f.take(k);
        let note = division(d.printed(a), d.printed(b));
        let judged = verdict(c, Certainty::Likely);
        let place = d.place(a.first, p.end, p);
        f.claims.push(d.claim(Kind::Share, judged, place, Some(c.computed), note));
    }
}

/// The base of the ratio before "nâng tỷ lệ (từ …) lên".
fn ratio_before(d: &Document, f: &Findings, k: usize, p: &Quantity) -> Option<usize> {
    let t = &d.tokens;
    if t.word_before(p.first, 1) != "lên" && !t.phrase_before(p.first, "lên đạt") {
        return None;
    }
    let from = k.checked_sub(1)?;
    let first = d.q(from).filter(|x| x.is_percent() && t.word_before(x.first, 1) == "từ");
    let base = if first.is_some() { from.checked_sub(1)? } else { from };
    let b = d.q(base).filter(|b| b.sentence == p.sentence && f.under(base).is_some_and(|r| r.stroke))?;
    let end = b.noun.1.max(b.end);
    let word = t.find(end, p.first, &["nâng tỷ lệ", "đưa tỷ lệ", "nâng tỉ lệ"])?;
    (word - end <= APART && !d.has_mark(end, word, &[';', '('])).then_some(base)
}
