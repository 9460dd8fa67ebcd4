//! Heads: joined texts of merged rows, the row of column numbers, what a column is for.

use super::{Column, Role, squeezed, words};
use crate::cell::{Parsed, read_number};
use crate::grid::{At, Cell, Sheet};

/// Whether a row holds column numbers: (1)(2)(3), 1 2 3, A B 1 2 3, 6=4+5.
pub(super) fn is_number_row(sheet: &Sheet, row: u32) -> bool {
    let marks: Vec<String> = sheet.row(row).iter().filter(|cell| !cell.is_blank()).map(squeezed).collect();
    if marks.len() < 3 {
        return false;
    }
    let mut numbers = Vec::new();
    let mut letters = Vec::new();
    for mark in &marks {
        let bare = bare_number(mark);
        let first = bare.split(['=', ':', ' ', '/']).next().unwrap_or_default();
        match first.parse::<u32>() {
            Ok(number) => numbers.push(number),
            Err(_) if numbers.is_empty() && bare.len() == 1 => letters.push(bare),
            Err(_) => return false,
        }
    }
    let rises = numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1));
    let alphabetic = letters
        .iter()
        .zip("ABCDEFG".chars())
        .all(|(mark, letter)| mark.eq_ignore_ascii_case(&letter.to_string()));
    rises && alphabetic && numbers.first().is_some_and(|first| *first <= 2) && numbers.len() >= 2
}

fn bare_number(mark: &str) -> &str {
    mark.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | ' '))
}

/// The columns under a head, each with its joined texts. A column without any head, number or text is left out.
pub(super) fn columns(sheet: &Sheet, first: u32, last: u32, number_row: Option<u32>) -> Vec<Column> {
    let merges = sheet.merged.iter().any(|area| (first..=last).contains(&area.first.row));
    let mut columns: Vec<Column> = Vec::new();
    for column in 0..sheet.n_columns() {
        let mut path: Vec<String> = Vec::new();
        for row in first..=last {
            let mut text = squeezed(head_cell(sheet, At::new(row, column), first));
            if text.is_empty() && !merges && has_text_below(sheet, row, last, column) {
                text = left_text(sheet, row, column);
            }
            if !text.is_empty() && path.last() != Some(&text) {
                path.push(text);
            }
        }
        let number = number_row.map(|row| squeezed(sheet.cell(At::new(row, column))));
        let number = number.map(|mark| bare_number(&mark).to_owned()).filter(|mark| !mark.is_empty());
        if !path.is_empty() || number.is_some() {
            columns.push(Column { column, path, number, role: Role::Other });
        }
    }
    columns
}

/// The cell seen at an address of the head; a merged range that begins above the head is a title's.
fn head_cell(sheet: &Sheet, at: At, first: u32) -> &Cell<'static> {
    match sheet.area_at(at) {
        Some(area) if area.first.row < first => sheet.cell(at),
        _ => sheet.seen(at),
    }
}

fn has_text_below(sheet: &Sheet, row: u32, last: u32, column: u32) -> bool {
    (row + 1..=last).any(|below| !sheet.cell(At::new(below, column)).is_blank())
}

/// The nearest head text to the left in a table that lost its merged cells.
fn left_text(sheet: &Sheet, row: u32, column: u32) -> String {
    let left = (0..column).rev().map(|left| sheet.cell(At::new(row, left))).find(|cell| !cell.is_blank());
    left.map(squeezed).unwrap_or_default()
}

/// Tells the column of row numbers and the column of names.
pub(super) fn give_roles(sheet: &Sheet, columns: &mut [Column], first_data: u32, end: u32) {
    let ordinal =
        columns.iter().position(|column| column.path.iter().any(|text| words::is_ordinal_head(text)));
    let ordinal = ordinal
        .or_else(|| columns.iter().position(|column| counts_up(sheet, column.column, first_data, end)));
    if let Some(column) = ordinal.and_then(|index| columns.get_mut(index)) {
        column.role = Role::Ordinal;
    }
    let texts: Vec<bool> = columns
        .iter()
        .map(|column| column.role == Role::Other && mostly_text(sheet, column.column, first_data, end))
        .collect();
    let named = columns.iter().zip(&texts).position(|(column, is_text)| {
        *is_text && column.path.last().is_some_and(|text| words::is_name_head(text))
    });
    let name = named.or_else(|| texts.iter().position(|is_text| *is_text));
    if let Some(column) = name.and_then(|index| columns.get_mut(index)) {
        column.role = Role::Name;
    }
}

/// Rows that are looked at to tell what a column holds.
const MOST_LOOKED_AT: usize = 500;

fn mostly_text(sheet: &Sheet, column: u32, first: u32, end: u32) -> bool {
    let cells = (first..end)
        .map(|row| sheet.cell(At::new(row, column)))
        .filter(|cell| !cell.is_blank())
        .take(MOST_LOOKED_AT);
    let (mut n, mut n_text) = (0_u32, 0_u32);
    for cell in cells {
        n += 1;
        n_text += u32::from(matches!(read_number(cell), Parsed::NotANumber | Parsed::WithWords { .. }));
    }
    n > 0 && n_text * 2 > n
}

/// A first column without a head that counts 1, 2, 3.
fn counts_up(sheet: &Sheet, column: u32, first: u32, end: u32) -> bool {
    let numbers: Vec<i64> = (first..end)
        .filter_map(|row| match read_number(sheet.cell(At::new(row, column))) {
            Parsed::Number { value, .. } => value.as_whole(),
            _ => None,
        })
        .take(20)
        .collect();
    column == 0 && numbers.len() >= 2 && numbers.iter().zip(1..).all(|(number, count)| *number == count)
}
