//! Các mẫu câu: one file per pattern by which report language relates figures.
//!
//! Order matters: a percent that a ratio has taken is not looked at again as a share or a change.

pub(crate) mod apart;
pub(crate) mod average;
pub(crate) mod base;
pub(crate) mod change;
pub(crate) mod closing;
pub(crate) mod composition;
pub(crate) mod division;
pub(crate) mod doubt;
pub(crate) mod excess;
pub(crate) mod fraction;
pub(crate) mod grades;
pub(crate) mod partition;
pub(crate) mod parts;
pub(crate) mod ratio;
pub(crate) mod ratio_raised;
pub(crate) mod repeat;
pub(crate) mod same_set;
pub(crate) mod share;
pub(crate) mod table;
pub(crate) mod target;
pub(crate) mod times;
pub(crate) mod trade;

use crate::claim::{Certainty, Claim, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::Document;
use crate::judge::{Comparison, Fit};
use crate::known::Known;
use crate::quantity::Quantity;

/// How many of the latest claims are looked at: those of the sentences around.
const LATEST: usize = 60;

/// What the finders have settled so far.
pub(crate) struct Findings {
    pub(crate) claims: Vec<Claim>,
    /// Per quantity: taken by a relation.
    pub(crate) taken: Vec<bool>,
    pub(crate) pairs: Vec<ratio::Pair>,
    /// Numerator and base of the shares that hold.
    pub(crate) shares: Vec<(usize, usize)>,
    /// Per quantity: one more than the pair of which it is the numerator, and the base.
    roles: Vec<(usize, usize)>,
}

impl Findings {
    pub(crate) fn take(&mut self, k: usize) {
        if let Some(slot) = self.taken.get_mut(k) {
            *slot = true;
        }
    }

    /// The ratio of which that quantity is the numerator.
    pub(crate) fn over(&self, k: usize) -> Option<ratio::Pair> {
        self.pairs.get(self.roles.get(k)?.0.checked_sub(1)?).copied()
    }

    /// The ratio of which that quantity is the base.
    pub(crate) fn under(&self, k: usize) -> Option<ratio::Pair> {
        self.pairs.get(self.roles.get(k)?.1.checked_sub(1)?).copied()
    }

    /// Whether the quantity stands in a ratio.
    pub(crate) fn in_ratio(&self, k: usize) -> bool {
        self.over(k).is_some() || self.under(k).is_some()
    }

    /// Whether a sum already tells of all that stands between the two figures, both included.
    pub(crate) fn has_sum(&self, d: &Document, a: &Quantity, b: &Quantity) -> bool {
        let start = |q: &Quantity| d.tokens.get(q.first).map_or(0, |t| t.start);
        let (from, to) = (start(a).min(start(b)), start(a).max(start(b)));
        let held = |c: &Claim| c.kind == Kind::Sum && c.verdict != Verdict::Unchecked;
        let told = |c: &Claim| held(c) && c.start <= from && to < c.end;
        self.claims.iter().rev().take(LATEST).any(told)
    }

    /// Whether a list that makes it up has been found for the figure.
    pub(crate) fn sum_of_whole(&self, d: &Document, w: &Quantity) -> bool {
        let start = d.tokens.get(w.first).map_or(0, |t| t.start);
        let told = |c: &Claim| c.kind == Kind::Sum && c.verdict == Verdict::Right && c.start == start;
        self.claims.iter().rev().take(LATEST).any(told)
    }

    pub(crate) fn is_taken(&self, k: usize) -> bool {
        self.taken.get(k).copied().unwrap_or(true)
    }
}

/// All claims of a document in the order of the text.
pub(crate) fn all(document: &Document, known: &Known) -> Vec<Claim> {
    let pairs = ratio::pairs(document);
    let mut roles = vec![(0, 0); document.quantities.len()];
    for (n, pair) in pairs.iter().enumerate() {
        if let Some(role) = roles.get_mut(pair.numerator) {
            role.0 = n + 1;
        }
        if let Some(role) = roles.get_mut(pair.base) {
            role.1 = n + 1;
        }
    }
    let taken = vec![false; document.quantities.len()];
    let mut findings = Findings { claims: Vec::new(), taken, pairs, shares: Vec::new(), roles };
    table::find(document, &mut findings);
    ratio::find(document, &mut findings);
    fraction::find(document, &mut findings);
    same_set::find(document, &mut findings);
    average::find(document, &mut findings);
    apart::find(document, &mut findings);
    change::find(document, &mut findings);
    times::find(document, &mut findings);
    excess::find(document, &mut findings);
    trade::find(document, &mut findings);
    target::reached::find(document, &mut findings);
    share::find(document, &mut findings, known);
    doubt::find(&mut findings);
    parts::find(document, &mut findings);
    grades::find(document, &mut findings);
    composition::find(document, &mut findings);
    closing::find(document, &mut findings);
    target::find(document, &mut findings);
    repeat::find(document, &mut findings);
    let mut claims = findings.claims;
    claims.sort_by_key(|c| (c.start, c.end));
    claims.dedup();
    claims
}

/// The verdict on a recomputed figure: rounding, cutting and rough words excuse it; rounding up is only asked about.
pub(crate) fn verdict(comparison: Comparison, certainty: Certainty) -> (Verdict, Certainty) {
    match comparison.fit {
        Fit::Right | Fit::Near => (Verdict::Right, certainty),
        Fit::Cut => (Verdict::Truncated, certainty),
        Fit::Up | Fit::Rough => (Verdict::Wrong, Certainty::Ask),
        Fit::Off => (Verdict::Wrong, certainty),
    }
}

pub(crate) fn division(numerator: String, base: String) -> Note {
    Note::Division { numerator, base }
}

/// A recomputed value in the thousands or millions in which the figure is told: 28,4 beside "38,4 tỷ đồng".
pub(crate) fn in_unit(value: Decimal, q: &Quantity) -> Decimal {
    let scaled = || {
        let power = 10_i128.checked_pow(u32::try_from(q.magnitude).ok()?)?;
        let told = value.fraction().div(Fraction::new(power, 1)?)?;
        told.rounded(q.value().decimals() + 2).map(Decimal::trimmed)
    };
    if q.magnitude > 0 { scaled().unwrap_or(value) } else { value }
}
