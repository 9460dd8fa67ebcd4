//! What a round is computed from: the tree of its day, the columns of its criteria, and judgements by paper.

use super::Round;
use super::criteria::EnteredSetting;
use super::rows::Versions;
use crate::figure::columns;
use crate::unit::on::TreeDay;
use crate::{Answer, AppError, Work};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;
use vunggoc_core::Id;
use vunggoc_core::period::Period;
use vunggoc_core::screening::{Columns, Criterion, Decided, Inputs, Judged, Judgement, Latest, Test};
use vunggoc_db::{args, sql};

/// Everything that a screening needs, read in one snapshot.
pub(super) struct Ready {
    pub(super) day: Arc<TreeDay>,
    /// The positions of the subtree that is looked at.
    pub(super) range: Range<usize>,
    /// As they hold on the day of the tree, in the order of the rules.
    pub(super) criteria: Vec<Criterion>,
    /// What was laid over each of them here.
    pub(super) settings: Vec<Option<EnteredSetting>>,
    pub(super) inputs: Inputs,
    /// The figures that were changed since they were first entered.
    pub(super) versions: Versions,
}

/// Indicator and period of every figure that a test looks at.
fn wanted<'a>(test: &'a Test, latest: &Latest) -> Vec<(&'a str, Period)> {
    let run: Vec<Period> = latest.run(test).into_iter().flatten().collect();
    let mut out = Vec::new();
    let mut of = |condition: &'a vunggoc_core::screening::Condition, period: Period| {
        out.push((condition.of.name.code.as_str(), period));
        out.extend(condition.base.iter().map(|b| (b.name.code.as_str(), period)));
    };
    for period in &run {
        of(&test.condition, *period);
    }
    if let (Some(when), Some(first)) = (&test.when, run.first()) {
        of(when, *first);
    }
    out
}

impl Work {
    /// Reads what a round is computed from.
    pub(super) async fn ready(&mut self, round: &Round) -> Answer<Ready> {
        let mut criteria = self.criteria_in_force(round.on).await?;
        criteria.retain(|c| round.criteria.contains(&c.criterion.name.code));
        let (criteria, settings): (Vec<Criterion>, Vec<_>) =
            criteria.into_iter().map(|c| (c.criterion, c.by)).unzip();
        let day = self.tree_on(round.tree, round.on).await?;
        let at = day.order().position(round.under).ok_or(AppError::Broken(crate::Rule::UnitNotThere))?;
        let latest = Latest::of(round.periods.iter().copied());
        let tests = criteria.iter().filter_map(|c| match &c.decided {
            Decided::Figures(test) => Some(test),
            Decided::Judgement => None,
        });
        let pairs: BTreeSet<(&str, Period)> = tests.flat_map(|t| wanted(t, &latest)).collect();
        let pairs: Vec<(&str, Period)> = pairs.into_iter().collect();
        let mut held = Columns::new(day.units().len());
        let mut versions = Versions::new();
        for ((code, period), read) in pairs.iter().zip(columns::read(self, &day, &pairs).await?) {
            held.put(code, *period, read.column).map_err(|m| AppError::fault(format!("a column: {m:?}")))?;
            if !read.versions.is_empty() {
                versions.insert(((*code).to_owned(), *period), read.versions);
            }
        }
        let judgements = self.judgements(round, &day).await?;
        let inputs = Inputs { units: day.units().clone(), columns: held, latest, judgements };
        Ok(Ready { range: day.order().subtree(at), day, criteria, settings, inputs, versions })
    }

    /// The last judgement of each criterion and unit, entered for a day not after the tree's.
    async fn judgements(
        &mut self,
        round: &Round,
        day: &TreeDay,
    ) -> Answer<HashMap<String, HashMap<usize, Judgement>>> {
        let rows = self
            .all(
                sql!(
                    "SELECT unit_id, criterion, judged, paper_id FROM judgement WHERE judged_on <= $1
                     ORDER BY judged_on, id"
                ),
                args![round.on],
            )
            .await?;
        let mut held: HashMap<String, HashMap<usize, Judgement>> = HashMap::new();
        for row in &rows {
            let Some(at) = day.order().position(Id::new(row.int("unit_id")?)) else { continue };
            let judged = match row.text("judged")?.as_str() {
                "present" => Judged::Present,
                _ => Judged::Resolved,
            };
            let entered = Judgement { paper: Id::new(row.int("paper_id")?), judged };
            held.entry(row.text("criterion")?).or_default().insert(at, entered);
        }
        Ok(held)
    }
}
