//! Workbooks of Excel 97-2003.
//!
//! Invariants: a damaged file ends in an error and never in a panic. The values come from calamine; hidden rows,
//! percents and bold, which it does not give, from the records themselves.

use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::biff::{self, Hints};
use super::{Budget, book};
use crate::decimal::Decimal;
use crate::error::{Fault, Limits, ReadError};
use crate::grid::{Area, At, Cell, Kind, Sheet, Shown, Workbook};

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    // The parser underneath trusts lengths that stand in the file; a damaged file can make it index outside.
    match catch_unwind(AssertUnwindSafe(|| workbook(bytes, limits))) {
        Ok(read) => read,
        Err(_) => Err(ReadError::damaged(Fault::Record)),
    }
}

fn workbook(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    if is_cut(bytes) {
        return Err(ReadError::Truncated);
    }
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| of_xls(&error))?;
    let mut budget = Budget::new(limits);
    let listed = book.sheets_metadata().to_vec();
    budget.sheets(listed.len())?;
    let mut sheets = Vec::new();
    let mut hints = biff::hints(bytes).into_iter();
    for meta in &listed {
        let hints = hints.next().unwrap_or_default();
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        let range =
            book.worksheet_range(&meta.name).map_err(|error| of_xls(&error).in_sheet(&meta.name, None))?;
        let mut sheet = Sheet::empty(meta.name.clone());
        if meta.visible != SheetVisible::Visible {
            sheet.shown = Shown::Hidden;
        }
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, cells) in (first_row..).zip(range.rows()) {
            let filled =
                cells.iter().rposition(|cell| !matches!(cell, Data::Empty)).map_or(0, |last| last + 1);
            if filled == 0 {
                continue;
            }
            budget.row(row, first_column as usize + filled)?;
            book::fill_to(&mut sheet, row);
            let mut values = vec![Cell::Empty; first_column as usize];
            values.extend(cells.iter().take(filled).map(of_data));
            sheet.rows.push(values);
        }
        let merged = book.merge_cells_by_sheet_name(&meta.name).unwrap_or_default();
        sheet.merged = merged
            .iter()
            .filter_map(|range| {
                let area = Area {
                    first: At::new(range.start.0, range.start.1),
                    last: At::new(range.end.0, range.end.1),
                };
                (area.first.row <= area.last.row && area.first.column <= area.last.column).then_some(area)
            })
            .collect();
        give_hints(&mut sheet, hints);
        sheet.trim();
        sheets.push(sheet);
    }
    Ok(Workbook { kind: Kind::Xls, sheets })
}

fn give_hints(sheet: &mut Sheet, hints: Hints) {
    sheet.bold_rows = hints.bold_rows();
    for (row, column) in hints.percents {
        let cell = sheet.rows.get_mut(row as usize).and_then(|row| row.get_mut(column as usize));
        if let Some(cell) = cell
            && let Cell::Number(number) = cell
            && let Some(percent) = number.times_100()
        {
            *cell = Cell::Percent(percent);
        }
    }
    sheet.hidden_rows = hints.hidden_rows;
    sheet.hidden_columns = hints.hidden_columns;
}

fn of_data(data: &Data) -> Cell<'static> {
    let binary = |value: f64| match Decimal::from_binary(value) {
        Some(number) => Cell::Number(number),
        None => Cell::Text(Cow::Owned(value.to_string())),
    };
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(value) => Cell::Number(Decimal::whole(*value)),
        Data::Float(value) => binary(*value),
        Data::String(text) | Data::DurationIso(text) => book::text(Cow::Owned(text.clone())),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(value) => book::of_serial(*value),
        Data::DateTimeIso(text) => book::of_iso(text),
        Data::Error(error) => Cell::Error(book::of_error(error)),
    }
}

fn of_xls(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Encrypted,
        _ => ReadError::damaged(Fault::Record),
    }
}

/// Whether the sectors that a compound file's own table counts reach beyond its end.
fn is_cut(bytes: &[u8]) -> bool {
    let at = |offset: usize| {
        let four: Option<[u8; 4]> = bytes.get(offset..offset + 4).and_then(|four| four.try_into().ok());
        four.map(u32::from_le_bytes)
    };
    let shift = bytes.get(30).copied().unwrap_or(9).clamp(9, 12);
    let size = 1_u64 << shift;
    let Some(n_tables) = at(44) else { return true };
    // Every table sector names `size / 4` sectors; the last sector named as used must lie inside the file.
    let mut last_used = 0_u64;
    for table in 0..n_tables.min(109) {
        let Some(sector) = at(76 + 4 * table as usize) else { return true };
        let start = (u64::from(sector) + 1) * size;
        for entry in 0..size / 4 {
            let Ok(offset) = usize::try_from(start + 4 * entry) else { return true };
            match at(offset) {
                None => return true,
                Some(u32::MAX) => {}
                Some(_) => last_used = u64::from(table) * (size / 4) + entry,
            }
        }
    }
    (last_used + 1) * size >= bytes.len() as u64
}
