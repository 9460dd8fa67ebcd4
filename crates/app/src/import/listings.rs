//! Sổ theo dõi, củng cố các năm trước: one line, one listing with its acts.
//!
//! A register gives number and day of papers but neither votes nor signers: decisions taken over from it carry
//! [`Votes::UNKNOWN`](vunggoc_core::decision::Votes) and name the register as their source. Where it does not tell
//! until when a listing was prolonged or handed on, a year is taken, and a person has to see that.

use super::names::{Fit, Names};
use super::{Import, Problem, Unknown, Weight, layout_of};
use crate::listing::load::Life;
use crate::paper::DecisionDraft;
use crate::{Answer, Work};
use jiff::ToSpan as _;
use std::collections::HashSet;
use vunggoc_core::access::Action;
use vunggoc_core::decision::Form;
use vunggoc_core::listing::{Act, Group, Listing, Placement, Proposal, Status, Tier};
use vunggoc_core::paper::{Attached, Draft, Secrecy};
use vunggoc_core::unit::{Tree, Unit};
use vunggoc_core::{Date, Id};
use vunggoc_db::{args, sql};
use vunggoc_sheets::cell::{Dated, When, read_date};
use vunggoc_sheets::layout::Layout;
use vunggoc_sheets::name::key;
use vunggoc_sheets::rows::{self, DataRow, RowKind};
use vunggoc_sheets::{At, Sheet};

/// What a column of a register may mean.
pub const MEANINGS: [&str; 13] = [
    "status",
    "group",
    "tier",
    "reasons",
    "open_paper",
    "open_on",
    "due_on",
    "last_paper",
    "last_on",
    "last_act",
    "removed_paper",
    "removed_on",
    "result",
];

/// What an import of listings would write.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) lives: Vec<Life>,
    pub(super) problems: Vec<Problem>,
    pub(super) unknown: Vec<Unknown>,
    pub(super) n_rows: usize,
    pub(super) n_there: usize,
}

/// The meaning of a head of a register, by its words.
pub(super) fn meaning_of(head: &str) -> Option<&'static str> {
    let has = |word: &str| head.contains(word);
    let paper = has("so ki hieu") || has("van ban so");
    Some(match head {
        _ if has("ra khoi") && paper => "removed_paper",
        _ if has("ra khoi") && has("ngay") => "removed_on",
        _ if has("ra khoi") || has("ket qua") => "result",
        _ if (has("chuyen cap") || has("keo dai")) && paper => "last_paper",
        _ if (has("chuyen cap") || has("keo dai")) && has("ngay") => "last_on",
        _ if has("chuyen cap") || has("keo dai") => "last_act",
        _ if has("cung co den") || has("thoi han") => "due_on",
        _ if has("dua vao") && paper => "open_paper",
        _ if has("dua vao") && has("ngay") => "open_on",
        _ if has("noi dung") || has("li do") => "reasons",
        _ if has("cap theo doi") => "tier",
        _ if has("nhom") => "group",
        _ if head == "dien" => "status",
        _ => return None,
    })
}

impl Work {
    pub(super) async fn plan_listings(&mut self, import: &Import, sheet: &Sheet) -> Answer<Plan> {
        let layout = layout_of(sheet, &import.choices);
        let mut plan = Plan::default();
        for meaning in ["name", "open_on"] {
            if !import.choices.columns.values().any(|m| m == meaning) {
                plan.stop(String::new(), "no-unit-column", meaning.to_owned());
            }
        }
        let today = self.tree_on(Tree::Party, self.today()).await?;
        let Some(under) = today.order().position(import.under) else {
            plan.stop(String::new(), "not-then", String::new());
            return Ok(plan);
        };
        let scope = self.scope(Tree::Party, Action::RecordDecision).await?;
        let within = today.order().subtree(under).filter(|at| scope.holds(&today, *at)).collect();
        let names = Names::read(self, &today, within).await?;
        let known = self.listed_days().await?;
        let order = today.order();
        for row in rows::read(sheet, &layout).iter().filter(|r| r.kind == RowKind::Data) {
            let line = Line { import, layout: &layout, row };
            let name = line.text("name");
            if name.is_empty() {
                continue;
            }
            plan.n_rows += 1;
            let Some(at) = plan.unit(&line, &name, &names, |unit| order.position(unit)) else { continue };
            let (Some(unit), Some(root)) = (order.unit(at), order.ancestors(at).last().or(Some(at))) else {
                continue;
            };
            let above = order.parent(at).unwrap_or(at);
            let owners = [root, above].map(|p| order.unit(p).unwrap_or(unit));
            let Some(life) = plan.life(&line, unit, owners) else { continue };
            if life.acts.first().is_some_and(|(on, _, _)| known.contains(&(unit, *on))) {
                plan.n_there += 1;
                continue;
            }
            plan.lives.push(life);
        }
        Ok(plan)
    }

    /// The days on which listings were opened, to know what is there already.
    async fn listed_days(&mut self) -> Answer<HashSet<(Id<Unit>, Date)>> {
        let rows = self
            .all(
                sql!("SELECT unit_id, opened_on FROM listing WHERE opened_on IS NOT NULL AND state <> 'annulled' AND unit_id > $1"),
                args![0_i64],
            )
            .await?;
        rows.iter().map(|r| Ok((Id::new(r.int("unit_id")?), r.date("opened_on")?))).collect()
    }
}

/// What a cell tells of a day.
enum Told {
    /// Nothing.
    Nothing,
    /// The day.
    Day(Date),
    /// A month or a quarter, of which this is the first day.
    First(Date),
}

/// The first day of a month, a quarter, a half or a year as a register tells it.
fn first_day(when: When) -> Option<Date> {
    let (year, month) = match when {
        When::Day(day) => return super::units::day_of(day),
        When::Month { year, month } => (year, month),
        When::Quarter { year, quarter } => (year, quarter * 3 - 2),
        When::Half { year, half } => (year, half * 6 - 5),
        When::FirstMonths { year, .. } | When::Year { year } => (year, 1),
    };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()
}

/// One row of the register.
struct Line<'a> {
    import: &'a Import,
    layout: &'a Layout,
    row: &'a DataRow<'a>,
}

impl Line<'_> {
    fn column(&self, meaning: &str) -> Option<(u32, usize)> {
        let column = self.import.choices.columns.iter().find(|(_, m)| *m == meaning).map(|(c, _)| *c)?;
        Some((column, self.layout.columns.iter().position(|l| l.column == column)?))
    }
    fn text(&self, meaning: &str) -> String {
        let cell = self.column(meaning).and_then(|(_, place)| self.row.cells.get(place));
        cell.map(|c| c.shown().split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }
    fn at(&self, meaning: &str) -> String {
        self.column(meaning)
            .map_or_else(|| format!("{}", self.row.row + 1), |(c, _)| At::new(self.row.row, c).to_string())
    }
    /// A day; `Err` where something else stands in the cell.
    fn day(&self, meaning: &str) -> Result<Told, String> {
        let Some(cell) = self.column(meaning).and_then(|(_, place)| self.row.cells.get(place)) else {
            return Ok(Told::Nothing);
        };
        let told = match read_date(cell) {
            Dated::Absent(_) => return Ok(Told::Nothing),
            Dated::Known(When::Day(d)) | Dated::Doubtful(When::Day(d)) => {
                super::units::day_of(d).map(Told::Day)
            }
            Dated::Known(when) => first_day(when).map(Told::First),
            _ => None,
        };
        told.ok_or_else(|| self.text(meaning))
    }
    fn decision(&self, paper: &str, on: Date) -> DecisionDraft {
        let number =
            Some(self.text(paper)).filter(|n| !n.is_empty()).unwrap_or_else(|| "(không ghi)".to_owned());
        let register = "Theo sổ theo dõi, củng cố";
        DecisionDraft {
            body_kind: "committee".into(),
            body: register.into(),
            form: Form::Meeting,
            decided_on: on,
            votes: (0, 0, 0),
            paper: Draft {
                number,
                signed_on: Some(on),
                issuer: register.into(),
                signer: String::new(),
                secrecy: Some(Secrecy::Internal),
                about: register.into(),
                kept_at: String::new(),
                file: Attached::Nothing,
            },
        }
    }
}

impl Plan {
    fn stop(&mut self, cell: String, code: &'static str, about: String) {
        self.problems.push(Problem { cell, code, about, weight: Weight::Stop });
    }
    fn ask(&mut self, cell: String, code: &'static str, about: String) {
        self.problems.push(Problem { cell, code, about, weight: Weight::Ask });
    }

    fn unit(
        &mut self,
        line: &Line<'_>,
        name: &str,
        names: &Names<'_>,
        position: impl Fn(Id<Unit>) -> Option<usize>,
    ) -> Option<usize> {
        let above = line.text("above");
        let key = format!("{}|{}", key(name), key(&above));
        let chosen = line.import.choices.names.get(&key).copied();
        if let Some(unit) = chosen.filter(|u| *u > 0) {
            return position(Id::new(unit));
        }
        let fits = match names.find(name, &line.text("code"), &above, |_| true) {
            Fit::One(at) => return Some(at),
            Fit::Many(fits) => fits,
            Fit::Nothing => Vec::new(),
        };
        let cell = format!("{}", line.row.row + 1);
        if chosen.is_none() {
            self.stop(
                cell.clone(),
                if fits.is_empty() { "unknown-name" } else { "ambiguous-name" },
                name.to_owned(),
            );
        }
        if !self.unknown.iter().any(|u| u.key == key) {
            let suggestions = names.suggest(name, &fits);
            self.unknown.push(Unknown { key, name: name.to_owned(), cell, suggestions, chosen });
        }
        None
    }

    /// A day that a line must or may give; what is no day is a problem.
    fn day(&mut self, line: &Line<'_>, meaning: &str) -> Option<Date> {
        match line.day(meaning) {
            Ok(Told::Nothing) => None,
            Ok(Told::Day(day)) => Some(day),
            Ok(Told::First(day)) => {
                self.ask(line.at(meaning), "first-day-taken", day.to_string());
                Some(day)
            }
            Err(text) => {
                self.stop(line.at(meaning), "not-a-date", text);
                None
            }
        }
    }

    fn life(&mut self, line: &Line<'_>, unit: Id<Unit>, [root, above]: [Id<Unit>; 2]) -> Option<Life> {
        let (open_on, due_on) = (self.day(line, "open_on"), self.day(line, "due_on"));
        let Some(on) = open_on else {
            self.stop(line.at("open_on"), "no-days", line.text("name"));
            return None;
        };
        let due_on = match due_on {
            Some(due_on) => due_on,
            // A register that tells no due date: a year, which a person has to see.
            None => {
                let year = on.checked_add(1.year()).unwrap_or(on);
                self.ask(line.at("due_on"), "year-taken", year.to_string());
                year
            }
        };
        let upper = |text: &str| key(text).contains("thanh pho") || key(text).contains("tinh");
        let tier = if upper(&line.text("tier")) { Tier::Upper } else { Tier::Lower };
        let owner_of = |tier: Tier| if tier == Tier::Upper { root } else { above };
        let status =
            if key(&line.text("status")).contains("quan tam") { Status::Attention } else { Status::Weak };
        let group = Group::from_tag(&line.text("group")).unwrap_or(Group::Three);
        let placement = Placement { tier, status, group, owner: owner_of(tier), due_on };
        let mut acts = vec![(on, Act::Open(placement), line.decision("open_paper", on))];
        if let Some(last_on) = self.day(line, "last_on") {
            let longer = last_on.max(due_on).checked_add(1.year()).unwrap_or(due_on);
            let what = key(&line.text("last_act"));
            let act = match what.contains("keo dai") {
                true => Act::Prolong { due_on: longer },
                false if upper(&what) => Act::HandUp { owner: root, due_on: longer },
                false => Act::HandDown { owner: above, due_on: longer },
            };
            self.ask(line.at("last_act"), "year-taken", longer.to_string());
            acts.push((last_on, act, line.decision("last_paper", last_on)));
        }
        if let Some(removed_on) = self.day(line, "removed_on") {
            let result = Some(line.text("result"))
                .filter(|r| !r.is_empty())
                .unwrap_or_else(|| "Theo sổ theo dõi".into());
            acts.push((removed_on, Act::Remove { result }, line.decision("removed_paper", removed_on)));
        }
        let reasons =
            Some(line.text("reasons")).filter(|r| !r.is_empty()).unwrap_or_else(|| "(không ghi)".into());
        let proposal = Proposal { on: Some(on), by: "Theo sổ theo dõi, củng cố".into(), reasons };
        // Replayed here as it will be when it is written, so that what cannot have been is told by its row.
        let mut listing = Listing::propose(Id::new(0), unit, proposal.clone());
        for (day, act, _) in &acts {
            match listing.decide(*day, act.clone(), Id::new(0)) {
                Ok(after) => listing = after,
                Err(_) => {
                    self.stop(format!("{}", line.row.row + 1), "cannot-have-been", line.text("name"));
                    return None;
                }
            }
        }
        Some(Life { unit, proposal, acts })
    }
}
