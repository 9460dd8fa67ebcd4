//! Văn bản đánh dấu: the text cut into pieces, each with the claim to show at it, for a page that marks the text.
//!
//! Invariant: the pieces joined are the text. Where claims overlap the more serious one shows, and of two alike the
//! shorter one.

use crate::Audit;
use crate::claim::{Claim, Verdict};

/// A run of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words as they stand.
    pub text: String,
    /// Index into [`Audit::claims`].
    pub claim: Option<usize>,
}

/// How much a claim asks for attention.
fn weight(claim: &Claim) -> u8 {
    match claim.verdict {
        _ if claim.accuses() => 4,
        Verdict::Right | Verdict::Truncated => 2,
        Verdict::Unchecked => 1,
        _ => 3,
    }
}

/// Cuts the text of an audit.
#[must_use]
pub fn pieces(audit: &Audit) -> Vec<Piece> {
    let chars: Vec<char> = audit.text.chars().collect();
    let mut shown: Vec<usize> = vec![0; chars.len()];
    let mut order: Vec<usize> = (0..audit.claims.len()).collect();
    let key = |i: &usize| audit.claims.get(*i).map(|c| (weight(c), std::cmp::Reverse(c.end - c.start)));
    order.sort_by_key(key);
    for i in order {
        let Some(claim) = audit.claims.get(i) else { continue };
        for slot in shown.get_mut(claim.start..claim.end).unwrap_or_default() {
            *slot = i + 1;
        }
    }
    let mut out: Vec<Piece> = Vec::new();
    let mut last = None;
    for (c, slot) in chars.iter().zip(&shown) {
        if last != Some(*slot) {
            out.push(Piece { text: String::new(), claim: slot.checked_sub(1) });
            last = Some(*slot);
        }
        if let Some(piece) = out.last_mut() {
            piece.text.push(*c);
        }
    }
    out
}
