//! Dự kiến: what each workbook of an intake would write, worked out from the kept files and the store as it is.

use super::book::Book;
use super::compare::{Came, compare};
use super::{Flaw, Intake, Kept, Weight};
use crate::form::asking::Asking;
use crate::unit::on::Scope;
use crate::{Answer, Work};
use std::collections::HashMap;
use std::fmt::Write as _;
use vunggoc_core::access::Action;
use vunggoc_core::form::grid::{Asked, Held, MISSING, Outcome, Place, Presence, Refused, settle};
use vunggoc_core::form::intake::{Brought, Standing, came, standing};
use vunggoc_core::form::{Return, State, Timeliness, due_on};
use vunggoc_core::period::Period;
use vunggoc_core::unit::Unit;
use vunggoc_core::{Date, Id, Version};

/// A workbook and what would become of it.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) no: i64,
    pub(super) name: String,
    /// Position of the unit that answers.
    pub(super) position: Option<usize>,
    pub(super) answer: Option<Return>,
    pub(super) due_on: Option<Date>,
    pub(super) timeliness: Option<Timeliness>,
    pub(super) standing: Standing,
    pub(super) brought: Brought,
    pub(super) flaws: Vec<Flaw>,
    /// Every figure that it says, new or not.
    pub(super) said: Vec<Came>,
    pub(super) written: Option<(String, i64)>,
}

/// Everything that an intake would write.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) asking: Asking,
    pub(super) books: Vec<Planned>,
    /// Changes with everything that was shown.
    pub(super) fingerprint: String,
}

/// What the store holds for the workbooks of an intake.
struct Stock {
    scope: Scope,
    returns: HashMap<Id<Unit>, Return>,
    due: HashMap<Id<Unit>, Date>,
    held: HashMap<(usize, usize), Held>,
    under: usize,
}

impl Work {
    pub(super) async fn plan_intake(&mut self, intake: &Intake) -> Answer<Plan> {
        let asking = self.asking(&intake.form, intake.period).await?;
        let scope = self.scope(asking.form.asked_of.tree, Action::EnterFigures).await?;
        let under = asking.day.order().position(intake.under);
        let Some(under) = under else {
            return Ok(Plan { asking, books: Vec::new(), fingerprint: String::new() });
        };
        let mut stock = Stock {
            scope,
            returns: self.returns_of(&intake.form, intake.period).await?,
            due: self.due_days(&asking).await?,
            held: HashMap::new(),
            under,
        };
        let mut books = Vec::with_capacity(intake.files.len());
        for kept in &intake.files {
            books.push(self.read_kept(intake, kept, &asking, &stock).await?);
        }
        stock.held = self.held_for(&asking, &books).await?;
        for book in &mut books {
            book.settle(intake, &asking, &stock);
        }
        name_twins(&mut books);
        let fingerprint = fingerprint(&books, &stock);
        Ok(Plan { asking, books, fingerprint })
    }

    async fn read_kept(
        &mut self,
        intake: &Intake,
        kept: &Kept,
        asking: &Asking,
        stock: &Stock,
    ) -> Answer<Planned> {
        let mut planned = Planned {
            no: kept.no,
            name: kept.name.clone(),
            position: None,
            answer: None,
            due_on: None,
            timeliness: None,
            standing: Standing::Unreadable,
            brought: Brought::default(),
            flaws: Vec::new(),
            said: Vec::new(),
            written: kept.written.clone(),
        };
        let file = match &kept.file {
            Ok(file) => self.file(*file).await?,
            Err(fault) => {
                planned.stop(
                    "",
                    FAULTS.iter().find(|code| *code == fault).copied().unwrap_or("malformed"),
                    "",
                );
                return Ok(planned);
            }
        };
        match Book::read(&file.bytes, &file.name) {
            Err(error) => planned.stop("", super::unpack::fault(&error), ""),
            Ok(None) => {
                planned.standing = Standing::Mismatched;
                planned.stop("", "no-identity", "");
            }
            Ok(Some(book)) => {
                planned.standing = Standing::Mismatched;
                planned.compare(intake, &book, asking, stock);
            }
        }
        Ok(planned)
    }

    /// What stands in every cell that some workbook names, by position and column.
    async fn held_for(
        &mut self,
        asking: &Asking,
        books: &[Planned],
    ) -> Answer<HashMap<(usize, usize), Held>> {
        let numbers = self.numbers().await?;
        let Some(period) = numbers.period(asking.period) else { return Ok(HashMap::new()) };
        let mut positions: Vec<usize> = books.iter().flat_map(|b| &b.said).map(|c| c.position).collect();
        positions.sort_unstable();
        positions.dedup();
        let order = asking.day.order();
        let units: Vec<i64> = positions.iter().filter_map(|p| order.unit(*p)).map(Id::number).collect();
        let columns: HashMap<i64, usize> = asking
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, c)| numbers.indicator(&c.code).map(|id| (id, at)))
            .collect();
        let ids: Vec<i64> = columns.keys().copied().collect();
        let held = self.held(period, &ids, &units).await?;
        let place = |(indicator, unit): (i64, i64)| {
            Some((order.position(Id::new(unit))?, columns.get(&indicator).copied()?))
        };
        Ok(held.into_iter().filter_map(|(key, held)| Some((place(key)?, held))).collect())
    }
}

/// The faults that are kept with a file.
const FAULTS: [&str; 7] =
    ["too-large", "too-many", "bomb", "truncated", "not-a-spreadsheet", "encrypted", "malformed"];

impl Planned {
    fn stop(&mut self, sheet: &str, code: &'static str, about: &str) {
        let (sheet, about) = (sheet.to_owned(), about.to_owned());
        self.flaws.push(Flaw { sheet, cell: String::new(), code, about, weight: Weight::Stop });
    }

    /// Whether it is the form, the period and a unit that were asked, and what it says.
    fn compare(&mut self, intake: &Intake, book: &Book, asking: &Asking, stock: &Stock) {
        if book.says("form") != intake.form {
            self.stop("", "other-form", book.says("form"));
        }
        if Period::parse(book.says("period")) != Some(intake.period) {
            self.stop("", "other-period", book.says("period"));
        }
        let order = asking.day.order();
        let unit = book.says("unit").parse().ok().map(Id::<Unit>::new);
        let at = unit.and_then(|u| order.position(u)).filter(|at| asking.answering(*at) == Some(*at));
        // What one may not reach does not exist for him.
        let at =
            at.filter(|at| order.subtree(stock.under).contains(at) && stock.scope.holds(&asking.day, *at));
        let Some(at) = at else {
            self.stop("", "other-unit", book.says("unit"));
            return;
        };
        self.position = Some(at);
        if !self.flaws.is_empty() {
            return;
        }
        let within = order.subtree(at);
        let rows: Vec<usize> =
            within.filter(|p| asking.is_row(*p) && asking.answering(*p) == Some(at)).collect();
        let compared = compare(book, asking, &rows);
        self.flaws.extend(compared.flaws);
        self.said = compared.cells;
    }

    /// Sets what it says beside what stands in the store.
    fn settle(&mut self, intake: &Intake, asking: &Asking, stock: &Stock) {
        let Some(unit) = self.position.and_then(|at| asking.day.order().unit(at)) else { return };
        self.answer = stock.returns.get(&unit).cloned();
        let state = self.answer.as_ref().map(|a| &a.state);
        let due = stock.due.get(&unit).copied().unwrap_or_else(|| due_on(asking.form, asking.period));
        self.due_on = Some(due);
        self.timeliness = Some(came(due, state, intake.received_on));
        let mut flaws = Vec::new();
        let mut flaw = |at: String, code: &'static str, about: String, weight: Weight| {
            flaws.push(Flaw { sheet: asking.form.name.code.clone(), cell: at, code, about, weight });
        };
        for cell in &self.said {
            let held = stock.held.get(&(cell.position, cell.column)).copied().unwrap_or(MISSING);
            if cell.value.is_none() {
                if held.value.is_some() {
                    flaw(
                        cell.at.to_string(),
                        "blank-kept",
                        asking.day.name(cell.position).to_owned(),
                        Weight::Ask,
                    );
                }
                continue;
            }
            let place = Place { state, unit: Presence::There, asked: Asked::Yes };
            match settle(place, held, held.version, held.version, cell.value) {
                Outcome::Same => self.brought.n_same += 1,
                Outcome::Write { .. } if held.value.is_some() => self.brought.n_changed += 1,
                Outcome::Write { .. } => self.brought.n_new += 1,
                Outcome::Refused(why) => {
                    let at = if why == Refused::Locked { String::new() } else { cell.at.to_string() };
                    flaw(at, why.code(), asking.day.name(cell.position).to_owned(), Weight::Stop);
                }
                Outcome::Clear { .. } | Outcome::Stale { .. } => {}
            }
        }
        // A locked answer is one matter, not one for each cell.
        let first_locked = flaws.iter().position(|f| f.code == "locked");
        let mut at = 0;
        flaws.retain(|f| {
            at += 1;
            f.code != "locked" || first_locked == Some(at - 1)
        });
        if let Some(State::Returned { on, .. }) = state
            && *on > intake.received_on
        {
            flaw_of(&mut flaws, "before-sent-back", on.to_string());
        }
        let n = self.brought;
        if self.flaws.is_empty() && flaws.is_empty() && n.n_new + n.n_changed + n.n_same == 0 {
            flaw_of(&mut flaws, "empty", String::new());
        }
        self.flaws.extend(flaws);
        self.brought.n_stops = self.flaws.iter().filter(|f| f.weight == Weight::Stop).count();
        self.standing = match self.written {
            Some(_) => Standing::Written,
            None => standing(self.brought, state),
        };
    }

    /// Whether it can be chosen.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Ready | Standing::Same)
    }
}

fn flaw_of(flaws: &mut Vec<Flaw>, code: &'static str, about: String) {
    flaws.push(Flaw { sheet: String::new(), cell: String::new(), code, about, weight: Weight::Stop });
}

/// Two workbooks of one unit: a person chooses one of them.
fn name_twins(books: &mut [Planned]) {
    let mut names: HashMap<usize, Vec<(i64, String)>> = HashMap::new();
    for book in books.iter().filter(|b| b.is_open()) {
        let named = book.position.map(|at| names.entry(at).or_default());
        named.into_iter().for_each(|list| list.push((book.no, book.name.clone())));
    }
    for book in books.iter_mut().filter(|b| b.is_open()) {
        let others = book.position.and_then(|at| names.get(&at)).into_iter().flatten();
        let others: Vec<&str> = others.filter(|(no, _)| *no != book.no).map(|(_, n)| n.as_str()).collect();
        if !others.is_empty() {
            let about = others.join(", ");
            let (sheet, cell) = (String::new(), String::new());
            book.flaws.push(Flaw { sheet, cell, code: "twin", about, weight: Weight::Ask });
        }
    }
}

/// Of everything that a person sees: what each workbook says, what stands there, and in which state its answer is.
fn fingerprint(books: &[Planned], stock: &Stock) -> String {
    let mut text = String::new();
    for book in books {
        let version = book.answer.as_ref().map_or(Version(0), |a| a.version);
        let _ = write!(text, "{}|{:?}|{}|{}", book.no, book.standing, version.0, book.flaws.len());
        for cell in &book.said {
            let held = stock.held.get(&(cell.position, cell.column)).copied().unwrap_or(MISSING);
            let _ = write!(text, "|{} {} {:?} {}", cell.position, cell.column, cell.value, held.version.0);
        }
        text.push('\n');
    }
    hex::encode(crate::file::hash(text.as_bytes()))
}
