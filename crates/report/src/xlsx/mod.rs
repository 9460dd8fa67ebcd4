//! XLSX: tables as workbooks, and forms to be filled in elsewhere.
//!
//! Numbers are written as numbers, shares as `=numerator/base`, so that the reader can go on calculating;
//! what is missing is the sign of what is missing, never 0. A form going out carries its identity on a
//! hidden sheet and in a hidden row and column ([`form`]), so that it is known again when it comes back.

pub mod form;
mod formats;
mod sheet;

pub use form::{FormCell, FormRow, FormSheet, InputKind};

use crate::RenderError;
use crate::table::Table;
use formats::Formats;
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime};

/// Sổ tính: sheets in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workbook {
    /// Title of the document.
    pub title: String,
    /// Who issues it.
    pub issuer: String,
    /// Its date, if it has one.
    pub issued_on: Option<Date>,
    /// In order; at least one.
    pub sheets: Vec<Sheet>,
}

/// Trang tính.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sheet {
    /// A table to be read.
    Table(TableSheet),
    /// A form to be filled in.
    Form(FormSheet),
}

/// Trang tính của một biểu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSheet {
    /// Name on the tab: at most 31 signs, without `[]:*?/\`.
    pub name: String,
    /// Lines above the caption: issuer, report, period.
    pub top: Vec<String>,
    /// The table.
    pub table: Table,
}

impl Sheet {
    /// Name on the tab.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Table(sheet) => &sheet.name,
            Self::Form(sheet) => &sheet.name,
        }
    }
}

/// Writes a workbook.
///
/// # Errors
/// What [`Table::check`] and [`FormSheet::check`] find; [`RenderError::SheetName`];
/// [`RenderError::Library`] when the library refuses.
pub fn write(workbook: &Workbook) -> Result<Vec<u8>, RenderError> {
    check_names(workbook)?;
    let mut book = rust_xlsxwriter::Workbook::new();
    book.set_properties(&properties(workbook)?);
    let mut formats = Formats::default();
    let mut places = Vec::new();
    for sheet in &workbook.sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name())?;
        match sheet {
            Sheet::Table(content) => sheet::write(page, content, &mut formats)?,
            Sheet::Form(content) => places.push((content, form::write(page, content)?)),
        }
    }
    if !places.is_empty() {
        form::write_identity(book.add_worksheet(), &places)?;
    }
    Ok(book.save_to_buffer()?)
}

/// The writer's clock must not show: a workbook without a date carries the first day it can carry.
fn properties(workbook: &Workbook) -> Result<DocProperties, RenderError> {
    let date = workbook.issued_on.unwrap_or(jiff::civil::date(1980, 1, 1));
    let year = u16::try_from(date.year()).unwrap_or(1980);
    let created = ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs())?;
    Ok(DocProperties::new()
        .set_title(&workbook.title)
        .set_author(&workbook.issuer)
        .set_creation_datetime(&created))
}

fn check_names(workbook: &Workbook) -> Result<(), RenderError> {
    let mut seen: Vec<String> = vec![form::IDENTITY_SHEET.to_lowercase()];
    for sheet in &workbook.sheets {
        let name = sheet.name();
        let folded = name.to_lowercase();
        let length = name.chars().count();
        let bad = length == 0
            || length > 31
            || name.contains(['[', ']', ':', '*', '?', '/', '\\'])
            || name.starts_with('\'')
            || name.ends_with('\'')
            || seen.contains(&folded);
        if bad {
            return Err(RenderError::SheetName(name.to_owned()));
        }
        seen.push(folded);
    }
    Ok(())
}
