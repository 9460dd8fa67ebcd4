//! Workbooks of Excel since 2007: opened once, read whole or row by row.
//!
//! Invariants: nothing is unpacked but through the bound, and once; when streaming one row is in memory at a time,
//! beside the workbook's shared texts. Deliberately not here: formulas, pictures, comments.

mod package;
mod rows;

use std::ops::ControlFlow;

use super::guard::{self, Archive, Unpacked};
use super::tokens::Tokens;
use super::{Budget, book, over};
use crate::cell::Epoch;
use crate::error::{Counted, Fault, Guess, Limits, ReadError};
use crate::grid::{Area, At, Cell, Kind, Sheet, Shown, Workbook};
use package::{Listed, Look, Strings};
use rows::{Rows, Step};

/// Tệp .xlsx, opened: its sheets are known, their cells not yet read.
pub struct XlsxFile<'b> {
    archive: Archive<'b>,
    /// What opening unpacked; every reading counts on from there.
    opened: Unpacked,
    sheets: Vec<Listed>,
    strings: Strings,
    looks: Vec<Look>,
    epoch: Epoch,
}

/// Trang tính, as it was seen in passing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetFacts {
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

/// One row on its way past: valid until the next.
#[derive(Clone, Copy, Debug)]
pub struct RowSeen<'r, 's> {
    /// Row, from 0.
    pub row: u32,
    /// Its cells from column A on, to the last filled one.
    pub cells: &'r [Cell<'s>],
    /// Whether it is shown.
    pub shown: Shown,
    /// Whether its first filled cell is bold.
    pub is_bold: bool,
}

/// What the cells of a sheet refer to.
#[derive(Clone, Copy)]
struct Facing<'s> {
    strings: &'s Strings,
    looks: &'s [Look],
    epoch: Epoch,
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
) -> Result<SheetFacts, ReadError> {
    XlsxFile::open(bytes, limits)?.stream(sheet, take)
}

impl<'b> XlsxFile<'b> {
    /// Opens a workbook: bounds, names of the sheets, shared texts, styles.
    ///
    /// # Errors
    /// What is wrong with the file; see [`ReadError`].
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, ReadError> {
        guard::size(bytes, limits)?;
        let mut archive = guard::open(bytes)?;
        match guard::contents(&archive) {
            guard::Contents::Xlsx => {}
            guard::Contents::Docx => return Err(ReadError::NotASpreadsheet { guess: Guess::OtherOffice }),
            guard::Contents::Other(guess) => return Err(ReadError::NotASpreadsheet { guess }),
        }
        let mut opened = Unpacked::new(bytes, limits);
        let contents = package::contents(&mut archive, &mut opened)?;
        Budget::new(limits).sheets(contents.sheets.len())?;
        let strings = match contents.strings {
            Some(index) => Strings::read(&mut archive, index, &mut opened)?,
            None => Strings::default(),
        };
        let looks = match contents.styles {
            Some(index) => package::looks(&mut archive, index, &mut opened)?,
            None => Vec::new(),
        };
        Ok(Self { archive, opened, sheets: contents.sheets, strings, looks, epoch: contents.epoch })
    }

    /// The sheets in their order: name, and whether they are shown.
    pub fn sheets(&self) -> impl Iterator<Item = (&str, Shown)> {
        self.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.shown))
    }

    /// Hands every filled row of a sheet to `take`, which may stop. Tells at the end what else was seen: merged
    /// ranges, hidden rows and columns.
    ///
    /// # Errors
    /// No such sheet; or the damage, with the last cell that was read.
    pub fn stream(
        &mut self,
        sheet: &str,
        mut take: impl FnMut(RowSeen<'_, '_>) -> ControlFlow<()>,
    ) -> Result<SheetFacts, ReadError> {
        let found = self.sheets.iter().position(|listed| listed.name == sheet);
        let index = found.ok_or_else(|| ReadError::NoSuchSheet { sheet: sheet.to_owned() })?;
        let mut unpacked = self.opened;
        self.rows_of(index, &mut unpacked, |row| Ok(take(row)))
    }

    fn rows_of(
        &mut self,
        index: usize,
        unpacked: &mut Unpacked,
        mut take: impl FnMut(RowSeen<'_, '_>) -> Result<ControlFlow<()>, ReadError>,
    ) -> Result<SheetFacts, ReadError> {
        let Some(listed) = self.sheets.get(index) else { return Err(ReadError::damaged(Fault::MissingPart)) };
        let missing = || ReadError::damaged(Fault::MissingPart).in_sheet(&listed.name, None);
        let part = self.archive.by_index(listed.index.ok_or_else(missing)?);
        let part = part.map_err(|error| guard::of_zip(&error).in_sheet(&listed.name, None))?;
        let n_rows = unpacked.limits().n_rows;
        let mut tokens = Tokens::new(part, unpacked);
        let facing = Facing { strings: &self.strings, looks: &self.looks, epoch: self.epoch };
        let mut rows = Rows::new(facing, SheetFacts::default());
        let at_cell = |error: ReadError, at: Option<At>| error.in_sheet(&listed.name, at);
        while let Some(token) = tokens.next().map_err(|error| at_cell(error, rows.at))? {
            match rows.see(token) {
                Ok(Step::On) => {}
                Ok(Step::RowEnds) => {
                    let row = rows.row.unwrap_or_default();
                    over(Counted::Rows, u64::from(row) + 1, u64::from(n_rows))?;
                    let seen =
                        RowSeen { row, cells: &rows.cells, shown: rows.row_shown, is_bold: rows.is_bold };
                    if take(seen)?.is_break() {
                        return Ok(rows.facts);
                    }
                }
                Err(error) => return Err(at_cell(error, rows.at)),
            }
        }
        if rows.is_whole { Ok(rows.facts) } else { Err(at_cell(ReadError::damaged(Fault::Xml), rows.at)) }
    }

    /// Every sheet, whole.
    pub(super) fn workbook(mut self, limits: &Limits) -> Result<Workbook, ReadError> {
        let mut budget = Budget::new(limits);
        let mut unpacked = self.opened;
        let mut sheets = Vec::with_capacity(self.sheets.len());
        for index in 0..self.sheets.len() {
            let mut sheet = Sheet::empty("");
            let facts = self.rows_of(index, &mut unpacked, |seen| {
                budget.row(seen.row, seen.cells.len())?;
                seen.cells.iter().try_for_each(|cell| budget.text(cell))?;
                book::fill_to(&mut sheet, seen.row);
                sheet.rows.push(seen.cells.iter().cloned().map(Cell::into_owned).collect());
                if seen.is_bold {
                    sheet.bold_rows.push(seen.row);
                }
                Ok(ControlFlow::Continue(()))
            })?;
            sheet.merged = facts.merged;
            sheet.hidden_rows = facts.hidden_rows;
            sheet.hidden_columns = facts.hidden_columns;
            sheet.trim();
            sheets.push(sheet);
        }
        for (sheet, listed) in sheets.iter_mut().zip(self.sheets) {
            sheet.name = listed.name;
            sheet.shown = listed.shown;
        }
        Ok(Workbook { kind: Kind::Xlsx, sheets })
    }
}
