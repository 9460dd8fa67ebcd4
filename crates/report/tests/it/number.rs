//! Vietnamese notation.

use proptest::prelude::*;
use vunggoc_report::number::{counted, decimal, percent, percent_scaled, whole};

#[test]
fn numbers_are_written_the_vietnamese_way() {
    let cases = [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1.000"),
        (-1_234_567, "-1.234.567"),
        (i64::MIN, "-9.223.372.036.854.775.808"),
    ];
    for (value, text) in cases {
        assert_eq!(whole(value), text);
    }
    let cases = [(12345, 1, "1.234,5"), (5, 2, "0,05"), (-5, 1, "-0,5"), (10, 0, "10"), (0, 2, "0,00")];
    for (value, scale, text) in cases {
        assert_eq!(decimal(value, scale), text);
    }
}

#[test]
fn counts_in_sentences_have_two_digits() {
    let cases = [(0, "0"), (2, "02"), (9, "09"), (10, "10"), (-3, "-3"), (1500, "1.500")];
    for (value, text) in cases {
        assert_eq!(counted(value), text);
    }
}

#[test]
fn shares_are_rounded_half_away_from_zero() {
    let cases = [
        (52, 85, 1, "61,2%"),
        (1, 8, 1, "12,5%"),
        (1, 8, 0, "13%"),
        (-1, 8, 0, "-13%"),
        (1, 3, 2, "33,33%"),
        (0, 5, 1, "0,0%"),
        (390, 270, 1, "144,4%"),
    ];
    for (n, base, scale, text) in cases {
        assert_eq!(percent(n, base, scale).as_deref(), Some(text));
    }
    assert_eq!(percent(5, 0, 1), None);
}

proptest! {
    #[test]
    fn a_whole_number_reads_back(value: i64) {
        prop_assert_eq!(whole(value).replace('.', "").parse::<i64>().unwrap(), value);
        prop_assert_eq!(decimal(value, 0), whole(value));
    }

    #[test]
    fn a_share_is_off_by_at_most_half_a_step(n in -1_000_000_i64..1_000_000, base in 1_i64..1_000_000, scale in 0_u8..4) {
        let got = percent_scaled(n, base, scale).unwrap() * i128::from(base);
        let exact = i128::from(n) * 100 * 10_i128.pow(u32::from(scale));
        prop_assert!((got - exact).abs() * 2 <= i128::from(base));
    }
}
