//! Đủ một trăm phần trăm: "100% thôn, bản (168/168) đã có chi bộ": a ratio that stands in a bracket behind its share.

use super::{Findings, division, verdict};
use crate::claim::{Certainty, Kind};
use crate::decimal::Fraction;
use crate::document::Document;
use crate::judge;
use crate::quantity::Quantity;

/// Words between the share and the bracket, at most.
const APART: usize = 8;

fn is_all(p: &Quantity) -> bool {
    p.is_percent() && !p.is_rough() && p.value().fraction().equals(Fraction::percent())
}

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for k in 0..d.quantities.len() {
        let Some(p) = d.q(k).filter(|p| is_all(p) && !d.tells_change(p)) else { continue };
        let Some(pair) = f.over(k + 1).filter(|pair| pair.stroke && !f.is_taken(k)) else { continue };
        let (Some(a), Some(b)) = (d.q(pair.numerator), d.q(pair.base)) else { continue };
        let inside = a.bracket > p.end
            && a.first == a.bracket
            && d.closing(b).is_some_and(|c| c <= b.noun.1.max(b.end) + 1);
        let plain = a.sentence == p.sentence
            && (p.end..a.bracket - 1).all(|i| d.tokens.is_word(i) || d.tokens.is_mark(i, ','));
        let plain = plain && !d.tokens.has(p.end, a.first, &["so với", "cùng kỳ", "kế hoạch", "chỉ tiêu"]);
        // What has a share of its own behind it is held against that.
        let own = d.q(k + 3).is_some_and(|next| next.is_percent() && next.first - b.end <= 4);
        if !inside || !plain || own || d.tokens.count_words(p.end, a.first) > APART {
            continue;
        }
        let Some(c) = judge::share(a, b, p) else { continue };
        f.take(k);
        let place = d.place(p.first, b.end, p);
        let note = division(d.printed(a), d.printed(b));
        f.claims.push(d.claim(Kind::Ratio, verdict(c, Certainty::Likely), place, Some(c.computed), note));
    }
}
