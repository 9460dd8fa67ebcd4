//! Biểu mẫu gửi đi: one unit's form as a sheet to be filled in and sent back.
//!
//! Heads and labels are locked (without a password: it guards against slips, not against people), input
//! cells are open and take only what the column takes. So that the sheet is known again:
//!
//! - the very hidden sheet [`IDENTITY_SHEET`] has rows `sheet | key | value`: everything in
//!   [`FormSheet::identity`], and `key_row`, `key_column`, `first_row`, `last_row` (counted from 1);
//! - a hidden row holds the key of each input column, the hidden first column the key of each row.
//!
//! An empty input is missing, not zero; a total of nothing stays empty.

use super::formats::{aligned, base, faced, head as head_format, line, places, ruled};
use super::sheet::{block, head, index, put, row_height, set_up};
use crate::RenderError;
use crate::table::{Align, Cell, Column, Head, RowKind, Table, Value};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, Format, FormatAlign, Formula, Worksheet, utility,
};
use std::collections::BTreeMap;

/// Name of the hidden sheet that says what the form is.
pub const IDENTITY_SHEET: &str = "_bieu";

/// Loại ô nhập: what a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputKind {
    /// Whole numbers from 0.
    #[default]
    Whole,
    /// Decimals from 0.
    Decimal {
        /// Decimals shown.
        scale: u8,
    },
    /// Any text.
    Text,
}

/// Ô của biểu mẫu.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FormCell {
    /// To be filled in.
    #[default]
    Open,
    /// To be filled in, with a value to begin from.
    Filled(Value),
    /// Not asked here: locked, with what is to be shown.
    Closed(Value),
}

/// Dòng của biểu mẫu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormRow {
    /// A label over the whole width.
    Banner(String),
    /// One unit or content that is asked.
    Asked {
        /// Stable key, e.g. the id of the unit.
        key: String,
        /// One text per fixed column.
        fixed: Vec<String>,
        /// One per input column; none at all means all open.
        cells: Vec<FormCell>,
    },
    /// Sums of the asked rows, computed by the sheet, locked.
    Total {
        /// One text per fixed column.
        fixed: Vec<String>,
    },
}

/// Biểu mẫu: a sheet to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormSheet {
    /// Name on the tab.
    pub name: String,
    /// What the form is: code, version, period, unit. Comes back unchanged.
    pub identity: Vec<(String, String)>,
    /// Lines above the caption: who asks, who answers, the period, the due date.
    pub top: Vec<String>,
    /// Name of the form.
    pub caption: String,
    /// "Đơn vị tính: …"; may be empty.
    pub unit_of_count: String,
    /// Columns of labels ("STT", "Tên tổ chức đảng").
    pub fixed: Vec<Column>,
    /// Columns to be filled in; the key of a column is the code of its indicator.
    pub inputs: Vec<Head>,
    /// What the columns take; a column not named here takes whole numbers.
    pub kinds: BTreeMap<String, InputKind>,
    /// The body.
    pub rows: Vec<FormRow>,
    /// Keys of columns that do not add (a grade, a yes or no): a total leaves them blank.
    pub unsummed: Vec<String>,
    /// Printed under the form.
    pub notes: Vec<String>,
}

/// Where the parts of a form stand, from 0.
pub(super) struct Places {
    key_row: u32,
    first_row: u32,
    last_row: u32,
}

/// The first column holds the keys of the rows.
const KEY_COLUMN: u16 = 0;

impl FormSheet {
    /// The head and labels as a table, to share its grid.
    fn head(&self) -> Table {
        let fixed = self.fixed.iter().cloned().map(Head::from);
        Table {
            code: self.name.clone(),
            head: fixed.chain(self.inputs.iter().cloned()).collect(),
            ..Table::default()
        }
        .numbered()
    }

    /// Checks that keys are unique and rows fit.
    ///
    /// # Errors
    /// [`RenderError::EmptyHead`], [`RenderError::DuplicateKey`], [`RenderError::FormRow`] or
    /// [`RenderError::RowWidth`].
    pub fn check(&self) -> Result<(), RenderError> {
        let table = self.head();
        table.check()?;
        let inputs: Vec<&Column> = table.columns().into_iter().skip(self.fixed.len()).collect();
        let mut seen: Vec<&str> = Vec::new();
        for column in &inputs {
            unique(&mut seen, &column.key)?;
        }
        let mut seen = std::collections::BTreeSet::new();
        for (row, content) in self.rows.iter().enumerate() {
            let (key, fixed) = match content {
                FormRow::Banner(_) => continue,
                FormRow::Total { fixed } => ("", fixed),
                FormRow::Asked { key, fixed, cells } => {
                    if !seen.insert(key) {
                        return Err(RenderError::DuplicateKey(key.clone()));
                    }
                    if !cells.is_empty() && cells.len() != inputs.len() {
                        let (expected, found) = (inputs.len(), cells.len());
                        return Err(RenderError::RowWidth { table: self.name.clone(), row, expected, found });
                    }
                    (key.as_str(), fixed)
                }
            };
            if fixed.len() != self.fixed.len() {
                let (expected, found) = (self.fixed.len(), fixed.len());
                return Err(RenderError::FormRow { row: key.to_owned(), expected, found });
            }
        }
        Ok(())
    }

    fn kind(&self, column: &Column) -> InputKind {
        self.kinds.get(&column.key).copied().unwrap_or_default()
    }
}

fn unique<'a>(seen: &mut Vec<&'a str>, key: &'a str) -> Result<(), RenderError> {
    if seen.contains(&key) {
        return Err(RenderError::DuplicateKey(key.to_owned()));
    }
    seen.push(key);
    Ok(())
}

pub(super) fn write(page: &mut Worksheet, form: &FormSheet) -> Result<Places, RenderError> {
    form.check()?;
    let table = form.head();
    let columns = table.columns();
    let n_columns = index::<u16>(columns.len())? + 1;
    let mut at = titles(page, form, n_columns)?;
    let key_row = at;
    for (i, column) in columns.iter().enumerate().skip(form.fixed.len()) {
        page.write_string(key_row, index::<u16>(i)? + 1, &column.key)?;
    }
    page.set_row_hidden(key_row)?;
    at += 1;
    let widths: Vec<f64> = columns.iter().map(|c| f64::from(c.weight.clamp(8, 60))).collect();
    let first_row = head(page, &table.head_grid(), at, KEY_COLUMN + 1, &widths)?;
    set_up(page, at, first_row)?;
    at = first_row;
    let last_row = first_row + index::<u32>(form.rows.len())?.saturating_sub(1);
    page.set_formula_result_default("");
    let body = Body { form, columns: &columns, first_row };
    for row in &form.rows {
        body.row(page, row, at)?;
        if let FormRow::Asked { fixed, .. } = row {
            page.set_row_height(at, row_height(fixed.iter().cloned(), &widths))?;
        }
        at += 1;
    }
    body.validate(page, last_row)?;
    for text in &form.notes {
        across_from_second(page, at, n_columns, text, &line(FormatAlign::Left).set_italic())?;
        at += 1;
    }
    page.set_column_hidden(KEY_COLUMN)?;
    for (i, width) in widths.iter().enumerate() {
        page.set_column_width(index::<u16>(i)? + 1, *width)?;
    }
    page.set_freeze_panes(first_row, index::<u16>(form.fixed.len())? + 1)?;
    page.protect_with_options(&rust_xlsxwriter::ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..rust_xlsxwriter::ProtectionOptions::default()
    });
    Ok(Places { key_row, first_row, last_row })
}

fn across_from_second(
    page: &mut Worksheet,
    row: u32,
    n_columns: u16,
    text: &str,
    format: &Format,
) -> Result<(), RenderError> {
    block(page, (row, 1), (1, n_columns.saturating_sub(1)), text, format)
}

fn titles(page: &mut Worksheet, form: &FormSheet, n_columns: u16) -> Result<u32, RenderError> {
    let mut at = 0;
    for text in &form.top {
        across_from_second(page, at, n_columns, text, &line(FormatAlign::Left))?;
        at += 1;
    }
    let format = base(13).set_bold().set_align(FormatAlign::Center).set_text_wrap();
    across_from_second(page, at, n_columns, &form.caption, &format)?;
    page.set_row_height(at, 24)?;
    at += 1;
    if !form.unit_of_count.is_empty() {
        let format = line(FormatAlign::Right).set_italic();
        across_from_second(page, at, n_columns, &form.unit_of_count, &format)?;
        at += 1;
    }
    Ok(at)
}

/// The rows under the head.
struct Body<'a> {
    form: &'a FormSheet,
    columns: &'a [&'a Column],
    first_row: u32,
}

impl Body<'_> {
    fn row(&self, page: &mut Worksheet, row: &FormRow, at: u32) -> Result<(), RenderError> {
        match row {
            FormRow::Banner(label) => {
                let n = index::<u16>(self.columns.len())?;
                block(page, (at, 1), (1, n), label, &head_format().set_align(FormatAlign::Left))
            }
            FormRow::Asked { key, fixed, cells } => {
                page.write_string(at, KEY_COLUMN, key)?;
                self.labels(page, fixed, at, RowKind::Plain)?;
                for (i, column) in self.inputs() {
                    let cell = cells.get(i - self.form.fixed.len()).unwrap_or(&FormCell::Open);
                    self.input(page, (at, index::<u16>(i)? + 1), column, cell)?;
                }
                Ok(())
            }
            FormRow::Total { fixed } => {
                self.labels(page, fixed, at, RowKind::Total)?;
                for (i, column) in self.inputs() {
                    self.sum(page, (at, index::<u16>(i)? + 1), column)?;
                }
                Ok(())
            }
        }
    }

    fn inputs(&self) -> impl Iterator<Item = (usize, &&Column)> {
        self.columns.iter().enumerate().skip(self.form.fixed.len())
    }

    fn labels(
        &self,
        page: &mut Worksheet,
        fixed: &[String],
        at: u32,
        kind: RowKind,
    ) -> Result<(), RenderError> {
        for (i, (text, column)) in fixed.iter().zip(self.columns).enumerate() {
            let format = aligned(faced(ruled(base(11)), kind), column.align).set_text_wrap();
            page.write_string_with_format(at, index::<u16>(i)? + 1, text, &format)?;
        }
        Ok(())
    }

    fn input(
        &self,
        page: &mut Worksheet,
        (row, column): (u32, u16),
        of: &Column,
        cell: &FormCell,
    ) -> Result<(), RenderError> {
        let open = self.format(of).set_unlocked().set_background_color(Color::RGB(0xFFF9E5));
        match cell {
            FormCell::Open => put(page, row, column, &Cell::from(Value::Blank), &open),
            FormCell::Filled(value) => put(page, row, column, &Cell::from(value.clone()), &open),
            FormCell::Closed(value) => {
                let closed = self.format(of).set_background_color(Color::RGB(0xE7E6E6));
                put(page, row, column, &Cell::from(value.clone()), &closed)
            }
        }
    }

    fn format(&self, column: &Column) -> Format {
        let format = ruled(base(11));
        match self.form.kind(column) {
            InputKind::Whole => aligned(format, Align::Right).set_num_format("#,##0"),
            InputKind::Decimal { scale } => {
                aligned(format, Align::Right).set_num_format(places("#,##0", scale))
            }
            InputKind::Text => format.set_num_format("@").set_text_wrap(),
        }
    }

    /// The sum of the asked rows of a column; nothing reported gives nothing.
    fn sum(&self, page: &mut Worksheet, (row, column): (u32, u16), of: &Column) -> Result<(), RenderError> {
        let format = self.format(of).set_bold();
        let asked = self.asked_ranges(column)?;
        if self.form.kind(of) == InputKind::Text || self.form.unsummed.contains(&of.key) || asked.is_empty() {
            page.write_blank(row, column, &format)?;
            return Ok(());
        }
        let formula = Formula::new(format!("=IF(COUNT({asked})=0,\"\",SUM({asked}))"))
            .set_result(self.known_sum(of).map_or_else(String::new, |sum| sum.to_string()));
        page.write_formula_with_format(row, column, formula, &format)?;
        Ok(())
    }

    /// The sum of what is filled in already, for readers that do not calculate.
    fn known_sum(&self, of: &Column) -> Option<f64> {
        let place = self.inputs().position(|(_, column)| column.key == of.key)?;
        let rows = self.form.rows.iter().filter_map(|row| match row {
            FormRow::Asked { cells, .. } => cells.get(place),
            _ => None,
        });
        let known = rows.filter_map(|cell| match cell {
            FormCell::Filled(value) | FormCell::Closed(value) => value.number(),
            FormCell::Open => None,
        });
        known.fold(None, |sum, value| Some(sum.unwrap_or(0.0) + value))
    }

    /// "C8:C20,C22:C30": the asked rows of a column, without banners and totals.
    fn asked_ranges(&self, column: u16) -> Result<String, RenderError> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (i, row) in self.form.rows.iter().enumerate() {
            if matches!(row, FormRow::Asked { .. }) {
                let at = self.first_row + index::<u32>(i)?;
                match runs.last_mut() {
                    Some(last) if last.1 + 1 == at => last.1 = at,
                    _ => runs.push((at, at)),
                }
            }
        }
        let ranges = runs.iter().map(|(from, to)| utility::cell_range(*from, column, *to, column));
        Ok(ranges.collect::<Vec<_>>().join(","))
    }

    /// What each input column takes, told in Vietnamese where it is refused.
    fn validate(&self, page: &mut Worksheet, last_row: u32) -> Result<(), RenderError> {
        if self.form.rows.is_empty() {
            return Ok(());
        }
        for (i, column) in self.inputs() {
            let (rule, message) = match self.form.kind(column) {
                InputKind::Text => continue,
                InputKind::Whole => (
                    DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
                    "Chỉ nhập số nguyên, từ 0 trở lên. Chưa có số liệu thì để trống.",
                ),
                InputKind::Decimal { .. } => (
                    DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
                    "Chỉ nhập số, từ 0 trở lên. Chưa có số liệu thì để trống.",
                ),
            };
            let rule = rule.set_error_title("Số liệu chưa đúng")?.set_error_message(message)?;
            let column = index::<u16>(i)? + 1;
            page.add_data_validation(self.first_row, column, last_row, column, &rule)?;
        }
        Ok(())
    }
}

/// The hidden sheet that says what each form is and where its parts stand.
pub(super) fn write_identity(
    page: &mut Worksheet,
    forms: &[(&FormSheet, Places)],
) -> Result<(), RenderError> {
    page.set_name(IDENTITY_SHEET)?;
    page.set_very_hidden(true);
    let mut at = 0;
    for (form, places) in forms {
        let counted = |place: u32| (place + 1).to_string();
        let own = [
            ("key_row", counted(places.key_row)),
            ("key_column", counted(u32::from(KEY_COLUMN))),
            ("first_row", counted(places.first_row)),
            ("last_row", counted(places.last_row)),
        ];
        let identity = form.identity.iter().map(|(k, v)| (k.as_str(), v.clone()));
        for (key, value) in identity.chain(own) {
            page.write_string(at, 0, &form.name)?;
            page.write_string(at, 1, key)?;
            page.write_string(at, 2, &value)?;
            at += 1;
        }
    }
    Ok(())
}
