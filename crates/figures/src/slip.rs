//! Lỡ tay: figures that one slip of the hand turns into each other: a digit mistyped, or two digits swapped.
//!
//! A relation that one slip away would hold is hardly there by chance, so a slip may settle a reading that the words
//! leave open. Deliberately not here: which reading that is.

use crate::decimal::Decimal;

/// Digits beyond which a number is not looked at.
const MOST_DIGITS: usize = 9;

/// Whether one mistyped digit, or two swapped ones, part the two numbers.
pub(crate) fn parts_them(a: i128, b: i128) -> bool {
    let (x, y) = (a.unsigned_abs().to_string(), b.unsigned_abs().to_string());
    if x.len() != y.len() || (a < 0) != (b < 0) {
        return false;
    }
    let mut differing = x.bytes().zip(y.bytes()).enumerate().filter(|(_, (p, q))| p != q);
    match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, None) => true,
        (Some((_, (p, q))), Some((_, (r, s))), None) => p == s && q == r,
        _ => false,
    }
}

/// All numbers that one slip makes of this one.
fn variants(n: i128) -> Vec<i128> {
    let mut out = Vec::new();
    let mut digits: Vec<i128> = Vec::new();
    let mut rest = n.abs();
    while rest > 0 && digits.len() <= MOST_DIGITS {
        digits.push(rest % 10);
        rest /= 10;
    }
    if digits.len() > MOST_DIGITS {
        return out;
    }
    let mut power = 1;
    for (i, &digit) in digits.iter().enumerate() {
        let leads = i + 1 == digits.len();
        let from = i128::from(leads && digits.len() > 1);
        out.extend((from..10).filter(|&other| other != digit).map(|other| n.abs() + (other - digit) * power));
        let mut higher = power * 10;
        for (k, &other) in digits.iter().enumerate().skip(i + 1) {
            let leads_with_zero = digit == 0 && k + 1 == digits.len();
            if other != digit && !leads_with_zero {
                out.push(n.abs() + (other - digit) * power + (digit - other) * higher);
            }
            higher *= 10;
        }
        power *= 10;
    }
    out
}

/// Where a slip is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    /// In the share alone: numerator and base stand in doubt themselves.
    Share,
    /// In the base too.
    Anywhere,
}

/// Whether `a` of `b` is not `p` percent, but would be after one slip in one of them.
pub(crate) fn explains_share(a: Decimal, b: Decimal, p: Decimal, place: Where) -> bool {
    let Some((x, y)) = a.to_common(b) else { return false };
    if p.decimals() > 4 || x <= 0 || y <= 0 || x >= 1_000_000_000_000 || y >= 1_000_000_000_000 {
        return false;
    }
    let Some(percent) = p.to_exponent(-i128_exponent(p)) else { return false };
    let power = 10_i128.pow(u32::from(p.decimals()));
    let holds = |x: i128, y: i128, percent: i128| {
        let difference = x * 100 * power - percent * y;
        2 * difference.abs() <= y || (difference >= 0 && difference < y)
    };
    variants(percent).into_iter().any(|other| holds(x, y, other))
        || place == Where::Anywhere && variants(x).into_iter().any(|other| holds(other, y, percent))
        || place == Where::Anywhere
            && variants(y).into_iter().any(|other| other > 0 && holds(x, other, percent))
}

fn i128_exponent(p: Decimal) -> i8 {
    i8::try_from(p.decimals()).unwrap_or(0)
}

/// Whether the parts do not make up the whole, but would after one slip in one of the figures.
pub(crate) fn explains_sum(whole: i128, parts: &[i128]) -> bool {
    let sum: i128 = parts.iter().sum();
    let gap = whole - sum;
    parts_them(whole, sum) || parts.iter().any(|&part| part + gap >= 0 && parts_them(part, part + gap))
}

#[cfg(test)]
mod tests {
    use super::{Where, explains_share, explains_sum, parts_them, variants};
    use crate::decimal::Decimal;

    fn decimal(mantissa: i128, exponent: i8) -> Decimal {
        Decimal::new(mantissa, exponent).unwrap()
    }

    #[test]
    fn variants_are_one_slip_away() {
        for n in [7, 40, 123, 1_005, 99_999] {
            assert!(variants(n).into_iter().all(|other| parts_them(n, other)), "{n}");
        }
        assert_eq!(variants(40).len(), 8 + 9);
    }

    #[test]
    fn a_slip_explains_a_share_and_a_sum() {
        assert!(explains_share(decimal(55, 0), decimal(73, 0), decimal(763, -1), Where::Share));
        assert!(!explains_share(decimal(12, 0), decimal(400, 0), decimal(876, -1), Where::Anywhere));
        assert!(explains_sum(1_090, &[798, 207, 31, 63]));
        assert!(!explains_sum(1_000, &[450, 230]));
    }
}
