//! Exact decimal numbers as a spreadsheet or an office writes them.
//!
//! Invariants: a value is `mantissa / 10^scale`, kept without superfluous trailing zeros, so that equal values are
//! equal in `Eq` and `Hash`. Deliberately not here: rounding, division, anything that could lose a digit.

use std::fmt;

/// The largest number of decimal places kept.
pub const MAX_SCALE: u8 = 18;

/// Số thập phân chính xác: `mantissa / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// `mantissa / 10^scale`, without superfluous zeros; `None` when there are more places than are kept.
    #[must_use]
    pub fn new(mantissa: i64, scale: u8) -> Option<Self> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (scale <= MAX_SCALE).then_some(Self { mantissa, scale })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(mantissa: i64) -> Self {
        Self { mantissa, scale: 0 }
    }

    /// The digits, as a whole number.
    #[must_use]
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The number of decimal places.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The whole number, if it is one.
    #[must_use]
    pub const fn as_whole(self) -> Option<i64> {
        if self.scale == 0 { Some(self.mantissa) } else { None }
    }

    /// The mantissa at a given number of places; `None` when a digit would be lost or the number grow too large.
    #[must_use]
    pub fn at_scale(self, scale: u8) -> Option<i64> {
        let more = scale.checked_sub(self.scale)?;
        self.mantissa.checked_mul(10_i64.checked_pow(u32::from(more))?)
    }

    /// The sum; `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::new(self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale)
    }

    /// The difference; `None` on overflow.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::new(self.at_scale(scale)?.checked_sub(other.at_scale(scale)?)?, scale)
    }

    /// The value times 100: a cell shown as a percent holds 0.805 and means 80,5%.
    #[must_use]
    pub fn times_100(self) -> Option<Self> {
        if self.scale >= 2 {
            Self::new(self.mantissa, self.scale - 2)
        } else {
            Self::new(self.mantissa.checked_mul(if self.scale == 1 { 10 } else { 100 })?, 0)
        }
    }

    /// The number a spreadsheet shows for a stored binary fraction: its first 15 significant digits, as Excel does, and
    /// of a very small one the digits up to the last place that is kept.
    #[must_use]
    pub fn from_binary(value: f64) -> Option<Self> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if !value.is_finite() {
            return None;
        }
        let mut power = 1.0_f64;
        for scale in 0..=4_u8 {
            let shifted = (value * power).round();
            // Divided back it is the same binary number, so the short decimal is the one that was typed.
            if shifted.abs() < EXACT && shifted / power == value {
                #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
                return Self::new(shifted as i64, scale);
            }
            power *= 10.0;
        }
        let places = usize::from(MAX_SCALE);
        let whole = Self::from_scientific(&format!("{value:.14e}"));
        whole.or_else(|| Self::from_scientific(&format!("{value:.places$}")).filter(|_| value.abs() < 1.0))
    }

    /// Reads plain or scientific notation with a dot: `-12.50`, `1.2E-3`.
    #[must_use]
    pub fn from_scientific(text: &str) -> Option<Self> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let fraction = fraction.trim_end_matches('0');
        if !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mantissa = format!("{whole}{fraction}").parse::<i64>().ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        match u8::try_from(scale) {
            Ok(scale) => Self::new(mantissa, scale),
            Err(_) if scale < 0 => {
                Self::new(mantissa.checked_mul(10_i64.checked_pow(scale.unsigned_abs())?)?, 0)
            }
            Err(_) => None,
        }
    }
}

impl fmt::Display for Decimal {
    /// With a dot, no grouping: `-1234.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let places = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        write!(f, "{sign}{whole}.{fraction}")
    }
}
