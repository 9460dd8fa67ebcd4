//! Tổ chức đảng, cơ quan, địa bàn, ban chỉ đạo: the register's use cases.

pub mod annul;
pub mod change;
pub mod find;
pub mod link;
pub mod load;
pub mod on;
mod paths;
pub mod record;
pub mod roots;
pub mod show;

use crate::event::EventId;
use crate::{Answer, AppError, Work, collate};
use vunggoc_core::access::Action;
use vunggoc_core::fold::fold;
use vunggoc_core::unit::{Spell, Tree, Unit};
use vunggoc_core::{Id, OPEN_END, Version};
use vunggoc_db::{Row, args, sql};

pub use vunggoc_core::unit::{Act, Correction, NAME_LIMIT};

impl Work {
    /// A unit, looked up for an action.
    pub(crate) async fn unit(&mut self, id: Id<Unit>, action: Action) -> Answer<Unit> {
        self.leave(Action::ReadRegister, action, id).await?;
        self.unit_unasked(id).await
    }

    /// A unit without asking for leave: for rules that need it, never for showing it.
    pub(crate) async fn unit_unasked(&mut self, id: Id<Unit>) -> Answer<Unit> {
        let head = sql!("SELECT tree, version FROM unit WHERE id = $1 AND annulled_at IS NULL");
        let Some(row) = self.maybe(head, args![id.number()]).await? else { return Err(AppError::NotFound) };
        let tree = Tree::from_tag(&row.text("tree")?).ok_or_else(|| AppError::fault("tree of a unit"))?;
        let version = Version(row.int("version")?);
        let spells = self
            .all(
                sql!(
                    "SELECT unit_id, from_on, until_on, name, kind, level, parent_id, paper_id
                     FROM unit_spell WHERE unit_id = $1 ORDER BY from_on"
                ),
                args![id.number()],
            )
            .await?;
        let spells = spells.iter().map(read_spell).collect::<Answer<_>>()?;
        Unit::restore(id, tree, version, spells)
            .ok_or_else(|| AppError::fault(format!("spells of unit {id}")))
    }

    /// Writes the spells of a unit anew; spells that differ from before are kept in the past.
    pub(crate) async fn write_unit(&mut self, unit: &Unit, event: EventId) -> Answer<()> {
        let now = self.now();
        self.keep_spells_past(unit.id, event).await?;
        self.run(sql!("DELETE FROM unit_spell WHERE unit_id = $1"), args![unit.id.number()]).await?;
        let mut values = Vec::new();
        let mut previous = None;
        for spell in unit.spells() {
            values.extend(spell_values(unit.id, unit.tree, spell, previous, now, event));
            previous = Some(spell.until_on);
        }
        self.tx.insert_many(INSERT_SPELL, SPELL_COLUMNS, &values).await?;
        self.run(
            sql!("UPDATE unit SET version = $2, last_until_on = $3, event_id = $4 WHERE id = $1"),
            args![unit.id.number(), unit.version.0, unit.ended_on().unwrap_or(OPEN_END), event],
        )
        .await?;
        Ok(())
    }

    /// Keeps the spells of a unit as they stand, before an event replaces them or takes them away.
    pub(crate) async fn keep_spells_past(&mut self, id: Id<Unit>, event: EventId) -> Answer<()> {
        let now = self.now();
        self.run(
            sql!(
                "INSERT INTO unit_spell_past (unit_id, from_on, until_on, name, kind, level, parent_id, paper_id, recorded_at, replaced_at, replaced_by)
                 SELECT unit_id, from_on, until_on, name, kind, level, parent_id, paper_id, recorded_at, $2, $3
                 FROM unit_spell WHERE unit_id = $1"
            ),
            args![id.number(), now, event],
        )
        .await?;
        Ok(())
    }
}

pub(crate) const INSERT_SPELL: &str = "INSERT INTO unit_spell (unit_id, tree, from_on, until_on, prev_until_on, name, name_folded, name_sort, kind, level, parent_id, paper_id, recorded_at, event_id)";
pub(crate) const SPELL_COLUMNS: usize = 14;

pub(crate) fn spell_values(
    id: Id<Unit>,
    tree: Tree,
    spell: &Spell,
    previous: Option<vunggoc_core::Date>,
    now: jiff::Timestamp,
    event: EventId,
) -> [vunggoc_db::Value; SPELL_COLUMNS] {
    use vunggoc_db::Value as V;
    [
        V::from(id.number()),
        V::from(tree.tag()),
        V::from(spell.from_on),
        V::from(spell.until_on),
        V::from(previous),
        V::from(&spell.name),
        V::from(fold(&spell.name)),
        V::from(collate::sort_key(&spell.name)),
        V::from(&spell.kind),
        V::from(&spell.level),
        V::from(spell.parent.map(Id::number)),
        V::from(spell.paper.map(Id::number)),
        V::from(now),
        V::from(event),
    ]
}

pub(crate) fn read_spell(row: &Row) -> Answer<Spell> {
    Ok(Spell {
        from_on: row.date("from_on")?,
        until_on: row.date("until_on")?,
        name: row.text("name")?,
        kind: row.text("kind")?,
        level: row.text("level")?,
        parent: row.opt_int("parent_id")?.map(Id::new),
        paper: row.opt_int("paper_id")?.map(Id::new),
    })
}
