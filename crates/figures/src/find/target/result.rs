//! Kết quả của chỉ tiêu: the figures that report on a target, by grade or by words.

use super::{MOST_CANDIDATES, REACH, Target, content, says_met};
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::{Document, Likeness};
use crate::find::Findings;
use crate::find::grades::{Grade, graded};
use crate::quantity::Quantity;

/// Results of a graded target: said with "trở lên", or the sum of the grades above.
pub(super) fn by_grade(d: &Document, f: &mut Findings, target: &Target, set: &[usize]) -> bool {
    let (Some(t), Some(grade)) = (d.q(target.at), target.graded) else { return false };
    let mut reported = false;
    let mut skip = 0;
    for k in target.at + 1..(target.at + REACH).min(d.quantities.len()) {
        if k < skip || set.binary_search(&k).is_ok() {
            continue;
        }
        let Some(q) = d.q(k) else { break };
        if !q.is_percent() || d.head(q) != d.head(t) && d.likeness(q, t) < Likeness::Same {
            continue;
        }
        let Some(result) = graded(d, q) else { continue };
        if result.grade == grade.grade && (result.or_better || grade.grade == Grade::Excellent) {
            reported = true;
            report(d, f, t, &[q]);
        } else if result.grade == Grade::Excellent
            && grade.grade == Grade::Good
            && !result.or_better
            && let Some(next) = d.q(k + 1)
            && next.is_percent()
            && next.sentence == q.sentence
            && graded(d, next).is_some_and(|g| g.grade == Grade::Good && !g.or_better)
        {
            reported = true;
            skip = k + 2;
            report(d, f, t, &[q, next]);
        }
    }
    reported
}

/// Results of another target: the same things with most of the same words.
pub(super) fn by_words(d: &Document, f: &mut Findings, target: &Target, set: &[usize]) -> bool {
    let Some(t) = d.q(target.at) else { return false };
    let mut looked_at = 0;
    for k in target.at + 1..(target.at + REACH).min(d.quantities.len()) {
        let Some(q) = d.q(k) else { break };
        if looked_at == MOST_CANDIDATES {
            break;
        }
        if set.binary_search(&k).is_ok()
            || q.unit != t.unit
            || d.likeness(q, t) < Likeness::Same
            || t.sentence == q.sentence
        {
            continue;
        }
        looked_at += 1;
        let words = content(d, q);
        let shared = target.words.iter().filter(|w| words.contains(w)).count();
        let of_target = f
            .claims
            .iter()
            .rev()
            .take(60)
            .any(|c| c.kind == Kind::Share && claims_number(d, c, q) && c.verdict == Verdict::Right);
        let enough = shared >= 3 && shared * 10 >= target.words.len() * 6 || (of_target && shared >= 2);
        if enough && (of_target || !t.is_count()) {
            report(d, f, t, &[q]);
            return true;
        }
    }
    false
}

fn claims_number(d: &Document, c: &crate::Claim, q: &Quantity) -> bool {
    d.tokens.get(q.first).is_some_and(|t| c.start <= t.start && t.end <= c.end)
}

fn report(d: &Document, f: &mut Findings, target: &Quantity, results: &[&Quantity]) {
    let (Some(first), Some(last)) = (results.first(), results.last()) else { return };
    let zero = Fraction::new(0, 1);
    let Some(sum) = zero.and_then(|z| results.iter().try_fold(z, |s, q| s.add(q.value().fraction()))) else {
        return;
    };
    let unit = results.iter().map(|q| q.value()).max_by_key(|v| v.decimals());
    let decimals = unit.map_or(0, Decimal::decimals);
    // Whoever writes decimals in one figure and none in the next has dropped a zero, so the finest digit counts.
    let slack = unit.and_then(|u| (0..results.len()).try_fold(zero?, |s, _| s.add(u.unit())));
    let demanded = target.value().fraction();
    let missed = slack.and_then(|s| sum.add(s)).is_some_and(|most| most.below(demanded));
    let written: Vec<String> = results.iter().map(|q| d.written(q)).collect();
    let mut place = d.place(first.first, last.end, first);
    if results.len() > 1 {
        place.printed = d.between(first.first, last.end);
    }
    let note = Note::TargetAndResult { target: d.written(target), result: written.join(" + ") };
    let computed = sum.rounded(decimals);
    let judged = match (missed, says_met(d, first)) {
        (false, _) => (Verdict::Right, Certainty::Likely),
        (true, true) => (Verdict::TargetMissed, Certainty::Likely),
        (true, false) => (Verdict::TargetMissed, Certainty::Ask),
    };
    f.claims.push(d.claim(Kind::Target, judged, place, computed, note));
}
