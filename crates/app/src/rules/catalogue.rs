//! `rules/indicators.toml`.

use super::raw::{At, RawGround, RawReach, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use vunggoc_core::indicator::{Indicator, Nature, Origin, OverTime, OverTree, Sensitivity, Travel};
use vunggoc_core::period::PeriodKind;
use vunggoc_core::rulebook::Levels;

const FILE: &str = "indicators.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    indicator: Vec<Raw>,
}

#[derive(Deserialize)]
struct Raw {
    code: String,
    vi: String,
    en: String,
    counted_vi: String,
    counted_en: String,
    nature: String,
    period: String,
    over_tree: String,
    over_time: String,
    travel: String,
    #[serde(default)]
    scale: u8,
    #[serde(default = "open")]
    sensitivity: String,
    base: Option<String>,
    origin: String,
    held_by: RawReach,
    #[serde(flatten)]
    ground: RawGround,
}

fn open() -> String {
    Sensitivity::Open.tag().to_owned()
}

pub(super) fn read(text: &str, levels: &Levels) -> Result<Vec<Indicator>, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.indicator.iter().map(|i| i.code.as_str()))?;
    let all: Vec<Indicator> =
        raw.indicator.into_iter().map(|i| indicator(i, levels)).collect::<Result<_, _>>()?;
    for i in &all {
        let at = At { file: FILE, entry: &i.code };
        let Some(base) = &i.base else { continue };
        let Some(base) = all.iter().find(|b| b.code == *base) else {
            return Err(at.fault(What::Unknown(base.clone())));
        };
        if base.over_tree != i.over_tree {
            return Err(
                at.fault(What::Conflict("mẫu số cộng khác tử số · base adds otherwise than its part"))
            );
        }
    }
    Ok(all)
}

fn indicator(raw: Raw, levels: &Levels) -> Result<Indicator, RuleFault> {
    let at = At { file: FILE, entry: &raw.code };
    let name = at.named(raw.vi, raw.en)?;
    if raw.scale > 4 {
        return Err(at.fault(What::Word { field: "scale", value: raw.scale.to_string() }));
    }
    Ok(Indicator {
        name_vi: name.vi,
        name_en: name.en,
        counted_vi: at.text("counted_vi", raw.counted_vi)?,
        counted_en: at.text("counted_en", raw.counted_en)?,
        nature: at.word("nature", &raw.nature, Nature::from_tag)?,
        scale: raw.scale,
        over_tree: at.word("over_tree", &raw.over_tree, OverTree::from_tag)?,
        over_time: at.word("over_time", &raw.over_time, OverTime::from_tag)?,
        travel: at.word("travel", &raw.travel, Travel::from_tag)?,
        sensitivity: at.word("sensitivity", &raw.sensitivity, Sensitivity::from_tag)?,
        base: raw.base,
        period: at.word("period", &raw.period, PeriodKind::from_tag)?,
        held_by: raw.held_by.read(at, levels)?,
        origin: at.word("origin", &raw.origin, Origin::from_tag)?,
        ground: raw.ground.read(at)?,
        code: name.code,
    })
}
