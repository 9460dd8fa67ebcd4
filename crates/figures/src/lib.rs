//! Kiểm tra số liệu: the audit of figures in any Vietnamese text.
//!
//! Text in, claims out: [`audit`] reads running text as people write reports, relates its figures (ratio and percent,
//! parts and whole, change and earlier value, target and result) and judges each relation by exact arithmetic.
//!
//! Invariants: offsets are code points of the returned NFC text; the work is linear in its length; nothing is stored,
//! logged or printed; a hidden base is never guessed; rounding, cutting and "hơn", "gần" are never held against the
//! author. Deliberately not here: reading DOCX, PDF or XLSX, and any knowledge of the other crates.

mod claim;
mod decimal;
mod document;
mod find;
mod json;
mod judge;
mod known;
mod legacy;
mod noise;
mod note;
mod number;
mod outline;
mod pieces;
mod quantity;
mod slip;
mod terminal;
mod text;
mod token;
mod words;

pub use claim::{Certainty, Claim, Kind, Note, Verdict};
pub use decimal::Decimal;
pub use json::json;
pub use known::Known;
pub use legacy::Encoding;
pub use pieces::{Piece, pieces};
pub use terminal::{Colours, Language, terminal};

/// Kết quả kiểm tra một văn bản.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// The text in NFC, to which all offsets refer.
    pub text: String,
    /// An old encoding is named and not audited.
    pub encoding: Encoding,
    /// In the order of the text.
    pub claims: Vec<Claim>,
}

impl Audit {
    /// Whether the exit status is 1: some claim is a fault, proved or likely.
    #[must_use]
    pub fn accuses(&self) -> bool {
        self.claims.iter().any(Claim::accuses)
    }
}

/// Audits a text.
#[must_use]
pub fn audit(text: &str) -> Audit {
    audit_known(text, &Known::new())
}

/// Audits a text of which some bases are known: a share without a base in the text is held against them.
#[must_use]
pub fn audit_known(text: &str, known: &Known) -> Audit {
    let source = text::Source::new(text);
    let encoding = legacy::recognise(&source.text);
    if encoding != Encoding::Unicode {
        return Audit { text: source.text, encoding, claims: Vec::new() };
    }
    let document = document::Document::new(source);
    let claims = find::all(&document, known);
    Audit { text: document.source.text, encoding, claims }
}
