//! Danh sách tổ chức từ một trang tính: which units are new, under which unit above.

use super::names::Names;
use super::{Import, Problem, Weight, layout_of};
use crate::rules::Rules;
use crate::unit::load::{Above, NewSpell, NewUnit, NewUnits};
use crate::{Answer, Work};
use std::collections::{HashMap, HashSet};
use vunggoc_core::access::Action;
use vunggoc_core::rulebook::Named;
use vunggoc_core::unit::{Spell, Tree};
use vunggoc_core::{Date, Id, OPEN_END, date};
use vunggoc_sheets::cell::{Dated, When, read_date};
use vunggoc_sheets::name::{key, variants};
use vunggoc_sheets::rows::{self, DataRow, RowKind};
use vunggoc_sheets::{Sheet, Shown};

/// What an import of units would write.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) new: NewUnits,
    pub(super) problems: Vec<Problem>,
    pub(super) n_rows: usize,
    pub(super) n_there: usize,
}

/// A line of the list, read but not yet placed.
struct Line {
    row: u32,
    name: String,
    code: String,
    above: String,
    level: String,
    kind: String,
    from_on: Date,
}

/// The first day of units whose founding is not told: before every period of the software.
const LONG_AGO: Date = date(2000, 1, 1);

impl Work {
    pub(super) async fn plan_units(&mut self, import: &Import, sheet: &Sheet) -> Answer<Plan> {
        let layout = layout_of(sheet, &import.choices);
        let mut plan = Plan::default();
        let today = self.tree_on(Tree::Party, self.today()).await?;
        let Some(under) = today.order().position(import.under) else {
            plan.stop(String::new(), "not-then", String::new());
            return Ok(plan);
        };
        let choices = &import.choices;
        for (meaning, of_all) in [("name", ""), ("level", &*choices.level), ("kind", &*choices.kind)] {
            if of_all.is_empty() && !choices.columns.values().any(|m| m == meaning) {
                plan.stop(String::new(), "no-unit-column", meaning.to_owned());
            }
        }
        let scope = self.scope(Tree::Party, Action::ChangeRegister).await?;
        let within = today.order().subtree(under).filter(|at| scope.holds(&today, *at)).collect();
        let names = Names::read(self, &today, within).await?;
        let mut lines = Vec::new();
        for row in rows::read(sheet, &layout).iter().filter(|r| r.kind == RowKind::Data) {
            if let Some(line) = plan.line(import, &layout, row)? {
                lines.push(line);
            }
        }
        plan.n_rows = lines.len();
        plan.place(import, lines, |line: &Line| {
            names.find_same(&line.name, &line.code, &line.above).and_then(|at| today.order().unit(at))
        });
        Ok(plan)
    }
}

impl Plan {
    fn stop(&mut self, cell: String, code: &'static str, about: String) {
        self.problems.push(Problem { cell, code, about, weight: Weight::Stop });
    }

    fn line(
        &mut self,
        import: &Import,
        layout: &vunggoc_sheets::layout::Layout,
        row: &DataRow<'_>,
    ) -> Answer<Option<Line>> {
        let rules = Rules::resident()?;
        let cell = |meaning: &str| {
            let column = import.choices.columns.iter().find(|(_, m)| *m == meaning).map(|(c, _)| *c)?;
            row.cells.get(layout.columns.iter().position(|l| l.column == column)?).copied()
        };
        let text = |meaning: &str| {
            cell(meaning)
                .map(|c| c.shown().split_whitespace().collect::<Vec<_>>().join(" "))
                .unwrap_or_default()
        };
        let (name, at) = (text("name"), format!("{}", row.row + 1));
        if name.is_empty() {
            return Ok(None);
        }
        if row.shown == Shown::Hidden {
            self.problems.push(Problem {
                cell: at.clone(),
                code: "hidden-row",
                about: name.clone(),
                weight: Weight::Ask,
            });
        }
        let levels = rules.levels.levels.iter().filter(|l| l.tree == Tree::Party).map(|l| &l.name);
        let kinds = rules.levels.kinds.iter().filter(|k| k.tree == Tree::Party).map(|k| &k.name);
        let (all_levels, all_kinds) = (&import.choices.level, &import.choices.kind);
        let level = named(&text("level"), levels).or_else(|| of_all(all_levels, &text("level")));
        let kind = named(&text("kind"), kinds).or_else(|| of_all(all_kinds, &text("kind")));
        if level.is_none() {
            self.stop(at.clone(), "unknown-level", text("level"));
        }
        if kind.is_none() {
            self.stop(at.clone(), "unknown-kind", text("kind"));
        }
        let from_on = match cell("from_on").map(|c| read_date(c)) {
            None | Some(Dated::Absent(_)) => Some(LONG_AGO),
            Some(Dated::Known(When::Day(d)) | Dated::Doubtful(When::Day(d))) => day_of(d),
            Some(_) => None,
        };
        let Some(from_on) = from_on else {
            self.stop(at, "not-a-date", text("from_on"));
            return Ok(None);
        };
        let (Some(level), Some(kind)) = (level, kind) else { return Ok(None) };
        Ok(Some(Line { row: row.row, name, code: text("code"), above: text("above"), level, kind, from_on }))
    }

    /// Puts each line under the line or the unit that it names, parents first.
    fn place(
        &mut self,
        import: &Import,
        lines: Vec<Line>,
        there: impl Fn(&Line) -> Option<Id<vunggoc_core::unit::Unit>>,
    ) {
        let mut known: HashMap<String, Above> = HashMap::new();
        let mut waiting: Vec<Line> = Vec::new();
        let mut twice: HashMap<String, u32> = HashMap::new();
        for line in lines {
            let id = format!("{}|{}", key(&line.name), key(&line.above));
            if let Some(first) = twice.insert(id, line.row) {
                self.stop(
                    format!("{}", line.row + 1),
                    "duplicate-row",
                    format!("{} ({})", line.name, first + 1),
                );
            }
            match there(&line) {
                Some(unit) => {
                    self.n_there += 1;
                    keep(&mut known, &line.name, Above::Known(unit));
                }
                None => waiting.push(line),
            }
        }
        loop {
            let before = waiting.len();
            waiting.retain(|line| {
                let above = if line.above.is_empty() {
                    Some(Above::Known(import.under))
                } else {
                    variants(&line.above).iter().find_map(|v| known.get(v).copied())
                };
                let Some(above) = above else { return true };
                let spell = Spell {
                    from_on: line.from_on,
                    until_on: OPEN_END,
                    name: line.name.clone(),
                    kind: line.kind.clone(),
                    level: line.level.clone(),
                    parent: None,
                    paper: None,
                };
                let codes = if line.code.is_empty() {
                    Vec::new()
                } else {
                    vec![("party".to_owned(), line.code.clone())]
                };
                keep(&mut known, &line.name, Above::New(self.new.units.len()));
                let spells = vec![NewSpell { spell, above, paper: None }];
                self.new.units.push(NewUnit { tree: Tree::Party, spells, codes, aliases: Vec::new() });
                false
            });
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        for line in waiting {
            self.stop(
                format!("{}", line.row + 1),
                "unknown-above",
                format!("{} ← {}", line.name, line.above),
            );
        }
    }
}

fn keep(known: &mut HashMap<String, Above>, name: &str, unit: Above) {
    for variant in variants(name) {
        known.entry(variant).or_insert(unit);
    }
}

/// What was chosen for the whole file, for a row that tells nothing itself.
fn of_all(chosen: &str, told: &str) -> Option<String> {
    (told.is_empty() && !chosen.is_empty()).then(|| chosen.to_owned())
}

/// The code whose name shares the most words with a cell, at least half of the cell's.
fn named<'a>(text: &str, all: impl Iterator<Item = &'a Named>) -> Option<String> {
    let words = words(text);
    let near = all.map(|n| {
        let name = self::words(&n.vi);
        (words.intersection(&name).count(), std::cmp::Reverse(name.len()), n)
    });
    let (n_shared, _, best) = near.max_by_key(|(n_shared, length, _)| (*n_shared, *length))?;
    (n_shared > 0 && n_shared * 2 >= words.len()).then(|| best.code.clone())
}

fn words(text: &str) -> HashSet<String> {
    key(text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

pub(super) fn day_of(d: vunggoc_sheets::cell::Date) -> Option<Date> {
    Date::new(i16::try_from(d.year()).ok()?, i8::try_from(d.month()).ok()?, i8::try_from(d.day()).ok()?).ok()
}
