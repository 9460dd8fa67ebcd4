//! What the workbook says before its sheets: their names, the shared texts, the styles, the epoch.

use std::collections::HashMap;

use super::compound::{u16_at, u32_at};
use super::record::{Kind, records};
use crate::cell::Epoch;
use crate::error::{Fault, Guess, ReadError};
use crate::grid::Shown;
use crate::read::formats::{Shows, built_in, shows};

pub(super) struct Globals {
    pub(super) sheets: Vec<Listed>,
    pub(super) strings: Vec<String>,
    pub(super) looks: Vec<Look>,
    pub(super) epoch: Epoch,
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) shown: Shown,
    pub(super) start: usize,
}

/// What a style tells about a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) shows: Shows,
    pub(super) is_bold: bool,
}

const DAMAGED: ReadError = ReadError::damaged(Fault::Record);

impl Globals {
    pub(super) fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut found =
            Self { sheets: Vec::new(), strings: Vec::new(), looks: Vec::new(), epoch: Epoch::From1900 };
        let mut formats: HashMap<u16, Shows> = HashMap::new();
        let mut bold = Vec::new();
        let mut shared: Option<Vec<&[u8]>> = None;
        for (kind, data) in records(stream, 0) {
            // The shared texts end with the first record that does not continue them.
            if !matches!(kind, Kind::SST | Kind::CONTINUE)
                && let Some(parts) = shared.take()
            {
                found.strings = Pieces::new(parts).shared();
            }
            match kind {
                Kind::BOF if u16_at(data, 0) != Some(0x0600) => {
                    return Err(ReadError::NotASpreadsheet { guess: Guess::XlsBefore97 });
                }
                Kind::FILEPASS => return Err(ReadError::Encrypted),
                Kind::BOUNDSHEET => found.sheets.extend(listed(data).ok_or(DAMAGED)?),
                Kind::DATEMODE if u16_at(data, 0) == Some(1) => found.epoch = Epoch::From1904,
                Kind::FONT => bold.push(u16_at(data, 6).is_some_and(|weight| weight >= 600)),
                Kind::FORMAT => {
                    let code = Pieces::of(data.get(2..).unwrap_or_default()).long_string();
                    formats.extend(u16_at(data, 0).zip(code).map(|(id, code)| (id, shows(&code))));
                }
                Kind::XF => {
                    let font = usize::from(u16_at(data, 0).unwrap_or(0));
                    // There is no font of number 4.
                    let font = if font > 4 { font - 1 } else { font };
                    let format = u16_at(data, 2).unwrap_or(0);
                    let shows = formats.get(&format).copied().unwrap_or(built_in(u32::from(format)));
                    found.looks.push(Look { shows, is_bold: bold.get(font).copied().unwrap_or(false) });
                }
                Kind::SST => shared = Some(vec![data]),
                // Of all that may be continued, only the shared texts are read on.
                Kind::CONTINUE => shared.iter_mut().for_each(|parts| parts.push(data)),
                Kind::EOF => return Ok(found),
                _ => {}
            }
        }
        Err(DAMAGED)
    }
}

/// A worksheet, or nothing for a chart or a macro sheet; `None` outside for a damaged record.
fn listed(data: &[u8]) -> Option<Option<Listed>> {
    let start = usize::try_from(u32_at(data, 0)?).ok()?;
    let (state, kind) = (data.get(4)?, data.get(5)?);
    let name = Pieces::of(data.get(6..)?).short_string()?;
    let shown = if state & 3 == 0 { Shown::Yes } else { Shown::Hidden };
    Some((*kind == 0).then_some(Listed { name, shown, start }))
}

/// Bytes in pieces: a record and the records that continue it.
pub(super) struct Pieces<'s> {
    ahead: std::vec::IntoIter<&'s [u8]>,
    piece: &'s [u8],
}

impl<'s> Pieces<'s> {
    pub(super) fn new(pieces: Vec<&'s [u8]>) -> Self {
        let mut ahead = pieces.into_iter();
        let piece = ahead.next().unwrap_or_default();
        Self { ahead, piece }
    }

    pub(super) fn of(piece: &'s [u8]) -> Self {
        Self::new(vec![piece])
    }

    fn byte(&mut self) -> Option<u8> {
        while self.piece.is_empty() {
            self.piece = self.ahead.next()?;
        }
        let (first, rest) = self.piece.split_first()?;
        self.piece = rest;
        Some(*first)
    }

    fn pair(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn four(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, n: usize) -> Option<()> {
        let mut left = n;
        while left > 0 {
            if self.piece.is_empty() {
                self.piece = self.ahead.next()?;
            }
            let step = left.min(self.piece.len());
            self.piece = self.piece.get(step..)?;
            left -= step;
        }
        Some(())
    }

    /// Characters of one or two bytes; where they go on in the next piece, its first byte says anew which.
    fn chars(&mut self, n: usize, flags: u8) -> Option<String> {
        let mut is_wide = flags & 1 == 1;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < n {
            if self.piece.is_empty() {
                self.piece = self.ahead.next()?;
                is_wide = self.byte()? & 1 == 1;
            }
            units.push(if is_wide { self.pair()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A text with a length of one byte.
    pub(super) fn short_string(&mut self) -> Option<String> {
        let n = self.byte()?;
        let flags = self.byte()?;
        self.chars(usize::from(n), flags)
    }

    /// A text with a length of two bytes; marks of rich text and of pronunciation behind it are passed over.
    pub(super) fn long_string(&mut self) -> Option<String> {
        let n = self.pair()?;
        let flags = self.byte()?;
        let n_runs = if flags & 8 != 0 { self.pair()? } else { 0 };
        let n_beside = if flags & 4 != 0 { self.four()? } else { 0 };
        let text = self.chars(usize::from(n), flags)?;
        self.skip(4 * usize::from(n_runs) + usize::try_from(n_beside).ok()?)?;
        Some(text)
    }

    /// The shared texts, as far as they can be read.
    fn shared(mut self) -> Vec<String> {
        let n = self.four().and_then(|_| self.four()).unwrap_or(0);
        (0..n).map_while(|_| self.long_string()).collect()
    }
}
