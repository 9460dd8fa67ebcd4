//! Kiểm tra dòng tổng: totals and subtotals against the sums of their rows.
//!
//! Invariants: totals are compared, never taken over; percents are never added; a ratio is compared by numerator and
//! base. A column in which some row holds no number that could be added is named as not checked and not accused.

use crate::cell::{Parsed, read_number};
use crate::decimal::Decimal;
use crate::grid::{At, Sheet};
use crate::layout::{Layout, Role};
use crate::name::fold;
use crate::rows::{DataRow, RowKind};

/// Kết quả kiểm tra dòng tổng.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many cells were compared.
    pub n_checked: usize,
    /// Where the sum is another.
    pub mismatches: Vec<Mismatch>,
    /// Cells of total rows that could not be compared, with the cell that stands in the way.
    pub unchecked: Vec<Unchecked>,
}

/// Chênh lệch of a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The sheet's name.
    pub sheet: String,
    /// The cell of the total.
    pub at: At,
    /// The words of the total row.
    pub name: String,
    /// The head of the column.
    pub head: String,
    /// What of the cell.
    pub of: Compared,
    /// The sum of the rows.
    pub expected: Decimal,
    /// What the cell says.
    pub found: Decimal,
    /// How many rows were added.
    pub n_rows: usize,
}

/// What of a cell was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compared {
    /// The number.
    Number,
    /// The numerator of a ratio.
    Numerator,
    /// The base of a ratio.
    Base,
}

/// A total that could not be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// The cell of the total.
    pub at: At,
    /// The first cell that cannot be added.
    pub because_of: At,
}

/// Compares every total, subtotal and group row that holds numbers with the data rows it stands for.
#[must_use]
pub fn totals(sheet: &Sheet, layout: &Layout, rows: &[DataRow<'_>]) -> Totals {
    let mut found = Totals::default();
    for (index, row) in rows.iter().enumerate() {
        let parts = parts_of(rows, index);
        if parts.is_empty() {
            continue;
        }
        for (place, column) in layout.columns.iter().enumerate() {
            if column.role != Role::Other || is_share(&column.head()) {
                continue;
            }
            let Some(cell) = row.cells.get(place) else { continue };
            let at = At::new(row.row, column.column);
            match compare(&read_number(cell), &parts, place) {
                Outcome::Nothing => {}
                Outcome::Unchecked(part) => {
                    found.unchecked.push(Unchecked { at, because_of: At::new(part, column.column) });
                }
                Outcome::Sums(sums) => {
                    found.n_checked += 1;
                    found.mismatches.extend(sums.into_iter().filter(|sum| sum.expected != sum.found).map(
                        |sum| Mismatch {
                            sheet: sheet.name.clone(),
                            at,
                            name: row.name.clone(),
                            head: column.head(),
                            of: sum.of,
                            expected: sum.expected,
                            found: sum.found,
                            n_rows: parts.len(),
                        },
                    ));
                }
            }
        }
    }
    found
}

/// Columns of shares and means are not sums.
fn is_share(head: &str) -> bool {
    let folded = fold(head);
    folded.contains('%')
        || ["ty le", "ti le", "binh quan", "trung binh"].iter().any(|word| folded.contains(word))
}

/// The data rows that a row stands for.
fn parts_of<'r, 's>(rows: &'r [DataRow<'s>], index: usize) -> Vec<&'r DataRow<'s>> {
    let is_data = |row: &&'r DataRow<'s>| row.kind == RowKind::Data;
    let Some(row) = rows.get(index) else { return Vec::new() };
    let before = rows.get(..index).unwrap_or_default();
    let after = rows.get(index + 1..).unwrap_or_default();
    match row.kind {
        RowKind::Total => rows.iter().filter(is_data).collect(),
        RowKind::Subtotal => {
            let bound = |row: &&DataRow<'_>| {
                matches!(row.kind, RowKind::Group { .. } | RowKind::Subtotal | RowKind::Total)
            };
            let own: Vec<_> = before.iter().rev().take_while(|row| !bound(row)).filter(is_data).collect();
            if own.is_empty() { rows.iter().filter(is_data).collect() } else { own }
        }
        RowKind::Group { level } => {
            let within = |row: &&DataRow<'_>| {
                !matches!(row.kind, RowKind::Total)
                    && !matches!(row.kind, RowKind::Group { level: next } if next <= level)
            };
            after.iter().take_while(within).filter(is_data).collect()
        }
        RowKind::Data | RowKind::OfWhich | RowKind::Head | RowKind::Blank | RowKind::Note => Vec::new(),
    }
}

struct Sum {
    of: Compared,
    expected: Decimal,
    found: Decimal,
}

enum Outcome {
    /// The total row holds no number here.
    Nothing,
    /// The row with a cell that cannot be added.
    Unchecked(u32),
    Sums(Vec<Sum>),
}

fn compare(total: &Parsed, parts: &[&DataRow<'_>], place: usize) -> Outcome {
    match total {
        Parsed::Number { value, .. } | Parsed::WithPart { value, .. } | Parsed::WithWords { value, .. } => {
            match added(parts, place, number_of) {
                Ok(expected) => Outcome::Sums(vec![Sum { of: Compared::Number, expected, found: *value }]),
                Err(row) => Outcome::Unchecked(row),
            }
        }
        Parsed::Ratio { numerator, base, .. } => {
            let numerators = added(parts, place, |parsed| ratio_of(parsed).map(|(numerator, _)| numerator));
            let bases = added(parts, place, |parsed| ratio_of(parsed).map(|(_, base)| base));
            match (numerators, bases) {
                (Ok(above), Ok(below)) => Outcome::Sums(vec![
                    Sum { of: Compared::Numerator, expected: above, found: *numerator },
                    Sum { of: Compared::Base, expected: below, found: *base },
                ]),
                (Err(row), _) | (_, Err(row)) => Outcome::Unchecked(row),
            }
        }
        _ => Outcome::Nothing,
    }
}

/// The sum over the rows, or the first row that cannot be added.
fn added(
    parts: &[&DataRow<'_>],
    place: usize,
    value: impl Fn(&Parsed) -> Option<Decimal>,
) -> Result<Decimal, u32> {
    let mut sum = Decimal::ZERO;
    for part in parts {
        let parsed = part.cells.get(place).map_or(Parsed::NotANumber, |cell| read_number(cell));
        sum = value(&parsed).and_then(|value| sum.checked_add(value)).ok_or(part.row)?;
    }
    Ok(sum)
}

fn number_of(parsed: &Parsed) -> Option<Decimal> {
    match parsed {
        Parsed::Number { value, .. } | Parsed::WithPart { value, .. } | Parsed::WithWords { value, .. } => {
            Some(*value)
        }
        Parsed::Absent(_) => Some(Decimal::ZERO),
        _ => None,
    }
}

fn ratio_of(parsed: &Parsed) -> Option<(Decimal, Decimal)> {
    match parsed {
        Parsed::Ratio { numerator, base, .. } => Some((*numerator, *base)),
        Parsed::Absent(_) => Some((Decimal::ZERO, Decimal::ZERO)),
        _ => None,
    }
}
