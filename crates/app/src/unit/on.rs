//! Cây trên một ngày, with names, levels and kinds: what sums, grids and screening walk over.
//!
//! Siblings stand in Vietnamese order. A tree is read once for all days on which it is the same, and kept while the
//! register does not change.

use crate::{Actor, Answer, AppError, Work};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use vunggoc_core::access::Action;
use vunggoc_core::screening::Units;
use vunggoc_core::tree::TreeOn;
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};

/// One tree on the days on which it is the same.
#[derive(Debug)]
pub struct TreeDay {
    tree: Tree,
    days: Range<Date>,
    units: Units,
    /// All names, one behind the other, and where each ends: some megabytes less than a text of each.
    names: Box<str>,
    ends: Box<[u32]>,
}

impl TreeDay {
    /// The tree.
    pub fn tree(&self) -> Tree {
        self.tree
    }
    /// The days on which the tree is the same, without the last bound.
    pub fn days(&self) -> &Range<Date> {
        &self.days
    }
    /// Whether it is the tree of a day.
    pub fn holds(&self, on: Date) -> bool {
        self.days.contains(&on)
    }
    /// The units with level, kind and standing.
    pub fn units(&self) -> &Units {
        &self.units
    }
    /// The units in pre-order.
    pub fn order(&self) -> &TreeOn {
        self.units.tree()
    }
    /// The name of a unit at a position.
    pub fn name(&self, position: usize) -> &str {
        let end_of = |at: usize| self.ends.get(at).map(|end| *end as usize);
        let start = position.checked_sub(1).map_or(Some(0), end_of);
        start.zip(end_of(position)).and_then(|(start, end)| self.names.get(start..end)).unwrap_or("")
    }
}

impl Work {
    /// One tree on one day; from memory where the register did not change since it was read.
    pub async fn tree_on(&mut self, tree: Tree, on: Date) -> Answer<Arc<TreeDay>> {
        let mark = self.marks().await?.register;
        if let Some(day) = self.app().memory().tree(tree, on, mark) {
            return Ok(day);
        }
        let day = Arc::new(self.read_tree(tree, on).await?);
        if self.keeps_in_memory() {
            self.app().memory().keep_tree(mark, &day);
        }
        Ok(day)
    }

    async fn read_tree(&mut self, tree: Tree, on: Date) -> Answer<TreeDay> {
        let packed = self.packed_tree(tree, on).await?;
        let mut pairs = Vec::new();
        let mut given = HashMap::new();
        for line in packed.split('\n').filter(|line| !line.is_empty()) {
            let spell = read_spell(line).ok_or_else(|| AppError::fault("a packed tree"))?;
            pairs.push((spell.unit, spell.parent));
            given.insert(spell.unit, spell);
        }
        let order = TreeOn::build(&pairs).map_err(|e| AppError::fault(format!("tree on {on}: {e:?}")))?;
        let (mut names, mut ends) = (String::new(), Vec::with_capacity(pairs.len()));
        let mut ranks = Vec::with_capacity(pairs.len());
        for unit in order.units() {
            let Some(spell) = given.get(unit) else { return Err(AppError::fault("unit of a tree")) };
            ranks.push((spell.level, spell.kind));
            names.push_str(spell.name);
            ends.push(u32::try_from(names.len()).map_err(|_| AppError::fault("names of a tree"))?);
        }
        let rank = |at: usize| ranks.get(at).copied().unwrap_or(("", ""));
        let days = self.days_of_tree(tree, on).await?;
        Ok(TreeDay {
            tree,
            days,
            units: Units::new(tree, order, rank),
            names: names.into(),
            ends: ends.into(),
        })
    }

    /// The units of a tree in one text, a line each, in Vietnamese order: a row each would cost ten times as much in the
    /// driver.
    async fn packed_tree(&mut self, tree: Tree, on: Date) -> Answer<String> {
        let packed = sql!(
            "SELECT string_agg(CAST(s.unit_id AS TEXT) || '\t' || COALESCE(CAST(s.parent_id AS TEXT), '') || '\t' || s.level
               || '\t' || s.kind || '\t' || REPLACE(s.name, '\n', ' '), '\n' ORDER BY s.name_sort, s.unit_id) AS packed
             FROM unit_spell s JOIN unit u ON u.id = s.unit_id AND u.annulled_at IS NULL
             WHERE s.tree = $1 AND s.from_on <= $2 AND s.until_on > $2"
        );
        let row = self.one(packed, args![tree.tag(), on]).await?;
        Ok(row.opt_text("packed")?.unwrap_or_default())
    }

    /// The days around a day on which no unit of a tree begins, changes or ends.
    async fn days_of_tree(&mut self, tree: Tree, on: Date) -> Answer<Range<Date>> {
        let bounds = sql!(
            "SELECT MAX(CASE WHEN from_on <= $2 THEN from_on END) AS began_on, MIN(CASE WHEN from_on > $2 THEN from_on END) AS begins_on,
               MAX(CASE WHEN until_on <= $2 THEN until_on END) AS ended_on, MIN(CASE WHEN until_on > $2 THEN until_on END) AS ends_on
             FROM unit_spell WHERE tree = $1"
        );
        let row = self.one(bounds, args![tree.tag(), on]).await?;
        let from = row.opt_date("began_on")?.max(row.opt_date("ended_on")?).unwrap_or(on);
        let ends = [row.opt_date("begins_on")?, row.opt_date("ends_on")?];
        let next_day = on.tomorrow().unwrap_or(on);
        Ok(from..ends.into_iter().flatten().min().unwrap_or(next_day))
    }

    /// The units on which the actor may do something, by today's grants on today's tree.
    pub async fn scope(&mut self, tree: Tree, action: Action) -> Answer<Scope> {
        if let Actor::Task(_) = self.actor() {
            return Ok(Scope { today: None, ranges: Vec::new(), roots: Vec::new() });
        }
        let today = self.tree_on(tree, self.today()).await?;
        let roots: Vec<Id<Unit>> = self.places(action).await?.into_iter().map(|p| p.0).collect();
        let ranges = roots
            .iter()
            .filter_map(|root| today.order().position(*root))
            .map(|at| today.order().subtree(at))
            .collect();
        Ok(Scope { today: Some(today), ranges, roots })
    }
}

/// What a tree needs of a unit.
struct Spell<'a> {
    unit: Id<Unit>,
    parent: Option<Id<Unit>>,
    level: &'a str,
    kind: &'a str,
    name: &'a str,
}

/// A line of a packed tree; the name stands last, whatever is in it.
fn read_spell(line: &str) -> Option<Spell<'_>> {
    let mut parts = line.splitn(5, '\t');
    let unit = Id::new(parts.next()?.parse().ok()?);
    let parent = match parts.next()? {
        "" => None,
        number => Some(Id::new(number.parse().ok()?)),
    };
    Some(Spell { unit, parent, level: parts.next()?, kind: parts.next()?, name: parts.next()? })
}

/// What an actor reaches: a day in the past never widens it.
#[derive(Debug)]
pub struct Scope {
    /// None for a task of the program, which reaches all.
    today: Option<Arc<TreeDay>>,
    ranges: Vec<Range<usize>>,
    roots: Vec<Id<Unit>>,
}

impl Scope {
    /// Whether a unit of a tree of some day is reached: by its place today, or, where it has ended since, by the
    /// place it had on that day.
    pub fn holds(&self, day: &TreeDay, position: usize) -> bool {
        let Some(today) = &self.today else { return true };
        let Some(unit) = day.order().unit(position) else { return false };
        match today.order().position(unit) {
            Some(now) => self.ranges.iter().any(|r| r.contains(&now)),
            None => self
                .roots
                .iter()
                .filter_map(|root| day.order().position(*root))
                .any(|root| day.order().holds(root, position)),
        }
    }
}
