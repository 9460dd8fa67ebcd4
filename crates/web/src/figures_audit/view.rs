//! Văn bản đánh dấu: the audit as the page shows it, marks and list leading to each other.

use crate::lang::Lang;
use vunggoc_figures::{Audit, Certainty, Claim, Encoding, Verdict, pieces};

/// What a claim asks of the drafter; tells the list, the sign and the style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Đề nghị kiểm tra lại.
    Look,
    /// Xin hỏi người soạn.
    Question,
    /// Khớp.
    Right,
    /// Chưa đủ căn cứ kiểm tra.
    Open,
}

impl Weight {
    pub(super) fn of(claim: &Claim) -> Self {
        match claim.verdict {
            _ if claim.accuses() => Self::Look,
            Verdict::Right | Verdict::Truncated => Self::Right,
            Verdict::Unchecked => Self::Open,
            Verdict::Wrong
            | Verdict::Gap
            | Verdict::Contradiction
            | Verdict::TargetMissed
            | Verdict::ImpossibleBase
            | Verdict::Silent => Self::Question,
        }
    }

    /// The class of its mark.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Question => "question",
            Self::Right => "right",
            Self::Open => "open",
        }
    }

    /// The sign beside the number, so that no colour is needed.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Look => "!",
            Self::Question => "?",
            Self::Right => "✓",
            Self::Open => "–",
        }
    }
}

/// A run of the text.
pub(super) struct Run {
    pub(super) text: String,
    /// The mark, where a claim shows here.
    pub(super) mark: Option<Mark>,
}

/// A mark in the text.
pub(super) struct Mark {
    /// Number of the run, its anchor.
    pub(super) at: usize,
    /// Number of the claim.
    pub(super) claim: usize,
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    /// The words of the claim, said with the mark.
    pub(super) label: String,
}

/// A claim of the list.
pub(super) struct Entry {
    pub(super) number: usize,
    pub(super) label: String,
    pub(super) certainty: &'static str,
    pub(super) quote: String,
    pub(super) note: String,
    /// The run of the text that shows it.
    pub(super) at: usize,
    pub(super) sign: &'static str,
}

/// The audit as the page shows it.
pub(super) struct View {
    pub(super) runs: Vec<Run>,
    pub(super) look: Vec<Entry>,
    pub(super) questions: Vec<Entry>,
    pub(super) right: Vec<Entry>,
    pub(super) open: Vec<Entry>,
    /// The text is in an old encoding and was not audited.
    pub(super) encoding: Option<&'static str>,
}

impl View {
    pub(super) fn new(l: Lang, audit: &Audit) -> Self {
        let (runs, places) = runs(l, audit);
        let mut view = Self {
            runs,
            look: Vec::new(),
            questions: Vec::new(),
            right: Vec::new(),
            open: Vec::new(),
            encoding: old_encoding(l, audit.encoding),
        };
        for (i, claim) in audit.claims.iter().enumerate() {
            let weight = Weight::of(claim);
            let list = match weight {
                Weight::Look => &mut view.look,
                Weight::Question => &mut view.questions,
                Weight::Right => &mut view.right,
                Weight::Open => &mut view.open,
            };
            list.push(Entry {
                number: i + 1,
                label: label(l, claim),
                certainty: certainty(l, claim.certainty),
                quote: claim.text.split_whitespace().collect::<Vec<_>>().join(" "),
                note: note(l, claim),
                at: places.get(i).copied().unwrap_or(0),
                sign: weight.sign(),
            });
        }
        view
    }
}

/// The runs of the text, and for each claim the run in which it begins.
fn runs(l: Lang, audit: &Audit) -> (Vec<Run>, Vec<usize>) {
    let mut places = vec![0; audit.claims.len()];
    let mut waiting = 0;
    let mut seen = 0;
    let mut runs: Vec<Run> = Vec::new();
    for (at, piece) in pieces(audit).into_iter().enumerate() {
        seen += piece.text.chars().count();
        // Claims stand in the order of the text.
        while audit.claims.get(waiting).is_some_and(|c| c.start < seen) {
            if let Some(slot) = places.get_mut(waiting) {
                *slot = at;
            }
            waiting += 1;
        }
        let mark = piece.claim.and_then(|i| Some((i, audit.claims.get(i)?))).map(|(i, claim)| {
            let weight = Weight::of(claim);
            let (class, sign) = (weight.class(), weight.sign());
            Mark { at, claim: i + 1, class, sign, label: label(l, claim) }
        });
        runs.push(Run { text: piece.text, mark });
    }
    // A claim that no mark shows leads to the nearest mark before it.
    let mut last = 0;
    let marked: Vec<usize> = runs
        .iter()
        .enumerate()
        .map(|(at, run)| {
            if run.mark.is_some() {
                last = at;
            }
            last
        })
        .collect();
    for place in &mut places {
        *place = marked.get(*place).copied().unwrap_or(0);
    }
    (runs, places)
}

pub(super) fn label(l: Lang, claim: &Claim) -> String {
    if l == Lang::Vi { claim.label_vi() } else { claim.label_en() }
}

pub(super) fn note(l: Lang, claim: &Claim) -> String {
    if l == Lang::Vi { claim.note.vi() } else { claim.note.en() }
}

fn certainty(l: Lang, certainty: Certainty) -> &'static str {
    l.t(certainty.vi(), certainty.en())
}

fn old_encoding(l: Lang, encoding: Encoding) -> Option<&'static str> {
    (encoding != Encoding::Unicode).then(|| l.t(encoding.vi(), encoding.en()))
}
