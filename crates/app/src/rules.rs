//! Bộ quy tắc: reads the files under `rules/` into values of the domain.
//!
//! The shipped files are embedded in the program. All are read and checked together, so that a code that is
//! used but declared nowhere, a value without source or a criterion that cannot be computed is refused before
//! anything is decided by it. What is known of each value (source, confidence, dates) travels with it.
//! Overrides of an installation are not here: they are dated records that are laid over these values.

mod catalogue;
mod fault;
mod levels;
mod raw;

use sha2::{Digest, Sha256};
use vunggoc_core::indicator::Indicator;
use vunggoc_core::rulebook::Levels;

pub use fault::{RuleFault, What};

/// The files, by name, in the order in which they are read and hashed.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// `rules/levels.toml`
    pub levels: &'a str,
    /// `rules/indicators.toml`
    pub indicators: &'a str,
}

/// The files as shipped.
pub const SHIPPED: Texts<'static> = Texts {
    levels: include_str!("../../../rules/levels.toml"),
    indicators: include_str!("../../../rules/indicators.toml"),
};

/// Bộ quy tắc: everything the files declare, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Levels and kinds of units.
    pub levels: Levels,
    /// The catalogue of indicators, in the order of the file.
    pub indicators: Vec<Indicator>,
    /// SHA-256 over all files: what a round freezes.
    pub hash: [u8; 32],
}

impl Rules {
    /// The rules as shipped.
    pub fn shipped() -> Result<Self, RuleFault> {
        Self::read(SHIPPED)
    }

    /// Reads and checks a set of files.
    pub fn read(texts: Texts<'_>) -> Result<Self, RuleFault> {
        let levels = levels::read(texts.levels)?;
        let indicators = catalogue::read(texts.indicators, &levels)?;
        Ok(Self { levels, indicators, hash: hash(texts) })
    }

    /// The indicator with a code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.code == code)
    }

    /// The hash as it is written on a round and on an issued report.
    pub fn hash_text(&self) -> String {
        hex::encode(self.hash)
    }
}

impl<'a> Texts<'a> {
    /// Name and text of each file.
    fn all(self) -> [(&'static str, &'a str); 2] {
        [("levels.toml", self.levels), ("indicators.toml", self.indicators)]
    }
}

/// Each file enters with its name and length, so that moving text from one file to another changes the hash;
/// line ends do not.
fn hash(texts: Texts<'_>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for (name, text) in texts.all() {
        let text = text.replace("\r\n", "\n");
        digest.update(format!("{name}\0{}\0", text.len()).as_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().into()
}
