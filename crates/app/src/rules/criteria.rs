//! `rules/criteria.toml` and `rules/groups.toml`.

use super::raw::{At, RawGround, RawReach, file, once};
use super::{RuleFault, What};
use serde::Deserialize;
use vunggoc_core::indicator::Indicator;
use vunggoc_core::listing::Group;
use vunggoc_core::period::PeriodKind;
use vunggoc_core::rulebook::{Confidence, Ground, Levels, Named};
use vunggoc_core::screening::{
    Area, BaseZero, Bound, Comparison, Condition, Criterion, Decided, Effect, GroupRule, Lift, LiftRule,
    Measured, Missing, Shipped, Template, Test,
};

const FILE: &str = "criteria.toml";
const GROUPS: &str = "groups.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    criterion: Vec<Raw>,
}

#[derive(Deserialize)]
struct Raw {
    code: String,
    area: String,
    shipped: String,
    vi: String,
    en: String,
    reach: RawReach,
    decided: String,
    of: Option<String>,
    base: Option<String>,
    comparison: Option<String>,
    bound: Option<RawBound>,
    period: Option<String>,
    n_periods: Option<u8>,
    missing: Option<String>,
    base_zero: Option<String>,
    when: Option<RawCondition>,
    lift: Option<RawLift>,
    effect: String,
    says_vi: String,
    says_en: String,
    bound_source: Option<String>,
    bound_confidence: Option<String>,
    #[serde(flatten)]
    ground: RawGround,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondition {
    of: String,
    base: Option<String>,
    comparison: String,
    bound: RawBound,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum RawBound {
    Whole(i64),
    Share([i64; 2]),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLift {
    to: String,
    rule: Option<String>,
    more_than: Option<RawBound>,
    at_least: Option<u32>,
}

/// Reads the criteria; every indicator they name must stand in the catalogue, every level in its file.
pub(super) fn read(
    text: &str,
    levels: &Levels,
    catalogue: &[Indicator],
) -> Result<Vec<Criterion>, RuleFault> {
    let raw: File = file(FILE, text)?;
    once(FILE, raw.criterion.iter().map(|c| c.code.as_str()))?;
    raw.criterion.into_iter().map(|c| criterion(c, levels, catalogue)).collect()
}

fn criterion(raw: Raw, levels: &Levels, catalogue: &[Indicator]) -> Result<Criterion, RuleFault> {
    let code = raw.code.clone();
    let at = At { file: FILE, entry: &code };
    let decided = match raw.decided.as_str() {
        "judgement" if raw.of.is_none() => Decided::Judgement,
        "figures" => Decided::Figures(test(at, &raw, catalogue)?),
        _ => return Err(at.fault(What::Word { field: "decided", value: raw.decided })),
    };
    let of_test = match &decided {
        Decided::Figures(test) => Some(test),
        Decided::Judgement => None,
    };
    let says = |text: &str| {
        let template = Template::read(text).map_err(|e| at.fault(What::Sentence(e)))?;
        template.fits(of_test).map_err(|e| at.fault(What::Sentence(e)))?;
        Ok(template)
    };
    let (says_vi, says_en) = (says(&raw.says_vi)?, says(&raw.says_en)?);
    if of_test.is_some_and(Test::is_sensitive) && (says_vi.tells_figures() || says_en.tells_figures()) {
        return Err(at.fault(What::Conflict(
            "câu nêu số đếm nhỏ cần che · the sentence tells a count that may be small",
        )));
    }
    let area: Area = at.word("area", &raw.area, Area::from_tag)?;
    if !code.starts_with(area.tag()) {
        return Err(at.fault(What::Conflict("mã khác lĩnh vực · code and area differ")));
    }
    Ok(Criterion {
        name: at.named(raw.vi, raw.en)?,
        area,
        shipped: at.word("shipped", &raw.shipped, Shipped::from_tag)?,
        reach: raw.reach.read(at, levels)?,
        decided,
        lift: raw.lift.map(|l| lift(at, l, levels)).transpose()?,
        effect: at.word("effect", &raw.effect, Effect::from_tag)?,
        says_vi,
        says_en,
        ground: raw.ground.read(at)?,
        bound_ground: bound_ground(at, raw.bound_source, raw.bound_confidence)?,
    })
}

fn bound_ground(
    at: At<'_>,
    source: Option<String>,
    confidence: Option<String>,
) -> Result<Option<Ground>, RuleFault> {
    match (source, confidence) {
        (None, None) => Ok(None),
        (Some(source), Some(confidence)) => Ok(Some(Ground {
            source: at.text("bound_source", source)?,
            confidence: at.word("bound_confidence", &confidence, Confidence::from_tag)?,
            from_on: None,
            until_on: None,
        })),
        _ => Err(at.fault(What::Blank("bound_source, bound_confidence"))),
    }
}

fn test(at: At<'_>, raw: &Raw, catalogue: &[Indicator]) -> Result<Test, RuleFault> {
    let given = |field: &'static str, value: &Option<String>| {
        value.clone().ok_or_else(|| at.fault(What::Blank(field)))
    };
    let period = at.word("period", &given("period", &raw.period)?, PeriodKind::from_tag)?;
    let main = RawCondition {
        of: given("of", &raw.of)?,
        base: raw.base.clone(),
        comparison: given("comparison", &raw.comparison)?,
        bound: raw.bound.ok_or_else(|| at.fault(What::Blank("bound")))?,
    };
    let n_periods = raw.n_periods.unwrap_or(1);
    if !(1..=Criterion::MOST_PERIODS).contains(&n_periods) {
        return Err(at.fault(What::Word { field: "n_periods", value: n_periods.to_string() }));
    }
    Ok(Test {
        when: raw.when.as_ref().map(|w| condition(at, w, period, catalogue)).transpose()?,
        condition: condition(at, &main, period, catalogue)?,
        period,
        n_periods,
        missing: at.word("missing", &given("missing", &raw.missing)?, Missing::from_tag)?,
        base_zero: at.word("base_zero", &given("base_zero", &raw.base_zero)?, BaseZero::from_tag)?,
    })
}

fn condition(
    at: At<'_>,
    raw: &RawCondition,
    period: PeriodKind,
    catalogue: &[Indicator],
) -> Result<Condition, RuleFault> {
    let measured = |code: &String| {
        let found = catalogue.iter().find(|i| i.code == *code);
        let found = found.ok_or_else(|| at.fault(What::Unknown(code.clone())))?;
        if found.period != period {
            return Err(at.fault(What::Conflict("nội dung thuộc kỳ khác · indicator of another period")));
        }
        let name = Named { code: code.clone(), vi: found.name_vi.clone(), en: found.name_en.clone() };
        Ok(Measured { name, scale: found.scale, sensitivity: found.sensitivity })
    };
    let (of, base) = (measured(&raw.of)?, raw.base.as_ref().map(measured).transpose()?);
    if base.as_ref().is_some_and(|b| b.scale != of.scale) {
        return Err(at.fault(What::Conflict("số chữ số thập phân khác nhau · scales differ")));
    }
    let bound = bound(at, raw.bound)?;
    Ok(Condition {
        of,
        base,
        comparison: at.word("comparison", &raw.comparison, Comparison::from_tag)?,
        bound,
    })
}

fn bound(at: At<'_>, raw: RawBound) -> Result<Bound, RuleFault> {
    let bound = match raw {
        RawBound::Whole(n) => Bound::whole(n),
        RawBound::Share([n, d]) => Bound::share(n, d),
    };
    bound.map_err(|_| at.fault(What::Conflict("mức ngoài giới hạn · bound out of range")))
}

fn lift(at: At<'_>, raw: RawLift, levels: &Levels) -> Result<Lift, RuleFault> {
    if levels.level(&raw.to).is_none() {
        return Err(at.fault(What::Unknown(raw.to)));
    }
    let rule = match (raw.rule.as_deref(), raw.more_than, raw.at_least) {
        (Some("shown"), None, None) => LiftRule::Shown,
        (None, Some(share), None) => LiftRule::MoreThan(bound(at, share)?),
        (None, None, Some(n)) => LiftRule::AtLeast(n),
        _ => {
            return Err(
                at.fault(What::Conflict("lift: chọn một cách · choose one of shown, more_than, at_least"))
            );
        }
    };
    Ok(Lift { to: raw.to, rule })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    group: Vec<RawGroup>,
}

#[derive(Deserialize)]
struct RawGroup {
    code: String,
    vi: String,
    en: String,
    asks_vi: String,
    asks_en: String,
    effects: Vec<String>,
    n_signs: Option<usize>,
    n_areas: Option<usize>,
    #[serde(flatten)]
    ground: RawGround,
}

/// Reads the rules of the three groups.
pub(super) fn read_groups(text: &str) -> Result<Vec<GroupRule>, RuleFault> {
    let raw: GroupFile = file(GROUPS, text)?;
    once(GROUPS, raw.group.iter().map(|g| g.code.as_str()))?;
    raw.group.into_iter().map(group).collect()
}

fn group(raw: RawGroup) -> Result<GroupRule, RuleFault> {
    let at = At { file: GROUPS, entry: &raw.code };
    let effects = raw.effects.iter().map(|e| at.word("effects", e, Effect::from_tag));
    let signs = match (raw.n_signs, raw.n_areas) {
        (None, None) => None,
        (Some(n), Some(areas)) if n >= areas && areas >= 1 => Some((n, areas)),
        _ => return Err(at.fault(What::Conflict("n_signs, n_areas"))),
    };
    Ok(GroupRule {
        group: at.word("code", &raw.code, Group::from_tag)?,
        asks_vi: at.text("asks_vi", raw.asks_vi)?,
        asks_en: at.text("asks_en", raw.asks_en)?,
        effects: effects.collect::<Result<_, _>>()?,
        signs,
        ground: raw.ground.read(at)?,
        name: at.named(raw.vi, raw.en)?,
    })
}
