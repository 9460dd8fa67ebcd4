//! A first proposal of the layout, for the user to confirm or change.

use super::{Layout, TableRows, head, squeezed, words};
use crate::cell::{Parsed, read_number};
use crate::grid::{At, Cell, Sheet};
use crate::name::fold;

/// How far from the top a head is looked for.
const DEEPEST_HEAD: u32 = 60;
/// More rows than any head has.
const TALLEST_HEAD: u32 = 6;

/// Đề xuất bố cục: the head is found by its "STT", by its row of column numbers, or as the first row full of text.
#[must_use]
pub fn guess(sheet: &Sheet) -> Layout {
    let deepest = sheet.n_rows().min(DEEPEST_HEAD);
    let number_row = (0..deepest).find(|row| head::is_number_row(sheet, *row));
    let ordinal = (0..number_row.unwrap_or(deepest)).find_map(|row| ordinal_head(sheet, row));
    let (head_first, head_last) = match (ordinal, number_row) {
        (Some(at), Some(number)) => (top_of_head(sheet, at.row), number.saturating_sub(1)),
        (Some(at), None) => (top_of_head(sheet, at.row), bottom_of_head(sheet, at)),
        (None, Some(number)) => (up_from(sheet, number), number.saturating_sub(1)),
        (None, None) => by_text(sheet, deepest),
    };
    let head_last = head_last.max(head_first);
    let first_data = number_row.unwrap_or(head_last) + 1;
    let end = end_of_data(sheet, first_data);
    Layout::of_rows(sheet, TableRows { head_first, head_last, first_data, end })
}

fn ordinal_head(sheet: &Sheet, row: u32) -> Option<At> {
    let columns = sheet.row(row).iter().zip(0..);
    let mut found = columns.filter(|(cell, _)| cell.as_text().is_some_and(words::is_ordinal_head));
    let n_filled = sheet.row(row).iter().filter(|cell| !cell.is_blank()).count();
    found.next().filter(|_| n_filled >= 2).map(|(_, column)| At::new(row, column))
}

/// A row of group heads may stand above the row with "STT", if that is not merged up to it.
fn top_of_head(sheet: &Sheet, row: u32) -> u32 {
    let Some(above) = row.checked_sub(1) else { return row };
    let spans = sheet.merged.iter().filter(|area| area.first.row == above && area.n_columns() > 1);
    let mut groups =
        spans.filter(|area| area.first.column > 0 && !sheet.cell(area.first).is_blank()).peekable();
    let starts_late = sheet.row(above).first().is_none_or(Cell::is_blank);
    let measure = |at: At| fold(&squeezed(sheet.cell(at))).starts_with("don vi tinh");
    if starts_late && groups.peek().is_some_and(|area| !measure(area.first)) { above } else { row }
}

/// The last row of the head under a cell "STT": to where it is merged, or as long as rows hold head texts only.
fn bottom_of_head(sheet: &Sheet, at: At) -> u32 {
    let merged = sheet.area_at(at).map_or(at.row, |area| area.last.row);
    let mut last = merged;
    for row in merged + 1..(at.row + TALLEST_HEAD).min(sheet.n_rows()) {
        let spans_down =
            sheet.merged.iter().any(|area| (at.row..=last).contains(&area.first.row) && area.last.row >= row);
        if spans_down || is_lower_head(sheet, row, at.column) {
            last = row;
        } else {
            break;
        }
    }
    last
}

/// A row under "STT" with nothing in its column and the next, and only texts elsewhere.
fn is_lower_head(sheet: &Sheet, row: u32, ordinal: u32) -> bool {
    let blank = |column| sheet.seen(At::new(row, column)).is_blank();
    let cells = sheet.row(row);
    let all_text = cells.iter().filter(|cell| !cell.is_blank()).all(|cell| {
        cell.as_text().is_some() && matches!(read_number(cell), Parsed::NotANumber | Parsed::WithWords { .. })
    });
    let n_filled = cells.iter().filter(|cell| !cell.is_blank()).count();
    blank(ordinal) && blank(ordinal + 1) && all_text && n_filled >= 2
}

/// The head above a row of column numbers, without "STT": up to the first blank or title row.
fn up_from(sheet: &Sheet, number_row: u32) -> u32 {
    let lowest = number_row.saturating_sub(TALLEST_HEAD);
    let mut first = number_row.saturating_sub(1);
    while first > lowest {
        let above = first - 1;
        let n_filled = sheet.row(above).iter().filter(|cell| !cell.is_blank()).count();
        let reaches_down = sheet
            .merged
            .iter()
            .any(|area| area.first.row <= above && area.last.row >= first && area.last.row < number_row);
        if n_filled >= 3 || (reaches_down && n_filled > 0) { first = above } else { break }
    }
    first
}

/// The head of a plain list: the first row whose cells are filled with texts as widely as any.
fn by_text(sheet: &Sheet, deepest: u32) -> (u32, u32) {
    let filled = |row: u32| sheet.row(row).iter().filter(|cell| !cell.is_blank()).count();
    let widest = (0..deepest).map(filled).max().unwrap_or(0);
    let is_head = |row: &u32| {
        let is_text = sheet
            .row(*row)
            .iter()
            .filter(|cell| !cell.is_blank())
            .all(|cell| matches!(read_number(cell), Parsed::NotANumber | Parsed::WithWords { .. }));
        filled(*row) > 0 && filled(*row) * 3 >= widest * 2 && is_text
    };
    let first = (0..deepest).find(is_head).unwrap_or(0);
    let spans = |row: u32| {
        let over = |area: &&crate::grid::Area| area.first.row == row && area.last.row < deepest;
        sheet
            .merged
            .iter()
            .filter(over)
            .map(|area| area.last.row + u32::from(area.n_columns() > 1 && area.n_rows() == 1))
            .max()
    };
    let last = spans(first).unwrap_or(first).min(first + TALLEST_HEAD).min(sheet.n_rows().saturating_sub(1));
    (first, last.max(first))
}

/// The row after the data: before the first row of notes or signatures, blank rows before it taken off.
fn end_of_data(sheet: &Sheet, first_data: u32) -> u32 {
    let mut end = (first_data..sheet.n_rows()).find(|row| ends_table(sheet, *row)).unwrap_or(sheet.n_rows());
    while end > first_data && sheet.row(end - 1).iter().all(Cell::is_blank) {
        end -= 1;
    }
    end
}

fn ends_table(sheet: &Sheet, row: u32) -> bool {
    let is_figure = |cell: &Cell<'_>| matches!(cell, Cell::Number(_) | Cell::Percent(_) | Cell::Date(_));
    let n_filled = sheet.row(row).iter().filter(|cell| !cell.is_blank()).count();
    if n_filled == 0 || n_filled > 3 || sheet.row(row).iter().any(is_figure) {
        return false;
    }
    let mut n_filled = 0;
    let mut ends = false;
    for cell in sheet.row(row).iter().filter(|cell| !cell.is_blank()) {
        n_filled += 1;
        let folded = fold(&squeezed(cell));
        ends = ends || words::is_signature(&folded) || (n_filled == 1 && words::is_note(&folded));
        if !matches!(read_number(cell), Parsed::NotANumber | Parsed::WithWords { .. }) {
            return false;
        }
    }
    ends
}
