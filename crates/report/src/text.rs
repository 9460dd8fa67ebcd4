//! Văn bản thuần: the plain text of a paper, with a map from its places back to the blocks.
//!
//! It comes from the same traversal that writes the document, so both say the same. A paragraph is a line;
//! the cells of a table row stand on one line apart by tabs. Places are counted in code points.

use crate::RenderError;
use crate::docx;
use crate::paper::Paper;
use std::ops::Range;

/// Dòng: one printed paragraph in the plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Code points of the whole text that it covers.
    pub range: Range<usize>,
    /// Index of its block ([`Paper::blocks`]); `None` in the head and foot.
    pub block: Option<usize>,
}

/// Văn bản thuần và bản đồ của nó.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// Its paragraphs, in order.
    pub lines: Vec<Line>,
}

impl Plain {
    /// The block in which a code point stands.
    #[must_use]
    pub fn block_at(&self, place: usize) -> Option<usize> {
        let after = self.lines.partition_point(|l| l.range.start <= place);
        self.lines.get(after.checked_sub(1)?)?.block
    }
}

/// The plain text of a paper.
///
/// # Errors
/// What [`Paper::check`] finds.
pub fn write(paper: &Paper) -> Result<Plain, RenderError> {
    docx::plain(paper)
}
