//! Nâng tỷ lệ: "8.912/12.500 hồ sơ nộp trực tuyến, nâng tỷ lệ từ 46,8% năm 2021 lên 71,3%": the ratio is the later of two percents.
//!
//! Judged only where it holds or one slip of the hand would make it right.

use super::{Findings, division, verdict};
use crate::claim::{Certainty, Kind};
use crate::document::Document;
use crate::judge;
use crate::quantity::Quantity;
use crate::slip::{self, Where};

/// Tokens between the base and "nâng tỷ lệ".
const APART: usize = 16;

/// Judges the ratio whose base is quantity `base`; true where a percent of it was found.
pub(crate) fn judged(d: &Document, f: &mut Findings, base: usize, (a, b): (&Quantity, &Quantity)) -> bool {
    let Some(p) = later(d, base, b) else { return false };
    let Some(c) = judge::share(a, b, p) else { return false };
    if !c.fit.holds() && !slip::explains_share(a.value(), b.value(), p.value(), Where::Anywhere) {
        return false;
    }
    let place = d.place(a.first, p.end, p);
    let note = division(d.printed(a), d.printed(b));
    f.claims.push(d.claim(Kind::Ratio, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    true
}

/// The percent after "lên", where "tỷ lệ" names nothing else than the ratio.
fn later<'a>(d: &'a Document, base: usize, b: &Quantity) -> Option<&'a Quantity> {
    let t = &d.tokens;
    let (first, last) = (d.q(base + 1)?, d.q(base + 2)?);
    let at = t.find(b.end, first.first, &["nâng tỷ lệ", "đưa tỷ lệ", "nâng tỉ lệ", "đưa tỉ lệ"])?;
    let bare = (at + 3..first.first).all(|i| matches!(t.word(i), "từ" | "này")) && first.first > at + 3;
    let raised = t.has(last.first.saturating_sub(3), last.first, &["lên"]);
    let ours =
        |p: &Quantity| p.is_percent() && p.sentence == b.sentence && p.bracket == b.bracket && !p.is_rough();
    let near = at - b.end <= APART && !d.has_mark(b.end, at, &[';', '.']) && last.first - first.end <= 8;
    (bare && raised && ours(first) && ours(last) && near).then_some(last)
}
