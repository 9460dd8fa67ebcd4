//! Mã băm nội dung: what a document says, apart from how it is packed.

use crate::RenderError;
use crate::package::unpack;
use sha2::{Digest, Sha256};

/// SHA-256 over the parts that carry content (document text, comments, sheets, shared strings), in order of
/// their names. Two files of equal digest say the same; properties, themes and the packing do not count.
///
/// # Errors
/// [`RenderError::Package`] when the bytes are no package.
pub fn content_digest(bytes: &[u8]) -> Result<[u8; 32], RenderError> {
    let mut parts = unpack(bytes)?;
    parts.retain(|(name, _)| carries_content(name));
    parts.sort();
    let mut hash = Sha256::new();
    for (name, content) in parts {
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name.as_bytes());
        hash.update((content.len() as u64).to_be_bytes());
        hash.update(&content);
    }
    Ok(hash.finalize().into())
}

fn carries_content(name: &str) -> bool {
    matches!(name, "word/document.xml" | "word/comments.xml" | "xl/sharedStrings.xml" | "xl/workbook.xml")
        || name.starts_with("xl/worksheets/sheet")
}
