//! What the files share: grounds, names, reaches and tagged words.

use super::{RuleFault, What};
use serde::Deserialize;
use vunggoc_core::Date;
use vunggoc_core::rulebook::{Confidence, Ground, Levels, Named, Reach, Standing};
use vunggoc_core::unit::Tree;

/// The entry of a file that is being read: every fault names it.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) file: &'static str,
    pub(super) entry: &'a str,
}

impl At<'_> {
    pub(super) fn fault(self, what: What) -> RuleFault {
        RuleFault::new(self.file, self.entry, what)
    }

    /// A tagged word of the domain.
    pub(super) fn word<T>(
        self,
        field: &'static str,
        value: &str,
        from_tag: fn(&str) -> Option<T>,
    ) -> Result<T, RuleFault> {
        from_tag(value).ok_or_else(|| self.fault(What::Word { field, value: value.to_owned() }))
    }

    /// A text that must say something.
    pub(super) fn text(self, field: &'static str, value: String) -> Result<String, RuleFault> {
        if value.trim().is_empty() { Err(self.fault(What::Blank(field))) } else { Ok(value) }
    }

    pub(super) fn named(self, vi: String, en: String) -> Result<Named, RuleFault> {
        let code = self.text("code", self.entry.to_owned())?;
        Ok(Named { code, vi: self.text("vi", vi)?, en: self.text("en", en)? })
    }
}

/// Reads one file.
pub(super) fn file<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, RuleFault> {
    toml::from_str(text).map_err(|e| RuleFault::new(file, "-", What::Shape(e.to_string())))
}

/// Refuses a code that stands twice.
pub(super) fn once<'a>(file: &'static str, codes: impl Iterator<Item = &'a str>) -> Result<(), RuleFault> {
    let mut seen = std::collections::HashSet::new();
    for code in codes {
        if !seen.insert(code) {
            return Err(RuleFault::new(file, code, What::Twice));
        }
    }
    Ok(())
}

#[derive(Deserialize, Clone)]
pub(super) struct RawGround {
    source: String,
    confidence: String,
    from_on: Option<toml::value::Datetime>,
    until_on: Option<toml::value::Datetime>,
}

impl RawGround {
    pub(super) fn read(self, at: At<'_>) -> Result<Ground, RuleFault> {
        let (from_on, until_on) = (date(at, self.from_on)?, date(at, self.until_on)?);
        if let (Some(from), Some(until)) = (from_on, until_on)
            && from >= until
        {
            return Err(at.fault(What::Dates));
        }
        let confidence = at.word("confidence", &self.confidence, Confidence::from_tag)?;
        Ok(Ground { source: at.text("source", self.source)?, confidence, from_on, until_on })
    }
}

pub(super) fn date(at: At<'_>, value: Option<toml::value::Datetime>) -> Result<Option<Date>, RuleFault> {
    let Some(value) = value else { return Ok(None) };
    value.to_string().parse().map(Some).map_err(|_| at.fault(What::Dates))
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReach {
    #[serde(default = "party")]
    tree: String,
    levels: Vec<String>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default = "any")]
    standing: String,
}

fn party() -> String {
    Tree::Party.tag().to_owned()
}
fn any() -> String {
    Standing::Any.tag().to_owned()
}

impl RawReach {
    pub(super) fn read(self, at: At<'_>, levels: &Levels) -> Result<Reach, RuleFault> {
        let tree = at.word("tree", &self.tree, Tree::from_tag)?;
        if self.levels.is_empty() {
            return Err(at.fault(What::Blank("levels")));
        }
        for code in &self.levels {
            if levels.level(code).is_none_or(|l| l.tree != tree) {
                return Err(at.fault(What::Unknown(code.clone())));
            }
        }
        for code in &self.kinds {
            if levels.kind(code).is_none_or(|k| k.tree != tree) {
                return Err(at.fault(What::Unknown(code.clone())));
            }
        }
        let standing = at.word("standing", &self.standing, Standing::from_tag)?;
        Ok(Reach { tree, levels: self.levels, kinds: self.kinds, standing })
    }
}
