//! Một tệp biểu: a workbook as it came back, with the keys that it carries.

use std::collections::BTreeMap;
use vunggoc_report::xlsx::form::IDENTITY_SHEET;
use vunggoc_sheets::{At, Cell, Limits, ReadError, Sheet, Shown, Workbook};

/// A form is small; what is larger is none of ours.
const LIMITS: Limits = Limits {
    n_bytes: 25 << 20,
    n_unpacked: 64 << 20,
    ratio: 200,
    n_cells: 1_000_000,
    n_rows: 20_000,
    n_columns: 1_000,
    n_sheets: 20,
};

/// The head is looked for among so many rows.
const HEAD_WITHIN: u32 = 60;

/// A workbook with the identity that stands on its hidden sheet.
#[derive(Debug)]
pub(super) struct Book {
    identity: BTreeMap<String, String>,
    pub(super) sheet: Sheet,
}

/// Whether a file can be read at all.
pub(super) fn readable(bytes: &[u8], name: &str) -> Result<(), ReadError> {
    vunggoc_sheets::read(bytes, name, &LIMITS).map(|_| ())
}

impl Book {
    /// Reads a workbook; none where it carries no identity, so that it is no form that was sent out.
    pub(super) fn read(bytes: &[u8], name: &str) -> Result<Option<Self>, ReadError> {
        let book = vunggoc_sheets::read(bytes, name, &LIMITS)?;
        let Some(identity) = identity(&book) else { return Ok(None) };
        let named = identity.get("").map(String::as_str).unwrap_or_default().to_owned();
        let sheets = || book.sheets.iter().filter(|s| s.name != IDENTITY_SHEET);
        // A sheet that was renamed is still the only one that is shown.
        let sheet = sheets().find(|s| s.name == named).or_else(|| sheets().find(|s| s.shown == Shown::Yes));
        Ok(sheet.cloned().map(|sheet| Self { identity, sheet }))
    }

    /// What the hidden sheet says under a key.
    pub(super) fn says(&self, key: &str) -> &str {
        self.identity.get(key).map(String::as_str).unwrap_or_default()
    }

    /// The text of a cell, without blanks around it.
    pub(super) fn text(&self, row: u32, column: u32) -> String {
        self.sheet.cell(At::new(row, column)).shown().trim().to_owned()
    }

    pub(super) fn cell(&self, row: u32, column: u32) -> &Cell<'static> {
        self.sheet.cell(At::new(row, column))
    }

    /// The row with the keys of the columns: where the hidden sheet says, or, where rows were put in above, the
    /// one that holds the most of them.
    pub(super) fn key_row(&self, keys: &[&str]) -> Option<u32> {
        let n_keys = |row: u32| self.columns(row).iter().filter(|(_, k)| keys.contains(&k.as_str())).count();
        let best =
            (0..HEAD_WITHIN.min(self.sheet.n_rows())).max_by_key(|r| (n_keys(*r), std::cmp::Reverse(*r)))?;
        (n_keys(best) > 0).then_some(best)
    }

    /// The texts of a row with their columns.
    pub(super) fn columns(&self, row: u32) -> Vec<(u32, String)> {
        let texts = (0..self.sheet.n_columns()).map(|c| (c, self.text(row, c)));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    }
}

/// The pairs of the hidden sheet; the name of the form's own sheet stands under the empty key.
fn identity(book: &Workbook) -> Option<BTreeMap<String, String>> {
    let sheet = book.sheets.iter().find(|s| s.name == IDENTITY_SHEET)?;
    let text = |row, column| sheet.cell(At::new(row, column)).shown().trim().to_owned();
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for row in 0..sheet.n_rows() {
        said.entry(String::new()).or_insert_with(|| text(row, 0));
        said.entry(text(row, 1)).or_insert_with(|| text(row, 2));
    }
    ["form", "period", "unit"].iter().all(|key| said.contains_key(*key)).then_some(said)
}
