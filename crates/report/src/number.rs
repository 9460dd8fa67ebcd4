//! Numbers in Vietnamese notation: dot between thousands, comma before decimals, no blank before %.
//!
//! A figure is an integer with a scale; nothing here goes through a float, so what is printed is exact.
//! A share is rounded half away from zero, the way it is done by hand.

/// Số nguyên: `1234567` → `1.234.567`.
#[must_use]
pub fn whole(value: i64) -> String {
    signed(value < 0, &group(&value.unsigned_abs().to_string()))
}

/// Số đếm trong câu văn: as papers write counts in sentences, `2` → `02`, `12` → `12`.
#[must_use]
pub fn counted(value: i64) -> String {
    match value {
        1..=9 => format!("0{value}"),
        _ => whole(value),
    }
}

/// Số thập phân: an integer with a scale, `(12345, 1)` → `1.234,5`.
#[must_use]
pub fn decimal(value: i64, scale: u8) -> String {
    scaled(i128::from(value), scale)
}

/// Tỷ lệ phần trăm: `numerator / base` in percent with `scale` decimals; `None` when the base is zero.
///
/// ```
/// assert_eq!(vunggoc_report::number::percent(52, 85, 1).as_deref(), Some("61,2%"));
/// assert_eq!(vunggoc_report::number::percent(0, 0, 1), None);
/// ```
#[must_use]
pub fn percent(numerator: i64, base: i64, scale: u8) -> Option<String> {
    percent_scaled(numerator, base, scale).map(|value| format!("{}%", scaled(value, scale)))
}

/// The same share as an integer with a scale: `(52, 85, 1)` → `612`.
#[must_use]
pub fn percent_scaled(numerator: i64, base: i64, scale: u8) -> Option<i128> {
    let power = 10_i128.checked_pow(u32::from(scale))?;
    let (numerator, base) = (i128::from(numerator), i128::from(base));
    if base == 0 {
        return None;
    }
    let dividend = numerator.checked_mul(100)?.checked_mul(power)?.checked_mul(2)?;
    let negative = (dividend < 0) != (base < 0);
    let divisor = base.abs().checked_mul(2)?;
    let rounded = (dividend.abs() + base.abs()) / divisor;
    Some(if negative { -rounded } else { rounded })
}

fn scaled(value: i128, scale: u8) -> String {
    let digits = value.unsigned_abs().to_string();
    let places = usize::from(scale);
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (units, fraction) = padded.split_at(padded.len() - places);
    let units = group(units);
    let text = if fraction.is_empty() { units } else { format!("{units},{fraction}") };
    signed(value < 0, &text)
}

fn signed(negative: bool, text: &str) -> String {
    if negative { format!("-{text}") } else { text.to_owned() }
}

fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}
