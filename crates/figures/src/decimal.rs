//! Số thập phân đúng như in: a printed number as an integer with a power of ten, and exact fractions of such
//! numbers.
//!
//! Invariants: a mantissa has at most 15 digits; nothing here uses floating point; an overflow is `None`, which the
//! judges turn into "not checked". Deliberately not here: how a number is written (see `number`).

use std::cmp::Ordering;

/// Số như in: `mantissa × 10^exponent`. The exponent of a printed number tells its last printed digit, so "50,80" and
/// "50,8" differ although they are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    mantissa: i128,
    exponent: i8,
}

const MAX_DIGITS: u32 = 15;

impl Decimal {
    /// `None` where the number is longer than any figure of a report.
    pub(crate) fn new(mantissa: i128, exponent: i8) -> Option<Self> {
        let limit = 10_i128.pow(MAX_DIGITS);
        (mantissa.abs() < limit && (-9..=12).contains(&exponent)).then_some(Self { mantissa, exponent })
    }

    pub(crate) fn whole(n: i128) -> Option<Self> {
        Self::new(n, 0)
    }

    /// Multiplied by a word such as "triệu".
    pub(crate) fn scaled(self, power: i8) -> Option<Self> {
        Self::new(self.mantissa, self.exponent.checked_add(power)?)
    }

    pub(crate) fn exponent(self) -> i8 {
        self.exponent
    }

    /// The value where it is a whole number.
    pub(crate) fn as_whole(self) -> Option<i128> {
        let power = u32::try_from(self.exponent).ok()?;
        self.mantissa.checked_mul(10_i128.pow(power))
    }

    /// The number in units of that power of ten, where it is a whole number of them.
    pub(crate) fn to_exponent(self, exponent: i8) -> Option<i128> {
        let power = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.mantissa.checked_mul(10_i128.checked_pow(power)?)
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let (a, b) = self.to_common(other)?;
        Self::new(a.checked_add(b)?, self.exponent.min(other.exponent))
    }

    /// Both numbers in the finer unit of the two.
    pub(crate) fn to_common(self, other: Self) -> Option<(i128, i128)> {
        let exponent = self.exponent.min(other.exponent);
        Some((self.to_exponent(exponent)?, other.to_exponent(exponent)?))
    }

    pub(crate) fn fraction(self) -> Fraction {
        let power = 10_i128.pow(u32::from(self.exponent.unsigned_abs()));
        if self.exponent >= 0 {
            Fraction { num: self.mantissa.saturating_mul(power), den: 1 }
        } else {
            Fraction { num: self.mantissa, den: power }
        }
    }

    /// One unit of the last printed digit.
    pub(crate) fn unit(self) -> Fraction {
        let power = 10_i128.pow(u32::from(self.exponent.unsigned_abs()));
        if self.exponent >= 0 { Fraction { num: power, den: 1 } } else { Fraction { num: 1, den: power } }
    }

    /// One unit of the last digit that is no zero, or of the third digit: what an estimate is rounded to.
    pub(crate) fn coarse_unit(self) -> Option<Fraction> {
        let (mut mantissa, mut zeros) = (self.mantissa.abs(), 0_u32);
        while mantissa >= 1_000 && mantissa % 10 == 0 {
            mantissa /= 10;
            zeros += 1;
        }
        self.unit().mul(Fraction { num: 10_i128.pow(zeros), den: 1 })
    }

    /// Decimals that were printed.
    pub(crate) fn decimals(self) -> u8 {
        if self.exponent < 0 { self.exponent.unsigned_abs() } else { 0 }
    }

    /// For machines: a point before the decimals, no grouping.
    #[must_use]
    pub fn plain(self) -> String {
        self.written('.', None)
    }

    /// For Vietnamese readers: "1.234,5".
    #[must_use]
    pub fn vietnamese(self) -> String {
        self.written(',', Some('.'))
    }

    /// For English readers: "1,234.5".
    #[must_use]
    pub fn english(self) -> String {
        self.written('.', Some(','))
    }

    fn written(self, point: char, group: Option<char>) -> String {
        let value = if self.exponent > 0 { self.as_whole().unwrap_or(self.mantissa) } else { self.mantissa };
        let decimals = usize::from(self.decimals());
        let digits = format!("{:0>width$}", value.unsigned_abs(), width = decimals + 1);
        let (whole, rest) = digits.split_at(digits.len() - decimals);
        let mut out = String::from(if value < 0 { "-" } else { "" });
        for (i, digit) in whole.chars().enumerate() {
            if let Some(mark) = group
                && i > 0
                && (whole.len() - i).is_multiple_of(3)
            {
                out.push(mark);
            }
            out.push(digit);
        }
        if !rest.is_empty() {
            out.push(point);
            out.push_str(rest);
        }
        out
    }

    /// Without zeros at the end of the decimals.
    #[must_use]
    pub fn trimmed(self) -> Self {
        let mut out = self;
        while out.exponent < 0 && out.mantissa % 10 == 0 {
            out.mantissa /= 10;
            out.exponent += 1;
        }
        out
    }
}

/// Phân số: an exact quotient; the denominator is above zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fraction {
    num: i128,
    den: i128,
}

fn common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Fraction {
    pub(crate) fn new(num: i128, den: i128) -> Option<Self> {
        match den.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Less => Some(Self { num: num.checked_neg()?, den: den.checked_neg()? }),
            Ordering::Greater => Some(Self { num, den }),
        }
    }

    fn reduced(self) -> Self {
        let (mut a, mut b) = (self.num.unsigned_abs(), self.den.unsigned_abs());
        while b != 0 {
            // Division in sixty-four bits is many times faster.
            if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
                a = u128::from(common_divisor(x, y));
                break;
            }
            (a, b) = (b, a % b);
        }
        match i128::try_from(a) {
            Ok(common) if common > 1 => Self { num: self.num / common, den: self.den / common },
            _ => self,
        }
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        if self.den == other.den {
            return Some(Self { num: self.num.checked_add(other.num)?, den: self.den }.reduced());
        }
        let num = self.num.checked_mul(other.den)?.checked_add(other.num.checked_mul(self.den)?)?;
        Some(Self { num, den: self.den.checked_mul(other.den)? }.reduced())
    }

    pub(crate) fn neg(self) -> Self {
        Self { num: -self.num, den: self.den }
    }

    pub(crate) fn sub(self, other: Self) -> Option<Self> {
        self.add(other.neg())
    }

    pub(crate) fn mul(self, other: Self) -> Option<Self> {
        let (a, b) = (
            Self { num: self.num, den: other.den }.reduced(),
            Self { num: other.num, den: self.den }.reduced(),
        );
        Some(Self { num: a.num.checked_mul(b.num)?, den: a.den.checked_mul(b.den)? })
    }

    pub(crate) fn div(self, other: Self) -> Option<Self> {
        self.mul(Self::new(other.den, other.num)?)
    }

    pub(crate) fn abs(self) -> Self {
        Self { num: self.num.abs(), den: self.den }
    }

    pub(crate) fn is_positive(self) -> bool {
        self.num > 0
    }

    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        Some(self.num.checked_mul(other.den)?.cmp(&other.num.checked_mul(self.den)?))
    }

    pub(crate) fn at_most(self, other: Self) -> bool {
        self.compare(other).is_some_and(Ordering::is_le)
    }

    pub(crate) fn below(self, other: Self) -> bool {
        self.compare(other).is_some_and(Ordering::is_lt)
    }

    pub(crate) fn equals(self, other: Self) -> bool {
        self.compare(other).is_some_and(Ordering::is_eq)
    }

    pub(crate) fn percent() -> Self {
        Self { num: 100, den: 1 }
    }

    /// The largest whole number not above it.
    pub(crate) fn floor(self) -> i128 {
        self.num.div_euclid(self.den)
    }

    /// Rounded half up to that many decimals.
    pub(crate) fn rounded(self, decimals: u8) -> Option<Decimal> {
        let power = 10_i128.checked_pow(u32::from(decimals))?;
        let twice = self.num.checked_mul(power)?.checked_mul(2)?.checked_add(self.den)?;
        Decimal::new(twice.div_euclid(self.den.checked_mul(2)?), -i8::try_from(decimals).ok()?)
    }
}
