//! Planting: one figure of a correct text is changed as a typing slip would change it, and the audit must see it.

use std::collections::BTreeMap;
use vunggoc_figures::{Audit, Claim, Note, Verdict, audit};

/// What came of the faults planted in some texts.
#[derive(Default)]
pub(crate) struct Tally {
    /// Per kind of claim: planted and found.
    pub(crate) by_kind: BTreeMap<&'static str, (usize, usize)>,
    /// Texts with a fault that was not found, for a closer look.
    pub(crate) missed: Vec<String>,
    /// Claims judged right or truncated in the correct texts.
    pub(crate) n_right: usize,
    /// Claims of the correct texts that accuse.
    pub(crate) n_accused: usize,
}

impl Tally {
    /// Faults planted and found over all kinds.
    pub(crate) fn total(&self) -> (usize, usize) {
        self.by_kind.values().fold((0, 0), |(p, f), (planted, found)| (p + planted, f + found))
    }
}

/// Plants each slip in each checked figure of a correct text.
pub(crate) fn plant(text: &str, tally: &mut Tally) {
    let clean = audit(text);
    tally.n_accused += clean.claims.iter().filter(|c| c.accuses()).count();
    for claim in clean.claims.iter().filter(|c| matches!(c.verdict, Verdict::Right | Verdict::Truncated)) {
        tally.n_right += 1;
        if let Some(at) = place_of(&claim.printed, claim) {
            plant_at(&clean, claim, (claim.kind.code(), &claim.printed, at), &slips(&claim.printed), tally);
        }
        if let Note::Division { numerator, .. } = &claim.note
            && let Some(at) = place_of(numerator, claim)
        {
            // Only the first digit: a lesser slip may vanish in the rounding of the percent.
            let first = |s: &String| s.chars().next() != numerator.chars().next();
            let slip: Vec<String> = slips(numerator).into_iter().filter(first).take(1).collect();
            plant_at(&clean, claim, ("numerator", numerator, at), &slip, tally);
        }
    }
}

fn plant_at(
    clean: &Audit,
    claim: &Claim,
    (kind, figure, at): (&'static str, &str, usize),
    slips: &[String],
    tally: &mut Tally,
) {
    for slip in slips {
        let result = audit(&replaced(clean, at, figure.chars().count(), slip));
        let longer = slip.chars().count().abs_diff(figure.chars().count());
        let near = |c: &&Claim| c.start < claim.end + longer && claim.start < c.end;
        let seen = result.claims.iter().filter(near).any(Claim::accuses);
        let entry = tally.by_kind.entry(kind).or_default();
        entry.0 += 1;
        entry.1 += usize::from(seen);
        if !seen {
            tally.missed.push(format!("{kind} {figure} → {slip}: {}", around(&result, at)));
        }
    }
}

/// Code point at which a figure of the claim stands.
fn place_of(figure: &str, claim: &Claim) -> Option<usize> {
    let figure: Vec<char> = figure.chars().collect();
    let quoted: Vec<char> = claim.text.chars().collect();
    let last = quoted.len().checked_sub(figure.len())?;
    let free = |i: usize| !quoted.get(i).is_some_and(char::is_ascii_digit);
    (0..=last)
        .rev()
        .find(|&i| quoted[i..].starts_with(&figure) && (i == 0 || free(i - 1)) && free(i + figure.len()))
        .map(|i| claim.start + i)
}

fn replaced(clean: &Audit, at: usize, length: usize, slip: &str) -> String {
    let chars: Vec<char> = clean.text.chars().collect();
    chars[..at].iter().copied().chain(slip.chars()).chain(chars[at + length..].iter().copied()).collect()
}

fn around(result: &Audit, at: usize) -> String {
    result.text.chars().skip(at.saturating_sub(90)).take(150).collect::<String>().replace('\n', " ")
}

/// Two adjacent digits swapped; the first digit changed; the last digit changed by three.
fn slips(figure: &str) -> Vec<String> {
    let chars: Vec<char> = figure.chars().collect();
    let digits: Vec<usize> = (0..chars.len()).filter(|&i| chars[i].is_ascii_digit()).collect();
    let mut out = Vec::new();
    if let Some(pair) = digits.windows(2).find(|p| chars[p[0]] != chars[p[1]] && chars[p[1]] != '0') {
        let mut swapped = chars.clone();
        swapped.swap(pair[0], pair[1]);
        out.push(swapped);
    }
    for (position, step) in [(digits.first(), 1), (digits.last(), 3)] {
        let Some(&i) = position else { continue };
        let digit = chars[i].to_digit(10).unwrap_or(0);
        let other = if digit + step > 9 { digit - step } else { digit + step };
        let mut changed = chars.clone();
        changed[i] = char::from_digit(other, 10).unwrap_or('1');
        out.push(changed);
    }
    let mut out: Vec<String> = out.into_iter().map(|c| c.into_iter().collect()).collect();
    out.retain(|s: &String| s != figure && !s.starts_with('0'));
    out.dedup();
    out
}
