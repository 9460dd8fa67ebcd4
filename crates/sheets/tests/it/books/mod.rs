//! Workbooks of invented units in the shapes that offices keep.

pub(crate) mod lists;
pub(crate) mod word;
pub(crate) mod zips;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

pub(crate) fn bold() -> Format {
    Format::new().set_bold()
}

/// Text across merged columns of one row.
pub(crate) fn across(sheet: &mut Worksheet, row: u32, from: u16, to: u16, text: &str, format: &Format) {
    sheet.merge_range(row, from, row, to, text, format).unwrap();
}

/// Text down merged rows of one column.
pub(crate) fn down(sheet: &mut Worksheet, column: u16, from: u32, to: u32, text: &str) {
    sheet.merge_range(from, column, to, column, text, &bold()).unwrap();
}

/// Texts from a column on; an empty one leaves the cell empty.
pub(crate) fn texts(sheet: &mut Worksheet, row: u32, from: u16, cells: &[&str]) {
    for (column, text) in (from..).zip(cells) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

/// Numbers from a column on.
pub(crate) fn numbers(sheet: &mut Worksheet, row: u32, from: u16, cells: &[f64]) {
    for (column, number) in (from..).zip(cells) {
        sheet.write_number(row, column, *number).unwrap();
    }
}

pub(crate) fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}
