//! What can go wrong in the store, by what a caller can do about it.

use sqlx::error::ErrorKind;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Another transaction got in between: run the change again.
    #[error("the change met another one and must be run again")]
    Again,
    /// A uniqueness rule refused the row; `rule` holds the name of the index or its columns.
    #[error("a uniqueness rule refused the row: {rule}")]
    Unique {
        /// Name of the constraint (PostgreSQL) or the columns (SQLite).
        rule: String,
    },
    /// A reference, a check or a not-null rule refused the row.
    #[error("a rule of the store refused the row: {rule}")]
    Refused {
        /// What the store said.
        rule: String,
    },
    /// A statement that must find a row found none.
    #[error("no row")]
    NoRow,
    /// A stored value cannot be read.
    #[error("unreadable value in column {column}")]
    Unreadable {
        /// The column.
        column: String,
    },
    /// The store is not as this program needs it, said so that the operator can act.
    #[error("{0}")]
    Unfit(String),
    /// Anything else.
    #[error("the store failed: {0}")]
    Fault(#[source] sqlx::Error),
}

impl DbError {
    pub(crate) fn unreadable(column: &str) -> Self {
        Self::Unreadable { column: column.into() }
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::RowNotFound) {
            return Self::NoRow;
        }
        let Some(said) = error.as_database_error() else { return Self::Fault(error) };
        let code = said.code().unwrap_or_default();
        // PostgreSQL: serialisation failure, deadlock. SQLite: busy, locked, busy snapshot.
        if matches!(code.as_ref(), "40001" | "40P01" | "5" | "6" | "517" | "261") {
            return Self::Again;
        }
        let rule = said.constraint().map_or_else(|| said.message().to_owned(), str::to_owned);
        match said.kind() {
            ErrorKind::UniqueViolation => Self::Unique { rule },
            ErrorKind::ForeignKeyViolation | ErrorKind::NotNullViolation | ErrorKind::CheckViolation => {
                Self::Refused { rule }
            }
            _ => Self::Fault(error),
        }
    }
}
