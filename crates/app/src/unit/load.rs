//! Many units at once: the sample, and an import that a person has confirmed.

use super::{INSERT_SPELL, SPELL_COLUMNS, spell_values};
use crate::event::{Entry, NOTHING};
use crate::unit::paths::Places;
use crate::{Answer, Ctx};
use vunggoc_core::access::Action;
use vunggoc_core::unit::{Spell, Tree, Unit};
use vunggoc_core::{Id, OPEN_END, Version};
use vunggoc_db::{Value, args, sql};

/// A unit with its whole past, its parents named by place in the list or by number.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// Its tree.
    pub tree: Tree,
    /// Oldest first, contiguous; parents as in [`Above`].
    pub spells: Vec<(Spell, Above)>,
    /// Scheme and code.
    pub codes: Vec<(String, String)>,
}

/// The unit above a spell of a new unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Above {
    /// None: a root.
    Nothing,
    /// A unit earlier in the same list.
    New(usize),
    /// A unit of the register.
    Known(Id<Unit>),
}

/// Writes new units in one transaction with one event; the number of the first, the others follow in order.
pub async fn load(ctx: &Ctx, source: &str, units: &[NewUnit]) -> Answer<Id<Unit>> {
    change!(ctx, |work| {
        for unit in units {
            for (_, above) in &unit.spells {
                if let Above::Known(id) = above {
                    work.leave(Action::ReadRegister, Action::ChangeRegister, *id).await?;
                }
            }
        }
        let n = i64::try_from(units.len()).unwrap_or(0);
        let first = vunggoc_db::next_ids(&mut work.tx, "unit", n).await?;
        let batch: Id<Unit> = work.next_id("unit-load").await?;
        let facts = serde_json::json!({ "source": source, "first": first, "n_units": n });
        let entry = Entry {
            noun: "unit-load",
            noun_id: batch.number(),
            from: NOTHING,
            action: "load",
            unit: None,
            facts,
        };
        let event = work.record(entry).await?;
        let (mut heads, mut spells, mut codes, mut places) = (vec![], vec![], vec![], Places::new());
        for (unit, id) in units.iter().zip(first..) {
            let mut previous = None;
            for (spell, above) in &unit.spells {
                let parent = match above {
                    Above::Nothing => None,
                    Above::New(place) => i64::try_from(*place).ok().map(|p| Id::new(first + p)),
                    Above::Known(id) => Some(*id),
                };
                let spell = Spell { parent, ..spell.clone() };
                spells.extend(spell_values(Id::new(id), unit.tree, &spell, previous, work.now(), event));
                places.entry(id).or_default().push((spell.from_on, spell.until_on, parent.map(Id::number)));
                previous = Some(spell.until_on);
            }
            let until = previous.unwrap_or(OPEN_END);
            heads.extend([
                Value::from(id),
                unit.tree.tag().into(),
                until.into(),
                Version::FIRST.0.into(),
                event.into(),
            ]);
            let from = unit.spells.first().map(|s| s.0.from_on).unwrap_or(OPEN_END);
            for (scheme, code) in &unit.codes {
                codes.extend([
                    Value::from(id),
                    scheme.into(),
                    code.into(),
                    from.into(),
                    until.into(),
                    event.into(),
                ]);
            }
        }
        work.tx
            .insert_many("INSERT INTO unit (id, tree, last_until_on, version, event_id)", 5, &heads)
            .await?;
        work.tx.insert_many(INSERT_SPELL, SPELL_COLUMNS, &spells).await?;
        let head = "INSERT INTO unit_code (unit_id, scheme, code, from_on, until_on, event_id)";
        work.tx.insert_many(head, 6, &codes).await?;
        work.write_paths(&places).await?;
        Ok(Id::new(first))
    })
}

/// The root of a tree, if there is one.
pub async fn root(ctx: &Ctx, tree: Tree) -> Answer<Option<Id<Unit>>> {
    let mut work = ctx.look().await?;
    let root =
        sql!("SELECT unit_id FROM unit_spell WHERE tree = $1 AND parent_id IS NULL ORDER BY unit_id LIMIT 1");
    let row = work.maybe(root, args![tree.tag()]).await?;
    Ok(row.map(|r| r.int("unit_id")).transpose()?.map(Id::new))
}
