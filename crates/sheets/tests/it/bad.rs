//! Bad twins: each fault is named with its cell, and a broken file ends in an error that a person can act on.

use proptest::prelude::*;
use std::ops::ControlFlow;
use vunggoc_sheets::layout::guess;
use vunggoc_sheets::rows::{self, Problem, ProblemKind};
use vunggoc_sheets::{
    Area, At, Counted, Decimal, Fault, FormulaError, Guess, Limits, ReadError, XlsxFile, check, read,
};

use crate::books::lists::{Twin, f1, f4, f5, f12};
use crate::books::word;
use crate::books::zips::{bomb, package, with_part};

fn error(bytes: &[u8]) -> ReadError {
    read(bytes, "tệp.xlsx", &Limits::default()).unwrap_err()
}

/// Totals and problems of every sheet.
fn faults(bytes: &[u8]) -> (check::Totals, Vec<Problem>) {
    let book = read(bytes, "tệp", &Limits::default()).unwrap();
    let mut all = check::Totals::default();
    let mut problems = Vec::new();
    for sheet in &book.sheets {
        let layout = guess(sheet);
        let rows = rows::read(sheet, &layout);
        let totals = check::totals(sheet, &layout, &rows);
        all.mismatches.extend(totals.mismatches);
        all.unchecked.extend(totals.unchecked);
        problems.extend(rows.into_iter().flat_map(|row| row.problems));
    }
    (all, problems)
}

#[test]
fn a_wrong_total_is_named_with_its_cell_and_both_numbers() {
    let cases = [
        (f1(Twin::WrongTotal), "Danh sách", "F15", 764, 770),
        (f5(Twin::WrongTotal), "Tháng 2", "C11", 60, 770),
        (f12(Twin::WrongTotal), "Thôn, bản", "D6", 64, 770),
        (f4(';', Twin::WrongTotal).into_bytes(), "1", "C10", 1340, 1350),
    ];
    for (bytes, sheet, at, expected, found) in cases {
        let (totals, _) = faults(&bytes);
        assert_eq!(totals.mismatches.len(), 1, "{sheet}");
        let mismatch = &totals.mismatches[0];
        assert_eq!((mismatch.sheet.as_str(), mismatch.at), (sheet, At::parse(at).unwrap()));
        assert_eq!((mismatch.expected, mismatch.found), (Decimal::whole(expected), Decimal::whole(found)));
    }
}

#[test]
fn a_formula_error_is_named_and_its_column_not_accused() {
    for (bytes, at, error) in [
        (f1(Twin::FormulaError), "F11", FormulaError::Div0),
        (f12(Twin::FormulaError), "D14", FormulaError::Div0),
        (f4(';', Twin::FormulaError).into_bytes(), "D7", FormulaError::Ref),
    ] {
        let (totals, problems) = faults(&bytes);
        let at = At::parse(at).unwrap();
        assert!(problems.contains(&Problem { at, kind: ProblemKind::FormulaError(error) }), "{problems:?}");
        assert_eq!(totals.mismatches, []);
        assert!(totals.unchecked.iter().all(|unchecked| unchecked.because_of == at));
        assert!(!totals.unchecked.is_empty());
    }
}

#[test]
fn a_text_in_a_number_cell_stands_in_the_way_of_its_total() {
    for (bytes, at) in [(f1(Twin::TextInNumber), "F11"), (f4(';', Twin::TextInNumber).into_bytes(), "D7")] {
        let (totals, _) = faults(&bytes);
        assert_eq!(totals.mismatches, []);
        assert_eq!(totals.unchecked[0].because_of, At::parse(at).unwrap());
    }
}

#[test]
fn a_number_merged_inside_the_data_is_named() {
    let (_, problems) = faults(&f1(Twin::MergedInData));
    let area = Area::parse("F9:F10").unwrap();
    let expected = ["F9", "F10"]
        .map(|at| Problem { at: At::parse(at).unwrap(), kind: ProblemKind::MergedInData { area } });
    assert_eq!(problems, expected);
}

#[test]
fn files_that_are_something_else_are_named() {
    let cases: Vec<(Vec<u8>, Guess)> = vec![
        (Vec::new(), Guess::Nothing),
        (b"\r\n \r\n".to_vec(), Guess::Nothing),
        (b"%PDF-1.7 ...".to_vec(), Guess::Pdf),
        (b"{\\rtf1\\ansi".to_vec(), Guess::Rtf),
        (b"\x89PNG\r\n\x1a\n".to_vec(), Guess::Picture),
        (b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), Guess::Html),
        (b"<?xml version=\"1.0\"?><a/>".to_vec(), Guess::Xml),
        (b"\x00\x01\x02\x03\x04".to_vec(), Guess::Unknown),
        (package(&[("a.txt", b"x")]), Guess::Archive),
        (package(&[("[Content_Types].xml", b"x"), ("ppt/presentation.xml", b"x")]), Guess::OtherOffice),
        (package(&[("xl/workbook.bin", b"x")]), Guess::Xlsb),
        (package(&[("mimetype", b"x"), ("content.xml", b"x")]), Guess::OpenDocument),
        (word::letter(), Guess::DocxWithoutTable),
    ];
    for (bytes, guess) in cases {
        assert_eq!(error(&bytes), ReadError::NotASpreadsheet { guess });
    }
}

#[test]
fn a_password_is_told() {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage\0".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(error(&bytes), ReadError::Encrypted);
}

#[test]
fn an_old_workbook_tells_password_and_age() {
    let whole = include_bytes!("../data/f11-chuc-danh.xls");
    let changed = |from: &[u8], to: &[u8]| {
        let at = whole.windows(from.len()).position(|bytes| bytes == from).unwrap();
        let mut bytes = whole.to_vec();
        bytes[at..at + to.len()].copy_from_slice(to);
        bytes
    };
    // The record of the code page becomes one of a password; the version becomes that of Excel 95.
    assert_eq!(error(&changed(b"\x42\x00\x02\x00", b"\x2f\x00")), ReadError::Encrypted);
    let before_97 = ReadError::NotASpreadsheet { guess: Guess::XlsBefore97 };
    assert_eq!(error(&changed(b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x10\x00\x00\x05")), before_97);
}

#[test]
fn a_text_shown_by_many_cells_is_counted_in_each() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let long = "Chi bộ thôn Mẫu ".repeat(600);
    for row in 0..500 {
        sheet.write_string(row, 0, &long).unwrap();
    }
    let limits = Limits { n_unpacked: 1 << 20, ..Limits::default() };
    let Err(ReadError::TooMany { counted, .. }) = read(&crate::books::saved(book), "", &limits) else {
        panic!("read");
    };
    assert_eq!(counted, Counted::TextBytes);
}

#[test]
fn more_merged_ranges_than_any_table_has_are_refused() {
    let bytes = with_part(&GOOD, "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("</mergeCells>", &format!("{}</mergeCells>", "<mergeCell ref=\"A1:B1\"/>".repeat(70_000)))
    });
    assert!(matches!(error(&bytes), ReadError::TooMany { counted: Counted::Merged, .. }));
}

#[test]
fn a_file_cut_off_on_the_way_is_told() {
    let whole = f1(Twin::Good);
    for n in [4, 100, whole.len() / 2, whole.len() - 30] {
        assert_eq!(error(&whole[..n]), ReadError::Truncated, "{n} of {}", whole.len());
    }
    let old = include_bytes!("../data/f11-chuc-danh.xls");
    for n in [100, 1000, old.len() / 2, old.len() - 512] {
        let error = error(&old[..n]);
        assert_eq!(error, ReadError::Truncated, "{n} of {}", old.len());
    }
}

#[test]
fn a_hundred_megabytes_are_refused_before_anything_is_read() {
    let bytes = vec![b'x'; 100 << 20];
    let limit = Limits::default().n_bytes;
    assert_eq!(error(&bytes), ReadError::TooLarge { n_bytes: 100 << 20, limit });
    assert!(matches!(XlsxFile::open(&bytes, &Limits::default()), Err(ReadError::TooLarge { .. })));
}

#[test]
fn a_bomb_is_not_unpacked() {
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"] {
        let bytes = bomb(&GOOD, part, 10 << 20);
        assert!(bytes.len() < 1 << 20);
        match error(&bytes) {
            ReadError::Bomb { n_bytes, n_unpacked } => {
                assert_eq!(n_bytes, bytes.len() as u64);
                assert!(n_unpacked < 9 << 20, "stopped after {n_unpacked}");
            }
            other => panic!("{part}: {other:?}"),
        }
    }
    // Within the ratio but above the total.
    let limits = Limits { n_unpacked: 5_000, ..Limits::default() };
    assert!(matches!(read(&f1(Twin::Good), "", &limits), Err(ReadError::Bomb { .. })));
}

#[test]
fn a_part_that_lies_about_its_size_is_still_counted() {
    let mut bytes = bomb(&GOOD, "xl/worksheets/sheet1.xml", 10 << 20);
    // The declared unpacked size, in the part's own head and in the directory: the only number of that height.
    let mut n_changed = 0;
    for at in 0..bytes.len() - 4 {
        let number = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        if (10 << 20..(10 << 20) + 50_000).contains(&number) {
            bytes[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
            n_changed += 1;
        }
    }
    assert!(n_changed >= 1);
    assert!(matches!(
        error(&bytes),
        ReadError::Bomb { .. } | ReadError::Malformed { fault: Fault::Archive, .. }
    ));
}

#[test]
fn a_text_without_end_is_not_kept_in_memory() {
    let sheet =
        format!("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>{}", "ab7 x".repeat(1 << 20));
    let bytes = with_part(&GOOD, "xl/worksheets/sheet1.xml", |_| sheet.clone());
    let limits = Limits { ratio: 10_000, ..Limits::default() };
    assert!(matches!(read(&bytes, "", &limits), Err(ReadError::Malformed { fault: Fault::Xml, .. })));
}

#[test]
fn more_than_the_limits_is_counted() {
    let cases = [
        (Limits { n_rows: 5, ..Limits::default() }, Counted::Rows),
        (Limits { n_columns: 3, ..Limits::default() }, Counted::Columns),
        (Limits { n_cells: 20, ..Limits::default() }, Counted::Cells),
        (Limits { n_sheets: 0, ..Limits::default() }, Counted::Sheets),
    ];
    for (limits, expected) in cases {
        let Err(ReadError::TooMany { counted, found, limit }) = read(&f1(Twin::Good), "", &limits) else {
            panic!("{expected:?}");
        };
        assert_eq!(counted, expected);
        assert!(found > limit);
    }
}

#[test]
fn damage_is_named_with_sheet_and_cell() {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    let whole = f1(Twin::Good);
    let no_such_text = with_part(&whole, SHEET, |xml| xml.replacen("t=\"s\"><v>", "t=\"s\"><v>999", 3));
    match error(&no_such_text) {
        ReadError::Malformed { sheet, .. } => assert_eq!(sheet.as_deref(), Some("Danh sách")),
        other => panic!("{other:?}"),
    }
    let cut = with_part(&whole, SHEET, |xml| xml[..xml.len() * 2 / 3].to_owned());
    match error(&cut) {
        ReadError::Malformed { fault: Fault::Xml, sheet, cell } => {
            assert_eq!(sheet.as_deref(), Some("Danh sách"));
            assert!(cell.is_some_and(|at| at.row > 5));
        }
        other => panic!("{other:?}"),
    }
    let unordered =
        with_part(&whole, SHEET, |xml| xml.replace("r=\"9\"", "r=\"3\"").replace("\"C9\"", "\"C3\""));
    assert!(matches!(error(&unordered), ReadError::Malformed { .. }));
}

#[test]
fn a_sheet_that_is_not_there_is_told() {
    let bytes = f1(Twin::Good);
    let mut file = XlsxFile::open(&bytes, &Limits::default()).unwrap();
    let error = file.stream("Tháng 13", |_| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(error, ReadError::NoSuchSheet { sheet: "Tháng 13".to_owned() });
}

/// Everything the crate does with a file.
fn all_of_it(bytes: &[u8]) {
    let Ok(book) = read(bytes, "a.xlsx", &Limits { n_cells: 200_000, ..Limits::default() }) else { return };
    for sheet in &book.sheets {
        let layout = guess(sheet);
        let rows = rows::read(sheet, &layout);
        let _ = check::totals(sheet, &layout, &rows);
    }
}

/// So many cases, or as many as `PROPTEST_CASES` asks for.
pub(crate) fn often(n_cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(n_cases))
}

fn spoilt(bytes: &[u8], changes: &[(usize, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, value) in changes {
        let n = bytes.len();
        bytes[at % n] = *value;
    }
    bytes
}

proptest! {
    #![proptest_config(often(120))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), head in 0_usize..5) {
        let heads: [&[u8]; 5] = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"STT;"];
        all_of_it(&[heads[head], &bytes].concat());
    }

    #[test]
    fn no_text_makes_it_panic(text in "([STT1-9IVAx,;\t\n \".%/-]|Tổng cộng|STT|Trong đó|\\(1\\)){0,60}") {
        all_of_it(text.as_bytes());
    }

    #[test]
    fn no_spoilt_workbook_makes_it_panic(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12)) {
        all_of_it(&spoilt(&GOOD, &changes));
    }

    #[test]
    fn no_spoilt_sheet_makes_it_panic(changes in proptest::collection::vec((any::<usize>(), 32_u8..127), 1..12)) {
        let bytes = with_part(&GOOD, "xl/worksheets/sheet1.xml", |xml| {
            String::from_utf8_lossy(&spoilt(xml.as_bytes(), &changes)).into_owned()
        });
        all_of_it(&bytes);
    }

    #[test]
    fn no_spoilt_document_makes_it_panic(changes in proptest::collection::vec((any::<usize>(), 32_u8..127), 1..12)) {
        let bytes = with_part(&WORD, "word/document.xml", |xml| {
            String::from_utf8_lossy(&spoilt(xml.as_bytes(), &changes)).into_owned()
        });
        all_of_it(&bytes);
    }

    #[test]
    fn no_spoilt_old_workbook_makes_it_panic(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12)) {
        all_of_it(&spoilt(include_bytes!("../data/f11-chuc-danh.xls"), &changes));
    }
}

static GOOD: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| f12(Twin::Good));
static WORD: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(word::f2);
