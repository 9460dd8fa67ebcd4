//! Three workbooks as an office keeps them, with the invented data of one district-sized committee.
//!
//! They are for trying the import: title rows, heads merged over several rows, a row of column numbers, group rows,
//! totals (one of them wrong, on purpose), numbers as text, `-` and blanks, cells such as `5/6`, a hidden row and
//! abbreviated names. Made from the sample city, so that nothing in them is real. Same city, same bytes.

mod district;
mod figures;
mod organisations;
mod page;
mod register;

use crate::model::SampleCity;
use district::District;
use page::Book;
use rust_xlsxwriter::XlsxError;

/// A workbook as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeWorkbook {
    /// File name.
    pub name: &'static str,
    /// Its bytes (XLSX).
    pub bytes: Vec<u8>,
}

/// The three workbooks: list of organisations, figures of two half-years, register of 2021-2024.
pub fn workbooks(city: &SampleCity) -> Result<Vec<OfficeWorkbook>, XlsxError> {
    let Some(district) = District::busiest(city) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for (name, write) in [
        ("1-danh-sach-to-chuc-dang.xlsx", organisations::write as Write),
        ("2-so-lieu-6-thang.xlsx", figures::write),
        ("3-so-theo-doi-cung-co-2021-2024.xlsx", register::write),
    ] {
        let mut book = Book::new()?;
        write(&mut book, &district)?;
        out.push(OfficeWorkbook { name, bytes: book.bytes()? });
    }
    Ok(out)
}

type Write = fn(&mut Book, &District<'_>) -> Result<(), XlsxError>;
