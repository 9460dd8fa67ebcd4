//! Tổng số ghi nhầm: "đã bầu đủ 95 đại biểu. Trong đó có 22 đại biểu nữ (25,29%); 24 đại biểu tái cử (27,59%)": where all shares
//! of those elected miss the printed total and agree on another one, the total is the slip.
//!
//! Only for sets of which nothing is left out: of those who were elected, admitted or disciplined each one is counted, while
//! shares by grade may be told of those who were graded.

use super::siblings::only_common_base;
use super::{Share, division};
use crate::claim::{Certainty, Kind, Verdict};
use crate::decimal::Decimal;
use crate::document::Document;
use crate::find::{Findings, base, division as grades};
use crate::judge::Comparison;
use crate::quantity::Quantity;

/// Shares of one list that are looked at.
const MOST: usize = 8;

/// Tells of each total whose shares agree on another one.
pub(super) fn find(
    d: &Document,
    f: &mut Findings,
    shares: &[Share],
    results: &[Option<(usize, Comparison)>],
) {
    let mut from = 0;
    while from < shares.len() {
        let list = shares.get(from..(from + MOST).min(shares.len())).unwrap_or_default();
        let Some(first) = list.first() else { return };
        let n = list.iter().take_while(|s| same_list(d, first, s)).count().max(1);
        let missed = results.get(from..from + n).is_some_and(|r| r.iter().all(Option::is_none));
        if missed && n >= 2 {
            judge_list(d, f, list.get(..n).unwrap_or_default());
        }
        from += n;
    }
}

fn same_list(d: &Document, first: &Share, s: &Share) -> bool {
    let sentence = |s: &Share| d.q(s.numerator).map(|q| q.sentence);
    sentence(first) == sentence(s) && whole(d, first).is_some() && whole(d, first) == whole(d, s)
}

fn whole(d: &Document, s: &Share) -> Option<usize> {
    base::stated(d, s.numerator.min(s.percent), s.whole).filter(|_| s.whole == base::Whole::Unsaid && s.apart)
}

fn judge_list(d: &Document, f: &mut Findings, list: &[Share]) {
    let Some(base) = list.first().and_then(|s| whole(d, s)) else { return };
    let Some(b) = d.q(base).filter(|b| b.is_exact_count() && is_closed(d, b)) else { return };
    let pairs: Vec<(&Quantity, &Quantity)> =
        list.iter().filter_map(|s| d.q(s.numerator).zip(d.q(s.percent))).collect();
    let fine = |(a, p): &(&Quantity, &Quantity)| {
        a.is_exact_count()
            && !p.is_rough()
            && p.value().decimals() >= 1
            && p.value().to_exponent(p.value().exponent()).is_some_and(|digits| digits >= 100)
            && !grades::has(d, a, &grades::GRADES)
    };
    if !pairs.iter().all(fine) || pairs.len() != list.len() {
        return;
    }
    let Some(told) = only_common_base(&pairs).and_then(Decimal::whole) else { return };
    let Some((a, _)) = pairs.first() else { return };
    let note = division(d.printed(a), told.vietnamese());
    let place = d.place(b.first, b.end, b);
    let judged = (Verdict::Wrong, Certainty::Likely);
    f.claims.push(d.claim(Kind::Share, judged, place, Some(told), note));
}

/// "đã bầu đủ 95 đại biểu", "95 đại biểu trúng cử", "kết nạp 95 đảng viên".
fn is_closed(d: &Document, b: &Quantity) -> bool {
    let verbs = ["bầu đủ", "bầu được", "đã bầu", "bầu", "kết nạp", "kỷ luật"];
    let near = b.label.0.max(b.first.saturating_sub(5));
    d.tokens.has(near, b.first, &verbs) || d.tokens.has(b.end, b.end + 5, &["trúng cử"])
}
