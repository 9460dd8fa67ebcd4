//! Bố cục bảng: where the head, the data and the words around them stand in a sheet.
//!
//! Invariants: a layout is a plain value; what [`guess`] proposes the user may change, and [`Layout::of_rows`] works
//! out the columns again from the rows he names. Nothing is thrown away: every filled row above and below the table
//! is listed. Deliberately not here: which column means what.

mod guess;
mod head;
mod words;

pub use guess::guess;
pub(crate) use words::{is_note, lower};

use crate::cell::{When, find_when};
use crate::grid::{Cell, Sheet};

/// Bố cục của một bảng.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// First row of the head.
    pub head_first: u32,
    /// Last row of the head, without the row of column numbers.
    pub head_last: u32,
    /// The row of column numbers (1)(2)(3), if there is one.
    pub number_row: Option<u32>,
    /// First row of data.
    pub first_data: u32,
    /// The row after the last row of data.
    pub end: u32,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// Filled rows above the head: office, title, period, unit of measure.
    pub above: Vec<Around>,
    /// Filled rows below the data: notes, place and date, signatures.
    pub below: Vec<Around>,
}

/// Cột.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Where it stands, from 0.
    pub column: u32,
    /// Its head texts from the top: "Đảng viên", "Chính thức".
    pub path: Vec<String>,
    /// What stands under it in the row of column numbers, brackets taken off.
    pub number: Option<String>,
    /// What it seems to be for.
    pub role: Role,
}

/// Vai trò của cột, so far as it can be seen without knowing the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Số thứ tự.
    Ordinal,
    /// The names of what the rows are about.
    Name,
    /// Any other.
    Other,
}

impl Column {
    /// The head in one line: "Đảng viên / Chính thức".
    #[must_use]
    pub fn head(&self) -> String {
        self.path.join(" / ")
    }

    /// The head in the form in which heads of two files are compared.
    #[must_use]
    pub fn key(&self) -> String {
        crate::name::key(&self.head())
    }
}

/// Dòng ngoài bảng: one filled row above or below the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The row.
    pub row: u32,
    /// Its filled cells, blanks squeezed.
    pub texts: Vec<String>,
    /// What it seems to be.
    pub kind: AroundKind,
}

/// Loại dòng ngoài bảng.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AroundKind {
    /// "Đơn vị tính: …"
    Measure,
    /// A period: "6 tháng đầu năm 2025", "Tháng 5/2025".
    Period,
    /// A note under the table.
    Note,
    /// Place and date, signer, "Người lập biểu", "Nơi nhận".
    Signature,
    /// The name of the office or of the table, and anything else.
    Title,
}

/// The rows of a table as a user names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableRows {
    /// First row of the head.
    pub head_first: u32,
    /// Last row of the head; a row of column numbers below it is found by itself.
    pub head_last: u32,
    /// First row of data.
    pub first_data: u32,
    /// The row after the last row of data.
    pub end: u32,
}

impl Layout {
    /// The layout with the rows that a user named; columns and surroundings are worked out again.
    #[must_use]
    pub fn of_rows(sheet: &Sheet, rows: TableRows) -> Self {
        let number_row = (rows.head_last + 1..rows.first_data).find(|row| head::is_number_row(sheet, *row));
        let end = rows.end.min(sheet.n_rows()).max(rows.first_data);
        let mut columns = head::columns(sheet, rows.head_first, rows.head_last, number_row);
        head::give_roles(sheet, &mut columns, rows.first_data, end);
        Self {
            head_first: rows.head_first,
            head_last: rows.head_last,
            number_row,
            first_data: rows.first_data,
            end,
            columns,
            above: around(sheet, 0, rows.head_first, words::kind_above),
            below: around(sheet, end, sheet.n_rows(), words::kind_below),
        }
    }

    /// The column of row numbers.
    #[must_use]
    pub fn ordinal(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Role::Ordinal)
    }

    /// The period that the sheet is of: from a line of its own, else from the titles, else from the sheet's name. To
    /// be confirmed by the user.
    #[must_use]
    pub fn period(&self, sheet: &Sheet) -> Option<When> {
        let of_kind = |kind: AroundKind| {
            let rows = self.above.iter().rev().filter(move |around| around.kind == kind);
            rows.flat_map(|around| &around.texts).find_map(|text| find_when(text))
        };
        of_kind(AroundKind::Period).or_else(|| of_kind(AroundKind::Title)).or_else(|| find_when(&sheet.name))
    }

    /// The column of names.
    #[must_use]
    pub fn name(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Role::Name)
    }
}

fn around(sheet: &Sheet, from: u32, to: u32, kind: fn(&[String]) -> AroundKind) -> Vec<Around> {
    (from..to)
        .filter_map(|row| {
            let texts: Vec<String> =
                sheet.row(row).iter().filter(|cell| !cell.is_blank()).map(squeezed).collect();
            (!texts.is_empty()).then(|| Around { row, kind: kind(&texts), texts })
        })
        .collect()
}

/// What a cell shows, in one line.
pub(crate) fn squeezed(cell: &Cell<'_>) -> String {
    crate::cell::plain(&cell.shown())
}
