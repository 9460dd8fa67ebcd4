//! Giá trị của ô: what a cell holds and how it is written.

use crate::number;

/// What stands for a figure that was not reported. Never 0.
pub const MISSING: &str = "…";
/// What stands where a figure has no meaning.
pub const NOT_APPLICABLE: &str = "-";

/// Cách in tỷ lệ: how a ratio is written. Numerator and base are kept in every style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatioStyle {
    /// "52/85".
    Fraction,
    /// "61,2%".
    Percent {
        /// Decimals.
        scale: u8,
    },
    /// "61,2% (52/85)".
    Both {
        /// Decimals of the percent.
        scale: u8,
    },
}

/// Số chưa đủ: how many of the expected parts a total holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partial {
    /// Parts that were reported.
    pub reported: u32,
    /// Parts that should have been.
    pub expected: u32,
}

/// Giá trị: the content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing is asked here.
    Blank,
    /// Words, dates, symbols.
    Text(String),
    /// A count.
    Whole(i64),
    /// An integer with a scale: `value / 10^scale`.
    Decimal {
        /// The integer.
        value: i64,
        /// Decimals.
        scale: u8,
    },
    /// A share of a base.
    Ratio {
        /// The part.
        numerator: i64,
        /// The whole; zero is printed as "-" where a percent is asked for.
        base: i64,
        /// How it is written.
        style: RatioStyle,
    },
    /// A change, printed with its sign: "+5", "-2", "0".
    Change(i64),
    /// Asked for and not reported.
    Missing,
    /// Has no meaning here.
    NotApplicable,
}

impl Value {
    /// A share written "61,2% (52/85)".
    #[must_use]
    pub fn ratio(numerator: i64, base: i64) -> Self {
        Self::Ratio { numerator, base, style: RatioStyle::Both { scale: 1 } }
    }

    /// A number if there is one, else missing.
    #[must_use]
    pub fn whole_or_missing(value: Option<i64>) -> Self {
        value.map_or(Self::Missing, Self::Whole)
    }

    /// What is printed, in Vietnamese notation.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(value) => number::whole(*value),
            Self::Decimal { value, scale } => number::decimal(*value, *scale),
            Self::Ratio { numerator, base, style } => ratio(*numerator, *base, *style),
            Self::Change(value) if *value > 0 => format!("+{}", number::whole(*value)),
            Self::Change(value) => number::whole(*value),
            Self::Missing => MISSING.to_owned(),
            Self::NotApplicable => NOT_APPLICABLE.to_owned(),
        }
    }

    /// The value as a workbook holds it; `None` when it is no single number or would lose digits.
    pub(crate) fn number(&self) -> Option<f64> {
        const EXACT: u64 = 1 << 53;
        match self {
            Self::Whole(value) | Self::Change(value) => {
                (value.unsigned_abs() <= EXACT).then_some(*value as f64)
            }
            Self::Decimal { value, scale } => {
                (value.unsigned_abs() <= EXACT).then(|| *value as f64 / 10_f64.powi(i32::from(*scale)))
            }
            _ => None,
        }
    }

    /// Whether the value, or the percent asked of a base of zero, has no meaning.
    #[must_use]
    pub const fn is_not_applicable(&self) -> bool {
        match self {
            Self::NotApplicable => true,
            Self::Ratio { base, style, .. } => *base == 0 && !matches!(style, RatioStyle::Fraction),
            _ => false,
        }
    }

    /// Whether the value is written to the right of its column whatever the column says.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Whole(_) | Self::Decimal { .. } | Self::Ratio { .. } | Self::Change(_))
    }
}

fn ratio(numerator: i64, base: i64, style: RatioStyle) -> String {
    let fraction = || format!("{}/{}", number::whole(numerator), number::whole(base));
    let percent =
        |scale| number::percent(numerator, base, scale).unwrap_or_else(|| NOT_APPLICABLE.to_owned());
    match style {
        RatioStyle::Fraction => fraction(),
        RatioStyle::Percent { scale } => percent(scale),
        RatioStyle::Both { scale } => format!("{} ({})", percent(scale), fraction()),
    }
}
