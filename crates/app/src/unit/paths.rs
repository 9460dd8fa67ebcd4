//! The dated closure of the tree: derived from the spells, written with them.
//!
//! A unit is its own ancestor as long as it exists; an ancestor of its parent is its ancestor for the days that
//! both spells share. Adjacent pieces with the same ancestor are one row.

use crate::{Answer, AppError, Rule, Work};
use std::collections::{BTreeMap, HashMap};
use vunggoc_core::Date;
use vunggoc_db::{Value, args, sql};

/// A unit's spells as the closure needs them: from, until, parent.
pub(crate) type Places = BTreeMap<i64, Vec<(Date, Date, Option<i64>)>>;
/// Ancestor, from, until.
type Path = Vec<(i64, Date, Date)>;

pub(crate) const INSERT_PATH: &str = "INSERT INTO unit_path (ancestor_id, descendant_id, from_on, until_on)";

impl Work {
    /// Rebuilds the closure of a unit and of everything that ever stood below it.
    pub(crate) async fn rebuild_paths(&mut self, unit: i64) -> Answer<()> {
        let rows = self
            .all(
                sql!(
                    "SELECT s.unit_id, s.from_on, s.until_on, s.parent_id FROM unit_spell s
                     WHERE s.unit_id = $1 OR EXISTS (SELECT 1 FROM unit_path p WHERE p.ancestor_id = $1 AND p.descendant_id = s.unit_id)
                     ORDER BY s.unit_id, s.from_on"
                ),
                args![unit],
            )
            .await?;
        let mut places = Places::new();
        for row in &rows {
            let piece = (row.date("from_on")?, row.date("until_on")?, row.opt_int("parent_id")?);
            places.entry(row.int("unit_id")?).or_default().push(piece);
        }
        for id in places.keys() {
            self.run(sql!("DELETE FROM unit_path WHERE descendant_id = $1"), args![*id]).await?;
        }
        self.write_paths(&places).await
    }

    /// Writes the closure of units that have none yet; parents outside of them must have theirs.
    pub(crate) async fn write_paths(&mut self, places: &Places) -> Answer<()> {
        let mut known: HashMap<i64, Path> = HashMap::new();
        let outside = places.values().flatten().filter_map(|p| p.2).filter(|p| !places.contains_key(p));
        for parent in outside.collect::<std::collections::BTreeSet<_>>() {
            let rows = self
                .all(
                    sql!("SELECT ancestor_id, from_on, until_on FROM unit_path WHERE descendant_id = $1"),
                    args![parent],
                )
                .await?;
            let path =
                rows.iter().map(|r| Ok((r.int("ancestor_id")?, r.date("from_on")?, r.date("until_on")?)));
            known.insert(parent, path.collect::<Answer<_>>()?);
        }
        let mut values = Vec::new();
        for id in places.keys() {
            settle(*id, places, &mut known, 0)?;
            for (ancestor, from, until) in known.get(id).into_iter().flatten() {
                values.extend([
                    Value::from(*ancestor),
                    Value::from(*id),
                    Value::from(*from),
                    Value::from(*until),
                ]);
            }
        }
        self.tx.insert_many(INSERT_PATH, 4, &values).await?;
        // Every change of the register passes here: trees kept in memory are stale from now on.
        vunggoc_db::next_ids(&mut self.tx, crate::memory::REGISTER_MARK, 1).await?;
        Ok(())
    }
}

/// Deeper than any real tree; a loop of parents is found by it.
const DEEPEST: u8 = 40;

fn settle(id: i64, places: &Places, known: &mut HashMap<i64, Path>, depth: u8) -> Answer<()> {
    if known.contains_key(&id) {
        return Ok(());
    }
    if depth > DEEPEST {
        return Err(AppError::Broken(Rule::UnitAbove));
    }
    let mut path: Path = Vec::new();
    for (from, until, parent) in places.get(&id).into_iter().flatten() {
        path.push((id, *from, *until));
        let Some(parent) = parent else { continue };
        settle(*parent, places, known, depth + 1)?;
        for (ancestor, above_from, above_until) in known.get(parent).into_iter().flatten() {
            let (from, until) = (*from.max(above_from), *until.min(above_until));
            if from < until {
                path.push((*ancestor, from, until));
            }
        }
    }
    path.sort_unstable();
    let mut joined: Path = Vec::with_capacity(path.len());
    for (ancestor, from, until) in path {
        match joined.last_mut() {
            Some(last) if last.0 == ancestor && from <= last.2 => last.2 = last.2.max(until),
            _ => joined.push((ancestor, from, until)),
        }
    }
    known.insert(id, joined);
    Ok(())
}
