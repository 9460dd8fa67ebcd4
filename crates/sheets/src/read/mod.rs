//! From bytes to a workbook: what the file is, by its content, and the reader for it.
//!
//! Invariants: nothing is unpacked without a bound; the file's name decides nothing but a tie. Deliberately not here:
//! what the tables mean.

mod book;
mod docx;
mod formats;
mod guard;
mod prose;
mod text;
mod tokens;
mod xls;
mod xlsx;

use crate::error::{Counted, Guess, Limits, ReadError};
use crate::grid::{Cell, Workbook};

pub use prose::prose;
pub use xlsx::{RowSeen, SheetFacts, XlsxFile, stream_xlsx};

/// Đọc tệp: every sheet of a workbook, every table of a document. The name helps only to tell what a file that is no
/// spreadsheet was meant to be.
///
/// # Errors
/// What is wrong with the file; see [`ReadError`].
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Workbook, ReadError> {
    guard::size(bytes, limits)?;
    match sniff(bytes, name) {
        Found::Zip => zipped(bytes, limits),
        Found::Xls => xls::read(bytes, limits),
        Found::Encrypted => Err(ReadError::Encrypted),
        Found::Text => text::read(bytes, limits),
        Found::Cut => Err(ReadError::Truncated),
        Found::Other(guess) => Err(ReadError::NotASpreadsheet { guess }),
    }
}

fn zipped(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let mut archive = guard::open(bytes)?;
    match guard::contents(&archive) {
        guard::Contents::Xlsx => XlsxFile::open(bytes, limits)?.workbook(limits),
        guard::Contents::Docx => docx::read(&mut archive, bytes, limits),
        guard::Contents::Other(guess) => Err(ReadError::NotASpreadsheet { guess }),
    }
}

enum Found {
    Zip,
    Xls,
    Encrypted,
    Text,
    Cut,
    Other(Guess),
}

const CFB: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fn sniff(bytes: &[u8], name: &str) -> Found {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if bytes.is_empty() {
        return Found::Other(Guess::Nothing);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Found::Zip;
    }
    if starts(CFB) {
        return compound(bytes);
    }
    let is_meant = |endings: &[&str]| {
        let name = name.to_ascii_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    };
    if bytes.len() < 8
        && is_meant(&[".xlsx", ".xls", ".docx"])
        && (b"PK\x03\x04".starts_with(bytes) || CFB.starts_with(bytes))
    {
        return Found::Cut;
    }
    for (magic, guess) in MAGIC {
        if starts(magic) {
            return Found::Other(*guess);
        }
    }
    markup(bytes).map_or_else(
        || if text::is_text(bytes) { Found::Text } else { Found::Other(Guess::Unknown) },
        Found::Other,
    )
}

const MAGIC: &[(&[u8], Guess)] = &[
    (b"%PDF", Guess::Pdf),
    (b"{\\rtf", Guess::Rtf),
    (b"\x89PNG", Guess::Picture),
    (b"\xff\xd8\xff", Guess::Picture),
    (b"GIF8", Guess::Picture),
    (b"BM", Guess::Picture),
    (b"II*\0", Guess::Picture),
    (b"MM\0*", Guess::Picture),
    (b"Rar!", Guess::Archive),
    (b"7z\xbc\xaf", Guess::Archive),
    (b"\x1f\x8b", Guess::Archive),
    (b"\x09\x08\x10\x00", Guess::XlsBefore97),
    (b"\x09\x08\x08\x00", Guess::XlsBefore97),
    (b"\x09\x04\x06\x00", Guess::XlsBefore97),
    (b"\x09\x02\x06\x00", Guess::XlsBefore97),
    (b"\x09\x00\x04\x00", Guess::XlsBefore97),
];

/// A web page or XML under any name.
fn markup(bytes: &[u8]) -> Option<Guess> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head: Vec<u8> = bytes.iter().copied().take(1024).map(|b| b.to_ascii_lowercase()).collect();
    let head = head.trim_ascii_start();
    let has = |tag: &[u8]| memchr::memmem::find(head, tag).is_some();
    if head.starts_with(b"<") && (has(b"<html") || has(b"<!doctype html") || has(b"<table") || has(b"<head"))
    {
        return Some(Guess::Html);
    }
    head.starts_with(b"<?xml").then_some(Guess::Xml)
}

/// A compound file: old Excel, old Word, or a new workbook under a password. Told by the names in its directory.
fn compound(bytes: &[u8]) -> Found {
    if bytes.len() < 512 {
        return Found::Cut;
    }
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        Found::Encrypted
    } else if has("Workbook") || has("Book") {
        Found::Xls
    } else if has("WordDocument") {
        Found::Other(Guess::Doc)
    } else if has("PowerPoint Document") {
        Found::Other(Guess::OtherOffice)
    } else {
        // The directory may lie in the part that is missing; the reader will tell.
        Found::Xls
    }
}

/// Counts what is kept in memory.
struct Budget<'l> {
    limits: &'l Limits,
    n_cells: u64,
    n_text: u64,
}

/// More merged ranges than any table has.
const MOST_MERGED: usize = 1 << 16;

impl<'l> Budget<'l> {
    const fn new(limits: &'l Limits) -> Self {
        Self { limits, n_cells: 0, n_text: 0 }
    }

    fn sheets(&self, n: usize) -> Result<(), ReadError> {
        over(Counted::Sheets, n as u64, u64::from(self.limits.n_sheets))
    }

    /// A cell's text that is kept: one shared text may be shown by millions of cells.
    fn text(&mut self, cell: &Cell<'_>) -> Result<(), ReadError> {
        self.n_text += cell.as_text().map_or(0, str::len) as u64;
        over(Counted::TextBytes, self.n_text, self.limits.n_unpacked)
    }

    /// A row of so many cells at that place, counted from 0.
    fn row(&mut self, row: u32, n_columns: usize) -> Result<(), ReadError> {
        self.n_cells += n_columns as u64 + 1;
        over(Counted::Rows, u64::from(row) + 1, u64::from(self.limits.n_rows))?;
        over(Counted::Columns, n_columns as u64, u64::from(self.limits.n_columns))?;
        over(Counted::Cells, self.n_cells, self.limits.n_cells)
    }
}

/// Refuses one merged range more than any table has.
fn one_more_merged(n: usize) -> Result<(), ReadError> {
    over(Counted::Merged, n as u64 + 1, MOST_MERGED as u64)
}

fn over(counted: Counted, found: u64, limit: u64) -> Result<(), ReadError> {
    if found > limit { Err(ReadError::TooMany { counted, found, limit }) } else { Ok(()) }
}
