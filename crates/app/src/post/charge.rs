//! Phân công phụ trách, giúp đỡ: a post in charge of a unit, a unit that helps another; dated, by a paper, seen on both sides.

use crate::event::{Entry, NOTHING};
use crate::{Answer, AppError, Ctx, Rule};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::paper::Draft as PaperDraft;
use vunggoc_core::post::Broken;
use vunggoc_core::post::charge::{Charge, Who};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, OPEN_END, Version};
use vunggoc_db::{DbError, Row, args, sql};

/// Puts a post in charge of a unit, or has a unit help another, from a day on, by a paper.
pub async fn begin(ctx: &Ctx, charge: Charge, paper: PaperDraft) -> Answer<Id<Charge>> {
    change!(ctx, |work| {
        let target = work.unit(charge.target, Action::ManagePosts).await?;
        target.on(charge.from_on).ok_or(AppError::Broken(Rule::UnitNotThere))?;
        let (kind, post, helper) = match charge.who {
            Who::InCharge(post) => {
                work.post(post, Action::ReadRegister).await?;
                ("in-charge", Some(post.number()), None)
            }
            Who::Help(helper) => {
                let helper_unit = work.unit(helper, Action::ReadRegister).await?;
                helper_unit.on(charge.from_on).ok_or(AppError::Broken(Rule::UnitNotThere))?;
                ("help", None, Some(helper.number()))
            }
        };
        let paper = work.keep_paper(charge.target, &paper.clone().check()?).await?;
        let id: Id<Charge> = work.next_id("charge").await?;
        let facts = serde_json::json!({
            "kind": kind, "post": post, "helper": helper, "target": charge.target.number(),
            "from_on": charge.from_on.to_string(), "paper": paper.number(),
        });
        let (noun_id, unit) = (id.number(), Some(charge.target));
        let entry = Entry { noun: "charge", noun_id, from: NOTHING, action: "begin", unit, facts };
        let event = work.record(entry).await?;
        let insert = sql!(
            "INSERT INTO charge (id, kind, post_id, helper_id, target_id, from_on, until_on, paper_id, version, event_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        );
        let (target, from_on) = (charge.target.number(), charge.from_on);
        let version = Version::FIRST.0;
        let values =
            args![noun_id, kind, post, helper, target, from_on, OPEN_END, paper.number(), version, event];
        work.tx.run(insert, values).await.map_err(|error| match error {
            DbError::Unique { .. } => AppError::from(Broken::HoldsAlready),
            other => other.into(),
        })?;
        Ok(id)
    })
}

/// Ends a charge or help; it held until before that day.
pub async fn end(ctx: &Ctx, id: Id<Charge>, seen: Version, on: Date) -> Answer<Id<Charge>> {
    change!(ctx, |work| {
        let row = sql!("SELECT target_id, from_on, until_on, version FROM charge WHERE id = $1");
        let row = work.maybe(row, args![id.number()]).await?.ok_or(AppError::NotFound)?;
        let target = Id::new(row.int("target_id")?);
        work.leave(Action::ReadRegister, Action::ManagePosts, target).await?;
        crate::work::at_version(seen, Version(row.int("version")?))?;
        if on <= row.date("from_on")? || on > row.date("until_on")? {
            return Err(Broken::EndsBeforeItBegins.into());
        }
        let facts = serde_json::json!({ "on": on.to_string() });
        let (noun_id, unit) = (id.number(), Some(target));
        let event =
            work.record(Entry { noun: "charge", noun_id, from: seen, action: "end", unit, facts }).await?;
        let update = sql!(
            "UPDATE charge SET until_on = $2, version = $3, event_id = $4 WHERE id = $1 AND version = $5"
        );
        work.tx.run_one(update, args![noun_id, on, seen.next().0, event, seen.0]).await?;
        Ok(id)
    })
}

/// A charge or help as a line, seen from either side.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ChargeLine {
    /// Its number.
    pub id: i64,
    /// The version to name when ending it.
    pub version: i64,
    /// in-charge or help.
    pub kind: String,
    /// The post in charge, with its unit, or the unit that helps.
    pub who: String,
    /// The unit of the post, or the helper: its number.
    pub who_unit_id: i64,
    /// Who holds the post today.
    pub holder: Option<String>,
    /// The unit under charge: its number.
    pub target_id: i64,
    /// Its name.
    pub target: String,
    /// First day.
    pub from_on: String,
    /// First day on which it no longer held.
    pub until_on: Option<String>,
    /// Number of its paper.
    pub paper: String,
    /// Its day.
    pub paper_on: String,
}

/// Both sides of a unit: who is in charge of it or helps it, and whom its posts or it itself take care of.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Charges {
    /// Over the unit.
    pub over: Vec<ChargeLine>,
    /// By the unit and its posts.
    pub by: Vec<ChargeLine>,
}

/// Charges on both sides of a unit, those that hold first.
pub async fn of_unit(ctx: &Ctx, unit: Id<Unit>) -> Answer<Charges> {
    let mut work = ctx.look().await?;
    work.unit(unit, Action::ReadRegister).await?;
    let today = work.today();
    let over = work
        .all(
            sql!(
                "SELECT c.id, c.version, c.kind, COALESCE(p.name, w.name) AS who, COALESCE(p.unit_id, c.helper_id) AS who_unit_id, h.holder,
                   c.target_id, u.name AS target, c.from_on, c.until_on, d.number, d.signed_on
                 FROM charge c LEFT JOIN post p ON p.id = c.post_id
                 LEFT JOIN tenure h ON h.post_id = c.post_id AND h.from_on <= $2 AND h.until_on > $2
                 LEFT JOIN unit_spell w ON w.unit_id = c.helper_id
                   AND w.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = c.helper_id AND z.from_on <= $2)
                 JOIN unit_spell u ON u.unit_id = c.target_id
                   AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = c.target_id AND z.from_on <= $2)
                 JOIN paper d ON d.id = c.paper_id WHERE c.target_id = $1 ORDER BY c.until_on DESC, c.kind DESC, c.from_on, c.id"
            ),
            args![unit.number(), today],
        )
        .await?;
    let by = work
        .all(
            sql!(
                "SELECT c.id, c.version, c.kind, COALESCE(p.name, w.name) AS who, COALESCE(p.unit_id, c.helper_id) AS who_unit_id, h.holder,
                   c.target_id, u.name AS target, c.from_on, c.until_on, d.number, d.signed_on
                 FROM charge c LEFT JOIN post p ON p.id = c.post_id
                 LEFT JOIN tenure h ON h.post_id = c.post_id AND h.from_on <= $2 AND h.until_on > $2
                 LEFT JOIN unit_spell w ON w.unit_id = c.helper_id
                   AND w.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = c.helper_id AND z.from_on <= $2)
                 JOIN unit_spell u ON u.unit_id = c.target_id
                   AND u.from_on = (SELECT MAX(z.from_on) FROM unit_spell z WHERE z.unit_id = c.target_id AND z.from_on <= $2)
                 JOIN paper d ON d.id = c.paper_id
                 WHERE c.helper_id = $1 OR c.post_id IN (SELECT q.id FROM post q WHERE q.unit_id = $1)
                 ORDER BY c.until_on DESC, c.kind DESC, u.name_sort, c.id"
            ),
            args![unit.number(), today],
        )
        .await?;
    let over = over.iter().map(read).collect::<Answer<_>>()?;
    // A helper sees whom it helps, also outside of what it was granted: the paper names both.
    Ok(Charges { over, by: by.iter().map(read).collect::<Answer<_>>()? })
}

fn read(row: &Row) -> Answer<ChargeLine> {
    let until_on = row.text("until_on")?;
    Ok(ChargeLine {
        id: row.int("id")?,
        version: row.int("version")?,
        kind: row.text("kind")?,
        who: row.text("who")?,
        who_unit_id: row.int("who_unit_id")?,
        holder: row.opt_text("holder")?,
        target_id: row.int("target_id")?,
        target: row.text("target")?,
        from_on: row.text("from_on")?,
        until_on: (until_on != OPEN_END.to_string()).then_some(until_on),
        paper: row.text("number")?,
        paper_on: row.text("signed_on")?,
    })
}
