//! Dòng dữ liệu: the rows of a table with what each of them is.
//!
//! Invariants: every row of the table's range comes back, in order, with exactly one kind; total rows are recognised
//! and never data; a text merged downwards is seen in each of its rows, a number never. Deliberately not here: what
//! to import, and whether a row's name is known.

mod kind;

use crate::cell::{Parsed, read_number};
use crate::grid::{Area, At, Cell, FormulaError, Sheet, Shown};
use crate::layout::{Layout, Role, squeezed};

/// Một dòng của bảng.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataRow<'s> {
    /// The row in the sheet.
    pub row: u32,
    /// What it is.
    pub kind: RowKind,
    /// What stands in the column of row numbers.
    pub ordinal: String,
    /// The name, in one line.
    pub name: String,
    /// The group rows that stand over it, the outermost first.
    pub groups: Vec<Group>,
    /// Whether it is shown.
    pub shown: Shown,
    /// Its cells, one for each of the layout's columns; a text merged downwards is seen in each row.
    pub cells: Vec<&'s Cell<'static>>,
    /// Merged ranges that cross it.
    pub merged: Vec<Area>,
    /// What is wrong with its cells, whatever they are for.
    pub problems: Vec<Problem>,
}

/// Loại dòng.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A row about one thing.
    Data,
    /// A title over the rows below it; it may hold their sum.
    Group {
        /// Depth, from 0.
        level: u8,
    },
    /// "Tổng cộng", "Tổng số": the sum of all rows.
    Total,
    /// "Cộng": the sum of the rows of its group.
    Subtotal,
    /// "Trong đó" and what it counts out: part of another row.
    OfWhich,
    /// The head once more, as at the top of a printed page.
    Head,
    /// Nothing.
    Blank,
    /// Words only, about the table.
    Note,
}

/// Nhóm that a row stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its row.
    pub row: u32,
    /// Depth, from 0.
    pub level: u8,
    /// "I", "A", "1"; may be empty.
    pub ordinal: String,
    /// Its title.
    pub name: String,
}

/// Vấn đề của một ô, whatever the column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The cell.
    pub at: At,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// Loại vấn đề.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A number, or a row's cells, merged inside the data: it is not told which row or column it is for.
    MergedInData {
        /// The merged range.
        area: Area,
    },
    /// A text merged over several rows; it was read in each of them.
    CarriedDown {
        /// The merged range.
        area: Area,
    },
    /// A formula that failed.
    FormulaError(FormulaError),
}

/// Reads the rows of a table.
#[must_use]
pub fn read<'s>(sheet: &'s Sheet, layout: &Layout) -> Vec<DataRow<'s>> {
    let ordinal = layout.columns.iter().position(|column| column.role == Role::Ordinal);
    let name = layout.columns.iter().position(|column| column.role == Role::Name);
    let mut merged = Merged::of(sheet);
    let mut rows: Vec<DataRow<'s>> = (layout.first_data..layout.end)
        .map(|row| raw(sheet, layout, row, (ordinal, name), merged.across(row)))
        .collect();
    kind::tell(sheet, layout, &mut rows);
    give_groups(&mut rows);
    for row in &mut rows {
        if matches!(row.kind, RowKind::Data | RowKind::OfWhich) {
            row.problems = problems(sheet, layout, row);
        } else {
            row.problems = errors(layout, row);
        }
    }
    rows
}

fn raw<'s>(
    sheet: &'s Sheet,
    layout: &Layout,
    row: u32,
    (ordinal, name): (Option<usize>, Option<usize>),
    merged: Vec<Area>,
) -> DataRow<'s> {
    let cells: Vec<&'s Cell<'static>> = layout
        .columns
        .iter()
        .map(|column| carried(sheet, &merged, At::new(row, column.column), layout.first_data))
        .collect();
    let text = |index: Option<usize>| {
        index.and_then(|index| cells.get(index)).map(|cell| squeezed(cell)).unwrap_or_default()
    };
    DataRow {
        row,
        kind: RowKind::Data,
        ordinal: text(ordinal),
        name: text(name),
        groups: Vec::new(),
        shown: if sheet.is_hidden_row(row) { Shown::Hidden } else { Shown::Yes },
        cells,
        merged,
        problems: Vec::new(),
    }
}

/// The merged ranges of a sheet, for a walk down its rows.
struct Merged {
    /// Still to come, the lowest first.
    ahead: Vec<Area>,
    open: Vec<Area>,
}

impl Merged {
    fn of(sheet: &Sheet) -> Self {
        let mut ahead = sheet.merged.clone();
        ahead.sort_by_key(|area| std::cmp::Reverse(area.first.row));
        Self { ahead, open: Vec::new() }
    }

    /// The ranges that cross a row; rows must be asked for from the top.
    fn across(&mut self, row: u32) -> Vec<Area> {
        while let Some(area) = self.ahead.pop_if(|area| area.first.row <= row) {
            self.open.push(area);
        }
        self.open.retain(|area| area.last.row >= row);
        self.open.clone()
    }
}

/// The cell at an address, or the text merged down to it.
fn carried<'s>(sheet: &'s Sheet, merged: &[Area], at: At, first_data: u32) -> &'s Cell<'static> {
    match merged.iter().find(|area| area.contains(at)) {
        Some(area)
            if area.first.row >= first_data && area.first.column == at.column && area.first.row < at.row =>
        {
            let first = sheet.cell(area.first);
            if is_words(first) { first } else { sheet.cell(at) }
        }
        _ => sheet.cell(at),
    }
}

pub(crate) fn is_words(cell: &Cell<'_>) -> bool {
    matches!(read_number(cell), Parsed::NotANumber)
}

fn give_groups(rows: &mut [DataRow<'_>]) {
    let mut open: Vec<Group> = Vec::new();
    for row in rows {
        if let RowKind::Group { level } = row.kind {
            open.retain(|group| group.level < level);
            row.groups.clone_from(&open);
            open.push(Group { row: row.row, level, ordinal: row.ordinal.clone(), name: row.name.clone() });
        } else {
            row.groups.clone_from(&open);
        }
    }
}

fn problems(sheet: &Sheet, layout: &Layout, row: &DataRow<'_>) -> Vec<Problem> {
    let mut found = errors(layout, row);
    for column in &layout.columns {
        let at = At::new(row.row, column.column);
        let Some(area) = row.merged.iter().copied().find(|area| area.first.column == at.column) else {
            continue;
        };
        let is_carried = area.n_columns() == 1 && is_words(sheet.cell(area.first));
        let kind =
            if is_carried { ProblemKind::CarriedDown { area } } else { ProblemKind::MergedInData { area } };
        found.push(Problem { at, kind });
    }
    found
}

fn errors(layout: &Layout, row: &DataRow<'_>) -> Vec<Problem> {
    let cells = layout.columns.iter().zip(&row.cells);
    cells
        .filter(|(_, cell)| match cell {
            Cell::Error(_) => true,
            Cell::Text(text) => text.contains('#'),
            _ => false,
        })
        .filter_map(|(column, cell)| match read_number(cell) {
            Parsed::FormulaError(error) => {
                Some(Problem { at: At::new(row.row, column.column), kind: ProblemKind::FormulaError(error) })
            }
            _ => None,
        })
        .collect()
}
