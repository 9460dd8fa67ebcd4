//! Kỳ báo cáo: the periods that figures and reports belong to.
//!
//! A period is a piece of the calendar; the *data window* of a report (which may end on the 14th, or on
//! 15 June) is another thing and belongs to the form that asks.

use crate::{Date, tagged};
use jiff::ToSpan;
use std::fmt;

tagged! {
    /// Loại kỳ: how long a period is.
    pub enum PeriodKind {
        /// Tháng.
        Month = "month",
        /// Quý.
        Quarter = "quarter",
        /// Sáu tháng.
        Half = "half",
        /// Chín tháng (January to September, of the cumulative reports).
        NineMonths = "nine-months",
        /// Năm.
        Year = "year",
    }
}

/// Kỳ báo cáo: a month, quarter, half-year, nine months or year.
///
/// Its code (`2024-03`, `2024-Q1`, `2024-H1`, `2024-9M`, `2024`) is what files, rules and addresses use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    kind: PeriodKind,
    number: i8,
}

impl Period {
    /// The period of this kind and number in a year, if there is one (month 1-12, quarter 1-4, half 1-2).
    pub fn new(kind: PeriodKind, year: i16, number: i8) -> Option<Self> {
        let most = match kind {
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            PeriodKind::Half => 2,
            PeriodKind::NineMonths | PeriodKind::Year => 1,
        };
        ((1900..=9998).contains(&year) && (1..=most).contains(&number)).then_some(Self { year, kind, number })
    }

    /// Reads a code such as `2024-H1`.
    pub fn parse(code: &str) -> Option<Self> {
        let Some((year, rest)) = code.split_once('-') else {
            return Self::new(PeriodKind::Year, digits(code, 4)?, 1);
        };
        let year = digits(year, 4)?;
        if rest == "9M" {
            return Self::new(PeriodKind::NineMonths, year, 1);
        }
        let (kind, number) = if let Some(n) = rest.strip_prefix('Q') {
            (PeriodKind::Quarter, digits(n, 1)?)
        } else if let Some(n) = rest.strip_prefix('H') {
            (PeriodKind::Half, digits(n, 1)?)
        } else {
            (PeriodKind::Month, digits(rest, 2)?)
        };
        Self::new(kind, year, i8::try_from(number).ok()?)
    }

    /// The year it lies in.
    pub const fn year(self) -> i16 {
        self.year
    }
    /// Its kind.
    pub const fn kind(self) -> PeriodKind {
        self.kind
    }
    /// Its number within the year, from 1.
    pub const fn number(self) -> i8 {
        self.number
    }

    /// Its first day.
    pub fn first_on(self) -> Date {
        let month = match self.kind {
            PeriodKind::Month => self.number,
            PeriodKind::Quarter => self.number * 3 - 2,
            PeriodKind::Half => self.number * 6 - 5,
            PeriodKind::NineMonths | PeriodKind::Year => 1,
        };
        Date::new(self.year, month, 1).unwrap_or(Date::MIN)
    }

    /// Its last day.
    pub fn last_on(self) -> Date {
        let months = match self.kind {
            PeriodKind::Month => 1,
            PeriodKind::Quarter => 3,
            PeriodKind::Half => 6,
            PeriodKind::NineMonths => 9,
            PeriodKind::Year => 12,
        };
        self.first_on().checked_add(months.months()).and_then(|d| d.yesterday()).unwrap_or(Date::MAX)
    }

    /// Cùng kỳ năm trước: the same piece of the year before.
    pub fn same_last_year(self) -> Option<Self> {
        Self::new(self.kind, self.year - 1, self.number)
    }

    /// The period of the same kind just before it (nine months and years step by a year).
    pub fn previous(self) -> Option<Self> {
        if self.number > 1 {
            return Self::new(self.kind, self.year, self.number - 1);
        }
        let last = match self.kind {
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            PeriodKind::Half => 2,
            PeriodKind::NineMonths | PeriodKind::Year => 1,
        };
        Self::new(self.kind, self.year - 1, last)
    }

    /// The period of a kind that a day lies in (for nine months: of its year).
    pub fn holding(kind: PeriodKind, day: Date) -> Option<Self> {
        let number = match kind {
            PeriodKind::Month => day.month(),
            PeriodKind::Quarter => (day.month() - 1) / 3 + 1,
            PeriodKind::Half => (day.month() - 1) / 6 + 1,
            PeriodKind::NineMonths | PeriodKind::Year => 1,
        };
        Self::new(kind, day.year(), number)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PeriodKind::Month => write!(f, "{:04}-{:02}", self.year, self.number),
            PeriodKind::Quarter => write!(f, "{:04}-Q{}", self.year, self.number),
            PeriodKind::Half => write!(f, "{:04}-H{}", self.year, self.number),
            PeriodKind::NineMonths => write!(f, "{:04}-9M", self.year),
            PeriodKind::Year => write!(f, "{:04}", self.year),
        }
    }
}

fn digits(text: &str, n: usize) -> Option<i16> {
    (text.len() == n && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;

    #[test]
    fn codes_windows_and_neighbours() {
        for (code, first, last, last_year, previous) in [
            ("2024-H1", date(2024, 1, 1), date(2024, 6, 30), "2023-H1", "2023-H2"),
            ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30), "2023-Q3", "2024-Q2"),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2023-02", "2024-01"),
            ("2024-9M", date(2024, 1, 1), date(2024, 9, 30), "2023-9M", "2023-9M"),
            ("2024", date(2024, 1, 1), date(2024, 12, 31), "2023", "2023"),
        ] {
            let p = Period::parse(code).unwrap();
            assert_eq!((p.to_string().as_str(), p.first_on(), p.last_on()), (code, first, last));
            assert_eq!(p.same_last_year().unwrap().to_string(), last_year);
            assert_eq!(p.previous().unwrap().to_string(), previous);
            assert_eq!(Period::holding(p.kind(), last), Some(p));
        }
        for bad in ["", "24", "2024-13", "2024-Q5", "2024-H0", "2024-H11", "2024-1", "x024", "2024-"] {
            assert_eq!(Period::parse(bad), None, "{bad}");
        }
    }
}
