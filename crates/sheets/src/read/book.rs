//! What readers of workbooks share: values as cells.

use std::borrow::Cow;

use crate::cell::Date;
use crate::grid::{Cell, Sheet};

/// Adds empty rows up to a row.
pub(super) fn fill_to(sheet: &mut Sheet, row: u32) {
    sheet.rows.resize_with((row as usize).max(sheet.rows.len()), Vec::new);
}

pub(super) fn text(text: Cow<'_, str>) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
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
