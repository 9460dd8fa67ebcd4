//! Workbooks, sheets and cells as plain values.
//!
//! Invariants: rows and columns count from 0 inside and are written as in the spreadsheet (`B12`); a row ends at its
//! last filled cell and a sheet at its last filled row, so an address outside is simply empty. Deliberately not here:
//! formulas (only their last results are read), colours, and any meaning of what stands in a cell.

use std::borrow::Cow;
use std::fmt;

use crate::cell::Date;
use crate::decimal::Decimal;

/// Tệp bảng tính: the sheets of one file, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// What the file was found to be.
    pub kind: Kind,
    /// The sheets, or the tables of a document.
    pub sheets: Vec<Sheet>,
}

/// Loại tệp, by content and not by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Excel since 2007.
    Xlsx,
    /// Excel 97-2003.
    Xls,
    /// Text with separators.
    Csv(Charset),
    /// Tables of a Word document.
    Docx,
}

/// Bảng mã of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Charset {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, either byte order.
    Utf16,
    /// Windows-1258, guessed because the bytes are not UTF-8.
    Windows1258,
    /// TCVN3 (ABC), guessed and converted.
    Tcvn3,
    /// VNI-Windows, guessed and converted.
    Vni,
}

/// Whether a sheet, row or column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    /// It is shown.
    Yes,
    /// It is hidden.
    Hidden,
}

/// Trang tính: a grid of cells with what the eye sees around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; a document's tables and a text file have the name "1", "2", …
    pub name: String,
    /// Whether the sheet itself is shown.
    pub shown: Shown,
    /// The cells; use [`Sheet::cell`] to read by address.
    pub rows: Vec<Vec<Cell<'static>>>,
    /// Merged ranges.
    pub merged: Vec<Area>,
    /// Hidden rows, ascending.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, ascending.
    pub hidden_columns: Vec<u32>,
    /// Rows whose first filled cell is bold, ascending.
    pub bold_rows: Vec<u32>,
}

/// Ô: what a cell holds, before anybody reads a meaning into it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Cell<'a> {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed.
    Text(Cow<'a, str>),
    /// A number.
    Number(Decimal),
    /// A number shown as a percent; 80.5 for 80,5%.
    Percent(Decimal),
    /// A day.
    Date(Date),
    /// A month: a day that is shown without its day.
    Month(Date),
    /// True or false.
    Bool(bool),
    /// A formula that failed.
    Error(FormulaError),
}

/// Lỗi công thức, by the code that the spreadsheet shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormulaError {
    /// `#DIV/0!`
    Div0,
    /// `#N/A`
    NotAvailable,
    /// `#NAME?`
    Name,
    /// `#NULL!`
    Null,
    /// `#NUM!`
    Num,
    /// `#REF!`
    Ref,
    /// `#VALUE!`
    Value,
    /// `#GETTING_DATA`
    GettingData,
    /// Any other, of later versions.
    Other,
}

impl FormulaError {
    /// The code that the spreadsheet shows.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Div0 => "#DIV/0!",
            Self::NotAvailable => "#N/A",
            Self::Name => "#NAME?",
            Self::Null => "#NULL!",
            Self::Num => "#NUM!",
            Self::Ref => "#REF!",
            Self::Value => "#VALUE!",
            Self::GettingData => "#GETTING_DATA",
            Self::Other => "#?",
        }
    }

    /// The error a text names, as when a table with errors was pasted as text.
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        const ALL: [FormulaError; 8] = [
            FormulaError::Div0,
            FormulaError::NotAvailable,
            FormulaError::Name,
            FormulaError::Null,
            FormulaError::Num,
            FormulaError::Ref,
            FormulaError::Value,
            FormulaError::GettingData,
        ];
        ALL.into_iter().find(|error| error.code().eq_ignore_ascii_case(text))
    }
}

impl Cell<'_> {
    /// Whether there is nothing to see: no value, or only blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(crate::cell::is_blank_char),
            _ => false,
        }
    }

    /// The text, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What the cell shows, as far as it can be told: text as typed, a number with a dot, a day as 2025-06-30.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Percent(percent) => Cow::Owned(format!("{percent}%")),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Month(date) => Cow::Owned(format!("{:04}-{:02}", date.year(), date.month())),
            Self::Bool(true) => Cow::Borrowed("TRUE"),
            Self::Bool(false) => Cow::Borrowed("FALSE"),
            Self::Error(error) => Cow::Borrowed(error.code()),
        }
    }

    /// The same cell, owning its text.
    #[must_use]
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Cell::Number(number),
            Self::Percent(percent) => Cell::Percent(percent),
            Self::Date(date) => Cell::Date(date),
            Self::Month(date) => Cell::Month(date),
            Self::Bool(value) => Cell::Bool(value),
            Self::Error(error) => Cell::Error(error),
        }
    }
}

/// Địa chỉ ô: row and column from 0, written `B12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl At {
    /// An address from row and column, both from 0.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads `B12`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let n_letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, digits) = text.split_at_checked(n_letters)?;
        let mut column = 0_u32;
        for letter in letters.bytes() {
            let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            column = column.checked_mul(26)?.checked_add(value)?;
        }
        let row: u32 = digits.parse().ok()?;
        Some(Self { row: row.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

/// The letters of a column: 0 is `A`, 27 is `AB`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), u64::from(self.row) + 1)
    }
}

/// Vùng ô, both corners included; written `B12:D14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// Upper left cell, the one that holds the value of a merged range.
    pub first: At,
    /// Lower right cell.
    pub last: At,
}

impl Area {
    /// Reads `B12:D14`, or one cell.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = match text.split_once(':') {
            Some((first, last)) => (At::parse(first)?, At::parse(last)?),
            None => (At::parse(text)?, At::parse(text)?),
        };
        (first.row <= last.row && first.column <= last.column).then_some(Self { first, last })
    }

    /// Whether the cell lies in the range.
    #[must_use]
    pub const fn contains(&self, at: At) -> bool {
        self.first.row <= at.row
            && at.row <= self.last.row
            && self.first.column <= at.column
            && at.column <= self.last.column
    }

    /// How many rows it covers.
    #[must_use]
    pub const fn n_rows(&self) -> u32 {
        self.last.row - self.first.row + 1
    }

    /// How many columns it covers.
    #[must_use]
    pub const fn n_columns(&self) -> u32 {
        self.last.column - self.first.column + 1
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

static EMPTY: Cell<'static> = Cell::Empty;

impl Sheet {
    /// A sheet with nothing in it.
    #[must_use]
    pub fn empty(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            shown: Shown::Yes,
            rows: Vec::new(),
            merged: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            bold_rows: Vec::new(),
        }
    }

    /// The cell at an address; empty outside.
    #[must_use]
    pub fn cell(&self, at: At) -> &Cell<'static> {
        let row = self.rows.get(at.row as usize);
        row.and_then(|row| row.get(at.column as usize)).unwrap_or(&EMPTY)
    }

    /// The cell whose value the eye sees at an address: the first of the merged range, if it lies in one.
    #[must_use]
    pub fn seen(&self, at: At) -> &Cell<'static> {
        self.cell(self.area_at(at).map_or(at, |area| area.first))
    }

    /// The merged range over an address.
    #[must_use]
    pub fn area_at(&self, at: At) -> Option<Area> {
        self.merged.iter().copied().find(|area| area.contains(at))
    }

    /// One row's cells; none outside.
    #[must_use]
    pub fn row(&self, row: u32) -> &[Cell<'static>] {
        self.rows.get(row as usize).map_or(&[], Vec::as_slice)
    }

    /// How many rows there are, to the last filled one.
    #[must_use]
    pub fn n_rows(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// How many columns there are, to the last filled one of any row.
    #[must_use]
    pub fn n_columns(&self) -> u32 {
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        u32::try_from(widest).unwrap_or(u32::MAX)
    }

    /// Whether a row is hidden.
    #[must_use]
    pub fn is_hidden_row(&self, row: u32) -> bool {
        self.hidden_rows.binary_search(&row).is_ok()
    }

    /// Whether a column is hidden.
    #[must_use]
    pub fn is_hidden_column(&self, column: u32) -> bool {
        self.hidden_columns.binary_search(&column).is_ok()
    }

    /// Whether a row is bold.
    #[must_use]
    pub fn is_bold_row(&self, row: u32) -> bool {
        self.bold_rows.binary_search(&row).is_ok()
    }

    /// Drops empty cells at the ends of rows and empty rows at the end.
    pub(crate) fn trim(&mut self) {
        for row in &mut self.rows {
            while row.last().is_some_and(Cell::is_blank) {
                row.pop();
            }
        }
        while self.rows.last().is_some_and(Vec::is_empty) {
            self.rows.pop();
        }
    }
}
