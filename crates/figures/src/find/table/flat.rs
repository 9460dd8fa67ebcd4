//! Bảng bị dàn phẳng: tables of which only blanks or line ends are left between the cells.
//!
//! "Tổng số 60 45 15" is a row where at least three numbers end a line; where every cell stands on a line of its own, a
//! label and the numbers below it are a row. Deliberately not here: the heads of such tables, which cannot be told from
//! text.

use super::{Cell, MOST_COLUMNS, MOST_ROWS, Row, cell};
use crate::document::Document;

/// Lines that make up one label.
const MOST_LABELS: usize = 3;

/// A line that ends with three numbers or more, after words.
pub(super) fn spaced(d: &Document, from: usize, to: usize) -> Option<Row> {
    let t = &d.tokens;
    let mut starts: Vec<usize> = Vec::new();
    let mut at = to;
    while at > from {
        let number = at - 1 - usize::from(t.is_mark(at - 1, '%') && at - 1 > from);
        if !t.is_number(number) || starts.len() > MOST_COLUMNS {
            break;
        }
        starts.push(number);
        at = number;
    }
    if starts.len() < 3 || at == from || !t.is_word(from) && !t.is_number(from) {
        return None;
    }
    let ends = std::iter::once(to).chain(starts.iter().copied());
    let mut cells: Vec<Option<Cell>> = starts.iter().zip(ends).map(|(&a, b)| cell(d, a, b)).collect();
    cells.push(None);
    cells.reverse();
    Some(Row { from, to, cells })
}

/// Tables of which every cell is a line.
pub(super) fn stacked(d: &Document) -> Vec<Vec<Row>> {
    let mut out: Vec<Vec<Row>> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut labels = 0;
    let mut open: Option<Row> = None;
    for n in 0..d.outline.n_paragraphs() {
        let (from, to) = d.outline.paragraph(n);
        if from >= to {
            continue;
        }
        if let (Some(number), Some(row)) = (cell(d, from, to), open.as_mut()) {
            row.cells.push(Some(number));
            row.to = to;
            continue;
        }
        let done = open.take_if(|row| row.cells.len() > 1);
        labels = if done.is_some() { 1 } else { labels + 1 };
        close(&mut out, &mut rows, done);
        let short = to - from <= 14 && labels <= MOST_LABELS;
        if !short {
            out.push(std::mem::take(&mut rows));
            open = None;
            labels = 0;
            continue;
        }
        let begin = open.take().map_or(from, |row| row.from);
        open = Some(Row { from: begin, to, cells: vec![None] });
    }
    close(&mut out, &mut rows, open.filter(|row| row.cells.len() > 1));
    out.push(rows);
    out
}

/// Adds a finished row to the table, or begins a new one where its width differs.
fn close(out: &mut Vec<Vec<Row>>, rows: &mut Vec<Row>, done: Option<Row>) {
    let Some(row) = done.filter(|row| (3..=MOST_COLUMNS).contains(&row.cells.len())) else { return };
    let other = rows.first().is_some_and(|first| first.cells.len() != row.cells.len());
    if other || rows.len() == MOST_ROWS {
        out.push(std::mem::take(rows));
    }
    rows.push(row);
}
