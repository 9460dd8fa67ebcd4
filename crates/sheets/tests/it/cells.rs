//! What a cell says: tables of notations, and that writing and reading a number agree.

use proptest::prelude::*;
use vunggoc_sheets::cell::{
    Absent, Date, Dated, Epoch, Parsed, Part, When, find_when, parse_date, parse_number, vietnamese,
};
use vunggoc_sheets::{Decimal, FormulaError};

fn d(mantissa: i64, scale: u8) -> Decimal {
    Decimal::new(mantissa, scale).unwrap()
}

fn number(mantissa: i64, scale: u8) -> Parsed {
    Parsed::Number { value: d(mantissa, scale), or: None }
}

fn doubtful(value: Decimal, or: Decimal) -> Parsed {
    Parsed::Number { value, or: Some(or) }
}

#[test]
fn numbers_in_every_notation() {
    let ratio = |a, b, stated| Parsed::Ratio { numerator: d(a, 0), base: d(b, 0), stated };
    let part = |v, n, words: &str| Parsed::WithPart {
        value: d(v, 0),
        part: Part::Count { n: d(n, 0), words: words.to_owned() },
    };
    let percent = |m, s| Parsed::Percent { value: d(m, s), or: None };
    let cases = [
        ("0", number(0, 0)),
        ("03", number(3, 0)),
        (" 12 ", number(12, 0)),
        ("\u{a0}12\u{a0}", number(12, 0)),
        ("１２", number(12, 0)),
        ("'12", number(12, 0)),
        ("-5", number(-5, 0)),
        ("−5", number(-5, 0)),
        ("+5", number(5, 0)),
        ("12,5", number(125, 1)),
        ("12.5", number(125, 1)),
        ("0,805", number(805, 3)),
        ("0.805", number(805, 3)),
        ("1.234,5", number(12345, 1)),
        ("1,234.5", number(12345, 1)),
        ("1.234.567", number(1_234_567, 0)),
        ("1,234,567", number(1_234_567, 0)),
        ("1 234 567", number(1_234_567, 0)),
        ("1\u{a0}234", number(1234, 0)),
        ("1.234", doubtful(d(1234, 0), d(1234, 3))),
        ("1,234", doubtful(d(1234, 3), d(1234, 0))),
        ("12345678901234", number(12_345_678_901_234, 0)),
        ("12/15", ratio(12, 15, None)),
        ("12 / 15", ratio(12, 15, None)),
        ("12/15 (80%)", ratio(12, 15, Some(d(80, 0)))),
        ("45 (12 nữ)", part(45, 12, "nữ")),
        ("45 (trong đó 12 nữ)", part(45, 12, "nữ")),
        ("45 (trong đó có: 12 nữ)", part(45, 12, "nữ")),
        ("12/15 = 80%", ratio(12, 15, Some(d(80, 0)))),
        ("12/15 (đạt 80%)", ratio(12, 15, Some(d(80, 0)))),
        ("1+1=2", Parsed::NotANumber),
        ("45 (12)", part(45, 12, "")),
        ("45 (26,7%)", Parsed::WithPart { value: d(45, 0), part: Part::Percent(d(267, 1)) }),
        ("45 đồng chí", Parsed::WithWords { value: d(45, 0), words: "đồng chí".to_owned() }),
        ("80,5%", percent(805, 1)),
        ("80.5 %", percent(805, 1)),
        ("100%", percent(100, 0)),
        ("#REF!", Parsed::FormulaError(FormulaError::Ref)),
        ("#n/a", Parsed::FormulaError(FormulaError::NotAvailable)),
        ("99999999999999999999", Parsed::TooLong),
        ("1.23.456", Parsed::NotANumber),
        ("1,23,456", Parsed::NotANumber),
        ("12.", Parsed::NotANumber),
        ("12/15/16", Parsed::NotANumber),
        ("12-15", Parsed::NotANumber),
        ("đang rà soát", Parsed::NotANumber),
        ("12²", Parsed::NotANumber),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_number(text), expected, "{text:?}");
    }
}

#[test]
fn ways_to_leave_a_number_out_stay_apart() {
    let cases = [
        ("", Absent::Blank),
        (" \u{a0}", Absent::Blank),
        ("-", Absent::Dash),
        ("–", Absent::Dash),
        ("(-)", Absent::Dash),
        ("…", Absent::Dots),
        ("...", Absent::Dots),
        ("x", Absent::Cross),
        ("X", Absent::Cross),
        ("không", Absent::No),
        ("Không có", Absent::No),
        ("n/a", Absent::NotApplicable),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_number(text), Parsed::Absent(expected), "{text:?}");
        assert_eq!(parse_date(text), Dated::Absent(expected), "{text:?}");
    }
}

#[test]
fn dates_keep_the_precision_they_were_written_with() {
    let day = |y, m, d| Dated::Known(When::Day(Date::new(y, m, d).unwrap()));
    let month = |year, month| Dated::Known(When::Month { year, month });
    let quarter = |year, quarter| Dated::Known(When::Quarter { year, quarter });
    let half = |year, half| Dated::Known(When::Half { year, half });
    let cases = [
        ("31/12/2024", day(2024, 12, 31)),
        ("31-12-2024", day(2024, 12, 31)),
        ("31.12.2024", day(2024, 12, 31)),
        ("2024-12-31", day(2024, 12, 31)),
        ("ngày 31 tháng 12 năm 2024", day(2024, 12, 31)),
        ("Ngày 05/6/2024", day(2024, 6, 5)),
        ("29/02/2024", day(2024, 2, 29)),
        ("29/02/2023", Dated::Impossible),
        ("12/31/2024", Dated::Impossible),
        ("5/2024", month(2024, 5)),
        ("05-2024", month(2024, 5)),
        ("Tháng 5/2024", month(2024, 5)),
        ("tháng 5 năm 2024", month(2024, 5)),
        ("T5/2024", month(2024, 5)),
        ("13/2024", Dated::Impossible),
        ("Quý II/2025", quarter(2025, 2)),
        ("quý 2 năm 2025", quarter(2025, 2)),
        ("Q4/2025", quarter(2025, 4)),
        ("6 tháng đầu năm 2025", half(2025, 1)),
        ("6 tháng cuối năm 2025", half(2025, 2)),
        ("9 tháng năm 2025", Dated::Known(When::FirstMonths { year: 2025, n_months: 9 })),
        ("2025", Dated::Known(When::Year { year: 2025 })),
        ("năm 2025", Dated::Known(When::Year { year: 2025 })),
        ("31/12/24", Dated::Doubtful(When::Day(Date::new(2024, 12, 31).unwrap()))),
        ("45657", Dated::Doubtful(When::Day(Date::new(2024, 12, 31).unwrap()))),
        ("đã giải thể", Dated::NotADate),
        ("12", Dated::NotADate),
    ];
    for (text, expected) in cases {
        assert_eq!(parse_date(text), expected, "{text:?}");
    }
}

#[test]
fn a_title_names_its_period() {
    let day = |y, m, d| Some(When::Day(Date::new(y, m, d).unwrap()));
    let cases = [
        ("KẾT QUẢ KẾT NẠP ĐẢNG VIÊN THÁNG 5/2025", Some(When::Month { year: 2025, month: 5 })),
        ("(Tính đến ngày 31/12/2024)", day(2024, 12, 31)),
        ("Báo cáo 6 tháng đầu năm 2025", Some(When::Half { year: 2025, half: 1 })),
        ("Từ 01/01/2025 đến 30/6/2025", day(2025, 6, 30)),
        ("Quý II/2025:", Some(When::Quarter { year: 2025, quarter: 2 })),
        ("Kết quả năm 2024", Some(When::Year { year: 2024 })),
        ("Biểu số 2024", None),
        ("DANH SÁCH TỔ CHỨC ĐẢNG", None),
    ];
    for (text, expected) in cases {
        assert_eq!(find_when(text), expected, "{text}");
    }
}

#[test]
fn serials_count_as_the_spreadsheet_does() {
    let cases = [
        (1, Epoch::From1900, Date::new(1900, 1, 1)),
        (59, Epoch::From1900, Date::new(1900, 2, 28)),
        (60, Epoch::From1900, None),
        (61, Epoch::From1900, Date::new(1900, 3, 1)),
        (45_657, Epoch::From1900, Date::new(2024, 12, 31)),
        (0, Epoch::From1904, Date::new(1904, 1, 1)),
        (44_195, Epoch::From1904, Date::new(2024, 12, 31)),
        (0, Epoch::From1900, None),
        (i64::MAX, Epoch::From1904, None),
    ];
    for (serial, epoch, expected) in cases {
        assert_eq!(Date::from_serial(serial, epoch), expected, "{serial} {epoch:?}");
    }
}

proptest! {
    #[test]
    fn what_is_written_in_vietnamese_is_read_back(mantissa in -999_999_999_999_i64..1_000_000_000_000, scale in 0_u8..7) {
        let number = d(mantissa, scale);
        let Parsed::Number { value, .. } = parse_number(&vietnamese(number)) else {
            return Err(TestCaseError::fail(vietnamese(number)));
        };
        prop_assert_eq!(value, number);
    }

    #[test]
    fn a_binary_number_becomes_the_decimal_that_was_typed(mantissa in -99_999_999_i64..100_000_000, scale in 0_u8..6) {
        let typed = d(mantissa, scale);
        let binary: f64 = typed.to_string().parse().unwrap();
        prop_assert_eq!(Decimal::from_binary(binary), Some(typed));
    }

    #[test]
    fn decimals_add_and_take_away(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000, s in 0_u8..5, t in 0_u8..5) {
        let (a, b) = (d(a, s), d(b, t));
        let sum = a.checked_add(b).unwrap();
        prop_assert_eq!(sum.checked_sub(b), Some(a));
        prop_assert_eq!(b.checked_add(a), Some(sum));
    }

    #[test]
    fn no_text_makes_a_cell_panic(text in "\\PC{0,24}") {
        let _ = parse_number(&text);
        let _ = parse_date(&text);
    }

    #[test]
    fn no_digits_and_marks_make_a_cell_panic(text in "[0-9.,/()% -]{0,24}") {
        let _ = parse_number(&text);
        let _ = parse_date(&text);
    }
}
