//! What readers of workbooks share: values as cells.

use std::borrow::Cow;

use calamine::{CellErrorType, ExcelDateTime};

use crate::cell::Date;
use crate::decimal::Decimal;
use crate::grid::{Cell, FormulaError, Sheet};

/// Adds empty rows up to a row.
pub(super) fn fill_to(sheet: &mut Sheet, row: u32) {
    sheet.rows.resize_with((row as usize).max(sheet.rows.len()), Vec::new);
}

pub(super) fn text(text: Cow<'_, str>) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// A cell shown as a date; a bare time or duration stays a number.
pub(super) fn of_serial(value: ExcelDateTime) -> Cell<'static> {
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    let date = if value.is_datetime() && value.as_f64() >= 1.0 { Date::new(year, month, day) } else { None };
    match (date, Decimal::from_binary(value.as_f64())) {
        (Some(date), _) => Cell::Date(date),
        (None, Some(number)) => Cell::Number(number),
        (None, None) => Cell::Text(Cow::Owned(value.as_f64().to_string())),
    }
}

/// "2024-12-31T00:00:00" as a day; anything else stays text.
pub(super) fn of_iso(iso: &str) -> Cell<'static> {
    let mut parts = iso.split('T').next().unwrap_or_default().splitn(3, '-').map(str::parse::<u16>);
    let date = match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
            let (month, day) = (u8::try_from(month).ok(), u8::try_from(day).ok());
            month.zip(day).and_then(|(month, day)| Date::new(year, month, day))
        }
        _ => None,
    };
    date.map_or_else(|| text(Cow::Owned(iso.to_owned())), Cell::Date)
}

pub(super) const fn of_error(error: &CellErrorType) -> FormulaError {
    match error {
        CellErrorType::Div0 => FormulaError::Div0,
        CellErrorType::NA => FormulaError::NotAvailable,
        CellErrorType::Name => FormulaError::Name,
        CellErrorType::Null => FormulaError::Null,
        CellErrorType::Num => FormulaError::Num,
        CellErrorType::Ref => FormulaError::Ref,
        CellErrorType::Value => FormulaError::Value,
        CellErrorType::GettingData => FormulaError::GettingData,
    }
}
