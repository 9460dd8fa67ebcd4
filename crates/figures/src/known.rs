//! Mẫu số đã biết: bases that stand in the store and not in the text, for the reports that the software drafts.
//!
//! A known base is used only where the text names the same things. Deliberately not here: where the numbers come from.

use crate::decimal::Decimal;
use crate::text::Source;
use crate::token::Tokens;

/// Các số đã biết, mỗi số một tên: "đảng viên" → 5.645.
#[derive(Debug, Clone, Default)]
pub struct Known {
    bases: Vec<(String, Decimal)>,
}

impl Known {
    /// Nothing known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the number of the things called so in reports. Numbers that no report can hold are left out.
    #[must_use]
    pub fn with(mut self, name: &str, number: u32) -> Self {
        let folded: String = Source::new(name).folded.into_iter().collect();
        let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(value) = Decimal::whole(i128::from(number)).filter(|_| number > 0 && !words.is_empty()) {
            self.bases.push((words, value));
        }
        self
    }

    /// The longest name that stands from that token on, with its number and one past its last token.
    pub(crate) fn named_at(&self, tokens: &Tokens, from: usize) -> Option<(Decimal, usize)> {
        self.bases
            .iter()
            .filter(|(name, _)| tokens.phrase_at(from, name))
            .max_by_key(|(name, _)| name.len())
            .map(|(name, value)| (*value, from + name.split(' ').count()))
    }
}
