//! Đầu biểu nhiều tầng: from the tree of the head to a grid of merged cells.

use super::{Column, Head};

/// Ô đầu biểu: one merged cell of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadCell {
    /// What stands in it.
    pub title: String,
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub n_rows: usize,
    /// Columns covered, at least 1.
    pub n_columns: usize,
}

/// Lưới đầu biểu: the whole head, cell by cell. Every place of the grid is covered exactly once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadGrid {
    /// Rows of titles (without the row of column numbers).
    pub n_rows: usize,
    /// Columns.
    pub n_columns: usize,
    /// Cells by row, then by column.
    pub cells: Vec<HeadCell>,
    /// The row of column numbers; `None` when no column carries a mark.
    pub marks: Option<Vec<String>>,
}

impl HeadGrid {
    pub(super) fn of(head: &[Head]) -> Self {
        let n_rows = head.iter().map(depth).max().unwrap_or(0);
        let mut cells = Vec::new();
        let n_columns = place(head, 0, 0, n_rows, &mut cells);
        cells.sort_by_key(|c| (c.row, c.column));
        let marks: Vec<String> = columns(head).iter().map(|c| c.mark.clone()).collect();
        let marks = marks.iter().any(|m| !m.is_empty()).then_some(marks);
        Self { n_rows, n_columns, cells, marks }
    }

    /// Cells that begin in the given row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &HeadCell> {
        self.cells.iter().filter(move |c| c.row == row)
    }

    /// The cell that covers a place.
    #[must_use]
    pub fn covering(&self, row: usize, column: usize) -> Option<&HeadCell> {
        self.cells.iter().find(|c| {
            (c.row..c.row + c.n_rows).contains(&row) && (c.column..c.column + c.n_columns).contains(&column)
        })
    }
}

/// Places the nodes from the given row and column; gives the column after the last.
fn place(head: &[Head], row: usize, column: usize, n_rows: usize, out: &mut Vec<HeadCell>) -> usize {
    let mut next = column;
    for node in head {
        let start = next;
        let (title, tall) = match node {
            Head::Column(c) => {
                next += 1;
                (&c.title, n_rows.saturating_sub(row))
            }
            Head::Group { title, under } => {
                next = place(under, row + 1, start, n_rows, out);
                (title, 1)
            }
        };
        out.push(HeadCell {
            title: title.clone(),
            row,
            column: start,
            n_rows: tall,
            n_columns: next - start,
        });
    }
    next
}

fn depth(node: &Head) -> usize {
    match node {
        Head::Column(_) => 1,
        Head::Group { under, .. } => 1 + under.iter().map(depth).max().unwrap_or(0),
    }
}

pub(super) fn columns(head: &[Head]) -> Vec<&Column> {
    head.iter()
        .flat_map(|node| match node {
            Head::Column(c) => vec![c],
            Head::Group { under, .. } => columns(under),
        })
        .collect()
}

pub(super) fn is_whole(head: &[Head]) -> bool {
    head.iter().all(|node| match node {
        Head::Column(_) => true,
        Head::Group { under, .. } => !under.is_empty() && is_whole(under),
    })
}

pub(super) fn number(head: &mut [Head], last: &mut usize) {
    for node in head {
        match node {
            Head::Column(c) if c.mark.is_empty() => {
                *last += 1;
                c.mark = format!("({last})");
            }
            Head::Column(_) => {}
            Head::Group { under, .. } => number(under, last),
        }
    }
}
