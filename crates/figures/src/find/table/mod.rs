//! Bảng: rows whose cells are parted by tabs or upright strokes.
//!
//! A relation between columns (a total, a percent) counts only where most rows keep it; then the row that breaks it is
//! likely a slip. A total row is one that says so, and counts where some column keeps it. Deliberately not here: merged
//! heads, groups and subtotals; a table with group rows is left alone.

mod flat;

use super::Findings;
use crate::claim::{Certainty, Kind, Note, Verdict};
use crate::decimal::{Decimal, Fraction};
use crate::document::{Document, Place};
use crate::judge::{self, Bounds};
use crate::number::read;
use crate::quantity::Quantity;
use crate::token::TokenKind;

/// A cell with nothing but one number.
#[derive(Debug, Clone, Copy)]
struct Cell {
    token: usize,
    value: Decimal,
    percent: bool,
}

struct Row {
    from: usize,
    to: usize,
    cells: Vec<Option<Cell>>,
}

const MOST_COLUMNS: usize = 16;
const MOST_ROWS: usize = 2_000;

pub(crate) fn find(d: &Document, f: &mut Findings) {
    for table in tables(d) {
        totals_down(d, f, &table);
        let width = table.first().map_or(0, |r| r.cells.len());
        for column in 0..width {
            totals_across(d, f, &table, column);
            percents(d, f, &table, column);
        }
        differences(d, f, &table);
    }
}

/// Runs of neighbouring rows with the same number of cells.
fn tables(d: &Document) -> Vec<Vec<Row>> {
    let mut out: Vec<Vec<Row>> = Vec::new();
    let mut open: Vec<Row> = Vec::new();
    let mut from = 0;
    for i in 0..d.tokens.len() {
        if d.tokens.get(i).is_none_or(|t| t.kind != TokenKind::Break) {
            continue;
        }
        let row = row(d, from, i).or_else(|| flat::spaced(d, from, i));
        let fits = row.as_ref().is_some_and(|r| open.first().is_none_or(|o| o.cells.len() == r.cells.len()));
        if !fits || open.len() == MOST_ROWS {
            out.push(std::mem::take(&mut open));
        }
        open.extend(row);
        from = i + 1;
    }
    out.push(open);
    out.extend(flat::stacked(d));
    out.retain(|t| t.len() >= 3);
    out
}

fn row(d: &Document, from: usize, to: usize) -> Option<Row> {
    let is_edge = |i: usize| d.tokens.is_mark(i, '\t') || d.tokens.is_mark(i, '|');
    let edges: Vec<usize> = (from..to).filter(|&i| is_edge(i)).collect();
    if edges.len() < 2 || edges.len() > MOST_COLUMNS {
        return None;
    }
    let starts = std::iter::once(from).chain(edges.iter().map(|e| e + 1));
    let ends = edges.iter().copied().chain([to]);
    let cells = starts.zip(ends).map(|(a, b)| cell(d, a, b)).collect();
    Some(Row { from, to, cells })
}

fn cell(d: &Document, from: usize, to: usize) -> Option<Cell> {
    let percent = d.tokens.is_mark(from + 1, '%') && to == from + 2;
    if !d.tokens.is_number(from) || (to != from + 1 && !percent) {
        return None;
    }
    let readings = read(d.tokens.text(from))?;
    let value = if percent { readings.as_percent().usual } else { readings.usual };
    Some(Cell { token: from, value, percent })
}

fn at(row: &Row, column: usize) -> Option<Cell> {
    row.cells.get(column).copied().flatten()
}

fn row_has(d: &Document, row: &Row, phrases: &[&str]) -> bool {
    d.tokens.has(row.from, row.to, phrases)
}

/// The last row is the sum of those above, or the first that of those below.
fn totals_down(d: &Document, f: &mut Findings, table: &[Row]) {
    let names =
        ["tổng cộng", "tổng số", "tổng", "cộng", "toàn thành phố", "toàn tỉnh", "toàn huyện", "toàn xã"];
    let body: Vec<&Row> = table.iter().filter(|r| r.cells.iter().flatten().count() > 0).collect();
    let totals: Vec<usize> =
        (0..body.len()).filter(|&i| body.get(i).is_some_and(|r| row_has(d, r, &names))).collect();
    let grouped = body.iter().any(|r| row_has(d, r, &["trong đó", "gồm", "ii", "iii", "iv"]));
    let [total] = totals.as_slice() else { return };
    if grouped || body.len() < 3 || (*total != 0 && *total + 1 != body.len()) {
        return;
    }
    let Some(sum_row) = body.get(*total) else { return };
    let parts: Vec<&Row> = body.iter().enumerate().filter(|(i, _)| i != total).map(|(_, r)| *r).collect();
    let checked: Vec<(Cell, Fraction, Vec<Cell>)> = (0..sum_row.cells.len())
        .filter(|&column| !header_says_percent(d, table, column))
        .filter_map(|column| column_sum(sum_row, &parts, column))
        .collect();
    let right = |(cell, sum, _): &&(Cell, Fraction, Vec<Cell>)| cell.value.fraction().equals(*sum);
    let n_right = checked.iter().filter(right).count();
    for entry in &checked {
        let judged = if right(&entry) {
            (Verdict::Right, Certainty::Proved)
        } else {
            (
                Verdict::Gap,
                if n_right > 0 && summable(&entry.0, &entry.2) { Certainty::Likely } else { Certainty::Ask },
            )
        };
        push_sum(d, f, entry.0, &entry.2, entry.1, judged);
    }
}

/// The sum of a column whose cells are all numbers; not of a column of row numbers or percents.
fn column_sum(sum_row: &Row, parts: &[&Row], column: usize) -> Option<(Cell, Fraction, Vec<Cell>)> {
    let total = at(sum_row, column)?;
    let cells: Vec<Cell> = parts.iter().map(|r| at(r, column)).collect::<Option<_>>()?;
    if total.percent || cells.iter().any(|c| c.percent) {
        return None;
    }
    Some((total, add(&cells)?, cells))
}

/// Whole numbers, and a total not below its greatest part: no averages.
fn summable(total: &Cell, parts: &[Cell]) -> bool {
    let whole = |c: &Cell| c.value.as_whole();
    let greatest = parts.iter().map(whole).max().flatten();
    parts.iter().all(|c| whole(c).is_some()) && whole(total).zip(greatest).is_some_and(|(t, g)| t >= g)
}

fn add(cells: &[Cell]) -> Option<Fraction> {
    cells.iter().try_fold(Fraction::new(0, 1)?, |sum, c| sum.add(c.value.fraction()))
}

/// A column that in most rows is the sum of the columns that follow it or stand before it.
fn totals_across(d: &Document, f: &mut Findings, table: &[Row], column: usize) {
    let width = table.first().map_or(0, |r| r.cells.len());
    let after = (column + 3..=width).map(|end| (column + 1, end));
    let before = (0..column.saturating_sub(1)).map(|from| (from, column));
    for (from, to) in after.chain(before) {
        let rows: Vec<(&Row, Cell, Vec<Cell>)> = table
            .iter()
            .filter_map(|r| {
                let parts: Vec<Cell> = (from..to).map(|c| at(r, c)).collect::<Option<_>>()?;
                let plain = parts.iter().all(|c| !c.percent);
                Some((r, at(r, column).filter(|c| !c.percent && plain)?, parts))
            })
            .collect();
        let keeps = |(_, total, parts): &&(&Row, Cell, Vec<Cell>)| {
            add(parts).is_some_and(|s| s.equals(total.value.fraction()))
        };
        let telling = |(_, total, parts): &&(&Row, Cell, Vec<Cell>)| {
            parts.iter().filter(|c| c.value.fraction().is_positive()).count() > 1
                && total.value.fraction().is_positive()
        };
        let kept = rows.iter().filter(keeps).filter(telling).count();
        if kept < 3 || kept * 4 < rows.len() * 3 {
            continue;
        }
        for (_, total, parts) in &rows {
            let Some(sum) = add(parts) else { continue };
            let right = sum.equals(total.value.fraction());
            let judged =
                if right { (Verdict::Right, Certainty::Likely) } else { (Verdict::Gap, Certainty::Likely) };
            push_sum(d, f, *total, parts, sum, judged);
        }
        return;
    }
}

/// "Năm trước | Năm nay | Tăng": a column that in most rows is what the two before it differ by.
fn differences(d: &Document, f: &mut Findings, table: &[Row]) {
    let width = table.first().map_or(0, |r| r.cells.len());
    for column in 2..width {
        let rows: Vec<(Cell, Cell, Cell)> = table
            .iter()
            .filter_map(|r| Some((at(r, column - 2)?, at(r, column - 1)?, at(r, column)?)))
            .filter(|(a, b, c)| !a.percent && !b.percent && !c.percent)
            .collect();
        let grown =
            |(a, b, _): &(Cell, Cell, Cell)| b.value.fraction().sub(a.value.fraction()).map(Fraction::abs);
        let keeps = |r: &&(Cell, Cell, Cell)| grown(r).is_some_and(|g| g.equals(r.2.value.fraction()));
        let telling =
            |r: &&(Cell, Cell, Cell)| [r.0, r.1, r.2].iter().all(|c| c.value.fraction().is_positive());
        let kept = rows.iter().filter(keeps).filter(telling).count();
        // Where the first is always the greatest it is the sum of the others.
        let grows = rows.iter().filter(keeps).any(|(a, b, _)| a.value.fraction().below(b.value.fraction()));
        if kept < 3 || kept * 4 < rows.len() * 3 || !grows {
            continue;
        }
        for row in rows.iter().filter(|r| !keeps(r)) {
            let Some(value) = grown(row).and_then(|g| g.rounded(row.2.value.decimals())) else { continue };
            let printed = d.tokens.text(row.2.token).to_owned();
            let place = Place { from: row.2.token, to: row.2.token + 1, printed };
            let text = |c: Cell| d.tokens.text(c.token).to_owned();
            let note = Note::Difference { now: text(row.1), before: text(row.0) };
            f.claims.push(d.claim(
                Kind::Change,
                (Verdict::Wrong, Certainty::Likely),
                place,
                Some(value),
                note,
            ));
        }
    }
}

fn push_sum(
    d: &Document,
    f: &mut Findings,
    total: Cell,
    parts: &[Cell],
    sum: Fraction,
    judged: (Verdict, Certainty),
) {
    let decimals = parts.iter().chain([&total]).map(|c| c.value.decimals()).max().unwrap_or(0);
    let gap = total.value.fraction().sub(sum).and_then(|g| g.rounded(decimals));
    let (Some(sum), Some(gap)) = (sum.rounded(decimals).map(Decimal::trimmed), gap.map(Decimal::trimmed))
    else {
        return;
    };
    let parts = parts.iter().take(12).map(|c| d.tokens.text(c.token).to_owned()).collect();
    let printed = d.tokens.text(total.token).to_owned();
    let note = Note::Parts { parts, sum, whole: printed.clone(), gap };
    let place = Place { from: total.token, to: total.token + 1, printed };
    f.claims.push(d.claim(Kind::Sum, judged, place, Some(sum), note));
}

/// A column of percents that in most rows is the quotient of two others.
fn percents(d: &Document, f: &mut Findings, table: &[Row], column: usize) {
    let marked = table.iter().any(|r| at(r, column).is_some_and(|c| c.percent));
    let headed =
        table.first().is_some_and(|r| at(r, column).is_none()) && header_says_percent(d, table, column);
    if !marked && !headed {
        return;
    }
    let width = table.first().map_or(0, |r| r.cells.len());
    let pairs = (0..width)
        .flat_map(|a| (0..width).map(move |b| (a, b)))
        .filter(|&(a, b)| a != b && a != column && b != column);
    for (a, b) in pairs {
        let rows: Vec<(Cell, Cell, Cell)> = table
            .iter()
            .filter_map(|r| Some((at(r, a)?, at(r, b)?, at(r, column)?)))
            .filter(|(_, b, _)| b.value.fraction().is_positive())
            .collect();
        let kept = rows.iter().filter(|r| quotient(d, **r).is_some_and(|c| c.fit.holds())).count();
        if kept < 3 || kept * 4 < rows.len() * 3 {
            continue;
        }
        for entry in &rows {
            judge_percent(d, f, *entry);
        }
        return;
    }
}

fn header_says_percent(d: &Document, table: &[Row], column: usize) -> bool {
    let Some(head) = table.first() else { return false };
    let edges = (head.from..head.to).filter(|&i| d.tokens.is_mark(i, '\t') || d.tokens.is_mark(i, '|'));
    let starts: Vec<usize> = std::iter::once(head.from).chain(edges.map(|e| e + 1)).collect();
    let Some(&from) = starts.get(column) else { return false };
    let to = starts.get(column + 1).copied().unwrap_or(head.to);
    (from..to).any(|i| d.tokens.is_mark(i, '%')) || d.tokens.has(from, to, &["tỷ lệ", "tỉ lệ"])
}

fn quotient(d: &Document, (a, b, p): (Cell, Cell, Cell)) -> Option<judge::Comparison> {
    let bounds = |c: Cell| Bounds::exact(c.value.fraction());
    judge::share_of(bounds(a), bounds(b), &as_percent(d, p)?)
}

/// The cell as a printed percent.
fn as_percent(d: &Document, p: Cell) -> Option<Quantity> {
    let readings = read(d.tokens.text(p.token))?.as_percent();
    Some(Quantity::of_cell(p.token, readings))
}

fn judge_percent(d: &Document, f: &mut Findings, (a, b, p): (Cell, Cell, Cell)) {
    let Some(c) = quotient(d, (a, b, p)) else { return };
    if let Some(k) = d.quantity_at(p.token) {
        f.take(k);
    }
    let text = |c: Cell| d.tokens.text(c.token).to_owned();
    let place = Place { from: p.token, to: p.token + 1 + usize::from(p.percent), printed: text(p) };
    let note = super::division(text(a), text(b));
    f.claims.push(d.claim(Kind::Ratio, super::verdict(c, Certainty::Likely), place, Some(c.computed), note));
}
