//! The rules as data: `xtask/house.toml`.

use anyhow::Context as _;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What `house.toml` holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct House {
    /// The most lines a file may have.
    pub(crate) max_lines: usize,
    /// Endings of type names that say nothing.
    pub(crate) empty_names: Vec<String>,
    /// Crate of ours → crates of ours that it may name.
    pub(crate) edges: BTreeMap<String, Vec<String>>,
    /// Foreign crates kept out of crates of ours.
    pub(crate) never: Vec<Never>,
    /// Words that may not be read by people.
    pub(crate) word: Vec<Word>,
}

/// Foreign crates that some crates of ours may not name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Never {
    pub(crate) crates: Vec<String>,
    pub(crate) names: Vec<String>,
    pub(crate) why: String,
}

/// A word kept out of some folders.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Word {
    pub(crate) text: String,
    #[serde(rename = "in")]
    pub(crate) folders: Vec<String>,
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    #[serde(default)]
    pub(crate) except: Vec<String>,
    pub(crate) say: String,
}

/// Reads the rules of the house.
pub(crate) fn read(root: &Path) -> anyhow::Result<House> {
    let path = root.join("xtask/house.toml");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}
