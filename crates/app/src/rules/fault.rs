//! What can be wrong with a file of rules.

/// A fault in a file of rules: the file, the entry, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rules/{file}: {entry}: {what}")]
pub struct RuleFault {
    /// File name.
    pub file: &'static str,
    /// Code of the entry, or its place.
    pub entry: String,
    /// What is wrong.
    pub what: What,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// Not readable as TOML of the expected shape.
    #[error("không đọc được · cannot be read: {0}")]
    Shape(String),
    /// A word that is not among those allowed.
    #[error("giá trị không hợp lệ · not an allowed value: {field} = {value}")]
    Word {
        /// The field.
        field: &'static str,
        /// The word found.
        value: String,
    },
    /// The same code twice.
    #[error("mã trùng · the same code twice")]
    Twice,
    /// A code that no file declares.
    #[error("mã chưa khai báo · code declared nowhere: {0}")]
    Unknown(String),
    /// A blank name or source.
    #[error("bỏ trống · blank: {0}")]
    Blank(&'static str),
    /// Dates in the wrong order.
    #[error("ngày không hợp lệ · dates not in order")]
    Dates,
    /// A sentence that cannot be filled.
    #[error("câu mẫu không dùng được · sentence cannot be used: {0:?}")]
    Sentence(vunggoc_core::screening::BadTemplate),
    /// Values that do not go together.
    #[error("{0}")]
    Conflict(&'static str),
}

impl RuleFault {
    /// A fault of an entry.
    pub(super) fn new(file: &'static str, entry: &str, what: What) -> Self {
        Self { file, entry: entry.to_owned(), what }
    }
}
