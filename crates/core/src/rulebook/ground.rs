//! Căn cứ: where a value of the rules comes from and how far it may be relied on.

use crate::{Date, tagged};

tagged! {
    /// Mức tin cậy: how sure we are that a value is what the rule says.
    pub enum Confidence {
        /// Read in the text of the rule itself.
        Seen = "seen",
        /// Read in a secondary source: press, question banks, guides.
        Secondary = "secondary",
        /// Derived from a rule that was read.
        Derived = "derived",
        /// From memory or usual practice; to be confirmed.
        Memory = "memory",
        /// Ours: a proposal of this software, no rule says so.
        Ours = "ours",
    }
}

impl Confidence {
    /// Whether the value is shown as "cần xác nhận" wherever it decides something.
    pub const fn needs_confirmation(self) -> bool {
        matches!(self, Self::Memory | Self::Ours)
    }
}

/// Căn cứ của một giá trị.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The public source, as a reader would look it up; never blank.
    pub source: String,
    /// How sure we are.
    pub confidence: Confidence,
    /// First day on which it holds; none where it always did as far as known.
    pub from_on: Option<Date>,
    /// First day on which it no longer holds.
    pub until_on: Option<Date>,
}

impl Ground {
    /// Whether the value holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from_on.is_none_or(|from| from <= day) && self.until_on.is_none_or(|until| day < until)
    }
}

/// A name in both languages, beside the code under which it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Stable code.
    pub code: String,
    /// Name in Vietnamese.
    pub vi: String,
    /// Name in English.
    pub en: String,
}
