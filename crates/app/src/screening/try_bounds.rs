//! Thử mức khác: who would be added and who would drop out under other bounds. Nothing is stored.

use super::Round;
use crate::unit::on::TreeDay;
use crate::{Answer, Ctx};
use serde::Serialize;
use std::ops::Range;
use vunggoc_core::Id;
use vunggoc_core::access::Action;
use vunggoc_core::screening::{Bound, Change, Screened, Shift};

/// The most units named of each kind.
pub const NAMED: usize = 200;

/// What other bounds would change.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Tried {
    /// Units with a sign that counts under the bounds in force, on today's figures.
    pub n_now: i64,
    /// Of each criterion tried.
    pub criteria: Vec<TriedShift>,
    /// Of all together: has a sign that counts, or has none.
    pub whole: TriedShift,
}

/// Who would be added, who would drop out.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TriedShift {
    /// The criterion; blank for all together.
    pub criterion: String,
    /// How many would be added.
    pub n_added: i64,
    /// How many would drop out.
    pub n_dropped: i64,
    /// The first of those added, in the order of the tree.
    pub added: Vec<TriedUnit>,
    /// The first of those that drop out.
    pub dropped: Vec<TriedUnit>,
}

/// A unit that would change.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct TriedUnit {
    /// The unit.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// Tries other bounds with the criteria, tree and periods of a round, on the figures as they are now.
pub async fn try_bounds(ctx: &Ctx, id: Id<Round>, bounds: &[(String, Bound)]) -> Answer<Tried> {
    let mut work = ctx.look().await?;
    let round = work.round(id, Action::Screen).await?;
    let ready = work.ready(&round).await?;
    let screened = Screened::run(&ready.criteria, &ready.inputs);
    let place = |code: &str| ready.criteria.iter().position(|c| c.name.code == code);
    let changes: Vec<Change> = bounds
        .iter()
        .filter_map(|(code, bound)| Some(Change { criterion: place(code)?, bound: *bound }))
        .collect();
    let (each, whole) = screened.what_if(&changes);
    let n_now = screened.any_hit().iter().filter(|p| ready.range.contains(p)).count();
    let criteria = each.iter().map(|(c, shift)| {
        let code = ready.criteria.get(*c).map_or("", |c| c.name.code.as_str());
        named(code, shift, &ready.day, &ready.range)
    });
    Ok(Tried {
        n_now: i64::try_from(n_now).unwrap_or(0),
        criteria: criteria.collect(),
        whole: named("", &whole, &ready.day, &ready.range),
    })
}

fn named(criterion: &str, shift: &Shift, day: &TreeDay, range: &Range<usize>) -> TriedShift {
    let inside = |positions: &[usize]| -> Vec<usize> {
        positions.iter().copied().filter(|p| range.contains(p)).collect()
    };
    let units = |positions: &[usize]| -> Vec<TriedUnit> {
        let unit =
            |p: &usize| Some(TriedUnit { id: day.order().unit(*p)?.number(), name: day.name(*p).to_owned() });
        positions.iter().take(NAMED).filter_map(unit).collect()
    };
    let (added, dropped) = (inside(&shift.added), inside(&shift.dropped));
    let n = |positions: &[usize]| i64::try_from(positions.len()).unwrap_or(0);
    TriedShift {
        criterion: criterion.to_owned(),
        n_added: n(&added),
        n_dropped: n(&dropped),
        added: units(&added),
        dropped: units(&dropped),
    }
}
