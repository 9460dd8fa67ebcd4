//! Compound files, by the public specification [MS-CFB]: sectors chained by a table, streams by name.
//!
//! Invariants: every offset is checked, every chain ends after as many steps as there are sectors, and no stream is
//! longer than the file.

/// Two bytes as a number.
pub(super) fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(offset..offset.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes as a number.
pub(super) fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(offset..offset.checked_add(4)?)?.try_into().ok()?))
}

/// A compound file: sectors chained by a table.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
}

/// Chain marks from here on are no sectors.
const LAST_SECTOR: u32 = 0xffff_fffa;

impl<'b> Compound<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
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

    /// A stream by its name; one below the size of the small ones lies in the stream of the root.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
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
        let entry = named(name)?;
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

/// Whether the sectors that a compound file's own table counts reach beyond its end.
pub(super) fn is_cut(bytes: &[u8]) -> bool {
    let at = |offset: usize| u32_at(bytes, offset);
    let shift = bytes.get(30).copied().unwrap_or(9).clamp(9, 12);
    let size = 1_u64 << shift;
    let Some(n_tables) = at(44) else { return true };
    // Every table sector names `size / 4` sectors; the last sector named as used must lie inside the file.
    let mut last_used = 0_u64;
    for table in 0..n_tables.min(109) {
        let Some(sector) = at(76 + 4 * table as usize) else { return true };
        let start = (u64::from(sector) + 1) * size;
        for entry in 0..size / 4 {
            let Ok(offset) = usize::try_from(start + 4 * entry) else { return true };
            match at(offset) {
                None => return true,
                Some(u32::MAX) => {}
                Some(_) => last_used = u64::from(table) * (size / 4) + entry,
            }
        }
    }
    (last_used + 1) * size >= bytes.len() as u64
}
