//! Nhập tệp bảng tính: from an upload to rows in the store, all or nothing.
//!
//! The file is kept in the store; what a person points at (sheet, head, columns, names) is kept as [`Choices`] and
//! everything else is worked out again at each step, so that what is confirmed is what was shown. Nothing is written
//! before the confirmation. A head that was pointed at once is known the next time; a name chosen once is learned
//! as another name of its unit. [`begin`] takes a file, [`show`] previews, [`confirm`] writes.

pub mod begin;
pub mod confirm;
mod figures;
pub mod listings;
mod names;
pub mod show;
pub mod tasks;
mod units;

use crate::{Answer, AppError, Rule, Work};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vunggoc_core::access::Action;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Id, Version, tagged};
use vunggoc_db::{args, sql};
use vunggoc_sheets::layout::{Layout, TableRows};
use vunggoc_sheets::{Limits, Sheet, legacy};

/// What can be wrong with a file, for its words.
pub use vunggoc_sheets::{Guess, ReadError};

tagged! {
    /// What an import brings.
    pub enum Kind {
        /// Danh sách tổ chức.
        Units = "units",
        /// Số liệu.
        Figures = "figures",
        /// Sổ theo dõi, củng cố các năm trước.
        Listings = "listings",
        /// Bảng theo dõi nhiệm vụ.
        Tasks = "tasks",
    }
}

impl Kind {
    /// The leave that it needs on the unit above.
    pub const fn needs(self) -> Action {
        match self {
            Self::Units => Action::ChangeRegister,
            Self::Figures => Action::EnterFigures,
            Self::Listings => Action::RecordDecision,
            Self::Tasks => Action::AssignTasks,
        }
    }
}

/// What a person points at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// Which sheet, from 0.
    pub sheet: usize,
    /// First row of the head, from 0.
    pub head_first: u32,
    /// Last row of the head.
    pub head_last: u32,
    /// First row of data.
    pub first_data: u32,
    /// The row after the last row of data.
    pub end: u32,
    /// What columns mean, by column from 0: `name`, `code`, `above`, `level`, `kind`, `from_on`, one of
    /// [`listings::MEANINGS`] or [`tasks::MEANINGS`], or the code of an indicator; a column that is not here is left out.
    pub columns: BTreeMap<u32, String>,
    /// The period of the figures: a code.
    pub period: String,
    /// Another period for one column.
    pub periods: BTreeMap<u32, String>,
    /// Cấp and loại hình of every unit of the file whose row tells none: codes.
    #[serde(default)]
    pub level: String,
    /// See [`Choices::level`].
    #[serde(default)]
    pub kind: String,
    /// Whether "-" stands for 0 (`zero`) or for a missing figure.
    pub dash: String,
    /// Units chosen for names that fit none or several, by the key of the name; 0 leaves the row out.
    pub names: BTreeMap<String, i64>,
}

/// An import as it stands.
#[derive(Debug, Clone)]
pub struct Import {
    /// Its number.
    pub id: Id<Import>,
    /// What it brings.
    pub kind: Kind,
    /// The unit above everything in the file.
    pub under: Id<Unit>,
    /// How often it was changed.
    pub version: Version,
    /// What was pointed at.
    pub choices: Choices,
    /// Whether it was written, and how much.
    pub written: Option<(String, i64)>,
    file: Id<crate::file::File>,
}

impl Work {
    /// An import, looked up for its own action.
    pub(crate) async fn import(&mut self, id: Id<Import>) -> Answer<Import> {
        let row = self
            .maybe(
                sql!("SELECT kind, unit_id, file_id, choices, written_at, n_written, version FROM import WHERE id = $1"),
                args![id.number()],
            )
            .await?
            .ok_or(AppError::NotFound)?;
        let kind = Kind::from_tag(&row.text("kind")?).ok_or(AppError::NotFound)?;
        let under = Id::new(row.int("unit_id")?);
        self.leave(kind.needs(), kind.needs(), under).await?;
        let choices =
            serde_json::from_str(&row.text("choices")?).map_err(|e| AppError::fault(e.to_string()))?;
        Ok(Import {
            id,
            kind,
            under,
            version: Version(row.int("version")?),
            choices,
            written: row.opt_text("written_at")?.zip(row.opt_int("n_written")?),
            file: Id::new(row.int("file_id")?),
        })
    }
}

/// Reads the sheets of a file, old Vietnamese encodings turned into Unicode.
pub(crate) fn sheets_of(bytes: &[u8], name: &str) -> Answer<Vec<Sheet>> {
    let book = vunggoc_sheets::read(bytes, name, &Limits::default())
        .map_err(|e| AppError::Broken(Rule::Sheet(e)))?;
    let turned = book.sheets.into_iter().map(|sheet| match legacy::detect_sheet(&sheet) {
        Some(old) => legacy::converted(&sheet, old),
        None => sheet,
    });
    Ok(turned.collect())
}

/// The layout of a sheet by the rows that were pointed at.
fn layout_of(sheet: &Sheet, choices: &Choices) -> Layout {
    let rows = TableRows {
        head_first: choices.head_first,
        head_last: choices.head_last.max(choices.head_first),
        first_data: choices.first_data.max(choices.head_last + 1),
        end: choices.end,
    };
    Layout::of_rows(sheet, rows)
}

/// What tells a head from others: its texts, folded.
fn fingerprint(layout: &Layout) -> String {
    let heads: Vec<String> = layout.columns.iter().map(|c| vunggoc_sheets::name::key(&c.head())).collect();
    hex::encode(crate::file::hash(heads.join("|").as_bytes()))
}

/// How heavy a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub enum Weight {
    /// Nothing is written until it is mended.
    Stop,
    /// A person must have seen it.
    Ask,
}

/// A problem by sheet and cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// The cell, or the row, as the spreadsheet names it.
    pub cell: String,
    /// A code, the key of its words.
    pub code: &'static str,
    /// What it is about: a name, a text, a number.
    pub about: String,
    /// How heavy it is.
    pub weight: Weight,
}

/// A name that fits no unit, or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Unknown {
    /// Its key, by which a choice is kept.
    pub key: String,
    /// As it stands in the file.
    pub name: String,
    /// Where it stands.
    pub cell: String,
    /// Units it may mean: number, name, name of the unit above.
    pub suggestions: Vec<(i64, String, String)>,
    /// The unit that was chosen; 0 leaves the row out.
    pub chosen: Option<i64>,
}
