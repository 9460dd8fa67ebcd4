//! Các tỷ số cùng mẫu: "18/93 ý kiến đã giải quyết; 37/93 được giải trình; 38/93 đang giải quyết": numerators over one base.
//!
//! They are parts of the base where their words are states or grades that exclude each other.

use super::push;
use crate::claim::{Certainty, Verdict};
use crate::document::Document;
use crate::find::Findings;
use crate::find::division::{closes, has, overlapping};
use crate::find::ratio::Pair;
use crate::quantity::Quantity;
use crate::slip;

const MOST: usize = 8;

pub(super) fn find(d: &Document, f: &mut Findings) {
    let mut at = 0;
    while at < f.pairs.len() {
        let n = run(d, f, at);
        if n >= 2 {
            judge(d, f, at, n);
        }
        at += n.max(1);
    }
    for at in 0..f.pairs.len() {
        both(d, f, at);
    }
}

/// "1.317/23.551 biên chế, trong đó khối đảng 125/1.050; khối chính quyền 1.192/22.501": numerators and bases both add up;
/// where one of the two does, the other is held against its total.
fn both(d: &Document, f: &mut Findings, at: usize) {
    let Some((first, (a, b))) = f.pairs.get(at).and_then(|p| Some((*p, (d.q(p.numerator)?, d.q(p.base)?))))
    else {
        return;
    };
    let list: Vec<_> = f
        .pairs
        .iter()
        .skip(at + 1)
        .take(MOST)
        .take_while(|p| d.q(p.numerator).is_some_and(|q| q.sentence == a.sentence))
        .copied()
        .collect();
    let opens = list.first().and_then(|p| d.q(p.numerator)).is_some_and(|q| {
        q.first.saturating_sub(b.end) <= 30
            && d.tokens.has(b.end, q.first, &["trong đó", "gồm", "chia ra", "cụ thể"])
    });
    if !first.stroke || !opens || list.len() < 2 || list.iter().any(|p| !p.stroke) {
        return;
    }
    let sum = |of: &dyn Fn(&Pair) -> usize| -> Option<i128> {
        list.iter().map(|p| d.q(of(p)).filter(|q| q.is_exact_count())?.value().as_whole()).sum()
    };
    let (Some(above), Some(below)) = (sum(&|p| p.numerator), sum(&|p| p.base)) else { return };
    let (above, below) = (a.value().as_whole() == Some(above), b.value().as_whole() == Some(below));
    let verdict = |holds| if holds { Verdict::Right } else { Verdict::Gap };
    if above || below {
        let numerators: Vec<usize> = list.iter().map(|p| p.numerator).collect();
        let bases: Vec<usize> = list.iter().map(|p| p.base).collect();
        push(d, f, a, &numerators, (verdict(above), Certainty::Likely));
        push(d, f, b, &bases, (verdict(below), Certainty::Likely));
    }
}

/// How many ratios from there on stand in one sentence over one base.
fn run(d: &Document, f: &Findings, at: usize) -> usize {
    let base = |n: usize| f.pairs.get(n).filter(|p| p.stroke).and_then(|p| d.q(p.base));
    let Some(first) = base(at) else { return 1 };
    let alike = |n: &usize| {
        base(*n).is_some_and(|b| {
            b.sentence == first.sentence && b.value() == first.value() && b.unit == first.unit
        })
    };
    (at..at + MOST).take_while(alike).count()
}

fn judge(d: &Document, f: &mut Findings, at: usize, n: usize) {
    let Some(list) = f.pairs.get(at..at + n) else { return };
    let parts: Vec<usize> = list.iter().map(|p| p.numerator).collect();
    let Some(w) = list.first().and_then(|p| d.q(p.base)).filter(|w| w.is_exact_count()) else { return };
    let quantities: Vec<&Quantity> = parts.iter().filter_map(|&k| d.q(k)).collect();
    let values: Option<Vec<i128>> = quantities.iter().map(|q| q.value().as_whole()).collect();
    let (Some(whole), Some(values)) = (w.value().as_whole(), values) else { return };
    let sum: i128 = values.iter().sum();
    if sum == whole {
        push(d, f, w, &parts, (Verdict::Right, Certainty::Likely));
        return;
    }
    let open = quantities.iter().any(|q| has(d, q, &["đang", "chưa", "còn lại"]));
    let slipped = n >= 3 && open && slip::explains_sum(whole, &values) && !overlapping(d, &quantities);
    if closes(d, &quantities) || slipped {
        push(d, f, w, &parts, (Verdict::Gap, Certainty::Likely));
    }
}
