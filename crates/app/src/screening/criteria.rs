//! Tiêu chí và mức áp dụng: the criteria of the rules with what this installation laid over them.
//!
//! A setting rests on a paper and holds from a day; of those that have begun on a day, the one entered last holds. An
//! old round keeps the settings it was run with: its findings carry their bounds, its head names their versions. The
//! criteria are open to everybody who is signed in; setting them needs leave at the root of the Party tree. Not here:
//! what a criterion looks at, its comparison and its sentence, which are the rules'.

use super::Broken;
use crate::event::{Entry, NOTHING};
use crate::rules::Rules;
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use serde::Serialize;
use std::collections::BTreeMap;
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft;
use vunggoc_core::screening::{Bound, Criterion, Decided, Setting, Shipped, TestSetting};
use vunggoc_core::{Date, Id, Version};
use vunggoc_db::{Row, args, sql};

/// A criterion as it holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The criterion, with what was laid over it.
    pub criterion: Criterion,
    /// What was laid over it; none where the rules hold as shipped.
    pub by: Option<EnteredSetting>,
}

/// A setting as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct EnteredSetting {
    /// Its version: 1 for the first of its criterion.
    pub version: i64,
    /// From which day it holds.
    pub from_on: String,
    /// Whether the criterion is chosen at first for a round: `on`, `off`.
    pub chosen: String,
    /// Upper and lower term of the bound; none where that of the rules holds.
    pub bound: Option<[i64; 2]>,
    /// How many periods one after another; none where that of the rules holds.
    pub n_periods: Option<i64>,
    /// Số, ký hiệu.
    pub number: String,
    /// Ngày ký.
    pub signed_on: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// When it was entered.
    pub recorded_at: String,
}

/// Mức áp dụng that a round was run with; kept in its head as `A4:2`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct AppliedSetting {
    /// Code of the criterion.
    pub criterion: String,
    /// Which of those entered on it.
    pub version: i64,
}

/// A criterion as it holds on a day, in a line.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CriterionInForce {
    /// Its code.
    pub code: String,
    /// Its name in Vietnamese.
    pub name_vi: String,
    /// Its name in English.
    pub name_en: String,
    /// Whether it is chosen at first for a round: `on`, `off`.
    pub chosen: &'static str,
    /// The indicator it looks at; none where a person decides by a paper.
    pub indicator: Option<String>,
    /// The base of a share.
    pub base: Option<String>,
    /// How it compares: `below`, `at-most`, `above`, `at-least`.
    pub comparison: Option<&'static str>,
    /// Upper and lower term of the bound.
    pub bound: Option<[i64; 2]>,
    /// How many periods one after another.
    pub n_periods: Option<u8>,
    /// What was laid over it here.
    pub by: Option<EnteredSetting>,
}

/// A criterion with its life here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionPage {
    /// As the rules have it.
    pub shipped: Criterion,
    /// As it holds today.
    pub now: InForce,
    /// What was entered here, newest first.
    pub entered: Vec<EnteredSetting>,
    /// Version of what was entered last; 0 where nothing was.
    pub version: i64,
    /// Whether the reader may set it.
    pub may_set: bool,
}

/// A setting as typed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingDraft {
    /// Code of the criterion.
    pub criterion: String,
    /// From which day it holds.
    pub from_on: Date,
    /// What it sets.
    pub setting: Setting,
    /// The paper of the competent body.
    pub paper: Draft,
}

/// Every criterion as it holds on a day, in the order of the rules.
pub async fn in_force(ctx: &Ctx, on: Date) -> Answer<Vec<InForce>> {
    ctx.look().await?.criteria_in_force(on).await
}

/// Every criterion as it holds today, in lines.
pub async fn lines(ctx: &Ctx) -> Answer<Vec<CriterionInForce>> {
    let all = in_force(ctx, ctx.today()).await?;
    Ok(all.into_iter().map(InForce::line).collect())
}

/// One criterion, with what was entered on it.
pub async fn criterion(ctx: &Ctx, code: &str) -> Answer<CriterionPage> {
    let mut work = ctx.look().await?;
    let shipped = Rules::resident()?.criterion(code).ok_or(AppError::NotFound)?.clone();
    let today = work.today();
    let mut all = work.criteria_in_force(today).await?;
    let place = all.iter().position(|c| c.criterion.name.code == code).ok_or(AppError::NotFound)?;
    let root = work.party_root().await?;
    let mut entered = work.settings(Some(code)).await?.remove(code).unwrap_or_default();
    entered.reverse();
    Ok(CriterionPage {
        shipped,
        now: all.swap_remove(place),
        version: entered.first().map_or(0, |s| s.version),
        entered,
        may_set: work.may(Action::SetCriteria, root).await?,
    })
}

/// Lays a setting over a criterion; rounds run from its day on take it up, earlier rounds stay as they are.
pub async fn set(ctx: &Ctx, draft: &SettingDraft, seen: Version) -> Answer<i64> {
    change!(ctx, |work| { work.set_criterion(draft, seen).await })
}

impl Work {
    /// Every criterion as it holds on a day, in the order of the rules.
    pub(crate) async fn criteria_in_force(&mut self, on: Date) -> Answer<Vec<InForce>> {
        let held = self.settings(None).await?;
        let on = on.to_string();
        let laid = |shipped: &Criterion| {
            let mut entered = held.get(&shipped.name.code).into_iter().flatten();
            let by = entered.rfind(|s| s.from_on <= on).cloned();
            let criterion = match &by {
                Some(set) => shipped.with(set.setting()?).map_err(|unfit| {
                    AppError::fault(format!("setting {} of {}: {unfit:?}", set.version, shipped.name.code))
                })?,
                None => shipped.clone(),
            };
            Ok(InForce { criterion, by })
        };
        Rules::resident()?.criteria.iter().map(laid).collect()
    }

    /// What was entered on each criterion, or on one, oldest first.
    async fn settings(&mut self, code: Option<&str>) -> Answer<BTreeMap<String, Vec<EnteredSetting>>> {
        let rows = self
            .all(
                sql!(
                    "SELECT s.criterion, s.version, s.from_on, s.chosen, s.numerator, s.denominator, s.n_periods,
                       s.recorded_at, p.number, p.signed_on, p.issuer
                     FROM criterion_setting s JOIN paper p ON p.id = s.paper_id
                     WHERE CAST($1 AS TEXT) IS NULL OR s.criterion = $1 ORDER BY s.criterion, s.version"
                ),
                args![code],
            )
            .await?;
        let mut held: BTreeMap<String, Vec<EnteredSetting>> = BTreeMap::new();
        for row in &rows {
            held.entry(row.text("criterion")?).or_default().push(read(row)?);
        }
        Ok(held)
    }

    async fn set_criterion(&mut self, draft: &SettingDraft, seen: Version) -> Answer<i64> {
        let root = self.party_root().await?;
        self.leave(Action::ReadRegister, Action::SetCriteria, root).await?;
        let code = draft.criterion.as_str();
        let shipped = Rules::resident()?.criterion(code).ok_or(AppError::NotFound)?;
        shipped
            .with(draft.setting)
            .map_err(|unfit| AppError::Broken(Rule::Screening(Broken::Unfit(unfit))))?;
        let newest = sql!("SELECT MAX(version) AS version FROM criterion_setting WHERE criterion = $1");
        let held = self.one(newest, args![code]).await?.opt_int("version")?;
        at_version(seen, held.map_or(NOTHING, Version))?;
        let paper = self.keep_paper(root, &draft.paper.clone().check()?).await?;
        let (version, Setting { chosen, test }) = (seen.next().0, draft.setting);
        let facts = serde_json::json!({
            "criterion": code, "version": version, "from": draft.from_on.to_string(), "chosen": chosen.tag(),
            "bound": test.map(|t| [t.bound.numerator(), t.bound.denominator()]),
            "n_periods": test.map(|t| t.n_periods), "paper": paper.number(),
        });
        let id: Id<EnteredSetting> = self.next_id("criterion-setting").await?;
        let (noun_id, unit) = (id.number(), Some(root));
        let entry = Entry { noun: "criterion-setting", noun_id, from: NOTHING, action: "set", unit, facts };
        let event = self.record(entry).await?;
        let insert = sql!(
            "INSERT INTO criterion_setting (id, criterion, version, from_on, chosen, numerator, denominator, n_periods,
               paper_id, recorded_at, event_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        );
        let values = args![
            noun_id,
            code,
            version,
            draft.from_on,
            chosen.tag(),
            test.map(|t| t.bound.numerator()),
            test.map(|t| t.bound.denominator()),
            test.map(|t| i64::from(t.n_periods)),
            paper.number(),
            self.now(),
            event
        ];
        self.run(insert, values).await?;
        Ok(version)
    }
}

impl InForce {
    fn line(self) -> CriterionInForce {
        let Criterion { name, shipped, decided, .. } = self.criterion;
        let test = match decided {
            Decided::Figures(test) => Some(test),
            Decided::Judgement => None,
        };
        let condition = test.as_ref().map(|t| &t.condition);
        CriterionInForce {
            code: name.code,
            name_vi: name.vi,
            name_en: name.en,
            chosen: shipped.tag(),
            indicator: condition.map(|c| c.of.name.code.clone()),
            base: condition.and_then(|c| c.base.as_ref()).map(|b| b.name.code.clone()),
            comparison: condition.map(|c| c.comparison.tag()),
            bound: condition.map(|c| [c.bound.numerator(), c.bound.denominator()]),
            n_periods: test.as_ref().map(|t| t.n_periods),
            by: self.by,
        }
    }
}

impl AppliedSetting {
    /// All of a round, as they are kept in its head.
    pub(super) fn kept(all: &[Self]) -> String {
        let words: Vec<String> = all.iter().map(|s| format!("{}:{}", s.criterion, s.version)).collect();
        words.join(" ")
    }
    /// All of a round, from its head.
    pub(super) fn read(kept: &str) -> Answer<Vec<Self>> {
        let one = |word: &str| {
            let (criterion, version) = word.split_once(':')?;
            Some(Self { criterion: criterion.to_owned(), version: version.parse().ok()? })
        };
        let odd = || AppError::fault(format!("settings of a round: {kept}"));
        kept.split_whitespace().map(|word| one(word).ok_or_else(odd)).collect()
    }
}

impl EnteredSetting {
    fn setting(&self) -> Answer<Setting> {
        let odd = || AppError::fault(format!("a setting of a criterion: {self:?}"));
        let test = self.bound.zip(self.n_periods).map(|([numerator, denominator], n)| {
            let bound = Bound::of_terms(numerator, denominator).map_err(|_| odd())?;
            Ok::<_, AppError>(TestSetting { bound, n_periods: u8::try_from(n).map_err(|_| odd())? })
        });
        Ok(Setting { chosen: Shipped::from_tag(&self.chosen).ok_or_else(odd)?, test: test.transpose()? })
    }
}

fn read(row: &Row) -> Answer<EnteredSetting> {
    Ok(EnteredSetting {
        version: row.int("version")?,
        from_on: row.text("from_on")?,
        chosen: row.text("chosen")?,
        bound: row.opt_int("numerator")?.zip(row.opt_int("denominator")?).map(|(n, d)| [n, d]),
        n_periods: row.opt_int("n_periods")?,
        number: row.text("number")?,
        signed_on: row.text("signed_on")?,
        issuer: row.text("issuer")?,
        recorded_at: row.text("recorded_at")?,
    })
}
