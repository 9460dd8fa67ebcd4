//! Workbooks of Excel 97-2003 (BIFF8), by the public specifications [MS-CFB] and [MS-XLS].
//!
//! Invariants: every length in the file is checked before it is believed; cells are counted as they are kept. Not
//! read: Excel 95 and before (named as such), formulas beside their last results, charts.

mod compound;
mod globals;
mod record;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::formats::shown_as;
use super::{Budget, book, one_more_merged};
use crate::decimal::Decimal;
use crate::error::{Fault, Guess, Limits, ReadError};
use crate::grid::{Area, At, Cell, FormulaError, Kind as FileKind, Sheet, Workbook};
use compound::{Compound, u16_at, u32_at};
use globals::{Globals, Look, Pieces};
use record::{Kind, records};

const DAMAGED: ReadError = ReadError::damaged(Fault::Record);

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    if compound::is_cut(bytes) {
        return Err(ReadError::Truncated);
    }
    let file = Compound::open(bytes).ok_or(DAMAGED)?;
    let Some(stream) = file.stream("Workbook") else {
        let guess = if file.stream("Book").is_some() { Guess::XlsBefore97 } else { Guess::Unknown };
        return Err(ReadError::NotASpreadsheet { guess });
    };
    let globals = Globals::read(&stream)?;
    let mut budget = Budget::new(limits);
    budget.sheets(globals.sheets.len())?;
    let mut sheets = Vec::with_capacity(globals.sheets.len());
    for listed in &globals.sheets {
        let mut walk = Walk::new(&globals, &mut budget);
        walk.sheet(&stream, listed.start).map_err(|error| error.in_sheet(&listed.name, walk.at))?;
        let mut sheet = walk.finish();
        sheet.name.clone_from(&listed.name);
        sheet.shown = listed.shown;
        sheets.push(sheet);
    }
    Ok(Workbook { kind: FileKind::Xls, sheets })
}

struct Walk<'g, 'b, 'l> {
    globals: &'g Globals,
    budget: &'b mut Budget<'l>,
    sheet: Sheet,
    at: Option<At>,
    /// The cell whose formula gave a text, which comes in a record of its own.
    awaited: Option<(At, Look)>,
    /// The first filled column of each row, and whether it is bold.
    firsts: BTreeMap<u32, (u32, bool)>,
}

impl<'g, 'b, 'l> Walk<'g, 'b, 'l> {
    fn new(globals: &'g Globals, budget: &'b mut Budget<'l>) -> Self {
        let sheet = Sheet::empty("");
        Self { globals, budget, sheet, at: None, awaited: None, firsts: BTreeMap::new() }
    }

    fn sheet(&mut self, stream: &[u8], start: usize) -> Result<(), ReadError> {
        // Charts inside a sheet are sheets within it.
        let mut depth = 0_u32;
        for (kind, data) in records(stream, start) {
            match kind {
                Kind::BOF => depth += 1,
                Kind::EOF if depth <= 1 => return Ok(()),
                Kind::EOF => depth -= 1,
                _ if depth == 0 => return Err(DAMAGED),
                _ if depth > 1 => {}
                _ => self.record(kind, data)?,
            }
        }
        Err(DAMAGED)
    }

    fn record(&mut self, kind: u16, data: &[u8]) -> Result<(), ReadError> {
        match kind {
            Kind::ROW | Kind::COLINFO | Kind::MERGECELLS => self.around(kind, data),
            Kind::MULRK => self.several(data),
            Kind::STRING => {
                let text = Pieces::of(data).long_string().unwrap_or_default();
                match self.awaited.take() {
                    Some((at, look)) => self.put(at, look, book::text(Cow::Owned(text))),
                    None => Ok(()),
                }
            }
            Kind::LABELSST
            | Kind::LABEL
            | Kind::RSTRING
            | Kind::NUMBER
            | Kind::RK
            | Kind::BOOLERR
            | Kind::FORMULA => {
                let at = self.place(data).ok_or(DAMAGED)?;
                let look = self.look(u16_at(data, 4));
                self.at = Some(at);
                let value = self.value(kind, data.get(6..).unwrap_or_default(), at, look).ok_or(DAMAGED)?;
                self.put(at, look, value)
            }
            _ => Ok(()),
        }
    }

    fn place(&self, data: &[u8]) -> Option<At> {
        let column = u16_at(data, 2).filter(|column| *column < 256)?;
        Some(At::new(u32::from(u16_at(data, 0)?), u32::from(column)))
    }

    fn look(&self, style: Option<u16>) -> Look {
        style.and_then(|style| self.globals.looks.get(usize::from(style))).copied().unwrap_or_default()
    }

    fn value(&mut self, kind: u16, data: &[u8], at: At, look: Look) -> Option<Cell<'static>> {
        Some(match kind {
            Kind::LABELSST => {
                let index = usize::try_from(u32_at(data, 0)?).ok()?;
                book::text(Cow::Owned(self.globals.strings.get(index)?.clone()))
            }
            Kind::LABEL | Kind::RSTRING => book::text(Cow::Owned(Pieces::of(data).long_string()?)),
            Kind::NUMBER => self.number(binary(data)?, look),
            Kind::RK => self.packed(u32_at(data, 0)?, look),
            Kind::BOOLERR if *data.get(1)? == 0 => Cell::Bool(*data.first()? != 0),
            Kind::BOOLERR => Cell::Error(error_of(*data.first()?)),
            _ if u16_at(data, 6) != Some(0xffff) => self.number(binary(data)?, look),
            _ => match (*data.first()?, *data.get(2)?) {
                (0, _) => {
                    self.awaited = Some((at, look));
                    Cell::Empty
                }
                (1, value) => Cell::Bool(value != 0),
                (2, code) => Cell::Error(error_of(code)),
                _ => Cell::Empty,
            },
        })
    }

    fn number(&self, value: f64, look: Look) -> Cell<'static> {
        match Decimal::from_binary(value) {
            Some(number) => shown_as(number, look.shows, self.globals.epoch),
            None => Cell::Text(Cow::Owned(value.to_string())),
        }
    }

    /// A number in four bytes: whole or the upper half of a fraction, perhaps in hundredths.
    fn packed(&self, packed: u32, look: Look) -> Cell<'static> {
        let in_hundredths = packed & 1 == 1;
        let scale = if in_hundredths { 2 } else { 0 };
        if packed & 2 == 2 {
            let whole = i64::from(packed.cast_signed() >> 2);
            let number = Decimal::new(whole, scale).unwrap_or_default();
            return shown_as(number, look.shows, self.globals.epoch);
        }
        let value = f64::from_bits(u64::from(packed & !3) << 32);
        self.number(if in_hundredths { value / 100.0 } else { value }, look)
    }

    /// Several numbers of one row.
    fn several(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let first = self.place(data).ok_or(DAMAGED)?;
        let pairs = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
        for (pair, column) in pairs.zip(first.column..256) {
            let at = At::new(first.row, column);
            self.at = Some(at);
            let look = self.look(u16_at(pair, 0));
            let value = self.packed(u32_at(pair, 2).ok_or(DAMAGED)?, look);
            self.put(at, look, value)?;
        }
        Ok(())
    }

    fn put(&mut self, at: At, look: Look, value: Cell<'static>) -> Result<(), ReadError> {
        if matches!(value, Cell::Empty) {
            return Ok(());
        }
        let first = self.firsts.entry(at.row).or_insert((at.column, look.is_bold));
        if at.column < first.0 {
            *first = (at.column, look.is_bold);
        }
        self.budget.text(&value)?;
        book::fill_to(&mut self.sheet, at.row + 1);
        let Some(row) = self.sheet.rows.get_mut(at.row as usize) else { return Ok(()) };
        let column = at.column as usize;
        if row.len() <= column {
            self.budget.row(at.row, column + 1 - row.len())?;
            row.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = row.get_mut(column) {
            *place = value;
        }
        Ok(())
    }

    fn around(&mut self, kind: u16, data: &[u8]) -> Result<(), ReadError> {
        match kind {
            Kind::ROW if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                self.sheet.hidden_rows.extend(u16_at(data, 0).map(u32::from));
            }
            Kind::COLINFO if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                if let Some((first, last)) = u16_at(data, 0).zip(u16_at(data, 2)) {
                    // Ranges come in ascending order; one that goes back is not believed.
                    let known = self.sheet.hidden_columns.last().map_or(0, |last| last + 1);
                    self.sheet.hidden_columns.extend(u32::from(first).max(known)..=u32::from(last.min(255)));
                }
            }
            Kind::MERGECELLS => {
                for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
                    one_more_merged(self.sheet.merged.len())?;
                    self.sheet.merged.extend(area(range));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(mut self) -> Sheet {
        self.sheet.hidden_rows.sort_unstable();
        self.sheet.hidden_rows.dedup();
        self.sheet.bold_rows =
            self.firsts.iter().filter(|(_, (_, is_bold))| *is_bold).map(|(row, _)| *row).collect();
        self.sheet.trim();
        self.sheet
    }
}

fn area(data: &[u8]) -> Option<Area> {
    let at = |row, column| Some(At::new(u32::from(u16_at(data, row)?), u32::from(u16_at(data, column)?)));
    let area = Area { first: at(0, 4)?, last: at(2, 6)? };
    (area.first.row <= area.last.row && area.first.column <= area.last.column).then_some(area)
}

fn binary(data: &[u8]) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(..8)?.try_into().ok()?))
}

const fn error_of(code: u8) -> FormulaError {
    match code {
        0x00 => FormulaError::Null,
        0x07 => FormulaError::Div0,
        0x0f => FormulaError::Value,
        0x17 => FormulaError::Ref,
        0x1d => FormulaError::Name,
        0x24 => FormulaError::Num,
        0x2a => FormulaError::NotAvailable,
        0x2b => FormulaError::GettingData,
        _ => FormulaError::Other,
    }
}
