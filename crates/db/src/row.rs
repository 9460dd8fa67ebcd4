//! Rows that come out of a statement, read by column name.

use crate::DbError;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::Row as _;

/// One row of an answer.
pub struct Row(pub(crate) Inner);

pub(crate) enum Inner {
    Lite(sqlx::sqlite::SqliteRow),
    Pg(sqlx::postgres::PgRow),
}

macro_rules! get {
    ($row:expr, $column:expr, $type:ty) => {
        match &$row.0 {
            Inner::Lite(r) => r.try_get_unchecked::<$type, _>($column),
            Inner::Pg(r) => r.try_get::<$type, _>($column),
        }
        .map_err(DbError::from)
    };
}

impl Row {
    /// A whole number that is never missing.
    pub fn int(&self, column: &str) -> Result<i64, DbError> {
        get!(self, column, i64)
    }
    /// A whole number that may be missing.
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>, DbError> {
        get!(self, column, Option<i64>)
    }
    /// A text that is never missing.
    pub fn text(&self, column: &str) -> Result<String, DbError> {
        get!(self, column, String)
    }
    /// A text that may be missing.
    pub fn opt_text(&self, column: &str) -> Result<Option<String>, DbError> {
        get!(self, column, Option<String>)
    }
    /// Bytes that are never missing.
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>, DbError> {
        get!(self, column, Vec<u8>)
    }
    /// Bytes that may be missing.
    pub fn opt_bytes(&self, column: &str) -> Result<Option<Vec<u8>>, DbError> {
        get!(self, column, Option<Vec<u8>>)
    }
    /// A day.
    pub fn date(&self, column: &str) -> Result<Date, DbError> {
        self.text(column)?.parse().map_err(|_| DbError::unreadable(column))
    }
    /// A day that may be missing.
    pub fn opt_date(&self, column: &str) -> Result<Option<Date>, DbError> {
        self.opt_text(column)?.map(|t| t.parse().map_err(|_| DbError::unreadable(column))).transpose()
    }
    /// An instant.
    pub fn instant(&self, column: &str) -> Result<Timestamp, DbError> {
        self.text(column)?.parse().map_err(|_| DbError::unreadable(column))
    }
    /// An instant that may be missing.
    pub fn opt_instant(&self, column: &str) -> Result<Option<Timestamp>, DbError> {
        self.opt_text(column)?.map(|t| t.parse().map_err(|_| DbError::unreadable(column))).transpose()
    }
}
