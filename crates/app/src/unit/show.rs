//! Một tổ chức: its place in the tree on a day, what is below it, its past, its codes and links.

use crate::{Answer, Ctx, Work};
use serde::Serialize;
use vunggoc_core::access::Action;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// A step of the way from the root.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Step {
    /// Its number.
    pub id: i64,
    /// Its name on the day.
    pub name: String,
}

/// A unit directly below.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Below {
    /// Its number.
    pub id: i64,
    /// Its name on the day.
    pub name: String,
    /// Its level: a code.
    pub level: String,
    /// Its kind: a code.
    pub kind: String,
    /// How many units stand below it.
    pub n_below: i64,
}

/// A piece of its past.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Past {
    /// First day.
    pub from_on: String,
    /// First day on which it was no longer so; none while it lasts.
    pub until_on: Option<String>,
    /// Name.
    pub name: String,
    /// Level: a code.
    pub level: String,
    /// Kind: a code.
    pub kind: String,
    /// The unit above.
    pub parent: Option<Step>,
    /// Number of the paper by which it became so.
    pub paper: Option<String>,
}

/// A unit as its page shows it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct UnitPage {
    /// Its number.
    pub id: i64,
    /// Its tree: party, place, state, body.
    pub tree: String,
    /// The version to name when changing it.
    pub version: i64,
    /// The day shown.
    pub on: String,
    /// Its name on the day (or its last one).
    pub name: String,
    /// Its level on the day.
    pub level: String,
    /// Its kind on the day.
    pub kind: String,
    /// The first day without it, where it has ended.
    pub ended_on: Option<String>,
    /// From the root down to the unit above.
    pub way: Vec<Step>,
    /// Directly below on the day.
    pub below: Vec<Below>,
    /// Oldest first.
    pub past: Vec<Past>,
    /// Scheme and code.
    pub codes: Vec<(String, String)>,
    /// Bảng tên gọi khác.
    pub aliases: Vec<String>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// Shows a unit on a day (today where none is given).
pub async fn show(ctx: &Ctx, id: Id<Unit>, on: Option<Date>) -> Answer<UnitPage> {
    let mut work = ctx.look().await?;
    let unit = work.unit(id, Action::ReadRegister).await?;
    let on = on.unwrap_or(work.today());
    let spell = unit.on(on).or(unit.latest()).cloned().ok_or(crate::AppError::NotFound)?;
    let on = if spell.covers(on) { on } else { spell.until_on.yesterday().unwrap_or(on).max(spell.from_on) };
    let may_change = work.may(Action::ChangeRegister, id).await?;
    Ok(UnitPage {
        id: id.number(),
        tree: unit.tree.tag().into(),
        version: unit.version.0,
        on: on.to_string(),
        name: spell.name,
        level: spell.level,
        kind: spell.kind,
        ended_on: unit.ended_on().map(|d| d.to_string()),
        way: work.way(id, on).await?,
        below: work.below(id, on).await?,
        past: work.past(&unit).await?,
        codes: work.codes(id).await?,
        aliases: work.aliases(id).await?,
        may_change,
    })
}

impl Work {
    /// From the root down to the unit above, as far as the reader may see.
    pub(crate) async fn way(&mut self, id: Id<Unit>, on: Date) -> Answer<Vec<Step>> {
        let rows = self
            .all(
                sql!(
                    "SELECT p.ancestor_id, s.name,
                       (SELECT COUNT(*) FROM unit_path q WHERE q.descendant_id = p.ancestor_id AND q.from_on <= $2 AND q.until_on > $2) AS depth
                     FROM unit_path p JOIN unit_spell s ON s.unit_id = p.ancestor_id AND s.from_on <= $2 AND s.until_on > $2
                     WHERE p.descendant_id = $1 AND p.ancestor_id <> $1 AND p.from_on <= $2 AND p.until_on > $2
                     ORDER BY depth"
                ),
                args![id.number(), on],
            )
            .await?;
        rows.iter().map(|r| Ok(Step { id: r.int("ancestor_id")?, name: r.text("name")? })).collect()
    }

    async fn below(&mut self, id: Id<Unit>, on: Date) -> Answer<Vec<Below>> {
        let rows = self
            .all(
                sql!(
                    "SELECT s.unit_id, s.name, s.level, s.kind,
                       (SELECT COUNT(*) FROM unit_spell b WHERE b.parent_id = s.unit_id AND b.from_on <= $2 AND b.until_on > $2) AS n_below
                     FROM unit_spell s WHERE s.parent_id = $1 AND s.from_on <= $2 AND s.until_on > $2
                     ORDER BY s.name_sort, s.unit_id"
                ),
                args![id.number(), on],
            )
            .await?;
        let read = |r: &vunggoc_db::Row| {
            Ok(Below {
                id: r.int("unit_id")?,
                name: r.text("name")?,
                level: r.text("level")?,
                kind: r.text("kind")?,
                n_below: r.int("n_below")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn past(&mut self, unit: &Unit) -> Answer<Vec<Past>> {
        let mut past = Vec::new();
        for spell in unit.spells() {
            let parent = match spell.parent {
                Some(id) => {
                    let name = super::find::name_on(self, id, spell.from_on).await?;
                    Some(Step { id: id.number(), name })
                }
                None => None,
            };
            let paper = match spell.paper {
                Some(id) => {
                    let number = sql!("SELECT number FROM paper WHERE id = $1");
                    Some(self.one(number, args![id.number()]).await?.text("number")?)
                }
                None => None,
            };
            past.push(Past {
                from_on: spell.from_on.to_string(),
                until_on: (spell.until_on != vunggoc_core::OPEN_END).then(|| spell.until_on.to_string()),
                name: spell.name.clone(),
                level: spell.level.clone(),
                kind: spell.kind.clone(),
                parent,
                paper,
            });
        }
        Ok(past)
    }

    async fn codes(&mut self, id: Id<Unit>) -> Answer<Vec<(String, String)>> {
        let rows = self
            .all(
                sql!("SELECT scheme, code FROM unit_code WHERE unit_id = $1 ORDER BY from_on, scheme"),
                args![id.number()],
            )
            .await?;
        rows.iter().map(|r| Ok((r.text("scheme")?, r.text("code")?))).collect()
    }

    async fn aliases(&mut self, id: Id<Unit>) -> Answer<Vec<String>> {
        let rows = self
            .all(
                sql!("SELECT alias FROM unit_alias WHERE unit_id = $1 ORDER BY alias_folded"),
                args![id.number()],
            )
            .await?;
        rows.iter().map(|r| r.text("alias").map_err(Into::into)).collect()
    }
}
