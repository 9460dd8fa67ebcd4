//! `rules/plan.toml`.

use super::raw::{At, RawGround, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use vunggoc_core::plan::Kind;
use vunggoc_core::rulebook::{Holds, Place, PlanKind, PlanRules, PlanSection, Solution};

const FILE: &str = "plan.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<RawKind>,
    section: Vec<RawSection>,
    solution: Vec<RawSolution>,
}

#[derive(Deserialize)]
struct RawKind {
    code: String,
    symbol: String,
    vi: String,
    en: String,
    title: String,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawSection {
    code: String,
    of: Vec<String>,
    place: String,
    mark: String,
    mark_branch: Option<String>,
    vi: String,
    en: String,
    holds: String,
    hint_vi: String,
    hint_en: String,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
struct RawSolution {
    code: String,
    vi: String,
    en: String,
    #[serde(flatten)]
    ground: RawGround,
}

pub(super) fn read(text: &str) -> Result<PlanRules, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.kind.iter().map(|k| k.code.as_str()))?;
    once(FILE, raw.section.iter().map(|s| s.code.as_str()))?;
    once(FILE, raw.solution.iter().map(|s| s.code.as_str()))?;
    let kinds: Vec<PlanKind> = raw.kind.into_iter().map(kind).collect::<Result<_, _>>()?;
    if let Some(left_out) = Kind::ALL.iter().find(|k| !kinds.iter().any(|rule| rule.kind == **k)) {
        return Err(RuleFault::new(FILE, left_out.tag(), What::Blank("kind")));
    }
    let solution = |s: RawSolution| {
        let at = At { file: FILE, entry: &s.code };
        Ok(Solution { ground: s.ground.read(at)?, name: at.named(s.vi, s.en)? })
    };
    Ok(PlanRules {
        kinds,
        sections: raw.section.into_iter().map(section).collect::<Result<_, _>>()?,
        solutions: raw.solution.into_iter().map(solution).collect::<Result<_, RuleFault>>()?,
    })
}

fn kind(raw: RawKind) -> Result<PlanKind, RuleFault> {
    let at = At { file: FILE, entry: &raw.code };
    Ok(PlanKind {
        kind: at.word("code", &raw.code, Kind::from_tag)?,
        symbol: at.text("symbol", raw.symbol)?,
        title: at.text("title", raw.title)?,
        ground: raw.ground.read(at)?,
        name: at.named(raw.vi, raw.en)?,
    })
}

fn section(raw: RawSection) -> Result<PlanSection, RuleFault> {
    let at = At { file: FILE, entry: &raw.code };
    let of: Vec<Kind> = raw.of.iter().map(|k| at.word("of", k, Kind::from_tag)).collect::<Result<_, _>>()?;
    if of.is_empty() {
        return Err(at.fault(What::Blank("of")));
    }
    let holds = at.word("holds", &raw.holds, Holds::from_tag)?;
    Ok(PlanSection {
        of,
        place: at.word("place", &raw.place, Place::from_tag)?,
        mark: at.text("mark", raw.mark)?,
        mark_branch: raw.mark_branch,
        holds,
        hint_vi: raw.hint_vi,
        hint_en: raw.hint_en,
        ground: raw.ground.read(at)?,
        name: at.named(raw.vi, raw.en)?,
    })
}
