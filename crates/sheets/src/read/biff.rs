//! What an Excel 97-2003 workbook tells beside its values: hidden rows and columns, percent formats, bold.
//!
//! Invariants: read with checked lengths only; what cannot be followed is left out, for the values come from elsewhere
//! and a missing hint is no wrong one. The structures are those of the public [MS-XLS] and [MS-CFB] specifications.

use std::collections::{HashMap, HashSet};

use super::formats::{Shows, built_in, shows};

/// What is known of one sheet.
#[derive(Debug, Default)]
pub(super) struct Hints {
    pub(super) hidden_rows: Vec<u32>,
    pub(super) hidden_columns: Vec<u32>,
    /// Cells shown as a percent, by row and column.
    pub(super) percents: HashSet<(u32, u32)>,
    /// The first column with a value of each row, and whether it is bold.
    firsts: HashMap<u32, (u32, bool)>,
}

impl Hints {
    pub(super) fn bold_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> =
            self.firsts.iter().filter(|(_, (_, is_bold))| *is_bold).map(|(row, _)| *row).collect();
        rows.sort_unstable();
        rows
    }
}

/// The hints of every sheet, in the order in which the workbook lists them.
pub(super) fn hints(bytes: &[u8]) -> Vec<Hints> {
    let Some(stream) = Compound::open(bytes).and_then(|file| file.workbook()) else { return Vec::new() };
    let globals = Globals::read(&stream);
    globals.sheets.iter().map(|start| sheet(&stream, *start, &globals)).collect()
}

fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(offset..offset.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(offset..offset.checked_add(4)?)?.try_into().ok()?))
}

/// Kinds of records.
mod kind {
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const COLINFO: u16 = 0x007d;
    pub(super) const BOUNDSHEET: u16 = 0x0085;
    pub(super) const MULRK: u16 = 0x00bd;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const LABELSST: u16 = 0x00fd;
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BOF: u16 = 0x0809;
}

/// The records from an offset on, as kind and data.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut offset = from;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, offset)?;
        let length = usize::from(u16_at(stream, offset + 2)?);
        let data = stream.get(offset + 4..offset + 4 + length)?;
        offset += 4 + length;
        Some((kind, data))
    })
}

#[derive(Default)]
struct Globals {
    sheets: Vec<usize>,
    looks: Vec<(Shows, bool)>,
}

impl Globals {
    fn read(stream: &[u8]) -> Self {
        let mut found = Self::default();
        let mut formats: HashMap<u16, Shows> = HashMap::new();
        let mut bold = Vec::new();
        for (kind, data) in records(stream, 0) {
            match kind {
                kind::BOUNDSHEET => {
                    found.sheets.extend(u32_at(data, 0).and_then(|start| usize::try_from(start).ok()))
                }
                kind::FONT => bold.push(u16_at(data, 6).is_some_and(|weight| weight >= 600)),
                kind::FORMAT => formats.extend(
                    u16_at(data, 0).zip(text(data.get(2..).unwrap_or_default()).map(|code| shows(&code))),
                ),
                kind::XF => {
                    let font = usize::from(u16_at(data, 0).unwrap_or(0));
                    // There is no font of number 4.
                    let font = if font > 4 { font - 1 } else { font };
                    let format = u16_at(data, 2).unwrap_or(0);
                    let shown = formats.get(&format).copied().unwrap_or(built_in(u32::from(format)));
                    found.looks.push((shown, bold.get(font).copied().unwrap_or(false)));
                }
                kind::EOF => break,
                _ => {}
            }
        }
        found
    }
}

/// A Unicode string with a length of two bytes, as far as it stands in this record.
fn text(data: &[u8]) -> Option<String> {
    let n = usize::from(u16_at(data, 0)?);
    let is_wide = data.get(2)? & 1 == 1;
    let rest = data.get(3..)?;
    Some(if is_wide {
        let units: Vec<u16> = rest.chunks_exact(2).take(n).filter_map(|pair| u16_at(pair, 0)).collect();
        String::from_utf16_lossy(&units)
    } else {
        rest.iter().take(n).map(|byte| char::from(*byte)).collect()
    })
}

fn sheet(stream: &[u8], start: usize, globals: &Globals) -> Hints {
    let mut found = Hints::default();
    // Charts inside a sheet are streams of their own.
    let mut depth = 0_u32;
    for (kind, data) in records(stream, start) {
        match kind {
            kind::BOF => depth += 1,
            kind::EOF if depth <= 1 => break,
            kind::EOF => depth -= 1,
            _ if depth != 1 => {}
            kind::ROW => {
                if let (Some(row), Some(flags)) = (u16_at(data, 0), u16_at(data, 12))
                    && flags & 0x20 != 0
                {
                    found.hidden_rows.push(u32::from(row));
                }
            }
            kind::COLINFO => {
                if let (Some(first), Some(last), Some(flags)) =
                    (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8))
                    && flags & 1 != 0
                {
                    found.hidden_columns.extend((first..=last.min(255)).map(u32::from));
                }
            }
            kind::NUMBER | kind::RK | kind::LABELSST | kind::LABEL | kind::FORMULA => {
                cell(&mut found, globals, data, 2, 4);
            }
            kind::MULRK => {
                let n = data.len().saturating_sub(6) / 6;
                for index in 0..n {
                    multiple(&mut found, globals, data, index);
                }
            }
            _ => {}
        }
    }
    found.hidden_rows.sort_unstable();
    found.hidden_rows.dedup();
    found.hidden_columns.sort_unstable();
    found.hidden_columns.dedup();
    found
}

fn cell(found: &mut Hints, globals: &Globals, data: &[u8], column: usize, style: usize) {
    if let (Some(row), Some(column), Some(style)) =
        (u16_at(data, 0), u16_at(data, column), u16_at(data, style))
    {
        note(found, globals, (row, column), style);
    }
}

/// One of several numbers in a row: row, first column, then style and value of each.
fn multiple(found: &mut Hints, globals: &Globals, data: &[u8], index: usize) {
    let place = u16_at(data, 0).zip(u16_at(data, 2));
    let style = u16_at(data, 4 + 6 * index);
    if let (Some((row, first)), Some(style), Ok(index)) = (place, style, u16::try_from(index)) {
        note(found, globals, (row, first.saturating_add(index)), style);
    }
}

fn note(found: &mut Hints, globals: &Globals, (row, column): (u16, u16), style: u16) {
    let (shown, is_bold) = globals.looks.get(usize::from(style)).copied().unwrap_or_default();
    let (row, column) = (u32::from(row), u32::from(column));
    if shown == Shows::Percent {
        found.percents.insert((row, column));
    }
    let first = found.firsts.entry(row).or_insert((column, is_bold));
    if column < first.0 {
        *first = (column, is_bold);
    }
}

/// A compound file: sectors chained by a table.
struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
}

/// Chain marks from here on are no sectors.
const LAST_SECTOR: u32 = 0xffff_fffa;

impl<'b> Compound<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30).filter(|shift| (9..=12).contains(shift))?;
        let mut file = Self { bytes, sector: 1 << shift, table: Vec::new() };
        let mut of_table: Vec<u32> = (0..109).filter_map(|index| u32_at(bytes, 76 + 4 * index)).collect();
        let mut next = u32_at(bytes, 68)?;
        let mut n_left = bytes.len() / file.sector;
        while next < LAST_SECTOR && n_left > 0 {
            let sector = file.at(next)?;
            let n = file.sector / 4 - 1;
            of_table.extend((0..n).filter_map(|index| u32_at(sector, 4 * index)));
            next = u32_at(sector, 4 * n)?;
            n_left -= 1;
        }
        for number in of_table.into_iter().filter(|number| *number < LAST_SECTOR) {
            let Some(sector) = file.at(number) else { continue };
            file.table.extend((0..file.sector / 4).filter_map(|index| u32_at(sector, 4 * index)));
            if file.table.len() > bytes.len() / 128 + 4096 {
                return None;
            }
        }
        Some(file)
    }

    fn at(&self, number: u32) -> Option<&'b [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?.min(self.bytes.len()))
    }

    /// The sectors of a chain, one behind the other.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = first;
        let mut n_left = self.table.len();
        while next < LAST_SECTOR && n_left > 0 {
            let Some(sector) = self.at(next) else { break };
            out.extend_from_slice(sector);
            next =
                usize::try_from(next).ok().and_then(|next| self.table.get(next)).copied().unwrap_or(u32::MAX);
            n_left -= 1;
        }
        out
    }

    /// The stream "Workbook"; one below the size of the small ones lies in the stream of the root.
    fn workbook(&self) -> Option<Vec<u8>> {
        let directory = self.chain(u32_at(self.bytes, 48)?);
        let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
        let named = |name: &str| {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = u16::try_from(wide.len() + 2).ok()?;
            entries
                .iter()
                .find(|entry| u16_at(entry, 64) == Some(length) && entry.starts_with(&wide))
                .copied()
        };
        let entry = named("Workbook")?;
        let (start, size) = (u32_at(entry, 116)?, usize::try_from(u32_at(entry, 120)?).ok()?);
        let mut stream = if size < usize::try_from(u32_at(self.bytes, 56)?).ok()? {
            self.small(start, u32_at(entries.first()?, 116)?)?
        } else {
            self.chain(start)
        };
        stream.truncate(size);
        Some(stream)
    }

    fn small(&self, start: u32, root: u32) -> Option<Vec<u8>> {
        let shift = u16_at(self.bytes, 32).filter(|shift| (4..=8).contains(shift))?;
        let size = 1_usize << shift;
        let inside = self.chain(root);
        let table = self.chain(u32_at(self.bytes, 60)?);
        let mut out = Vec::new();
        let mut next = start;
        let mut n_left = table.len() / 4;
        while next < LAST_SECTOR && n_left > 0 {
            let number = usize::try_from(next).ok()?;
            out.extend_from_slice(inside.get(number * size..(number + 1) * size)?);
            next = u32_at(&table, 4 * number)?;
            n_left -= 1;
        }
        Some(out)
    }
}
