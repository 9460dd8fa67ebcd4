//! Kết quả rà soát, nhận diện: one round by part and criterion, its units by name, and all findings of one unit.

use super::criteria::AppliedSetting;
use super::rows::FindingDigest;
use super::{Round, explain};
use crate::unit::find::name_on;
use crate::{Answer, AppError, Ctx, Work};
use serde::Serialize;
use std::collections::HashMap;
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::listing::Group;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{Row, Value, args, sql};

/// Which units of a round are asked for.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only of this part (a unit directly below the one screened).
    pub part: Option<i64>,
    /// Only with a finding of this criterion.
    pub criterion: Option<String>,
    /// Only with a sign, or only with what could not be determined.
    pub outcome: Option<Found>,
    /// Only proposed for this group.
    pub group: Option<Group>,
    /// Part of the name.
    pub text: String,
    /// How many to pass over.
    pub offset: i64,
}

vunggoc_core::tagged! {
    /// What a finding says.
    pub enum Found {
        /// Có biểu hiện.
        Hit = "hit",
        /// Chưa xác định.
        Undetermined = "undetermined",
    }
}

/// A round as its page shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct RoundPage {
    /// Its number.
    pub id: i64,
    /// The unit whose subtree was screened.
    pub unit_id: i64,
    /// Its name on the day.
    pub unit: String,
    /// The day of the tree.
    pub on: String,
    /// Codes of the periods.
    pub periods: Vec<String>,
    /// Hash of the rules.
    pub rules_hash: String,
    /// What was laid over them here.
    pub settings: Vec<AppliedSetting>,
    /// The last seal before it: the state of data.
    pub seal_no: i64,
    /// Digest of all findings, in hexadecimal.
    pub digest: String,
    /// When it was run (UTC).
    pub run_at: String,
    /// By whom; none for a task of the program.
    pub run_by: Option<String>,
    /// Units screened.
    pub n_units: i64,
    /// Of them with a sign.
    pub n_hit: i64,
    /// Of them with a criterion that could not be determined.
    pub n_undetermined: i64,
    /// By criterion, in the order of the rules.
    pub criteria: Vec<CriterionLine>,
    /// By unit directly below.
    pub parts: Vec<PartLine>,
    /// The units asked for, in the order of the tree.
    pub units: Vec<UnitLine>,
    /// Whether more follow.
    pub more: bool,
}

/// One criterion of a round.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CriterionLine {
    /// Its code.
    pub code: String,
    /// Units it speaks of.
    pub n_applicable: i64,
    /// Units with the sign.
    pub n_hit: i64,
    /// Units of which it cannot be said.
    pub n_undetermined: i64,
}

/// One part of a round.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct PartLine {
    /// The unit.
    pub unit_id: i64,
    /// Its name on the day.
    pub unit: String,
    /// Units screened.
    pub n_units: i64,
    /// With a sign.
    pub n_hit: i64,
    /// With something undetermined.
    pub n_undetermined: i64,
    /// Proposed for group 1.
    pub n_one: i64,
    /// Proposed for group 2.
    pub n_two: i64,
    /// Proposed for group 3.
    pub n_three: i64,
}

/// One unit of a round with its findings.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UnitLine {
    /// The unit.
    pub unit_id: i64,
    /// Its name on the day.
    pub unit: String,
    /// The unit above it.
    pub above: Option<String>,
    /// Signs.
    pub n_hits: i64,
    /// Criteria that could not be determined.
    pub n_undetermined: i64,
    /// Figures missing.
    pub n_missing: i64,
    /// The proposed group.
    pub group: Option<String>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// One finding.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// Code of the criterion.
    pub criterion: String,
    /// hit or undetermined.
    pub outcome: String,
    /// The sentence, Vietnamese.
    pub says_vi: String,
    /// The sentence, English.
    pub says_en: String,
    /// What it was computed from, as JSON.
    pub inputs: String,
}

/// Units of one page.
pub const PAGE: i64 = 40;

/// Shows a round with the units that a filter takes.
pub async fn show(ctx: &Ctx, id: Id<Round>, filter: &Filter) -> Answer<RoundPage> {
    let mut work = ctx.look().await?;
    let round = work.round(id, Action::ReadFindings).await?;
    let (units, more) = work.units_of(id, &round, filter).await?;
    let row = work
        .one(
            sql!(
                "SELECT r.rules_hash, r.settings, r.seal_no, r.digest, r.run_at, r.n_units, r.n_hit, r.n_undetermined, a.shown_name
                 FROM round r JOIN event e ON e.id = r.event_id LEFT JOIN account a ON a.id = e.actor_id WHERE r.id = $1"
            ),
            args![id.number()],
        )
        .await?;
    Ok(RoundPage {
        id: id.number(),
        unit_id: round.under.number(),
        unit: name_on(&mut work, round.under, round.on).await?,
        on: round.on.to_string(),
        periods: round.periods.iter().map(ToString::to_string).collect(),
        rules_hash: row.text("rules_hash")?,
        settings: AppliedSetting::read(&row.text("settings")?)?,
        seal_no: row.int("seal_no")?,
        digest: hex::encode(row.bytes("digest")?),
        run_at: row.text("run_at")?,
        run_by: row.opt_text("shown_name")?,
        n_units: row.int("n_units")?,
        n_hit: row.int("n_hit")?,
        n_undetermined: row.int("n_undetermined")?,
        criteria: work.criteria_of(id, &round).await?,
        parts: work.parts_of(id, round.on).await?,
        units,
        more,
    })
}

impl Work {
    async fn criteria_of(&mut self, id: Id<Round>, round: &Round) -> Answer<Vec<CriterionLine>> {
        let rows = sql!(
            "SELECT criterion, n_applicable, n_hit, n_undetermined FROM round_criterion WHERE round_id = $1"
        );
        let rows = self.all(rows, args![id.number()]).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(CriterionLine {
                code: row.text("criterion")?,
                n_applicable: row.int("n_applicable")?,
                n_hit: row.int("n_hit")?,
                n_undetermined: row.int("n_undetermined")?,
            });
        }
        // The codes of the round stand in the order of its rules.
        lines.sort_by_key(|l| round.criteria.iter().position(|c| *c == l.code));
        Ok(lines)
    }

    async fn parts_of(&mut self, id: Id<Round>, on: Date) -> Answer<Vec<PartLine>> {
        let rows = self
            .all(
                sql!(
                    "SELECT p.unit_id, u.name, p.n_units, p.n_hit, p.n_undetermined, p.n_one, p.n_two, p.n_three
                     FROM round_part p JOIN unit_spell u ON u.unit_id = p.unit_id AND u.from_on <= $2 AND u.until_on > $2
                     WHERE p.round_id = $1 ORDER BY p.place"
                ),
                args![id.number(), on],
            )
            .await?;
        let read = |row: &Row| {
            Ok(PartLine {
                unit_id: row.int("unit_id")?,
                unit: row.text("name")?,
                n_units: row.int("n_units")?,
                n_hit: row.int("n_hit")?,
                n_undetermined: row.int("n_undetermined")?,
                n_one: row.int("n_one")?,
                n_two: row.int("n_two")?,
                n_three: row.int("n_three")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn units_of(
        &mut self,
        id: Id<Round>,
        round: &Round,
        filter: &Filter,
    ) -> Answer<(Vec<UnitLine>, bool)> {
        let like = format!("%{}%", fold(&filter.text).replace(['%', '_', '\\'], " "));
        let found = filter.outcome;
        let (hits, open) =
            (i64::from(found == Some(Found::Hit)), i64::from(found == Some(Found::Undetermined)));
        let rows = self
            .all(
                sql!(
                    "SELECT r.unit_id, u.name, a.name AS above, r.n_hits, r.n_undetermined, r.n_missing, r.grp
                     FROM round_unit r
                     JOIN unit_spell u ON u.unit_id = r.unit_id AND u.from_on <= $2 AND u.until_on > $2
                     LEFT JOIN unit_spell a ON a.unit_id = u.parent_id AND a.from_on <= $2 AND a.until_on > $2
                     WHERE r.round_id = $1 AND (CAST($3 AS BIGINT) IS NULL OR r.part_id = $3)
                     AND (CAST($4 AS TEXT) IS NULL OR r.grp = $4) AND r.n_hits >= $5 AND r.n_undetermined >= $6
                     AND u.name_folded LIKE $7
                     AND (CAST($8 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM finding f WHERE f.round_id = r.round_id
                       AND f.unit_id = r.unit_id AND f.criterion = $8 AND (CAST($9 AS TEXT) IS NULL OR f.outcome = $9)))
                     ORDER BY r.place LIMIT $10 OFFSET $11"
                ),
                args![
                    id.number(),
                    round.on,
                    filter.part,
                    filter.group.map(Group::tag),
                    hits,
                    open,
                    like,
                    filter.criterion.as_deref(),
                    found.map(Found::tag),
                    PAGE + 1,
                    filter.offset.max(0)
                ],
            )
            .await?;
        let page = usize::try_from(PAGE).unwrap_or(0);
        let more = rows.len() > page;
        let mut units: Vec<UnitLine> = rows.iter().take(page).map(read_unit).collect::<Answer<_>>()?;
        let ids: Vec<i64> = units.iter().map(|u| u.unit_id).collect();
        let mut findings = self.findings_of(id, round, &ids).await?;
        for unit in &mut units {
            unit.findings = findings.remove(&unit.unit_id).unwrap_or_default();
        }
        Ok((units, more))
    }

    /// The findings of at most [`PAGE`] units, by unit, signs first, then in the order of the rules.
    pub(super) async fn findings_of(
        &mut self,
        id: Id<Round>,
        round: &Round,
        units: &[i64],
    ) -> Answer<HashMap<i64, Vec<Finding>>> {
        let mut values = vec![Value::from(id.number())];
        let page = usize::try_from(PAGE).unwrap_or(0);
        // A place that is not needed holds a number nobody has.
        values.extend(units.iter().copied().chain(std::iter::repeat(-1)).take(page).map(Value::from));
        let rows = self
            .all(
                sql!(
                    "SELECT unit_id, criterion, outcome, says_vi, says_en, inputs FROM finding WHERE round_id = $1
                     AND unit_id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                       $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)"
                ),
                &values,
            )
            .await?;
        let mut found: HashMap<i64, Vec<Finding>> = HashMap::new();
        for row in &rows {
            found.entry(row.int("unit_id")?).or_default().push(read_finding(row)?);
        }
        let place = |f: &Finding| {
            (f.outcome != Found::Hit.tag(), round.criteria.iter().position(|c| *c == f.criterion))
        };
        for findings in found.values_mut() {
            findings.sort_by_key(place);
        }
        Ok(found)
    }
}

fn read_unit(row: &Row) -> Answer<UnitLine> {
    Ok(UnitLine {
        unit_id: row.int("unit_id")?,
        unit: row.text("name")?,
        above: row.opt_text("above")?,
        n_hits: row.int("n_hits")?,
        n_undetermined: row.int("n_undetermined")?,
        n_missing: row.int("n_missing")?,
        group: row.opt_text("grp")?,
        findings: Vec::new(),
    })
}

pub(super) fn read_finding(row: &Row) -> Answer<Finding> {
    Ok(Finding {
        criterion: row.text("criterion")?,
        outcome: row.text("outcome")?,
        says_vi: row.text("says_vi")?,
        says_en: row.text("says_en")?,
        inputs: row.text("inputs")?,
    })
}

/// All that a round found of one unit, with letters and explanations.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UnitFindings {
    /// The round.
    pub round_id: i64,
    /// The unit screened as a whole.
    pub under: String,
    /// The day of the tree.
    pub on: String,
    /// The unit with its findings.
    pub unit: UnitLine,
    /// Letters that asked about findings of this unit, the newest first.
    pub requests: Vec<explain::RequestLine>,
    /// Explanations by criterion, the oldest first.
    pub explanations: Vec<explain::Explained>,
    /// Judgements on this unit, the newest first.
    pub judgements: Vec<super::judge::JudgementLine>,
    /// Listings that rest on findings of this unit in this round.
    pub listings: Vec<i64>,
}

/// Shows all findings of one unit in a round.
pub async fn unit(ctx: &Ctx, id: Id<Round>, unit: Id<Unit>) -> Answer<UnitFindings> {
    let mut work = ctx.look().await?;
    let round = work.round(id, Action::ReadFindings).await?;
    let row = work
        .maybe(
            sql!(
                "SELECT r.unit_id, u.name, a.name AS above, r.n_hits, r.n_undetermined, r.n_missing, r.grp
                 FROM round_unit r
                 JOIN unit_spell u ON u.unit_id = r.unit_id AND u.from_on <= $3 AND u.until_on > $3
                 LEFT JOIN unit_spell a ON a.unit_id = u.parent_id AND a.from_on <= $3 AND a.until_on > $3
                 WHERE r.round_id = $1 AND r.unit_id = $2"
            ),
            args![id.number(), unit.number(), round.on],
        )
        .await?
        .ok_or(AppError::NotFound)?;
    let mut line = read_unit(&row)?;
    let mut findings = work.findings_of(id, &round, &[unit.number()]).await?;
    line.findings = findings.remove(&unit.number()).unwrap_or_default();
    let listings = sql!(
        "SELECT DISTINCT f.listing_id FROM listing_finding f JOIN listing l ON l.id = f.listing_id AND l.state <> 'annulled'
         WHERE f.round_id = $1 AND f.unit_id = $2 ORDER BY f.listing_id"
    );
    let listings = work.all(listings, args![id.number(), unit.number()]).await?;
    Ok(UnitFindings {
        round_id: id.number(),
        under: name_on(&mut work, round.under, round.on).await?,
        on: round.on.to_string(),
        unit: line,
        requests: work.requests_on(id, unit).await?,
        explanations: work.explained(id, unit).await?,
        judgements: work.judgements_on(unit).await?,
        listings: listings.iter().map(|r| r.int("listing_id").map_err(Into::into)).collect::<Answer<_>>()?,
    })
}

/// Whether the findings of a round are still those whose digest was taken when it was run.
pub async fn is_whole(ctx: &Ctx, id: Id<Round>) -> Answer<Whole> {
    let mut work = ctx.look().await?;
    let round = work.round(id, Action::ReadFindings).await?;
    let kept = work.one(sql!("SELECT digest FROM round WHERE id = $1"), args![id.number()]).await?;
    let rows = work
        .all(
            sql!(
                "SELECT unit_id, criterion, outcome, says_vi, says_en, inputs FROM finding WHERE round_id = $1
                 ORDER BY unit_id"
            ),
            args![id.number()],
        )
        .await?;
    let mut found =
        rows.iter().map(|r| Ok((r.int("unit_id")?, read_finding(r)?))).collect::<Answer<Vec<_>>>()?;
    found.sort_by_key(|(unit, f)| (*unit, round.criteria.iter().position(|c| *c == f.criterion)));
    let mut digest = FindingDigest::default();
    for (unit, f) in &found {
        for text in [&unit.to_string(), &f.criterion, &f.outcome, &f.says_vi, &f.says_en, &f.inputs] {
            digest.part(text);
        }
    }
    Ok(if kept.bytes("digest")? == digest.end() { Whole::Whole } else { Whole::Changed })
}

/// Whether what is kept is what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Nothing was changed.
    Whole,
    /// Something was.
    Changed,
}
