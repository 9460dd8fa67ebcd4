//! What bounds a reading, and what can be wrong with a file.
//!
//! Invariants: an error says what was found and what was allowed, so that a person can act; it carries no text but
//! codes, which the screens put into words.

use std::fmt;

use crate::grid::At;

/// Giới hạn: how large a file may be. The defaults hold a year of a city's tables with room to spare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as sent.
    pub n_bytes: u64,
    /// Bytes of all its parts unpacked.
    pub n_unpacked: u64,
    /// Unpacked bytes for each packed byte, once more than 8 MiB are unpacked.
    pub ratio: u64,
    /// Cells held in memory, all sheets together.
    pub n_cells: u64,
    /// Rows of one sheet.
    pub n_rows: u32,
    /// Columns of one sheet.
    pub n_columns: u32,
    /// Sheets or tables.
    pub n_sheets: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            n_bytes: 25 << 20,
            n_unpacked: 512 << 20,
            ratio: 200,
            n_cells: 4_000_000,
            n_rows: 1_048_576,
            n_columns: 16_384,
            n_sheets: 250,
        }
    }
}

/// What there was too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Cells.
    Cells,
    /// Rows of a sheet.
    Rows,
    /// Columns of a sheet.
    Columns,
    /// Sheets of a workbook.
    Sheets,
    /// Merged ranges of a sheet.
    Merged,
    /// Bytes of text in all cells, one text counted in every cell that shows it.
    TextBytes,
}

/// What a file seems to be that is no spreadsheet we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guess {
    /// No bytes.
    Nothing,
    /// PDF.
    Pdf,
    /// Word 97-2003; to be saved as .docx.
    Doc,
    /// A Word document with no table in it.
    DocxWithoutTable,
    /// PowerPoint, or another package of Office.
    OtherOffice,
    /// OpenDocument; to be saved as .xlsx.
    OpenDocument,
    /// Excel's binary workbook .xlsb; to be saved as .xlsx.
    Xlsb,
    /// Excel before 97; to be saved as .xlsx.
    XlsBefore97,
    /// A web page, often with the name .xls.
    Html,
    /// XML.
    Xml,
    /// Rich text.
    Rtf,
    /// A picture.
    Picture,
    /// An archive with no workbook in it.
    Archive,
    /// None of these.
    Unknown,
}

/// What makes a part of a file unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The archive's directory or a packed part is damaged.
    Archive,
    /// The XML does not parse.
    Xml,
    /// A part that must be there is missing.
    MissingPart,
    /// A value does not fit its type.
    Value,
    /// Rows do not come in ascending order.
    RowOrder,
    /// A structure of an old workbook is damaged.
    Record,
}

/// Lỗi đọc tệp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The file is larger than may be sent.
    TooLarge {
        /// Its size.
        n_bytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// It holds more than is read.
    TooMany {
        /// Of what.
        counted: Counted,
        /// How many; where counting stopped.
        found: u64,
        /// What is allowed.
        limit: u64,
    },
    /// It unpacks to far more than it is: a bomb, or a table far too large.
    Bomb {
        /// Its size.
        n_bytes: u64,
        /// Bytes unpacked when reading stopped.
        n_unpacked: u64,
    },
    /// It ends before its end: cut off on the way.
    Truncated,
    /// It is something else.
    NotASpreadsheet {
        /// What it seems to be.
        guess: Guess,
    },
    /// It is protected by a password.
    Encrypted,
    /// It is damaged.
    Malformed {
        /// What is wrong.
        fault: Fault,
        /// In which sheet.
        sheet: Option<String>,
        /// At or after which cell.
        cell: Option<At>,
    },
    /// There is no sheet of that name.
    NoSuchSheet {
        /// The name asked for.
        sheet: String,
    },
}

impl ReadError {
    /// A stable code, the key of its text.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::TooMany { .. } => "too_many",
            Self::Bomb { .. } => "bomb",
            Self::Truncated => "truncated",
            Self::NotASpreadsheet { .. } => "not_a_spreadsheet",
            Self::Encrypted => "encrypted",
            Self::Malformed { .. } => "malformed",
            Self::NoSuchSheet { .. } => "no_such_sheet",
        }
    }

    pub(crate) const fn damaged(fault: Fault) -> Self {
        Self::Malformed { fault, sheet: None, cell: None }
    }

    /// The same damage, with the sheet it was found in.
    pub(crate) fn in_sheet(self, name: &str, at: Option<At>) -> Self {
        match self {
            Self::Malformed { fault, sheet: None, cell } => {
                Self::Malformed { fault, sheet: Some(name.to_owned()), cell: cell.or(at) }
            }
            other => other,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ReadError {}
