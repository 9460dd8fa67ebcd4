//! Tables of a Word document, each as a sheet.
//!
//! Invariants: the few paragraphs before a table stand above it, one in a row, for they name the unit, the table and
//! the period; the last ones of the document stand below the last table. Deliberately not here: headers, footers,
//! footnotes, tables inside cells (their text is kept in the cell), tracked deletions (left out).

use std::borrow::Cow;
use std::collections::VecDeque;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::guard::{Archive, Unpacked};
use super::{Budget, book};
use crate::error::{Fault, Guess, Limits, ReadError};
use crate::grid::{Area, At, Cell, Kind, Sheet, Workbook};

/// Paragraphs kept before and after a table.
const MOST_AROUND: usize = 12;

pub(super) fn read(archive: &mut Archive<'_>, bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let mut unpacked = Unpacked::new(bytes, limits);
    let part = unpacked.whole(archive, "word/document.xml")?.ok_or(ReadError::damaged(Fault::MissingPart))?;
    let mut walk = Walk::new(limits);
    let mut reader = Reader::from_reader(part.as_slice());
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| ReadError::damaged(Fault::Xml))? {
            Event::Start(element) => walk.start(&element),
            Event::Empty(element) => {
                walk.start(&element);
                walk.end(element.local_name().as_ref())?;
            }
            Event::End(element) => walk.end(element.local_name().as_ref())?,
            Event::Text(text) if walk.in_text => walk.push(&text.xml10_content()),
            Event::GeneralRef(entity) if walk.in_text => push_entity(&mut walk.paragraph, &entity),
            Event::Eof => break,
            _ => {}
        }
    }
    walk.finish()
}

/// Where the walk through the document stands.
struct Walk<'l> {
    budget: Budget<'l>,
    sheets: Vec<Sheet>,
    /// Paragraphs since the last table.
    around: VecDeque<String>,
    paragraph: String,
    /// How many tables one stands in.
    depth: usize,
    in_text: bool,
    table: Table,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell<'static>>>,
    merged: Vec<Area>,
    row: Vec<Cell<'static>>,
    cell: String,
    span: u32,
    merge: VerticalMerge,
    /// By column: the range that a cell merged downwards is building.
    open: Vec<Option<Area>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum VerticalMerge {
    #[default]
    None,
    Begins,
    Continues,
}

impl<'l> Walk<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            budget: Budget::new(limits),
            sheets: Vec::new(),
            around: VecDeque::new(),
            paragraph: String::new(),
            depth: 0,
            in_text: false,
            table: Table::default(),
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "tbl" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.begin_table();
                }
            }
            "tr" if self.depth == 1 => self.table.row.clear(),
            "tc" if self.depth == 1 => {
                self.table.cell.clear();
                self.table.span = 1;
                self.table.merge = VerticalMerge::None;
            }
            "gridSpan" if self.depth == 1 => {
                let span = value_of(element).and_then(|span| span.parse().ok()).unwrap_or(1);
                self.table.span = span;
            }
            "gridBefore" if self.depth == 1 => {
                let n: usize = value_of(element).and_then(|n| n.parse().ok()).unwrap_or(0);
                self.table.row.resize(n.min(64), Cell::Empty);
            }
            "vMerge" if self.depth == 1 => {
                self.table.merge = match value_of(element).as_deref() {
                    Some("restart") => VerticalMerge::Begins,
                    _ => VerticalMerge::Continues,
                };
            }
            "t" => self.in_text = true,
            "tab" | "br" | "cr" => self.push(if element.local_name().as_ref() == "tab" { " " } else { "\n" }),
            "noBreakHyphen" => self.push("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" if self.depth == 1 => self.end_cell()?,
            "tr" if self.depth == 1 => {
                let row = std::mem::take(&mut self.table.row);
                self.table.rows.push(row);
            }
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_table()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        self.paragraph.push_str(text);
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.depth > 0 {
            if !self.table.cell.is_empty() {
                self.table.cell.push('\n');
            }
            self.table.cell.push_str(text);
        } else {
            self.around.push_back(text.to_owned());
            // Before the first table the nearest paragraphs count; after the last, the first ones do too.
            if self.around.len() > 2 * MOST_AROUND {
                let _ = self.around.remove(MOST_AROUND);
            }
        }
    }

    /// The paragraphs nearest above the table become its first rows.
    fn begin_table(&mut self) {
        self.table = Table::default();
        let skip = self.around.len().saturating_sub(MOST_AROUND);
        self.table
            .rows
            .extend(self.around.drain(..).skip(skip).map(|text| vec![Cell::Text(Cow::Owned(text))]));
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let table = &mut self.table;
        let row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let column = u32::try_from(table.row.len()).unwrap_or(u32::MAX);
        let span = table.span.clamp(1, 64);
        self.budget.row(row, table.row.len() + span as usize)?;
        let area = Area { first: At::new(row, column), last: At::new(row, column + span - 1) };
        table.row.push(book::text(Cow::Owned(std::mem::take(&mut table.cell))));
        table.row.resize((column + span) as usize, Cell::Empty);
        if table.open.len() <= column as usize {
            table.open.resize(column as usize + 1, None);
        }
        let Some(open) = table.open.get_mut(column as usize) else { return Ok(()) };
        let before = open.take();
        match (table.merge, before) {
            (VerticalMerge::Continues, Some(mut begun)) => {
                begun.last.row = row;
                *open = Some(begun);
            }
            (VerticalMerge::Begins | VerticalMerge::Continues, before) => {
                table.merged.extend(before.filter(|area| area.first != area.last));
                *open = Some(area);
            }
            (VerticalMerge::None, before) => {
                table.merged.extend(before.into_iter().chain([area]).filter(|area| area.first != area.last));
            }
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        let table = std::mem::take(&mut self.table);
        let mut sheet = Sheet::empty((self.sheets.len() + 1).to_string());
        sheet.rows = table.rows;
        sheet.merged = table.merged;
        sheet.merged.extend(table.open.into_iter().flatten().filter(|area| area.first != area.last));
        sheet.trim();
        self.sheets.push(sheet);
        self.budget.sheets(self.sheets.len())
    }

    fn finish(mut self) -> Result<Workbook, ReadError> {
        let Some(last) = self.sheets.last_mut() else {
            return Err(ReadError::NotASpreadsheet { guess: Guess::DocxWithoutTable });
        };
        let below = self.around.into_iter().take(MOST_AROUND);
        last.rows.extend(below.map(|text| vec![Cell::Text(Cow::Owned(text))]));
        Ok(Workbook { kind: Kind::Docx, sheets: self.sheets })
    }
}

/// A character or entity written by its name or number.
pub(super) fn push_entity(out: &mut String, entity: &BytesRef<'_>) {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        out.push(c);
    } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(entity) {
        out.push_str(text);
    }
}

/// The attribute `val`, whatever its prefix.
fn value_of(element: &BytesStart<'_>) -> Option<String> {
    let found =
        element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}
