//! `rules/forms.toml`.

use super::raw::{At, RawGround, RawReach, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use vunggoc_core::indicator::Indicator;
use vunggoc_core::period::PeriodKind;
use vunggoc_core::rulebook::{DueDays, FormRows, FormRule, Levels, Reach};

const FILE: &str = "forms.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: Vec<Raw>,
}

#[derive(Deserialize)]
struct Raw {
    code: String,
    vi: String,
    en: String,
    asked_of: RawReach,
    rows: String,
    indicators: Vec<String>,
    due: BTreeMap<String, u16>,
    due_days: String,
    #[serde(flatten)]
    ground: RawGround,
}

pub(super) fn read(text: &str, levels: &Levels, catalogue: &[Indicator]) -> Result<Vec<FormRule>, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.form.iter().map(|f| f.code.as_str()))?;
    raw.form.into_iter().map(|f| form(f, levels, catalogue)).collect()
}

fn form(raw: Raw, levels: &Levels, catalogue: &[Indicator]) -> Result<FormRule, RuleFault> {
    let at = At { file: FILE, entry: &raw.code };
    once(FILE, raw.indicators.iter().map(String::as_str))?;
    let asked_of = raw.asked_of.read(at, levels)?;
    let rows = at.word("rows", &raw.rows, FormRows::from_tag)?;
    let mut kinds = BTreeSet::new();
    for code in &raw.indicators {
        let Some(indicator) = catalogue.iter().find(|i| i.code == *code) else {
            return Err(at.fault(What::Unknown(code.clone())));
        };
        kinds.insert(indicator.period);
        if rows == FormRows::Own && !overlap(&indicator.held_by, &asked_of) {
            return Err(
                at.fault(What::Conflict("hỏi nơi không có số liệu · asked of units that do not hold it"))
            );
        }
    }
    let due = raw.due.iter().map(|(kind, days)| Ok((at.word("due", kind, PeriodKind::from_tag)?, *days)));
    let due: Vec<(PeriodKind, u16)> = due.collect::<Result<_, RuleFault>>()?;
    if due.iter().map(|(kind, _)| *kind).collect::<BTreeSet<_>>() != kinds {
        return Err(
            at.fault(What::Conflict("kỳ của biểu khác kỳ của nội dung · due differs from the periods asked"))
        );
    }
    Ok(FormRule {
        name: at.named(raw.vi, raw.en)?,
        asked_of,
        rows,
        due,
        due_days: at.word("due_days", &raw.due_days, DueDays::from_tag)?,
        ground: raw.ground.read(at)?,
        indicators: raw.indicators,
    })
}

/// Whether some unit can be both in the reach that holds a figure and in the one that is asked.
fn overlap(held: &Reach, asked: &Reach) -> bool {
    let common = |a: &[String], b: &[String]| a.iter().any(|x| b.contains(x));
    let kinds = held.kinds.is_empty() || asked.kinds.is_empty() || common(&held.kinds, &asked.kinds);
    held.tree == asked.tree && common(&held.levels, &asked.levels) && kinds
}
