//! Đối chiếu: a workbook beside what was asked: heads, rows, cells and totals, every difference by sheet and cell.

use super::book::Book;
use super::{Flaw, Weight};
use crate::form::asking::Asking;
use std::collections::HashMap;
use vunggoc_core::Id;
use vunggoc_core::form::grid::Asked;
use vunggoc_core::indicator::OverTree;
use vunggoc_core::unit::Unit;
use vunggoc_sheets::cell::{Absent, Parsed, read_number};
use vunggoc_sheets::name::key;
use vunggoc_sheets::{At, Decimal};

/// The hidden column of the keys, and the one of the names.
const KEYS: u32 = 0;
const NAMES: u32 = 2;

/// One cell as it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Came {
    pub(super) position: usize,
    pub(super) column: usize,
    pub(super) at: At,
    /// None where it was left blank.
    pub(super) value: Option<i64>,
}

/// What a workbook says, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) cells: Vec<Came>,
    pub(super) flaws: Vec<Flaw>,
}

/// Reads a workbook beside the rows that its unit answers for.
pub(super) fn compare(book: &Book, asking: &Asking, rows: &[usize]) -> Compared {
    let mut reading = Reading { book, asking, out: Compared::default(), columns: Vec::new() };
    let Some(key_row) = reading.heads() else { return reading.out };
    reading.body(key_row, rows);
    reading.out
}

struct Reading<'a> {
    book: &'a Book,
    asking: &'a Asking,
    out: Compared,
    /// Place in the sheet and column of the form.
    columns: Vec<(u32, usize)>,
}

impl Reading<'_> {
    fn flaw(&mut self, at: Option<At>, code: &'static str, about: String, weight: Weight) {
        let cell = at.map_or_else(String::new, |a| a.to_string());
        self.out.flaws.push(Flaw { sheet: self.book.sheet.name.clone(), cell, code, about, weight });
    }
    fn stop(&mut self, at: At, code: &'static str, about: String) {
        self.flaw(Some(at), code, about, Weight::Stop);
    }
    fn ask(&mut self, at: At, code: &'static str, about: String) {
        self.flaw(Some(at), code, about, Weight::Ask);
    }

    /// Finds the columns by their keys and looks whether their heads are still those that were sent.
    fn heads(&mut self) -> Option<u32> {
        let asking = self.asking;
        let codes: Vec<&str> = asking.columns.iter().map(|c| c.code.as_str()).collect();
        let Some(key_row) = self.book.key_row(&codes) else {
            self.flaw(None, "no-keys", String::new(), Weight::Stop);
            return None;
        };
        for (place, code) in self.book.columns(key_row) {
            match asking.column(&code) {
                Some(column) if self.columns.iter().all(|(_, c)| *c != column) => {
                    self.columns.push((place, column))
                }
                Some(_) => self.stop(At::new(key_row, place), "column-twice", code),
                None => self.stop(At::new(key_row, place), "column-unknown", code),
            }
        }
        for (column, indicator) in asking.columns.iter().enumerate() {
            let Some((place, _)) = self.columns.iter().find(|(_, c)| *c == column).copied() else {
                self.flaw(None, "column-missing", indicator.name_vi.clone(), Weight::Stop);
                continue;
            };
            let at = At::new(key_row + 1, place);
            let head = self.book.sheet.seen(at).shown().trim().to_owned();
            if key(&head) != key(&indicator.name_vi) {
                self.stop(at, "head-changed", format!("{head} ≠ {}", indicator.name_vi));
            }
        }
        Some(key_row)
    }

    fn body(&mut self, key_row: u32, rows: &[usize]) {
        let mut seen: HashMap<usize, u32> = HashMap::new();
        let mut sums: Vec<Option<Decimal>> = vec![None; self.asking.columns.len()];
        for row in key_row + 1..self.book.sheet.n_rows() {
            let unit = self.book.text(row, KEYS);
            if unit.is_empty() {
                // The head and its numbers stand above the first row with a key.
                if !seen.is_empty() {
                    self.without_key(row, &sums);
                }
                continue;
            }
            let at = At::new(row, NAMES);
            let known = unit.parse().ok().and_then(|n| self.asking.day.order().position(Id::<Unit>::new(n)));
            let Some(position) = known.filter(|p| rows.contains(p)) else {
                self.stop(at, "row-unknown", self.book.text(row, NAMES));
                continue;
            };
            if let Some(first) = seen.insert(position, row) {
                self.stop(at, "duplicate-row", format!("{} ({})", self.asking.day.name(position), first + 1));
                continue;
            }
            let name = self.book.text(row, NAMES);
            if key(&name) != key(self.asking.day.name(position)) {
                self.ask(at, "row-name", format!("{name} ≠ {}", self.asking.day.name(position)));
            }
            self.row(row, position, &mut sums);
        }
        for position in rows.iter().filter(|p| !seen.contains_key(p)) {
            self.flaw(None, "row-missing", self.asking.day.name(*position).to_owned(), Weight::Ask);
        }
    }

    fn row(&mut self, row: u32, position: usize, sums: &mut [Option<Decimal>]) {
        for (place, column) in self.columns.clone() {
            let at = At::new(row, place);
            if let Some(area) = self.book.sheet.area_at(at) {
                self.stop(at, "merged", area.to_string());
                continue;
            }
            let Some(number) = self.number(at) else { continue };
            if self.asking.asked(position, column) == Asked::No {
                if number.is_some() {
                    self.stop(at, "not-asked", self.book.cell(row, place).shown().into_owned());
                }
                continue;
            }
            let scale = self.asking.columns.get(column).map_or(0, |c| c.scale);
            let value = match number {
                None => None,
                Some(number) => {
                    if let Some(sum) = sums.get_mut(column) {
                        *sum = sum.unwrap_or(Decimal::ZERO).checked_add(number);
                    }
                    match number.at_scale(scale) {
                        None => {
                            self.stop(at, "too-many-decimals", number.to_string());
                            continue;
                        }
                        value => value,
                    }
                }
            };
            self.out.cells.push(Came { position, column, at, value });
        }
    }

    /// The number of a cell, `Some(None)` where it is blank; what is no number is a flaw.
    fn number(&mut self, at: At) -> Option<Option<Decimal>> {
        let cell = self.book.cell(at.row, at.column);
        match read_number(cell) {
            Parsed::Absent(Absent::Blank | Absent::Dots) => Some(None),
            Parsed::Absent(Absent::Dash) => {
                self.ask(at, "dash", String::new());
                Some(None)
            }
            Parsed::Number { value, .. } => Some(Some(value)),
            Parsed::FormulaError(error) => {
                self.stop(at, "formula-error", error.code().to_owned());
                None
            }
            Parsed::Day(_) => {
                self.stop(at, "a-date", cell.shown().into_owned());
                None
            }
            _ => {
                self.stop(at, "not-a-number", cell.shown().into_owned());
                None
            }
        }
    }

    /// A row that carries no key: the total, which must add up, or figures that somebody wrote under the table.
    fn without_key(&mut self, row: u32, sums: &[Option<Decimal>]) {
        let is_total = (0..=NAMES).any(|c| key(&self.book.text(row, c)).starts_with("tong"));
        for (place, column) in self.columns.clone() {
            let at = At::new(row, place);
            // A merged line under the table is a note.
            if self.book.sheet.area_at(at).is_some() {
                continue;
            }
            let Parsed::Number { value, .. } = read_number(self.book.cell(row, place)) else { continue };
            if !is_total {
                self.stop(at, "row-without-key", value.to_string());
                continue;
            }
            let adds = self.asking.columns.get(column).is_some_and(|c| c.over_tree == OverTree::Sum);
            let sum = sums.get(column).copied().flatten().unwrap_or(Decimal::ZERO);
            if adds && value != sum {
                self.ask(at, "total", format!("{value} ≠ {sum}"));
            }
        }
    }
}
