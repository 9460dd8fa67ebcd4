//! Theo dõi sau củng cố: from the removal until a day; how long is the conclusion's to say.

use crate::{Date, tagged};

tagged! {
    /// Where a day lies beside a watch.
    pub enum Stretch {
        /// Before the removal.
        Before = "before",
        /// Đang theo dõi sau củng cố.
        Watching = "watching",
        /// Đã hết thời gian theo dõi.
        Over = "over",
    }
}

/// Thời gian theo dõi sau củng cố: from the first day off the list through the last day of watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    from_on: Date,
    until_on: Date,
}

impl Watch {
    /// A watch; none where its last day lies before its first.
    pub fn new(from_on: Date, until_on: Date) -> Option<Self> {
        (from_on <= until_on).then_some(Self { from_on, until_on })
    }
    /// The first day off the list.
    pub const fn from_on(self) -> Date {
        self.from_on
    }
    /// The last day of watch.
    pub const fn until_on(self) -> Date {
        self.until_on
    }
    /// Where a day lies.
    pub fn on(self, day: Date) -> Stretch {
        match day {
            d if d < self.from_on => Stretch::Before,
            d if d <= self.until_on => Stretch::Watching,
            _ => Stretch::Over,
        }
    }
}
