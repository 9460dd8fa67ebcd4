//! A worksheet's rows, one after the other in one buffer.
//!
//! Invariants: rows and the cells in them come in ascending order, as Excel demands, or the sheet is damaged; a
//! number is taken from its digits where they fit, and from the stored binary fraction only where a writer gave more
//! than fifteen.

use std::borrow::Cow;

use super::package::{Look, RichText};
use super::{Facing, SheetFacts};
use crate::decimal::Decimal;
use crate::error::{Fault, ReadError};
use crate::grid::{Area, At, Cell, FormulaError, Shown};
use crate::read::formats::shown_as;
use crate::read::tokens::{Half, Token, attribute, each_attribute, is_set, number, readable};
use crate::read::{book, one_more_merged};

/// More columns than a worksheet has.
const MOST_COLUMNS: u32 = 16_384;

pub(super) struct Rows<'s> {
    facing: Facing<'s>,
    pub(super) facts: SheetFacts,
    pub(super) cells: Vec<Cell<'s>>,
    /// The row under way, from 0; before the first, none.
    pub(super) row: Option<u32>,
    pub(super) row_shown: Shown,
    pub(super) is_bold: bool,
    /// The cell that is being read or was read last.
    pub(super) at: Option<At>,
    place: Place,
    next_column: u32,
    kind: Kind,
    look: Look,
    value: Vec<u8>,
    inline: RichText,
    pub(super) is_whole: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Row,
    Cell,
    Value,
    Inline,
}

/// The type of a cell, attribute `t`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Iso,
}

/// What a token brought.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    On,
    RowEnds,
}

const DAMAGED: ReadError = ReadError::damaged(Fault::Xml);
const WRONG: ReadError = ReadError::damaged(Fault::Value);

impl<'s> Rows<'s> {
    pub(super) fn new(facing: Facing<'s>, facts: SheetFacts) -> Self {
        Self {
            facing,
            facts,
            cells: Vec::with_capacity(64),
            row: None,
            row_shown: Shown::Yes,
            is_bold: false,
            at: None,
            place: Place::Outside,
            next_column: 0,
            kind: Kind::Number,
            look: Look::default(),
            value: Vec::new(),
            inline: RichText::default(),
            is_whole: false,
        }
    }

    pub(super) fn see(&mut self, token: Token<'_>) -> Result<Step, ReadError> {
        let (name, half, attributes) = token.parts();
        if self.place == Place::Inline {
            self.inline.see(token, name, half);
        }
        match (name, half) {
            (b"c", Half::Begin | Half::Whole) => self.begin_cell(attributes, half)?,
            (b"v", Half::Begin) if self.place == Place::Cell => {
                self.value.clear();
                self.place = Place::Value;
            }
            (b"v", Half::End) if self.place == Place::Value => {
                self.value.extend_from_slice(token.text);
                self.place = Place::Cell;
            }
            (b"c", Half::End) => self.end_cell()?,
            (b"row", Half::Begin | Half::Whole) => {
                self.begin_row(attributes)?;
                self.place = if half == Half::Begin { Place::Row } else { Place::Outside };
            }
            (b"row", Half::End) => {
                if self.place != Place::Row {
                    return Err(DAMAGED);
                }
                self.place = Place::Outside;
                return Ok(if self.cells.is_empty() { Step::On } else { Step::RowEnds });
            }
            (b"is", Half::Begin) if self.place == Place::Cell => self.place = Place::Inline,
            (b"is", Half::End) if self.place == Place::Inline => self.place = Place::Cell,
            _ if self.place == Place::Value => {
                // A comment or a literal section inside the value.
                self.value.extend_from_slice(token.text);
                self.value.extend_from_slice(token.cdata().unwrap_or_default());
            }
            _ if self.place == Place::Outside => self.around(name, half, attributes)?,
            _ => {}
        }
        Ok(Step::On)
    }

    fn begin_row(&mut self, attributes: &[u8]) -> Result<(), ReadError> {
        if self.place != Place::Outside {
            return Err(DAMAGED);
        }
        let row = match attribute(attributes, b"r") {
            Some(given) => number(given).and_then(|row| row.checked_sub(1)).ok_or(WRONG)?,
            None => self.row.map_or(0, |row| row + 1),
        };
        if self.row.is_some_and(|before| row <= before) {
            return Err(ReadError::damaged(Fault::RowOrder));
        }
        if row >= 1_048_576 {
            return Err(WRONG);
        }
        self.row = Some(row);
        self.cells.clear();
        self.next_column = 0;
        self.facts.n_rows += 1;
        self.row_shown = Shown::Yes;
        if is_set(attributes, b"hidden") {
            self.row_shown = Shown::Hidden;
            self.facts.hidden_rows.push(row);
        }
        Ok(())
    }

    fn begin_cell(&mut self, attributes: &[u8], half: Half) -> Result<(), ReadError> {
        let (Place::Row, Some(row)) = (self.place, self.row) else { return Err(DAMAGED) };
        let mut given = None;
        let mut style = None;
        let mut kind = None;
        each_attribute(attributes, |name, value| match name {
            b"r" => given = Some(value),
            b"s" => style = number(value),
            b"t" => kind = Some(value),
            _ => {}
        });
        let column = match given {
            Some(given) => column_of(given, row).ok_or(WRONG)?,
            None => self.next_column,
        };
        if column < self.next_column {
            return Err(ReadError::damaged(Fault::RowOrder));
        }
        if column >= MOST_COLUMNS {
            return Err(WRONG);
        }
        self.at = Some(At::new(row, column));
        self.next_column = column + 1;
        self.facts.n_cells += 1;
        if half == Half::Whole {
            return Ok(());
        }
        self.kind = match kind {
            None | Some(b"n" | b"") => Kind::Number,
            Some(b"s") => Kind::Shared,
            Some(b"str") => Kind::Text,
            Some(b"inlineStr") => Kind::Inline,
            Some(b"b") => Kind::Bool,
            Some(b"e") => Kind::Error,
            Some(b"d") => Kind::Iso,
            Some(_) => return Err(WRONG),
        };
        self.look =
            style.and_then(|style| self.facing.looks.get(style as usize)).copied().unwrap_or_default();
        self.value.clear();
        self.place = Place::Cell;
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let (Place::Cell, Some(at)) = (self.place, self.at) else { return Err(DAMAGED) };
        self.place = Place::Row;
        let value = self.cell_value()?;
        if matches!(value, Cell::Empty) {
            return Ok(());
        }
        if self.cells.is_empty() {
            self.is_bold = self.look.is_bold;
        }
        self.cells.resize(at.column as usize, Cell::Empty);
        self.cells.push(value);
        Ok(())
    }

    fn cell_value(&mut self) -> Result<Cell<'s>, ReadError> {
        if self.kind == Kind::Inline {
            return Ok(book::text(Cow::Owned(self.inline.take()?)));
        }
        if self.value.is_empty() {
            return Ok(Cell::Empty);
        }
        Ok(match self.kind {
            Kind::Number => match decimal(&self.value) {
                Some(number) => shown_as(number, self.look.shows, self.facing.epoch),
                None => Cell::Text(Cow::Owned(readable(&self.value)?)),
            },
            Kind::Shared => {
                let index = number(&self.value).ok_or(WRONG)?;
                book::text(Cow::Borrowed(self.facing.strings.get(index).ok_or(WRONG)?))
            }
            Kind::Text | Kind::Inline => book::text(Cow::Owned(readable(&self.value)?)),
            Kind::Bool => Cell::Bool(matches!(self.value.as_slice(), b"1" | b"true")),
            Kind::Error => {
                Cell::Error(FormulaError::from_code(&readable(&self.value)?).unwrap_or(FormulaError::Other))
            }
            Kind::Iso => book::of_iso(&readable(&self.value)?),
        })
    }

    /// What stands before and after the rows.
    fn around(&mut self, name: &[u8], half: Half, attributes: &[u8]) -> Result<(), ReadError> {
        match (name, half) {
            (b"sheetData", Half::End | Half::Whole) => self.is_whole = true,
            (b"col", Half::Begin | Half::Whole) if is_set(attributes, b"hidden") => {
                let first = attribute(attributes, b"min").and_then(number);
                let last = attribute(attributes, b"max").and_then(number);
                if let Some((first, last)) = first.zip(last) {
                    // Ranges come in ascending order; one that goes back is not believed.
                    let known = self.facts.hidden_columns.last().map_or(0, |last| last + 1);
                    let columns = first.saturating_sub(1).max(known)..last.min(MOST_COLUMNS);
                    self.facts.hidden_columns.extend(columns);
                }
            }
            (b"mergeCell", Half::Begin | Half::Whole) => {
                one_more_merged(self.facts.merged.len())?;
                let range = attribute(attributes, b"ref").and_then(|range| std::str::from_utf8(range).ok());
                self.facts.merged.extend(range.and_then(Area::parse));
            }
            _ => {}
        }
        Ok(())
    }
}

/// The column of an address whose row is known.
fn column_of(address: &[u8], row: u32) -> Option<u32> {
    let mut column = 0_u32;
    let mut digits = 0_u32;
    for byte in address {
        match byte {
            b'A'..=b'Z' if digits == 0 => {
                column = column.checked_mul(26)?.checked_add(u32::from(byte - b'A') + 1)?
            }
            b'a'..=b'z' if digits == 0 => {
                column = column.checked_mul(26)?.checked_add(u32::from(byte - b'a') + 1)?
            }
            b'0'..=b'9' => digits = digits.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    if digits == row + 1 { column.checked_sub(1) } else { None }
}

/// A stored number: exact from up to fifteen digits, else as the spreadsheet shows it.
fn decimal(text: &[u8]) -> Option<Decimal> {
    let text = text.trim_ascii();
    let (is_negative, digits) = text.strip_prefix(b"-").map_or((false, text), |rest| (true, rest));
    let mut mantissa = 0_i64;
    let mut scale = None;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale = scale.map(|scale: u8| scale + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return by_binary(text),
        }
        if mantissa >= 1_000_000_000_000_000 || scale > Some(15) {
            return by_binary(text);
        }
    }
    if digits.is_empty() {
        return None;
    }
    Decimal::new(if is_negative { -mantissa } else { mantissa }, scale.unwrap_or(0))
}

fn by_binary(text: &[u8]) -> Option<Decimal> {
    let text = std::str::from_utf8(text).ok()?;
    let is_numeric = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
    if !is_numeric {
        return None;
    }
    // A whole number of up to eighteen digits, such as a code, is kept to the last one.
    match text.parse::<i64>() {
        Ok(whole) if text.len() <= 18 => Some(Decimal::whole(whole)),
        _ => Decimal::from_binary(text.parse().ok()?),
    }
}
