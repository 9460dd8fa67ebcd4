//! Workbooks of Excel since 2007: opened once, read whole or row by row.
//!
//! Invariants: everything is unpacked once through the bound before the cell reader sees it; rows come in ascending
//! order; one row is in memory at a time when streaming. Deliberately not here: formulas, pictures, comments.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::guard::{self, Unpacked};
use super::parts::{Outline, Tags};
use super::{Budget, book};
use crate::decimal::Decimal;
use crate::error::{Fault, Guess, Limits, ReadError};
use crate::grid::{Area, At, Cell, Kind, Sheet, Shown, Workbook};

/// Trang tính, as seen before its cells are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFacts {
    /// Its name.
    pub name: String,
    /// Whether it is shown.
    pub shown: Shown,
    /// Hidden rows, ascending, from 0.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, ascending, from 0.
    pub hidden_columns: Vec<u32>,
    /// Merged ranges.
    pub merged: Vec<Area>,
    /// Rows written in the file, empty ones among them.
    pub n_rows: u32,
    /// Cells written in the file, empty ones among them.
    pub n_cells: u64,
}

/// Tệp .xlsx, opened: its sheets are known, their cells not yet read.
pub struct XlsxFile<'b> {
    book: Xlsx<Cursor<&'b [u8]>>,
    sheets: Vec<SheetFacts>,
}

/// One row on its way past: valid until the next.
#[derive(Clone, Copy, Debug)]
pub struct RowSeen<'r, 's> {
    /// Row, from 0.
    pub row: u32,
    /// Its cells from column A on.
    pub cells: &'r [Cell<'s>],
    /// Whether its first filled cell is bold.
    pub is_bold: bool,
}

/// Reads one sheet row by row; see [`XlsxFile::stream`].
///
/// # Errors
/// As [`XlsxFile::open`] and [`XlsxFile::stream`].
pub fn stream_xlsx(
    bytes: &[u8],
    sheet: &str,
    limits: &Limits,
    take: impl FnMut(RowSeen<'_, '_>) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    XlsxFile::open(bytes, limits)?.stream(sheet, take)
}

impl<'b> XlsxFile<'b> {
    /// Opens a workbook: bounds, sheets, merged and hidden rows, shared texts.
    ///
    /// # Errors
    /// What is wrong with the file; see [`ReadError`].
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, ReadError> {
        guard::size(bytes, limits)?;
        let mut archive = guard::open(bytes)?;
        if !matches!(guard::contents(&mut archive), guard::Contents::Xlsx) {
            return Err(ReadError::NotASpreadsheet { guess: Guess::Archive });
        }
        let (mut outlines, paths) = survey(&mut archive, bytes, limits)?;
        drop(archive);
        let book = Xlsx::new(Cursor::new(bytes)).map_err(of_xlsx)?;
        let sheets: Vec<SheetFacts> = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| {
                let path = paths.get(&sheet.name).map(|path| path.to_ascii_lowercase());
                let outline = path.and_then(|path| outlines.remove(&path)).unwrap_or_default().finished();
                let shown = if sheet.visible == SheetVisible::Visible { Shown::Yes } else { Shown::Hidden };
                SheetFacts {
                    name: sheet.name.clone(),
                    shown,
                    hidden_rows: outline.hidden_rows,
                    hidden_columns: outline.hidden_columns,
                    merged: outline.merged,
                    n_rows: outline.n_rows,
                    n_cells: outline.n_cells,
                }
            })
            .collect();
        Budget::new(limits).sheets(sheets.len())?;
        Ok(Self { book, sheets })
    }

    /// The sheets in their order.
    #[must_use]
    pub fn sheets(&self) -> &[SheetFacts] {
        &self.sheets
    }

    /// Hands every filled row of a sheet to `take`, which may stop. Memory: one row, and the workbook's shared texts.
    ///
    /// # Errors
    /// No such sheet; or the damage, with the last cell that was read.
    pub fn stream(
        &mut self,
        sheet: &str,
        mut take: impl FnMut(RowSeen<'_, '_>) -> ControlFlow<()>,
    ) -> Result<(), ReadError> {
        let mut at = None;
        self.rows_of(sheet, &mut at, &mut |row| Ok(take(row))).map_err(|error| error.in_sheet(sheet, at))
    }

    fn rows_of(
        &mut self,
        sheet: &str,
        seen: &mut Option<At>,
        take: &mut dyn FnMut(RowSeen<'_, '_>) -> Result<ControlFlow<()>, ReadError>,
    ) -> Result<(), ReadError> {
        let mut reader = self.book.worksheet_cells_reader(sheet).map_err(of_xlsx)?;
        let looks: Vec<Look> = reader.styles().iter().map(Look::of).collect();
        let mut cells: Vec<Cell<'_>> = Vec::with_capacity(64);
        let mut row = 0_u32;
        let mut is_bold = false;
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(of_xlsx)? {
            let (at_row, at_column) = cell.get_position();
            *seen = Some(At::new(at_row, at_column));
            if at_row != row {
                if at_row < row {
                    return Err(ReadError::damaged(Fault::RowOrder));
                }
                if !cells.is_empty() && take(RowSeen { row, cells: &cells, is_bold })?.is_break() {
                    return Ok(());
                }
                cells.clear();
                row = at_row;
            }
            let look = looks.get(style).copied().unwrap_or_default();
            let value = of_data(cell.get_value(), look);
            if matches!(value, Cell::Empty) {
                continue;
            }
            if cells.is_empty() {
                is_bold = look.is_bold;
            }
            put(&mut cells, at_column, value);
        }
        if !cells.is_empty() {
            let _ = take(RowSeen { row, cells: &cells, is_bold })?;
        }
        Ok(())
    }

    /// Every sheet, whole.
    pub(super) fn workbook(mut self, limits: &Limits) -> Result<Workbook, ReadError> {
        let mut budget = Budget::new(limits);
        let mut sheets = Vec::with_capacity(self.sheets.len());
        for facts in std::mem::take(&mut self.sheets) {
            let mut sheet = Sheet::empty(facts.name.clone());
            let mut at = None;
            self.rows_of(&facts.name, &mut at, &mut |seen| {
                budget.row(seen.row, seen.cells.len())?;
                book::fill_to(&mut sheet, seen.row);
                sheet.rows.push(seen.cells.iter().cloned().map(Cell::into_owned).collect());
                if seen.is_bold {
                    sheet.bold_rows.push(seen.row);
                }
                Ok(ControlFlow::Continue(()))
            })
            .map_err(|error| error.in_sheet(&facts.name, at))?;
            sheet.shown = facts.shown;
            sheet.merged = facts.merged;
            sheet.hidden_rows = facts.hidden_rows;
            sheet.hidden_columns = facts.hidden_columns;
            sheet.trim();
            sheets.push(sheet);
        }
        Ok(Workbook { kind: Kind::Xlsx, sheets })
    }
}

fn put<'a>(cells: &mut Vec<Cell<'a>>, column: u32, value: Cell<'a>) {
    let column = column as usize;
    if let Some(place) = cells.get_mut(column) {
        *place = value;
        return;
    }
    cells.resize(column, Cell::Empty);
    cells.push(value);
}

/// What a style tells about a value.
#[derive(Clone, Copy, Default)]
struct Look {
    is_percent: bool,
    is_bold: bool,
}

impl Look {
    fn of(style: &Style) -> Self {
        Self {
            is_percent: style.number_format.as_ref().is_some_and(|format| shows_percent(&format.format_code)),
            is_bold: style.font.as_ref().is_some_and(calamine::Font::is_bold),
        }
    }
}

/// Whether a number format multiplies by 100: a percent sign outside quotes in its first section.
fn shows_percent(format: &str) -> bool {
    let first = format.split(';').next().unwrap_or_default();
    first.split('"').step_by(2).any(|outside| outside.replace("\\%", "").contains('%'))
}

fn of_data<'a>(data: &DataRef<'a>, look: Look) -> Cell<'a> {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Float(value) => of_number(Decimal::from_binary(*value), *value, look),
        DataRef::Int(value) => of_number(Some(Decimal::whole(*value)), 0.0, look),
        DataRef::String(text) | DataRef::DurationIso(text) => book::text(Cow::Owned(text.clone())),
        DataRef::SharedString(text) => book::text(Cow::Borrowed(text)),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(value) => book::of_serial(*value),
        DataRef::DateTimeIso(text) => book::of_iso(text),
        DataRef::Error(error) => Cell::Error(book::of_error(error)),
    }
}

fn of_number(number: Option<Decimal>, binary: f64, look: Look) -> Cell<'static> {
    match number {
        Some(number) if look.is_percent => number.times_100().map_or(Cell::Number(number), Cell::Percent),
        Some(number) => Cell::Number(number),
        None => Cell::Text(Cow::Owned(binary.to_string())),
    }
}

fn of_xlsx(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        XlsxError::WorksheetNotFound(sheet) => ReadError::NoSuchSheet { sheet },
        XlsxError::Zip(error) => guard::of_zip(&error),
        XlsxError::Io(_) => ReadError::damaged(Fault::Archive),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            ReadError::damaged(Fault::MissingPart)
        }
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) => ReadError::damaged(Fault::Xml),
        _ => ReadError::damaged(Fault::Value),
    }
}

type Surveyed = (HashMap<String, Outline>, HashMap<String, String>);

/// Unpacks every part once, bounded; outlines of the worksheets by path in lower case, paths by sheet name.
fn survey(archive: &mut guard::Archive<'_>, bytes: &[u8], limits: &Limits) -> Result<Surveyed, ReadError> {
    let mut unpacked = Unpacked::new(bytes, limits);
    let mut outlines = HashMap::new();
    let mut workbook = Vec::new();
    let mut relations = Vec::new();
    for index in 0..archive.len() {
        let path =
            archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().to_ascii_lowercase();
        let path = path.replace('\\', "/");
        match path.as_str() {
            "xl/workbook.xml" => unpacked.pieces(archive, index, |piece| keep(&mut workbook, piece))?,
            "xl/_rels/workbook.xml.rels" => {
                unpacked.pieces(archive, index, |piece| keep(&mut relations, piece))?;
            }
            sheet if is_sheet(sheet) => {
                let mut tags = Tags::default();
                let mut outline = Outline::default();
                unpacked.pieces(archive, index, |piece| tags.feed(piece, |tag| outline.see(tag)))?;
                outlines.insert(path, outline);
            }
            _ => unpacked.pieces(archive, index, |_| Ok(()))?,
        }
    }
    Ok((outlines, book::paths(&workbook, &relations)))
}

fn is_sheet(path: &str) -> bool {
    path.starts_with("xl/worksheets/") && !path.contains("/_rels/")
}

fn keep(kept: &mut Vec<u8>, piece: &[u8]) -> Result<(), ReadError> {
    kept.extend_from_slice(piece);
    Ok(())
}
