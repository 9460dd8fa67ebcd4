//! Gói tệp: many files in one, e.g. one workbook per commune. The same files give the same bytes.

use crate::RenderError;
use crate::package::pack;

/// Puts files, named without folders, into one zip in the order given.
///
/// # Errors
/// [`RenderError::FileName`] for a name that is empty, occurs twice (also but for capitals), or is no plain
/// name on the systems of the offices.
pub fn write(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, RenderError> {
    let mut seen = std::collections::BTreeSet::new();
    for (name, _) in files {
        if !is_plain(name) || !seen.insert(name.to_lowercase()) {
            return Err(RenderError::FileName(name.clone()));
        }
    }
    let parts: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    pack(&parts)
}

fn is_plain(name: &str) -> bool {
    !name.trim().is_empty()
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c))
}
