//! What a worksheet part tells beside its cells: hidden rows and columns, merged ranges, sizes.
//!
//! Invariants: one pass over the bytes, in pieces, with no more memory than one tag. A scan for tags and no XML
//! parser: the cells themselves are read, and checked, by the real one.

use memchr::memchr;

use crate::error::{Fault, ReadError};
use crate::grid::Area;

/// A tag longer than this is no worksheet's.
const LONGEST_TAG: usize = 1 << 16;

/// Finds tags in pieces of XML.
#[derive(Default)]
pub(super) struct Tags {
    rest: Vec<u8>,
}

impl Tags {
    /// Calls back with the inside of every tag that ends in this piece.
    pub(super) fn feed(&mut self, piece: &[u8], mut on_tag: impl FnMut(&[u8])) -> Result<(), ReadError> {
        let mut piece = piece;
        if !self.rest.is_empty() {
            let Some(end) = memchr(b'>', piece) else {
                self.rest.extend_from_slice(piece);
                return self.bounded();
            };
            let (head, tail) = piece.split_at(end);
            self.rest.extend_from_slice(head);
            on_tag(self.rest.get(1..).unwrap_or_default());
            self.rest.clear();
            piece = tail;
        }
        while let Some(start) = memchr(b'<', piece) {
            let (_, from) = piece.split_at(start);
            let Some(end) = memchr(b'>', from) else {
                self.rest.extend_from_slice(from);
                return self.bounded();
            };
            on_tag(from.get(1..end).unwrap_or_default());
            (_, piece) = from.split_at(end);
        }
        Ok(())
    }

    fn bounded(&self) -> Result<(), ReadError> {
        if self.rest.len() > LONGEST_TAG { Err(ReadError::damaged(Fault::Xml)) } else { Ok(()) }
    }
}

/// What was seen in one worksheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_columns: Vec<u32>,
    pub(super) merged: Vec<Area>,
    pub(super) n_rows: u32,
    pub(super) n_cells: u64,
    /// The number of the row under the scan, counted from 1.
    row: u32,
}

/// More merged ranges than any table has.
const MOST_MERGED: usize = 200_000;

impl Outline {
    pub(super) fn see(&mut self, tag: &[u8]) {
        let n_name =
            tag.iter().position(|b| matches!(b, b' ' | b'/' | b'\t' | b'\n' | b'\r')).unwrap_or(tag.len());
        let (name, rest) = tag.split_at(n_name);
        let local = memchr(b':', name).map_or(name, |colon| name.get(colon + 1..).unwrap_or_default());
        match local {
            b"c" if n_name > 0 => self.n_cells += 1,
            b"row" if n_name > 0 => self.see_row(rest),
            b"col" if n_name > 0 => self.see_column(rest),
            b"mergeCell" if self.merged.len() < MOST_MERGED => {
                let area =
                    attribute(rest, b"ref").and_then(|text| Area::parse(std::str::from_utf8(text).ok()?));
                self.merged.extend(area);
            }
            _ => {}
        }
    }

    fn see_row(&mut self, rest: &[u8]) {
        self.row = attribute(rest, b"r").and_then(number).unwrap_or(self.row.saturating_add(1));
        self.n_rows += 1;
        if is_hidden(rest) && self.row > 0 {
            self.hidden_rows.push(self.row - 1);
        }
    }

    fn see_column(&mut self, rest: &[u8]) {
        let first = attribute(rest, b"min").and_then(number);
        let last = attribute(rest, b"max").and_then(number);
        if let (true, Some(first), Some(last)) = (is_hidden(rest), first, last) {
            self.hidden_columns.extend((first.max(1)..=last.min(16_384)).map(|column| column - 1));
        }
    }

    pub(super) fn finished(mut self) -> Self {
        self.hidden_rows.sort_unstable();
        self.hidden_rows.dedup();
        self.hidden_columns.sort_unstable();
        self.hidden_columns.dedup();
        self
    }
}

fn is_hidden(attributes: &[u8]) -> bool {
    matches!(attribute(attributes, b"hidden"), Some(b"1" | b"true"))
}

fn number(text: &[u8]) -> Option<u32> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// The value of an attribute, as it stands.
fn attribute<'t>(attributes: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let mut rest = attributes;
    loop {
        let (before, after) = rest.split_at(memchr(b'=', rest)?);
        let found = before.trim_ascii();
        let after = after.get(1..)?.trim_ascii_start();
        let quote = *after.first()?;
        let after = after.get(1..)?;
        let end = memchr(quote, after)?;
        if found == name {
            return after.get(..end);
        }
        rest = after.get(end + 1..)?;
    }
}
