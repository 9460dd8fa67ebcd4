//! Tags and the text before them, straight from a packed part: the quickest way through a large worksheet.
//!
//! Invariants: one buffer, which holds no more than one text with its tag; a part that ends inside a tag is damaged.
//! This is no XML parser: it does not match ends with beginnings (its callers know which tags they expect) and it
//! takes a `>` inside an attribute for the end of the tag, which no writer of worksheets leaves unescaped.

use std::io::Read;

use memchr::{memchr, memmem};

use super::guard::Unpacked;
use crate::error::{Fault, ReadError};

/// A text with its tag longer than this stands in no workbook: a cell holds 32.767 characters.
const LONGEST: usize = 4 << 20;
const PIECE: usize = 1 << 17;

pub(super) struct Tokens<'u, R> {
    source: R,
    unpacked: &'u mut Unpacked,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

/// The text up to a tag, and the tag without its angle brackets.
#[derive(Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) text: &'t [u8],
    pub(super) tag: &'t [u8],
}

/// Which half of an element a tag is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Begin,
    Whole,
    End,
}

impl<'t> Token<'t> {
    /// Name without prefix, half, and attributes.
    pub(super) fn parts(&self) -> (&'t [u8], Half, &'t [u8]) {
        let (body, half) = match self.tag {
            [b'/', body @ ..] => (body, Half::End),
            [body @ .., b'/'] => (body, Half::Whole),
            body => (body, Half::Begin),
        };
        let n = body.iter().position(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(body.len());
        let (name, attributes) = body.split_at(n);
        let local = match name {
            [_] => name,
            _ => memchr(b':', name).map_or(name, |colon| name.get(colon + 1..).unwrap_or_default()),
        };
        (local, half, attributes)
    }

    /// The inside of `<![CDATA[…]]>`.
    pub(super) fn cdata(&self) -> Option<&'t [u8]> {
        self.tag.strip_prefix(b"![CDATA[")?.strip_suffix(b"]]")
    }
}

impl<'u, R: Read> Tokens<'u, R> {
    pub(super) fn new(source: R, unpacked: &'u mut Unpacked) -> Self {
        Self { source, unpacked, buffer: vec![0; PIECE], start: 0, end: 0 }
    }

    /// The next tag with the text before it; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Token<'_>>, ReadError> {
        loop {
            if let Some((open, close)) = self.whole_tag() {
                let text = self.buffer.get(self.start..open).unwrap_or_default();
                let tag = self.buffer.get(open + 1..close).unwrap_or_default();
                self.start = close + 1;
                return Ok(Some(Token { text, tag }));
            }
            if !self.fill()? {
                let rest = self.buffer.get(self.start..self.end).unwrap_or_default();
                return if memchr(b'<', rest).is_some() {
                    Err(ReadError::damaged(Fault::Xml))
                } else {
                    Ok(None)
                };
            }
        }
    }

    /// Where the next tag begins and ends, if all of it is here.
    fn whole_tag(&self) -> Option<(usize, usize)> {
        let held = self.buffer.get(self.start..self.end)?;
        let open = memchr(b'<', held)?;
        let from = held.get(open..)?;
        let n = match from {
            [_, b'!', b'-', b'-', ..] => memmem::find(from, b"-->")? + 2,
            [_, b'!', b'[', ..] => memmem::find(from, b"]]>")? + 2,
            // What follows tells which of the three it is.
            [_, b'!'] | [_, b'!', b'-'] => return None,
            _ => memchr(b'>', from)?,
        };
        Some((self.start + open, self.start + open + n))
    }

    /// Reads on; whether there was more.
    fn fill(&mut self) -> Result<bool, ReadError> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            if self.end >= LONGEST {
                return Err(ReadError::damaged(Fault::Xml));
            }
            self.buffer.resize(self.end * 2, 0);
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        let n = self.source.read(free).map_err(|_| ReadError::damaged(Fault::Archive))?;
        self.unpacked.add(n)?;
        self.end += n;
        Ok(n > 0)
    }
}

/// Calls back with every attribute: name without prefix, value as it stands.
pub(super) fn each_attribute<'t>(attributes: &'t [u8], mut take: impl FnMut(&'t [u8], &'t [u8])) {
    let mut rest = attributes;
    while let Some(equals) = memchr(b'=', rest) {
        let (name, after) = rest.split_at(equals);
        let name = name.trim_ascii();
        let name = memchr(b':', name).map_or(name, |colon| name.get(colon + 1..).unwrap_or_default());
        let Some((quote, after)) = after.get(1..).and_then(|after| after.trim_ascii_start().split_first())
        else {
            return;
        };
        let Some(end) = memchr(*quote, after) else { return };
        let (value, after) = after.split_at(end);
        take(name, value);
        rest = after.get(1..).unwrap_or_default();
    }
}

/// The value of one attribute, as it stands.
pub(super) fn attribute<'t>(attributes: &'t [u8], wanted: &[u8]) -> Option<&'t [u8]> {
    let mut found = None;
    each_attribute(attributes, |name, value| {
        if name == wanted && found.is_none() {
            found = Some(value);
        }
    });
    found
}

/// The value of one attribute, its entities resolved.
pub(super) fn text_attribute(attributes: &[u8], wanted: &[u8]) -> Option<String> {
    let value = std::str::from_utf8(attribute(attributes, wanted)?).ok()?;
    Some(quick_xml::escape::unescape(value).ok()?.into_owned())
}

/// A whole number.
pub(super) fn number(text: &[u8]) -> Option<u32> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

/// Whether an attribute that is "1" or "true" is set.
pub(super) fn is_set(attributes: &[u8], name: &[u8]) -> bool {
    matches!(attribute(attributes, name), Some(b"1" | b"true"))
}

/// Text between tags as the eye reads it: UTF-8, entities resolved, Excel's `_x000D_` taken for its character.
pub(super) fn readable(raw: &[u8]) -> Result<String, ReadError> {
    let damaged = || ReadError::damaged(Fault::Xml);
    let text = std::str::from_utf8(raw).map_err(|_| damaged())?;
    let text = quick_xml::escape::unescape(text).map_err(|_| damaged())?;
    let text = if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text };
    Ok(if text.contains("_x") { unescaped(&text) } else { text.into_owned() })
}

/// `_xHHHH_` is a UTF-16 unit that XML or Excel could not write.
fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        units.extend(before.encode_utf16());
        let unit = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let unit = unit.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = unit.and_then(|hex| u16::from_str_radix(hex, 16).ok());
        let n = if unit.is_some() { 7 } else { 2 };
        units.extend(unit);
        let (kept, after) = from.split_at(n);
        if unit.is_none() {
            units.extend(kept.encode_utf16());
        }
        rest = after;
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}
