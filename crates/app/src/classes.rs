//! Phân loại dữ liệu: what each column of the store holds, read from `columns.toml` of the seam.

use crate::{Answer, AppError};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The classes of all columns, by table.
pub type Classes = BTreeMap<String, Table>;

/// The classes of the columns of one table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Table {
    /// No personal data and no secret.
    pub open: Vec<String>,
    /// Opens something; never exported, never shown.
    pub secret: Vec<String>,
    /// Computed from other columns.
    pub derived: Vec<String>,
    /// On a person.
    pub personal: BTreeMap<String, Personal>,
}

/// Why data on a person is held, and how long.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personal {
    /// Mục đích.
    pub purpose: String,
    /// Thời hạn lưu.
    pub retention: String,
}

impl Table {
    /// Every column named, in the order of the file.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let lists = [&self.open, &self.secret, &self.derived].into_iter().flatten().map(String::as_str);
        lists.chain(self.personal.keys().map(String::as_str))
    }
}

/// The classes of all columns.
pub fn classes() -> Answer<Classes> {
    toml::from_str(vunggoc_db::COLUMNS).map_err(|e| AppError::fault(format!("columns.toml: {e}")))
}
