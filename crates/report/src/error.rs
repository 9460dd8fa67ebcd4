//! What can stop a document from being made. Data only: the words for people are the caller's.

/// Lỗi dựng tài liệu: why a model cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// A row has more or fewer cells than the table has columns.
    #[error("row {row} of table {table:?} has {found} cells where {expected} are expected")]
    RowWidth {
        /// Code or caption of the table.
        table: String,
        /// Zero-based row.
        row: usize,
        /// Columns of the table.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A table without a column, or a group of the head with nothing under it.
    #[error("table {0:?} has an empty head")]
    EmptyHead(String),
    /// A sheet name that a workbook cannot carry (empty, longer than 31, forbidden sign, used twice).
    #[error("sheet name {0:?} cannot be used")]
    SheetName(String),
    /// A marking from Mật up: no content of such a paper is rendered.
    #[error("a paper marked {0:?} is not rendered")]
    Secret(String),
    /// A form whose input column is asked for twice, or a key of a row that occurs twice.
    #[error("key {0:?} occurs twice in the form")]
    DuplicateKey(String),
    /// A form row whose fixed cells do not match the fixed columns.
    #[error("form row {row:?} has {found} fixed cells where {expected} are expected")]
    FormRow {
        /// Key of the row.
        row: String,
        /// Fixed columns of the form.
        expected: usize,
        /// Fixed cells of the row.
        found: usize,
    },
    /// A series of papers without a paper.
    #[error("there is no paper to print")]
    NoPaper,
    /// A name in an archive that is empty, occurs twice, or would lead out of the folder.
    #[error("file name {0:?} cannot be used")]
    FileName(String),
    /// A comment whose place is not in the document.
    #[error("comment {0} lies outside the document")]
    CommentPlace(usize),
    /// The package could not be read as a document.
    #[error("not a document that can be read: {0}")]
    Package(String),
    /// The writing library refused.
    #[error("the library refused to write: {0}")]
    Library(String),
}

impl From<zip::result::ZipError> for RenderError {
    fn from(e: zip::result::ZipError) -> Self {
        Self::Library(e.to_string())
    }
}

impl From<std::io::Error> for RenderError {
    fn from(e: std::io::Error) -> Self {
        Self::Library(e.to_string())
    }
}

impl From<rust_xlsxwriter::XlsxError> for RenderError {
    fn from(e: rust_xlsxwriter::XlsxError) -> Self {
        Self::Library(e.to_string())
    }
}
