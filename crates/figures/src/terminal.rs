//! Bản in ra màn hình dòng lệnh: the claims for a terminal, with or without colours.

use crate::claim::{Certainty, Claim, Verdict};
use crate::{Audit, Encoding};
use std::fmt::Write as _;

/// Màu chữ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// ANSI colours.
    On,
    /// Plain text: for files and pipes.
    Off,
}

/// Ngôn ngữ của bản in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    Vietnamese,
    /// Tiếng Anh.
    English,
}

/// The claims in the order of the text, those to look at first marked, and a line of counts.
#[must_use]
pub fn terminal(audit: &Audit, colours: Colours, language: Language) -> String {
    let mut out = String::new();
    if audit.encoding != Encoding::Unicode {
        let words = if language == Language::English { audit.encoding.en() } else { audit.encoding.vi() };
        let _ = writeln!(out, "{words}");
        return out;
    }
    for claim in &audit.claims {
        entry(&mut out, claim, colours, language);
    }
    let n_faults = audit.claims.iter().filter(|c| c.accuses()).count();
    let n_questions = audit.claims.iter().filter(|c| is_question(c)).count();
    let n = audit.claims.len();
    let _ = match language {
        Language::Vietnamese => {
            writeln!(out, "{n} nội dung; đề nghị kiểm tra lại {n_faults}; xin hỏi {n_questions}.")
        }
        Language::English => {
            writeln!(out, "{n} statements; please check {n_faults}; questions {n_questions}.")
        }
    };
    out
}

fn is_question(claim: &Claim) -> bool {
    claim.certainty == Certainty::Ask
        && !claim.accuses()
        && !matches!(claim.verdict, Verdict::Unchecked | Verdict::Right | Verdict::Truncated)
}

fn entry(out: &mut String, claim: &Claim, colours: Colours, language: Language) {
    let (label, note, certainty) = match language {
        Language::Vietnamese => (claim.label_vi(), claim.note.vi(), claim.certainty.vi()),
        Language::English => (claim.label_en(), claim.note.en(), claim.certainty.en()),
    };
    let (on, off) = match colours {
        Colours::On => (colour(claim), "\u{1b}[0m"),
        Colours::Off => ("", ""),
    };
    let quoted: String = claim.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let safe: String = quoted.chars().filter(|c| !c.is_control()).collect();
    let _ =
        writeln!(out, "{on}{label}{off} ({certainty})\n  [{}–{}] {safe}\n  {note}", claim.start, claim.end);
}

fn colour(claim: &Claim) -> &'static str {
    match claim.verdict {
        _ if claim.accuses() => "\u{1b}[1;31m",
        Verdict::Right | Verdict::Truncated => "\u{1b}[32m",
        Verdict::Unchecked => "\u{1b}[2m",
        _ => "\u{1b}[33m",
    }
}
