//! Biểu B02: tình hình tăng, giảm, for any two days, subtree, level and group; every number opens its units.

use super::read_spell;
use crate::{Answer, AppError, Ctx, Rule, Work};
use serde::Serialize;
use std::collections::HashMap;
use vunggoc_core::access::Action;
use vunggoc_core::listing::flow::{Category, End, Flow, History, Origin, flow as count};
use vunggoc_core::listing::{Listing, Spell, Tier};
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// What the table is about.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub to_on: Date,
    /// The subtree.
    pub under: Id<Unit>,
    /// Diện and nhóm; the level makes the rows.
    pub category: Category,
}

/// A row of the table: one level, or both together.
#[derive(Debug, Clone)]
pub struct FlowRow {
    /// The level; none for the sum.
    pub tier: Option<Tier>,
    /// Its numbers.
    pub flow: Flow,
    /// Cuối kỳ năm trước: the stock on the same day a year before.
    pub year_before: Vec<Id<Listing>>,
}

/// The table.
#[derive(Debug, Clone)]
pub struct FlowTable {
    /// Thành phố, cấp dưới, tổng.
    pub rows: Vec<FlowRow>,
}

vunggoc_core::tagged! {
    /// Cột của biểu B02, in printed order.
    pub enum Column {
        /// Đầu kỳ.
        Opening = "opening",
        /// Đưa vào mới.
        Listed = "listed",
        /// Trong đó phát sinh trở lại.
        Relapsed = "relapsed",
        /// Nhận từ cấp khác.
        FromTier = "from-tier",
        /// Chuyển nhóm, diện đến.
        FromGroup = "from-group",
        /// Tăng do sắp xếp.
        ByReorganisation = "by-reorganisation",
        /// Hoàn thành, đưa ra khỏi diện.
        Removed = "removed",
        /// Chuyển cấp khác.
        ToTier = "to-tier",
        /// Chuyển nhóm, diện đi.
        ToGroup = "to-group",
        /// Giảm do sắp xếp.
        OutByReorganisation = "out-by-reorganisation",
        /// Cuối kỳ.
        Closing = "closing",
        /// Cuối kỳ năm trước.
        YearBefore = "year-before",
    }
}

impl Column {
    /// The listings that make the number of this column.
    pub fn of(self, row: &FlowRow) -> &[Id<Listing>] {
        let flow = &row.flow;
        match self {
            Self::Opening => &flow.opening,
            Self::Listed => &flow.listed,
            Self::Relapsed => &flow.relapsed,
            Self::FromTier => &flow.from_tier,
            Self::FromGroup => &flow.from_group,
            Self::ByReorganisation => &flow.by_reorganisation,
            Self::Removed => &flow.removed,
            Self::ToTier => &flow.to_tier,
            Self::ToGroup => &flow.to_group,
            Self::OutByReorganisation => &flow.out_by_reorganisation,
            Self::Closing => &flow.closing,
            Self::YearBefore => &row.year_before,
        }
    }
}

/// Stock and flow of listings.
pub async fn flow(ctx: &Ctx, question: Question) -> Answer<FlowTable> {
    if question.to_on < question.from_on {
        return Err(AppError::Broken(Rule::Field { name: "to_on" }));
    }
    let mut work = ctx.look().await?;
    work.leave(Action::ReadListings, Action::ReadListings, question.under).await?;
    let histories = work.histories(question.under).await?;
    let row = |tier: Option<Tier>| {
        let category = Category { tier, ..question.category };
        FlowRow {
            tier,
            flow: count(&histories, category, question.from_on, question.to_on),
            year_before: year_before(&histories, category, question.to_on),
        }
    };
    Ok(FlowTable { rows: vec![row(Some(Tier::Upper)), row(Some(Tier::Lower)), row(None)] })
}

fn year_before(histories: &[History], category: Category, to_on: Date) -> Vec<Id<Listing>> {
    use jiff::ToSpan as _;
    let Ok(day) = to_on.checked_sub(1.year()) else { return Vec::new() };
    let held = |h: &&History| h.on(day).is_some_and(|s| category.takes(&s.placement));
    histories.iter().filter(held).map(|h| h.id).collect()
}

impl Work {
    /// Every listing that ever lay in a subtree, with the days on which it did.
    pub(crate) async fn histories(&mut self, under: Id<Unit>) -> Answer<Vec<History>> {
        let mut spells: HashMap<i64, Vec<Spell>> = HashMap::new();
        let rows = self
            .all(
                sql!(
                    "SELECT s.listing_id, s.from_on, s.until_on, s.tier, s.status, s.grp, s.owner_id, s.due_on, s.begun_by, s.decision_id
                     FROM listing_spell s JOIN listing l ON l.id = s.listing_id AND l.state <> 'annulled'
                     WHERE EXISTS (SELECT 1 FROM unit_path p WHERE p.ancestor_id = $1 AND p.descendant_id = l.unit_id)
                     ORDER BY s.listing_id, s.from_on"
                ),
                args![under.number()],
            )
            .await?;
        for row in &rows {
            spells.entry(row.int("listing_id")?).or_default().push(read_spell(row)?);
        }
        let mut inside: HashMap<i64, Vec<(Date, Date)>> = HashMap::new();
        let rows = self
            .all(
                sql!(
                    "SELECT p.descendant_id, p.from_on, p.until_on FROM unit_path p
                     WHERE p.ancestor_id = $1 AND EXISTS (SELECT 1 FROM listing l WHERE l.unit_id = p.descendant_id)"
                ),
                args![under.number()],
            )
            .await?;
        for row in &rows {
            let days = (row.date("from_on")?, row.date("until_on")?);
            inside.entry(row.int("descendant_id")?).or_default().push(days);
        }
        let heads = self
            .all(
                sql!(
                    "SELECT l.id, l.unit_id, l.state,
                       (SELECT COUNT(*) FROM listing e WHERE e.unit_id = l.unit_id AND e.state = 'removed' AND e.closed_on <= l.opened_on) AS n_before
                     FROM listing l WHERE l.opened_on IS NOT NULL AND l.state <> 'annulled' ORDER BY l.id"
                ),
                &[],
            )
            .await?;
        let mut histories = Vec::new();
        for row in &heads {
            let (id, unit) = (row.int("id")?, row.int("unit_id")?);
            let Some(spells) = spells.remove(&id) else { continue };
            let end = if row.text("state")? == "ended" { End::Reorganised } else { End::Plain };
            let origin = if row.int("n_before")? > 0 { Origin::Relapse } else { Origin::New };
            let inside = inside.get(&unit).cloned().unwrap_or_default();
            histories.push(History { id: Id::new(id), unit: Id::new(unit), spells, end, origin, inside });
        }
        Ok(histories)
    }
}

/// A listing behind a number of the table.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Behind {
    /// The listing's number.
    pub id: i64,
    /// The unit's number.
    pub unit_id: i64,
    /// The unit's name at the end of the period (or its last one).
    pub unit: String,
    /// Since when it is listed.
    pub opened_on: Option<String>,
    /// Until when it was.
    pub closed_on: Option<String>,
}

/// The listings behind a number, in Vietnamese order.
pub async fn behind(
    ctx: &Ctx,
    question: Question,
    tier: Option<Tier>,
    column: Column,
) -> Answer<Vec<Behind>> {
    let table = flow(ctx, question).await?;
    let row = table.rows.iter().find(|r| r.tier == tier).ok_or(AppError::NotFound)?;
    let mut work = ctx.look().await?;
    let mut out = Vec::new();
    for id in column.of(row) {
        let head = sql!("SELECT unit_id, opened_on, closed_on FROM listing WHERE id = $1");
        let head = work.one(head, args![id.number()]).await?;
        let unit: Id<Unit> = Id::new(head.int("unit_id")?);
        out.push(Behind {
            id: id.number(),
            unit_id: unit.number(),
            unit: crate::unit::find::name_on(&mut work, unit, question.to_on).await?,
            opened_on: head.opt_text("opened_on")?,
            closed_on: head.opt_text("closed_on")?,
        });
    }
    out.sort_by_cached_key(|b| crate::collate::sort_key(&b.unit));
    Ok(out)
}
