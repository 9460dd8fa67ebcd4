//! Records of the public specification [MS-XLS]: kind, length, data.

use super::compound::u16_at;

/// Kinds of records.
pub(super) struct Kind;

impl Kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const DATEMODE: u16 = 0x0022;
    pub(super) const FILEPASS: u16 = 0x002f;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const CONTINUE: u16 = 0x003c;
    pub(super) const COLINFO: u16 = 0x007d;
    pub(super) const BOUNDSHEET: u16 = 0x0085;
    pub(super) const MULRK: u16 = 0x00bd;
    pub(super) const RSTRING: u16 = 0x00d6;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const MERGECELLS: u16 = 0x00e5;
    pub(super) const SST: u16 = 0x00fc;
    pub(super) const LABELSST: u16 = 0x00fd;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOLERR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BOF: u16 = 0x0809;
}

/// The records from an offset on.
pub(super) fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut offset = from;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, offset)?;
        let length = usize::from(u16_at(stream, offset.checked_add(2)?)?);
        let start = offset.checked_add(4)?;
        let data = stream.get(start..start.checked_add(length)?)?;
        offset = start + length;
        Some((kind, data))
    })
}
