//! What readers of workbooks share: values of calamine as cells, sheets of a workbook by path.

use std::borrow::Cow;
use std::collections::HashMap;

use calamine::{CellErrorType, ExcelDateTime};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

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

/// The part of each sheet by its name. What cannot be read here is left out: the cell reader reports it.
pub(super) fn paths(workbook: &[u8], relations: &[u8]) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    each_element(relations, "Relationship", |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, path);
        }
    });
    let mut paths = HashMap::new();
    each_element(workbook, "sheet", |element| {
        if let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id")) {
            paths.extend(targets.get(&id).map(|path| (name, path.clone())));
        }
    });
    paths
}

fn each_element(xml: &[u8], name: &str, mut take: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) if element.local_name().as_ref() == name => {
                take(&element)
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, local: &str) -> Option<String> {
    let found =
        element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == local)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}
