//! Quan hệ giữa các cây: a Party organisation leads an agency, a unit lies in a place; added and ended, each by a paper.
//!
//! A relation belongs to the unit from which it leads; both sides show it. It changes by that unit's version.

use crate::account::grant::said;
use crate::event::{Entry, EventId};
use crate::work::at_version;
use crate::{Answer, AppError, Ctx, Rule, Work};
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft;
use vunggoc_core::unit::{Relation, Unit};
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{DbError, args, sql};

/// A relation to be added.
#[derive(Debug, Clone)]
pub struct Wish {
    /// How they relate.
    pub relation: Relation,
    /// The unit of another tree.
    pub other: Id<Unit>,
    /// Since when.
    pub from_on: Date,
    /// The paper that says so, where there is one.
    pub paper: Option<Draft>,
}

/// Which relation of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// How they relate.
    pub relation: Relation,
    /// The unit of another tree.
    pub other: Id<Unit>,
    /// Since when.
    pub from_on: Date,
}

/// Adds a relation. Both units must exist on its first day, and it must not hold then already.
pub async fn link(ctx: &Ctx, id: Id<Unit>, seen: Version, wish: Wish) -> Answer<Id<Unit>> {
    change!(ctx, |work| {
        let unit = work.unit(id, Action::ChangeRegister).await?;
        at_version(seen, unit.version)?;
        let other = work.unit(wish.other, Action::ReadRegister).await?;
        if !wish.relation.joins(unit.tree, other.tree) {
            return Err(said("link-trees"));
        }
        if unit.on(wish.from_on).is_none() || other.on(wish.from_on).is_none() {
            return Err(AppError::Broken(Rule::UnitNotThere));
        }
        let held = sql!(
            "SELECT unit_id FROM unit_link WHERE unit_id = $1 AND relation = $2 AND other_id = $3 AND until_on > $4 LIMIT 1"
        );
        let which = args![id.number(), wish.relation.tag(), other.id.number(), wish.from_on];
        if work.maybe(held, which).await?.is_some() {
            return Err(said("link-there"));
        }
        let paper = work.paper_of(id, wish.paper.clone()).await?;
        let event = work.touch_unit(&unit, "link", facts(wish.relation, other.id, wish.from_on)).await?;
        let insert = sql!(
            "INSERT INTO unit_link (unit_id, relation, other_id, from_on, until_on, paper_id, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        );
        let row = args![
            id.number(),
            wish.relation.tag(),
            other.id.number(),
            wish.from_on,
            OPEN_END,
            paper.map(Id::number),
            event
        ];
        match work.tx.run(insert, row).await {
            Ok(_) => Ok(id),
            Err(DbError::Unique { .. }) => Err(said("link-there")),
            Err(other) => Err(other.into()),
        }
    })
}

/// Ends a relation: it was true until now.
pub async fn unlink(
    ctx: &Ctx,
    id: Id<Unit>,
    seen: Version,
    which: Which,
    until_on: Date,
    paper: Option<Draft>,
) -> Answer<Id<Unit>> {
    change!(ctx, |work| {
        let unit = work.unit(id, Action::ChangeRegister).await?;
        at_version(seen, unit.version)?;
        if until_on <= which.from_on {
            return Err(said("link-end"));
        }
        let paper = work.paper_of(id, paper.clone()).await?;
        let event = work.touch_unit(&unit, "unlink", facts(which.relation, which.other, until_on)).await?;
        let update = sql!(
            "UPDATE unit_link SET until_on = $5, until_paper_id = $6, event_id = $7
             WHERE unit_id = $1 AND relation = $2 AND other_id = $3 AND from_on = $4 AND until_on = $8"
        );
        let values = args![
            id.number(),
            which.relation.tag(),
            which.other.number(),
            which.from_on,
            until_on,
            paper.map(Id::number),
            event,
            OPEN_END
        ];
        work.tx.run_one(update, values).await?;
        Ok(id)
    })
}

fn facts(relation: Relation, other: Id<Unit>, on: Date) -> serde_json::Value {
    serde_json::json!({ "relation": relation.tag(), "other": other.number(), "on": on.to_string() })
}

impl Work {
    /// The event of a change that leaves the spells as they are.
    async fn touch_unit(
        &mut self,
        unit: &Unit,
        verb: &'static str,
        facts: serde_json::Value,
    ) -> Answer<EventId> {
        let (noun_id, from) = (unit.id.number(), unit.version);
        let event = self
            .record(Entry { noun: "unit", noun_id, from, action: verb, unit: Some(unit.id), facts })
            .await?;
        let update = sql!("UPDATE unit SET version = $2, event_id = $3 WHERE id = $1 AND version = $4");
        self.tx.run_one(update, args![noun_id, from.next().0, event, from.0]).await?;
        Ok(event)
    }
}
