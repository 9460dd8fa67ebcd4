//! The zip around a document: fixed times, fixed order, deflated, so equal parts give equal bytes.

use crate::RenderError;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Largest part that is read back; above it the package is refused and not unpacked.
const MAX_PART: u64 = 256 << 20;

/// Writes the parts in the order given.
pub(crate) fn pack(parts: &[(&str, &[u8])]) -> Result<Vec<u8>, RenderError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .unix_permissions(0o644)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Reads every part, in the order of the package.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
    let broken = |e: &dyn std::fmt::Display| RenderError::Package(e.to_string());
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let mut parts = Vec::with_capacity(zip.len());
    for i in 0..zip.len() {
        let part = zip.by_index(i).map_err(|e| broken(&e))?;
        let name = part.name().map_err(|e| broken(&e))?.into_owned();
        let mut content = Vec::new();
        let n = part.take(MAX_PART + 1).read_to_end(&mut content).map_err(|e| broken(&e))?;
        if n as u64 > MAX_PART {
            return Err(RenderError::Package(format!("{name} is too large")));
        }
        parts.push((name, content));
    }
    Ok(parts)
}
