//! Opening a package without being blown up by it.
//!
//! Invariants: sizes that a package declares are not believed; every part is unpacked through a count.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Fault, Guess, Limits, ReadError};

pub(super) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Unpacked bytes from which the ratio is looked at: a small table of one repeated text packs a thousandfold.
const RATIO_FROM: u64 = 8 << 20;

/// Refuses a file that is larger than allowed.
pub(super) fn size(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let n_bytes = bytes.len() as u64;
    if n_bytes > limits.n_bytes {
        Err(ReadError::TooLarge { n_bytes, limit: limits.n_bytes })
    } else {
        Ok(())
    }
}

/// Opens a package; one without its directory, which stands at the end, was cut off.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, ReadError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_)
            if memchr::memmem::rfind(bytes, b"PK\x05\x06").is_none() =>
        {
            ReadError::Truncated
        }
        other => of_zip(&other),
    })
}

pub(super) fn of_zip(error: &ZipError) -> ReadError {
    match error {
        ZipError::InvalidPassword => ReadError::Encrypted,
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => ReadError::Encrypted,
        ZipError::FileNotFound => ReadError::damaged(Fault::MissingPart),
        _ => ReadError::damaged(Fault::Archive),
    }
}

pub(super) enum Contents {
    Xlsx,
    Docx,
    Other(Guess),
}

/// What a package holds, by the parts in it.
pub(super) fn contents(archive: &Archive<'_>) -> Contents {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        Contents::Xlsx
    } else if has("word/document.xml") {
        Contents::Docx
    } else if has("xl/workbook.bin") {
        Contents::Other(Guess::Xlsb)
    } else if has("content.xml") && has("mimetype") {
        Contents::Other(Guess::OpenDocument)
    } else if has("[Content_Types].xml") {
        Contents::Other(Guess::OtherOffice)
    } else {
        Contents::Other(Guess::Archive)
    }
}

/// Bytes unpacked so far, of all parts.
#[derive(Clone, Copy)]
pub(super) struct Unpacked {
    limits: Limits,
    n_bytes: u64,
    n_unpacked: u64,
}

impl Unpacked {
    pub(super) const fn new(bytes: &[u8], limits: &Limits) -> Self {
        Self { limits: *limits, n_bytes: bytes.len() as u64, n_unpacked: 0 }
    }

    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts bytes that were unpacked.
    pub(super) fn add(&mut self, n: usize) -> Result<(), ReadError> {
        self.n_unpacked += n as u64;
        let beyond_ratio =
            self.n_unpacked > RATIO_FROM && self.n_unpacked / self.n_bytes.max(1) > self.limits.ratio;
        if beyond_ratio || self.n_unpacked > self.limits.n_unpacked {
            return Err(ReadError::Bomb { n_bytes: self.n_bytes, n_unpacked: self.n_unpacked });
        }
        Ok(())
    }

    /// One part, whole.
    pub(super) fn whole(
        &mut self,
        archive: &mut Archive<'_>,
        name: &str,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = archive.index_for_name(name) else { return Ok(None) };
        let mut part = archive.by_index(index).map_err(|error| of_zip(&error))?;
        let mut out = Vec::new();
        let mut piece = vec![0_u8; 1 << 16];
        loop {
            let n = part.read(&mut piece).map_err(|_| ReadError::damaged(Fault::Archive))?;
            if n == 0 {
                return Ok(Some(out));
            }
            self.add(n)?;
            out.extend_from_slice(piece.get(..n).unwrap_or_default());
        }
    }
}
