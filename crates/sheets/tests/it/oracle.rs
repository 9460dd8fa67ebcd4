//! The readers of .xlsx and .xls beside others, calamine's: the same cells from the same bytes.

use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{Data, Reader, Xls, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use vunggoc_sheets::cell::{Dated, read_date};
use vunggoc_sheets::{At, Cell, Decimal, FormulaError, Limits, Sheet, Shown, XlsxFile, read};

use crate::bad::often;
use crate::books::lists::{Twin, f1, f5, f12};
use crate::books::saved;
use crate::books::zips::{package, with_part};

fn agree(bytes: &[u8]) {
    agree_with(bytes, Xlsx::new(Cursor::new(bytes)).unwrap(), |theirs, name| {
        theirs.merge_cells_by_sheet_name(name).unwrap().len()
    });
}

fn agree_with<'b, R>(bytes: &'b [u8], mut theirs: R, n_merged: impl Fn(&mut R, &str) -> usize)
where
    R: Reader<Cursor<&'b [u8]>>,
    R::Error: std::fmt::Debug,
{
    let ours = read(bytes, "", &Limits::default()).unwrap();
    assert_eq!(theirs.sheet_names(), ours.sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>());
    for sheet in &ours.sheets {
        let range = theirs.worksheet_range(&sheet.name).unwrap();
        let mut n = 0;
        for (row, cells) in range.rows().enumerate() {
            for (column, data) in cells.iter().enumerate() {
                let start = range.start().unwrap();
                let at = At::new(start.0 + row as u32, start.1 + column as u32);
                same(sheet.cell(at), data, at);
                n += usize::from(!is_blank(data));
            }
        }
        let filled = sheet.rows.iter().flatten().filter(|cell| !cell.is_blank()).count();
        assert_eq!(filled, n);
        assert_eq!(n_merged(&mut theirs, &sheet.name), sheet.merged.len());
    }
}

fn is_blank(data: &Data) -> bool {
    *data == Data::Empty || matches!(data, Data::String(text) if text.trim().is_empty())
}

fn same(ours: &Cell<'_>, theirs: &Data, at: At) {
    // To the fifteenth digit; of a very small number to the last place that is kept, which a percent has two before.
    let near = |a: Decimal, b: f64| {
        (a.to_string().parse::<f64>().unwrap() - b).abs() <= (b.abs() * 1e-14).max(1e-16)
    };
    let agree = match (ours, theirs) {
        (Cell::Empty, Data::Empty) => true,
        // Blanks at the end of a row are cut off.
        (Cell::Empty, Data::String(b)) => b.trim().is_empty(),
        (Cell::Text(a), Data::String(b)) => a == b,
        (Cell::Number(a), Data::Float(b)) => near(*a, *b),
        (Cell::Number(a), Data::Int(b)) => a.as_whole() == Some(*b),
        (Cell::Percent(a), Data::Int(b)) => a.as_whole() == Some(*b * 100),
        (Cell::Number(a), Data::DateTime(b)) => near(*a, b.as_f64()),
        (Cell::Percent(a), Data::Float(b)) => near(*a, b * 100.0),
        (Cell::Date(a) | Cell::Month(a), Data::DateTime(b)) => {
            let (year, month, day, ..) = b.to_ymd_hms_milli();
            (a.year(), a.month(), a.day()) == (year, month, day)
        }
        (Cell::Bool(a), Data::Bool(b)) => a == b,
        (Cell::Error(a), Data::Error(b)) => a.code() == b.to_string(),
        _ => false,
    };
    assert!(agree, "{at}: {ours:?} and {theirs:?}");
}

#[test]
fn the_workbooks_of_the_tests_are_read_alike() {
    for twin in [Twin::Good, Twin::WrongTotal, Twin::FormulaError, Twin::TextInNumber, Twin::MergedInData] {
        agree(&f1(twin));
        agree(&f5(twin));
        agree(&f12(twin));
    }
}

#[test]
fn old_workbooks_are_read_alike() {
    for bytes in
        [&include_bytes!("../data/f11-chuc-danh.xls")[..], &include_bytes!("../data/nhieu-chu.xls")[..]]
    {
        agree_with(bytes, Xls::new(Cursor::new(bytes)).unwrap(), |theirs, name| {
            theirs.merge_cells_by_sheet_name(name).unwrap().len()
        });
    }
}

#[derive(Clone, Debug)]
enum Put {
    Number(f64),
    Text(String),
    Bool(bool),
    Day(u16, u8, u8),
    Percent(f64),
    Nothing,
}

fn put() -> impl Strategy<Value = Put> {
    prop_oneof![
        (-1.0e12_f64..1.0e12).prop_map(Put::Number),
        (-100_000_i32..100_000).prop_map(|n| Put::Number(f64::from(n) / 100.0)),
        "[ -~\u{e0}-\u{1ef9}\n]{1,20}".prop_map(Put::Text),
        "(_x000D_|_x|<&>|  a ){1,3}".prop_map(Put::Text),
        any::<bool>().prop_map(Put::Bool),
        (1901_u16..2100, 1_u8..13, 1_u8..29).prop_map(|(y, m, d)| Put::Day(y, m, d)),
        (0.0_f64..2.0).prop_map(Put::Percent),
        Just(Put::Nothing),
    ]
}

#[test]
fn a_very_small_number_is_a_number() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_number(0, 0, 1.234_567_890_123_45e-7).unwrap();
    sheet
        .write_number_with_format(0, 1, 2.510_027_567_431_137_5e-5, &Format::new().set_num_format("0%"))
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    agree(&bytes);
    let read = read(&bytes, "", &Limits::default()).unwrap();
    let sheet = read.sheets.first().unwrap();
    assert_eq!(sheet.cell(At::new(0, 0)), &Cell::Number(Decimal::new(123_456_789_012, 18).unwrap()));
    assert_eq!(sheet.cell(At::new(0, 1)), &Cell::Percent(Decimal::new(25_100_275_674_311, 16).unwrap()));
}

proptest! {
    #![proptest_config(often(60))]

    #[test]
    fn any_cells_are_read_alike(cells in proptest::collection::vec(proptest::collection::vec(put(), 0..6), 1..8)) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("dd/mm/yyyy");
        let percent = Format::new().set_num_format("0.0%");
        for (row, cells) in (2..).zip(&cells) {
            for (column, cell) in (1..).zip(cells) {
                match cell {
                    Put::Number(number) => sheet.write_number(row, column, *number).unwrap(),
                    Put::Text(text) => sheet.write_string(row, column, text).unwrap(),
                    Put::Bool(value) => sheet.write_boolean(row, column, *value).unwrap(),
                    Put::Day(year, month, day) => {
                        let day = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                        sheet.write_datetime_with_format(row, column, day, &date).unwrap()
                    }
                    Put::Percent(part) => sheet.write_number_with_format(row, column, *part, &percent).unwrap(),
                    Put::Nothing => sheet,
                };
            }
        }
        agree(&saved(book));
    }
}

/// A workbook of one sheet with this XML, in the words of other writers: prefixes, no addresses, inline texts.
fn by_hand(sheet: &str) -> Sheet {
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            format!("<Relationships><Relationship Id=\"a\" Type=\"{rels}/officeDocument\" Target=\"/xl/Workbook.xml\"/></Relationships>")
                .as_bytes(),
        ),
        (
            "xl/workbook.xml",
            b"<x:workbook xmlns:x=\"m\" xmlns:r=\"r\"><x:workbookPr date1904=\"1\"/><x:sheets><x:sheet name=\"A &amp; B\" state=\"hidden\" r:id=\"rId1\"/></x:sheets></x:workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Target=\"./Worksheets/sheet1.xml\" Id=\"rId1\" Type=\"{rels}/worksheet\"/><Relationship Id=\"rId2\" Type=\"{rels}/sharedStrings\" Target=\"../xl/strings.xml\"/><Relationship Id=\"rId3\" Type=\"{rels}/styles\" Target=\"styles.xml\"/></Relationships>"
            )
            .as_bytes(),
        ),
        (
            "xl/strings.xml",
            "<sst><si><t>một</t></si><si/><si><r><t>ha</t></r><rPh><t>x</t></rPh><r><t xml:space=\"preserve\">i </t></r></si><si><t><![CDATA[<ba> & bốn]]></t></si></sst>".as_bytes(),
        ),
        (
            "xl/styles.xml",
            b"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0&quot; ng&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"[$-42A]mm/yyyy;@\"/></numFmts><fonts><font/><font><b/></font></fonts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\" fontId=\"1\"/><xf numFmtId=\"165\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>",
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let bytes = with_part(&bytes, "[Content_Types].xml", str::to_owned);
    read(&bytes, "", &Limits::default()).unwrap().sheets.remove(0)
}

#[test]
fn files_of_other_writers_are_read() {
    let sheet = by_hand(
        "<?xml version=\"1.0\"?><!-- a > b --><x:worksheet><x:cols><x:col min=\"2\" max=\"3\" hidden=\"true\"/></x:cols><x:sheetData>\
         <x:row><x:c t=\"s\"><x:v>0</x:v></x:c><x:c t=\"s\"><x:v>2</x:v></x:c><x:c t=\"s\"><x:v>3</x:v></x:c><x:c t=\"s\"><x:v>1</x:v></x:c></x:row>\
         <x:row hidden='1'><x:c r='B2' s='1'><x:f>A1&gt;1</x:f><x:v>12</x:v></x:c><x:c s='2'><x:v>44195</x:v></x:c><x:c s='3'><x:v>0.80500000000000005</x:v></x:c></x:row>\
         <x:row r='5'/><x:row r='6'><x:c t='inlineStr'><x:is><x:r><x:t>A</x:t></x:r><x:r><x:t>&#x1EA0;</x:t></x:r></x:is></x:c><x:c t='e'><x:v>#SPILL!</x:v></x:c><x:c t='e'><x:v>#REF!</x:v></x:c>\
         <x:c t='b'><x:v>1</x:v></x:c><x:c t='str'><x:v>a<!-- b -->c</x:v></x:c><x:c t='d'><x:v>2024-12-31</x:v></x:c><x:c><x:v>123456789012345678</x:v></x:c><x:c><x:v>1.5E-3</x:v></x:c></x:row>\
         </x:sheetData><x:mergeCells><x:mergeCell ref='A1:B1'/></x:mergeCells></x:worksheet>",
    );
    assert_eq!(sheet.name, "A & B");
    assert_eq!(sheet.shown, Shown::Hidden);
    assert_eq!((sheet.hidden_rows.as_slice(), sheet.hidden_columns.as_slice()), (&[1][..], &[1, 2][..]));
    assert_eq!(sheet.merged.len(), 1);
    assert_eq!(sheet.bold_rows, [1]);
    let shown: Vec<Vec<String>> =
        sheet.rows.iter().map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect()).collect();
    assert_eq!(shown[0], ["một", "hai ", "<ba> & bốn"]);
    assert_eq!(shown[1], ["", "12", "2024-12", "80.5%"]);
    assert_eq!(shown[5], ["AẠ", "#?", "#REF!", "TRUE", "ac", "2024-12-31", "123456789012345678", "0.0015"]);
    let month = vunggoc_sheets::cell::When::Month { year: 2024, month: 12 };
    assert_eq!(read_date(sheet.cell(At::new(1, 2))), Dated::Known(month));
    assert_eq!(*sheet.cell(At::new(5, 1)), Cell::Error(FormulaError::Other));
}

#[test]
fn rows_pass_one_by_one_and_may_be_stopped() {
    let bytes = f12(Twin::Good);
    let whole = read(&bytes, "", &Limits::default()).unwrap();
    let mut file = XlsxFile::open(&bytes, &Limits::default()).unwrap();
    assert_eq!(file.sheets().collect::<Vec<_>>(), [("Thôn, bản", Shown::Yes)]);
    for _ in 0..2 {
        let mut hidden = Vec::new();
        let mut n_rows = 0;
        let facts = file
            .stream("Thôn, bản", |seen| {
                n_rows += 1;
                assert_eq!(&whole.sheets[0].rows[seen.row as usize][..], seen.cells);
                if seen.shown == Shown::Hidden {
                    hidden.push(seen.row);
                }
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(n_rows, whole.sheets[0].rows.iter().filter(|row| !row.is_empty()).count());
        assert_eq!(hidden, facts.hidden_rows);
        assert_eq!(facts.merged, whole.sheets[0].merged);
    }
    let mut n_rows = 0;
    file.stream("Thôn, bản", |_| {
        n_rows += 1;
        if n_rows == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
    .unwrap();
    assert_eq!(n_rows, 3);
}
