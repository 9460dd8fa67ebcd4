//! Trang tính của một biểu: title rows, merged head, body, notes, page set-up.

use super::TableSheet;
use super::formats::{self, Formats};
use crate::RenderError;
use crate::fit::{self, Face};
use crate::table::{Align, Cell, Column, HeadGrid, RatioStyle, Row, Table, Value};
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet};

/// Size of the letters of the body.
const POINTS: u16 = 11;

pub(super) fn write(
    page: &mut Worksheet,
    sheet: &TableSheet,
    formats: &mut Formats,
) -> Result<(), RenderError> {
    let table = &sheet.table;
    table.check()?;
    let columns = table.columns();
    let n_columns = index(columns.len())?;
    let mut at = titles(page, sheet, n_columns)?;
    let head_row = at;
    let widths = widths(table, &columns);
    at = head(page, &table.head_grid(), at, 0, &widths)?;
    let first_row = at;
    for row in &table.rows {
        body_row(page, row, &columns, at, formats)?;
        page.set_row_height(at, row_height(row.cells().iter().map(Cell::shown), &widths))?;
        at += 1;
    }
    after(page, table, n_columns, at)?;
    for (column, width) in widths.iter().enumerate() {
        page.set_column_width(index(column)?, *width)?;
    }
    let n_labels = columns.iter().take_while(|c| c.align != Align::Right).count().min(2);
    page.set_freeze_panes(first_row, if n_labels == columns.len() { 0 } else { index(n_labels)? })?;
    set_up(page, head_row, first_row)
}

/// A4 on its side, as wide as the page, the head repeated on each.
pub(super) fn set_up(page: &mut Worksheet, head_row: u32, first_row: u32) -> Result<(), RenderError> {
    const MM: f64 = 1.0 / 25.4;
    page.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    page.set_margins(15.0 * MM, 15.0 * MM, 20.0 * MM, 15.0 * MM, 8.0 * MM, 8.0 * MM);
    page.set_footer("&C&\"Times New Roman\"&P/&N");
    if first_row > head_row {
        page.set_repeat_rows(head_row, first_row - 1)?;
    }
    Ok(())
}

/// Lines above the head; gives the row after them.
fn titles(page: &mut Worksheet, sheet: &TableSheet, n_columns: u16) -> Result<u32, RenderError> {
    let mut at = 0;
    for text in &sheet.top {
        across(page, at, n_columns, text, &formats::line(FormatAlign::Left))?;
        at += 1;
    }
    let title = sheet.table.title();
    if !title.is_empty() {
        let format = formats::base(13).set_bold().set_align(FormatAlign::Center).set_text_wrap();
        across(page, at, n_columns, &title, &format)?;
        page.set_row_height(at, if title.chars().count() > 90 { 36 } else { 22 })?;
        at += 1;
    }
    let unit = &sheet.table.unit_of_count;
    if !unit.is_empty() {
        across(page, at, n_columns, unit, &formats::line(FormatAlign::Right).set_italic())?;
        at += 1;
    }
    Ok(at)
}

/// A text over so many columns from the first.
pub(super) fn across(
    page: &mut Worksheet,
    row: u32,
    n_columns: u16,
    text: &str,
    format: &Format,
) -> Result<(), RenderError> {
    block(page, (row, 0), (1, n_columns), text, format)
}

/// A text over a block of cells; a block of one cannot be merged.
pub(super) fn block(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    (n_rows, n_columns): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), RenderError> {
    if n_rows <= 1 && n_columns <= 1 {
        page.write_string_with_format(row, column, text, format)?;
    } else {
        let last = (row + n_rows.max(1) - 1, column + n_columns.max(1) - 1);
        page.merge_range(row, column, last.0, last.1, text, format)?;
    }
    Ok(())
}

/// The head from a row and column on; gives the row after it.
pub(super) fn head(
    page: &mut Worksheet,
    grid: &HeadGrid,
    at: u32,
    from_column: u16,
    widths: &[f64],
) -> Result<u32, RenderError> {
    let format = formats::head();
    for cell in &grid.cells {
        let place = (at + index::<u32>(cell.row)?, from_column + index::<u16>(cell.column)?);
        block(page, place, (index(cell.n_rows)?, index(cell.n_columns)?), &cell.title, &format)?;
    }
    let widths: Vec<u32> = widths.iter().map(|w| twips(*w)).collect();
    for (row, height) in fit::head_heights(grid, &widths, POINTS, 0).into_iter().enumerate() {
        page.set_row_height(at + index::<u32>(row)?, f64::from(height) / 20.0)?;
    }
    let mut next = at + index::<u32>(grid.n_rows)?;
    if let Some(marks) = &grid.marks {
        for (column, mark) in marks.iter().enumerate() {
            page.write_string_with_format(next, from_column + index::<u16>(column)?, mark, &formats::mark())?;
        }
        next += 1;
    }
    Ok(next)
}

fn body_row(
    page: &mut Worksheet,
    row: &Row,
    columns: &[&Column],
    at: u32,
    formats: &mut Formats,
) -> Result<(), RenderError> {
    match row {
        Row::Banner(label) => across(page, at, index(columns.len())?, label, &formats::banner()),
        Row::Cells(kind, cells) => {
            for (i, (cell, column)) in cells.iter().zip(columns).enumerate() {
                let format = formats.cell(cell, column.align, *kind);
                put(page, at, index(i)?, cell, &format)?;
            }
            Ok(())
        }
    }
}

/// One value: numbers as numbers, shares as formulas, all else as text.
pub(super) fn put(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), RenderError> {
    match &cell.value {
        Value::Blank => {
            page.write_blank(row, column, format)?;
        }
        Value::Ratio { numerator, base, style: RatioStyle::Percent { .. } | RatioStyle::Both { .. } }
            if *base != 0 =>
        {
            let share = *numerator as f64 / *base as f64;
            let formula = Formula::new(format!("={numerator}/{base}")).set_result(share.to_string());
            page.write_formula_with_format(row, column, formula, format)?;
        }
        value => match value.number() {
            Some(number) => {
                page.write_number_with_format(row, column, number, format)?;
            }
            None => {
                page.write_string_with_format(row, column, cell.shown(), format)?;
            }
        },
    }
    Ok(())
}

/// Legend, notes and those who sign.
fn after(page: &mut Worksheet, table: &Table, n_columns: u16, mut at: u32) -> Result<(), RenderError> {
    let note = formats::line(FormatAlign::Left).set_italic();
    let legend = table.legend();
    for text in std::iter::once(&legend).filter(|l| !l.is_empty()).chain(&table.notes) {
        across(page, at, n_columns, text, &note)?;
        at += 1;
    }
    at += 1;
    let n = index::<u16>(table.signers.len())?;
    for (i, signer) in table.signers.iter().enumerate() {
        let share = (n_columns / n).max(1);
        let from = index::<u16>(i)? * share;
        let bold = formats::line(FormatAlign::Center).set_bold();
        block(page, (at, from), (1, share), &signer.title, &bold)?;
        let hint = formats::line(FormatAlign::Center).set_italic();
        block(page, (at + 1, from), (1, share), &signer.hint, &hint)?;
    }
    Ok(())
}

/// Widths in signs: by weight, but never narrower than the longest word of the column.
fn widths(table: &Table, columns: &[&Column]) -> Vec<f64> {
    let total: f64 = columns.iter().map(|c| f64::from(c.weight.max(1))).sum();
    let page = (columns.len() as f64 * 8.0).max(110.0);
    columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let cells = table.rows.iter().filter_map(|r| r.cells().get(i)).map(|c| longest(&c.shown()));
            let longest = cells.chain([longest(&column.title)]).max().unwrap_or(0);
            let share = page * f64::from(column.weight.max(1)) / total;
            share.max(longest as f64 + 2.0).min(60.0)
        })
        .collect()
}

/// A width in signs as a length: a sign of the default face is 5,25 points wide, and 3,75 are added.
fn twips(signs: f64) -> u32 {
    (signs * 105.0 + 75.0) as u32
}

/// Height of a row in points. It is said and not left to the reader, for some do not find it by themselves.
pub(super) fn row_height(texts: impl Iterator<Item = String>, widths: &[f64]) -> f64 {
    let lines =
        texts.zip(widths).map(|(text, width)| fit::n_lines(&text, Face::Regular, POINTS, twips(*width)));
    f64::from(lines.max().unwrap_or(1) * fit::line_height(POINTS)) / 20.0 + 3.0
}

fn longest(text: &str) -> usize {
    text.split_whitespace().map(|w| w.chars().count()).max().unwrap_or(0)
}

/// A place as the type of the library.
pub(super) fn index<T: TryFrom<usize>>(value: usize) -> Result<T, RenderError> {
    T::try_from(value).map_err(|_| RenderError::Library(format!("{value} does not fit on a sheet")))
}
