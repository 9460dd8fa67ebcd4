//! XLSX opened again.

use crate::ooxml::{elements, part};
use crate::specimen;
use calamine::{Data, Range, Reader, SheetVisible, Xlsx};
use std::io::Cursor;
use vunggoc_report::table::{Row, Table, Value};
use vunggoc_report::xlsx::{self, FormRow, Sheet, Workbook, form::IDENTITY_SHEET};
use vunggoc_report::{RenderError, digest};

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn at(range: &Range<Data>, row: usize, column: usize) -> &Data {
    range.get_value((u32::try_from(row).unwrap(), u32::try_from(column).unwrap())).unwrap_or(&Data::Empty)
}

fn first_body_row(top: usize, table: &Table) -> usize {
    let grid = table.head_grid();
    top + 1 + usize::from(!table.unit_of_count.is_empty()) + grid.n_rows + usize::from(grid.marks.is_some())
}

#[test]
fn every_cell_reads_back_as_what_it_is() {
    let book = specimen::workbook();
    let bytes = xlsx::write(&book).unwrap();
    let mut read = open(&bytes);
    let mut n_numbers = 0;
    for sheet in &book.sheets {
        let Sheet::Table(sheet) = sheet else { panic!("a table sheet") };
        let range = read.worksheet_range(&sheet.name).unwrap();
        let first = first_body_row(sheet.top.len(), &sheet.table);
        for (r, row) in sheet.table.rows.iter().enumerate() {
            if let Row::Banner(label) = row {
                assert_eq!(at(&range, first + r, 0), &Data::String(label.clone()));
            }
            for (c, cell) in row.cells().iter().enumerate() {
                let found = at(&range, first + r, c);
                match &cell.value {
                    Value::Whole(v) | Value::Change(v) => {
                        n_numbers += 1;
                        assert_eq!(found, &Data::Float(*v as f64), "{} {r} {c}", sheet.name);
                    }
                    Value::Ratio { numerator, base, .. } if *base != 0 => {
                        assert_eq!(found, &Data::Float(*numerator as f64 / *base as f64));
                        let formulas = read.worksheet_formula(&sheet.name).unwrap();
                        let formula = formulas.get_value(((first + r) as u32, c as u32)).unwrap();
                        assert_eq!(formula, &format!("{numerator}/{base}"));
                    }
                    Value::Blank => assert_eq!(found, &Data::Empty),
                    Value::Text(text) if text.is_empty() => {}
                    _ => assert_eq!(found, &Data::String(cell.shown())),
                }
            }
        }
    }
    assert!(n_numbers > 80, "{n_numbers}");
}

#[test]
fn the_head_is_merged_as_the_model_says() {
    let book = specimen::workbook();
    let bytes = xlsx::write(&book).unwrap();
    let mut read = open(&bytes);
    let Sheet::Table(sheet) = &book.sheets[0] else { panic!("a table sheet") };
    let top = sheet.top.len() + 2;
    let range = read.worksheet_range("B02").unwrap();
    let merged = read.merge_cells_by_sheet_name("B02").unwrap();
    for cell in sheet.table.head_grid().cells {
        assert_eq!(at(&range, top + cell.row, cell.column), &Data::String(cell.title.clone()));
        if cell.n_rows * cell.n_columns > 1 {
            let start = ((top + cell.row) as u32, cell.column as u32);
            let end = (start.0 + cell.n_rows as u32 - 1, start.1 + cell.n_columns as u32 - 1);
            assert!(merged.iter().any(|m| m.start == start && m.end == end), "{cell:?}");
        }
    }
    let all = elements(&part(&bytes, "xl/worksheets/sheet1.xml"));
    let setup = all.iter().find(|e| e.name == "pageSetup").unwrap();
    assert_eq!((setup.attribute("paperSize"), setup.attribute("orientation")), ("9", "landscape"));
    assert_eq!(setup.attribute("fitToHeight"), "0");
    let pane = all.iter().find(|e| e.name == "pane").unwrap();
    assert_eq!(pane.attribute("ySplit"), first_body_row(sheet.top.len(), &sheet.table).to_string());
}

#[test]
fn the_same_workbook_gives_the_same_bytes_and_another_another_digest() {
    let one = xlsx::write(&specimen::workbook()).unwrap();
    let two = std::thread::spawn(|| xlsx::write(&specimen::workbook()).unwrap()).join().unwrap();
    assert!(one == two);
    let mut other = specimen::workbook();
    other.issued_on = None;
    let later = xlsx::write(&other).unwrap();
    assert!(later != one, "the date stands in the properties");
    assert_eq!(digest::content_digest(&later).unwrap(), digest::content_digest(&one).unwrap());
    let Sheet::Table(sheet) = &mut other.sheets[0] else { panic!("a table sheet") };
    sheet.table.rows.pop();
    let changed = xlsx::write(&other).unwrap();
    assert_ne!(digest::content_digest(&changed).unwrap(), digest::content_digest(&one).unwrap());
    assert!(matches!(digest::content_digest(b"no package"), Err(RenderError::Package(_))));
}

#[test]
fn many_shares_stay_numbers_and_within_the_formats_a_workbook_holds() {
    let mut book = specimen::workbook();
    let Sheet::Table(sheet) = &mut book.sheets[4] else { panic!("a table sheet") };
    let row = sheet.table.rows[0].clone();
    sheet.table.rows = (1..=400)
        .map(|i| {
            let mut row = row.clone();
            if let Row::Cells(_, cells) = &mut row {
                cells[3] = Value::ratio(i, 401).into();
            }
            row
        })
        .collect();
    let bytes = xlsx::write(&book).unwrap();
    let n_formats = elements(&part(&bytes, "xl/styles.xml")).iter().filter(|e| e.name == "numFmt").count();
    assert!(n_formats < 200, "{n_formats}");
    let range = open(&bytes).worksheet_range("B07").unwrap();
    assert_eq!(at(&range, 2 + 2 + 1 + 399, 3), &Data::Float(400.0 / 401.0));
}

#[test]
fn names_that_no_sheet_can_bear_are_refused() {
    for name in ["", "a/b", "B02:1", "B03", "b03", "_BIEU", &"x".repeat(32)] {
        let mut book = specimen::workbook();
        let Sheet::Table(sheet) = &mut book.sheets[0] else { panic!("a table sheet") };
        sheet.name = name.to_owned();
        assert_eq!(
            xlsx::write(&book),
            Err(RenderError::SheetName(if name == "B03" || name == "b03" {
                "B03".into()
            } else {
                name.into()
            })),
            "{name}"
        );
    }
}

fn form_bytes() -> Vec<u8> {
    let book = Workbook { sheets: vec![Sheet::Form(specimen::form())], ..Workbook::default() };
    xlsx::write(&book).unwrap()
}

#[test]
fn a_form_that_comes_back_is_known_by_its_hidden_keys() {
    let bytes = form_bytes();
    let mut read = open(&bytes);
    assert!(
        read.sheets_metadata()
            .iter()
            .any(|s| s.name == IDENTITY_SHEET && s.visible == SheetVisible::VeryHidden)
    );
    let identity = read.worksheet_range(IDENTITY_SHEET).unwrap();
    let value = |key: &str| {
        let row = identity
            .rows()
            .find(|r| r[0] == Data::String("Biểu 1".into()) && r[1] == Data::String(key.into()));
        row.unwrap()[2].to_string()
    };
    assert_eq!(
        (value("form"), value("unit"), value("period")),
        ("F-2024-01".into(), "4711".into(), "2024-H1".into())
    );
    let place = |key: &str| value(key).parse::<usize>().unwrap() - 1;
    let range = read.worksheet_range("Biểu 1").unwrap();
    let keys: Vec<String> = (3..7).map(|c| at(&range, place("key_row"), c).to_string()).collect();
    assert_eq!(keys, ["members", "probationary", "share", "note"]);
    let rows: Vec<String> = (place("first_row")..=place("last_row"))
        .map(|r| at(&range, r, place("key_column")).to_string())
        .collect();
    assert_eq!(rows, ["", "", "unit-1", "unit-2", "", "unit-3"]);
    assert_eq!(at(&range, place("first_row") + 3, 3), &Data::Float(12.0));
    assert_eq!(at(&range, place("first_row") + 3, 4), &Data::String("-".into()));
    assert_eq!(at(&range, place("first_row") + 2, 3), &Data::Empty);
}

#[test]
fn only_inputs_of_a_form_are_open_and_they_take_no_less_than_zero() {
    let bytes = form_bytes();
    let sheet = elements(&part(&bytes, "xl/worksheets/sheet1.xml"));
    assert!(sheet.iter().any(|e| e.name == "sheetProtection" && e.attribute("sheet") == "1"));
    let styles = elements(&part(&bytes, "xl/styles.xml"));
    let from = styles.iter().position(|e| e.name == "cellXfs").unwrap();
    let mut unlocked = Vec::new();
    for e in &styles[from + 1..] {
        match e.name.as_str() {
            "xf" => unlocked.push(false),
            "protection" => *unlocked.last_mut().unwrap() = e.attribute("locked") == "0",
            "cellStyles" => break,
            _ => {}
        }
    }
    let open_cells: Vec<&str> = sheet
        .iter()
        .filter(|e| e.name == "c" && unlocked[e.attribute("s").parse::<usize>().unwrap_or(0)])
        .map(|e| e.attribute("r"))
        .collect();
    assert_eq!(open_cells, ["D11", "E11", "F11", "G11", "D12", "F12", "G12", "D14", "E14", "F14", "G14"]);
    let rules: Vec<_> = sheet.iter().filter(|e| e.name == "dataValidation").collect();
    assert_eq!(rules.iter().map(|e| e.attribute("type")).collect::<Vec<_>>(), ["whole", "whole", "decimal"]);
    assert!(rules.iter().all(|e| e.attribute("operator") == "greaterThanOrEqual"));
    let sum = sheet.iter().find(|e| e.name == "f").unwrap();
    assert_eq!(sum.text, "IF(COUNT(D11:D12,D14)=0,\"\",SUM(D11:D12,D14))");
}

#[test]
fn a_form_with_a_key_twice_or_a_row_that_does_not_fit_is_refused() {
    let mut twice = specimen::form();
    let row = twice.rows[2].clone();
    twice.rows.push(row);
    assert_eq!(twice.check(), Err(RenderError::DuplicateKey("unit-1".into())));
    let mut short = specimen::form();
    if let FormRow::Asked { fixed, .. } = &mut short.rows[2] {
        fixed.pop();
    }
    assert_eq!(short.check(), Err(RenderError::FormRow { row: "unit-1".into(), expected: 2, found: 1 }));
}
